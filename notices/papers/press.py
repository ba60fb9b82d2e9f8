"""What prints, inside a worker process: HTML in, PDF bytes out. Knows neither Django nor the database.

Fonts are expensive: one FontConfiguration and the parsed style sheets serve every paper of the process.
"""

import logging
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from notices.papers import justify
from notices.papers.fetcher import PaperFetcher
from notices.papers.jobs import FACES, OWN_NAMES, STACKS, Job, Outcome, Printed
from notices.papers.own_fonts import own_fonts

SHEETS = ("paper.css", "sizes.css")
STYLES = {"paper": SHEETS, "form": ("form.css",), "sheet": ("sheet.css",)}


class Complaints(logging.Handler):
    """Collects what WeasyPrint logs: a refused file or a missing image is only logged there."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


class Press:
    """WeasyPrint with its fonts and style sheets loaded."""

    def __init__(self, fonts: Path, styles: Path, own: Path | None = None, *, pdfa: bool = True) -> None:
        justify.install()
        self.config = FontConfiguration()
        self.fetcher = PaperFetcher()
        self.variant = "pdf/a-2b" if pdfa else None
        fetcher = PaperFetcher(fonts, *([own] if own else []))

        def sheet(text: str) -> CSS:
            return CSS(string=text, font_config=self.config, url_fetcher=fetcher)

        fonts_sheet = sheet(faces(fonts, own))
        self.sheets = {
            style: [fonts_sheet, *(sheet((styles / name).read_text("utf-8")) for name in names)]
            for style, names in STYLES.items()
        }
        self.draft = sheet((styles / "draft.css").read_text("utf-8"))

    def print(self, job: Job) -> Outcome:
        """One paper; whatever goes wrong comes back as the outcome."""
        complaints = Complaints()
        logger = logging.getLogger("weasyprint")
        logger.addHandler(complaints)
        try:
            sheets = [*self.sheets[job.style], *([self.draft] if job.draft else [])]
            html = HTML(string=job.html, url_fetcher=self.fetcher)
            document = html.render(font_config=self.config, stylesheets=sheets)
            printed = Printed(document.write_pdf(pdf_variant=self.variant), len(document.pages))
            return Outcome(printed, tuple(complaints.lines))
        except Exception as error:  # noqa: BLE001 - whatever it is, the site must hear of it and go on
            return Outcome(None, tuple(complaints.lines), f"{type(error).__name__}: {error}")
        finally:
            logger.removeHandler(complaints)


def faces(fonts: Path, own: Path | None = None) -> str:
    """The style sheet that names the font files, the bureau's own among them, and the stacks of faces."""
    site = ((name, fonts / file) for name, file in FACES.items())
    bureau = own_fonts(own, OWN_NAMES).faces if own else ()
    files = (
        f'@font-face {{ font-family: "{name}"; src: url("{path.absolute().as_uri()}"); }}'
        for name, path in (*bureau, *site)
    )
    stacks = (f"--{name}: {stack};" for name, stack in STACKS.items())
    return "\n".join((*files, ":root {", *stacks, "}"))
