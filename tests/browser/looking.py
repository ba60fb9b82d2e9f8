"""One load of a page and all that is measured of it: what is wrong comes back as lines.

The measures: axe finds nothing (WCAG 2.2 AA), no script fails, nothing moves while the page comes, it weighs
little, its letters can be read, nothing scrolls sideways, and it prints clean on A4 (measures.js).
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Response, expect

from tests.browser.conftest import wait_for_htmx
from tests.conftest import logged_in
from units.models import User

SIZES = {"phone": (390, 844), "desk": (1366, 768)}
MUST_FIT = (320, 390, 1366, 1920)
FIRST, AFTER = 300_000, 60_000  # bytes over the wire, the first time and from then on
SHIFT = 0.01  # cumulative layout shift; what a reader notices begins at 0.1
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": TAGS, "rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
MEASURES = Path(__file__).with_name("measures.js").read_text(encoding="utf-8")
AXE = """async (rules) => (await axe.run(rules)).violations.flatMap((one) => one.nodes.slice(0, 2).map(
  (node) => `${one.id}: ${node.html.slice(0, 160)}`))"""


NARROWEST = min(MUST_FIT)
WIDTHS = dict(SIZES.values())  # {width: height}


def enter(page: Page, user: User | None, url: str) -> None:
    """Be logged in as this user, or as nobody."""
    page.context.clear_cookies()
    if user is not None:
        session = logged_in(user).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": url}])


def faults(page: Page) -> list[str]:
    """What axe finds on the page shown, of one kind two at most."""
    page.evaluate(Axe().axe_script)
    found: list[str] = page.evaluate(AXE, RULES)
    return found


def too_wide(page: Page, place: str) -> list[str]:
    """Whether the page is wider than the screen, and by how many pixels."""
    by: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{place}: {by} px too wide"] if by > 0 else []


class Wire:
    """What goes over the wire for one page after another; a file that the browser keeps is fetched once."""

    def __init__(self, page: Page) -> None:
        self._kept: dict[str, int] = {}
        self._asked: dict[str, tuple[str, bool]] = {}
        self._used: set[str] = set()
        self.after = 0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", self._answer)
        session.on("Network.loadingFinished", self._end)

    @property
    def first(self) -> int:
        """Bytes of a first visit: those of now, and of every kept file that the page uses."""
        return self.after + sum(self._kept.get(url, 0) for url in self._used)

    def begin(self) -> None:
        """A new page."""
        self._asked, self._used, self.after = {}, set(), 0

    def _answer(self, event: dict[str, Any]) -> None:
        answer = event["response"]
        headers = {name.lower(): value for name, value in answer["headers"].items()}
        kept = "immutable" in headers.get("cache-control", "")
        self._asked[event["requestId"]] = answer["url"], kept
        if kept:
            self._used.add(answer["url"])

    def _end(self, event: dict[str, Any]) -> None:
        url, kept = self._asked.get(event["requestId"], ("", False))
        size = round(event["encodedDataLength"])
        if kept:
            self._kept[url] = max(size, self._kept.get(url, 0))
        else:
            self.after += size


@dataclass
class Figures:
    """How much was looked at, and the most that any page weighed (bytes) and moved."""

    loads: int = 0
    axed: int = 0
    first: int = 0
    after: int = 0
    shapes: set[tuple[str, str]] = field(default_factory=set)

    def __str__(self) -> str:
        return (
            f"{self.loads} pages loaded, {self.axed} of them of a shape that axe had not seen; "
            f"the heaviest {self.first / 1000:.0f} kB the first time and {self.after / 1000:.0f} kB after"
        )


class Looker:
    """A browser in which one page after another is loaded and measured."""

    def __init__(self, context: BrowserContext, figures: Figures) -> None:
        context.add_init_script(MEASURES)
        self.page = context.new_page()
        self.figures = figures
        self._wire = Wire(self.page)
        self._errors: list[str] = []
        self.page.on("pageerror", lambda error: self._errors.append(f"script: {error}"))
        self.page.on("console", self._said)

    def _said(self, line: ConsoleMessage) -> None:
        if line.type == "error" and not line.location["url"].endswith("/favicon.ico"):
            self._errors.append(f"console: {line.text} {line.location['url']}")

    def look(self, url: str, size: str, *, axe_all: bool) -> list[str]:
        """What is wrong with the page at this size; nothing with a file or a part, which are no pages."""
        self._wire.begin()
        self._errors.clear()
        width, height = SIZES[size]
        self.page.set_viewport_size({"width": width, "height": height})
        answer = self._open(url)
        if answer is None or not answer.headers.get("content-type", "").startswith("text/html"):
            return []
        if self.page.evaluate("document.doctype") is None:
            return []
        self.figures.loads += 1
        self._wait()
        wrong = [f"answered {answer.status}"] if answer.status != 200 else []
        wrong += self._moved() + self._read() + self._axe(size, axe_all=axe_all)
        return wrong + self._fits() + self._printed() + self._weighs() + self._errors

    def _open(self, url: str) -> Response | None:
        try:
            return self.page.goto(url)
        except Error as error:
            if "Download is starting" in error.message:
                return None
            raise

    def _wait(self) -> None:
        """Until the parts are there that the page fetches by itself."""
        wait_for_htmx(self.page)
        if self.page.locator("[data-inspect]").count():
            expect(self.page.locator(".unit").first).to_be_visible()

    def _moved(self) -> list[str]:
        """What moves each time; on a busy machine the halves of a page may come apart once."""
        shift, what = self.page.evaluate("measures.shifts()")
        if shift > SHIFT:
            self._wire.begin()
            self.page.reload()
            self._wait()
            shift, what = self.page.evaluate("measures.shifts()")
        return [f"moved by {shift:.3f} while it came: {what}"] if shift > SHIFT else []

    def _read(self) -> list[str]:
        return [f"small text, {one}" for one in self.page.evaluate("measures.smallText()")]

    def _axe(self, size: str, *, axe_all: bool) -> list[str]:
        """Pages of the same elements, classes and attributes differ in words alone: axe sees one of them."""
        shapes: list[str] = self.page.evaluate("measures.shapes()")
        new = {(size, shape) for shape in shapes} - self.figures.shapes
        if not new and not axe_all:
            return []
        self.figures.shapes |= new
        self.figures.axed += 1
        return faults(self.page)

    def _fits(self) -> list[str]:
        wrong = []
        for width in MUST_FIT:
            self.page.set_viewport_size({"width": width, "height": 800})
            wrong += too_wide(self.page, f"at {width}")
        return wrong

    def _printed(self) -> list[str]:
        self.page.emulate_media(media="print")
        width: int = self.page.evaluate("measures.sheetWidth()")
        self.page.set_viewport_size({"width": width, "height": 1000})
        wrong: list[str] = self.page.evaluate("measures.printed()")
        self.page.emulate_media(media="screen")
        return wrong

    def _weighs(self) -> list[str]:
        first, after = self._wire.first, self._wire.after
        self.figures.first = max(self.figures.first, first)
        self.figures.after = max(self.figures.after, after)
        wrong = [f"weighs {first} bytes the first time"] if first > FIRST else []
        return wrong + ([f"weighs {after} bytes after the first time"] if after > AFTER else [])
