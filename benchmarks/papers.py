"""The bulletin: our worker, warm and cold, against WeasyPrint alone, LibreOffice and Chromium."""

import gc
import re
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from django.conf import settings
from django.utils.html import escape
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from benchmarks.office import MORE, Chromium, Office, children
from benchmarks.table import Row, told
from benchmarks.timing import Work, cpu, cpu_of, medians, once, wall
from notices.papers import printing
from notices.papers.content import Block, Heading, Paper, Paragraph, Table
from notices.papers.fetcher import PaperFetcher
from notices.papers.html import paper_html
from notices.papers.press import SHEETS, faces
from tests.papers.samples import sample

UNITS_OF_SIX_PAGES = 9
PAUSE = 0.1
FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:default-style style:family="paragraph"><style:text-properties
 style:font-name-asian="FandolFang R" fo:font-size="16pt" style:font-size-asian="16pt"/></style:default-style>
</office:styles><office:body><office:text>{}</office:text></office:body></office:document>
"""


def paper_rows(office: Office | None, chromium: Chromium | None, rounds: int) -> list[Row]:
    """Row 7: the same sample paper of some pages in all of them."""
    paper = sample(units=UNITS_OF_SIX_PAGES)
    html = paper_html(paper)
    pages = printing.print_html(html).pages
    alone = _Alone()
    works: dict[str, Work] = {"ours": lambda: printing.print_html(html), "alone": lambda: alone.print(html)}
    taken = medians(works, rounds, clock=wall, warm_up=1)
    used = _processor_seconds(works, rounds)
    how = f"{pages}页，本站打印进程 {{}}，单用 WeasyPrint {{}}，均为热启动".format
    few = 1 if rounds < 20 else 3
    found = [
        Row("通报（处理器时间）", used["ours"] / used["alone"], 1.2, how(*map(told, used.values()))),
        Row("通报（钟表）", taken["ours"] / taken["alone"], None, how(*map(told, taken.values()))),
        *_against_office(office, paper, few),
        *_against_chromium(chromium, html, taken["ours"], few),
    ]
    printing.close()
    return found


def _processor_seconds(works: dict[str, Work], rounds: int) -> dict[str, float]:
    """Each one's median of processor seconds: printing, then clearing up; ours in both processes."""
    (pid,) = printing.workers().pids
    taken: dict[str, list[float]] = {name: [] for name in works}
    gc.disable()
    for _ in range(rounds):
        for name, work in works.items():
            start, worker = cpu(), cpu_of(pid)
            work()
            gc.collect()
            time.sleep(PAUSE)  # the printing process clears up when it has answered
            taken[name].append(cpu() - start + (cpu_of(pid) - worker if name == "ours" else 0))
    gc.enable()
    return {name: median(times) for name, times in taken.items()}


class _Alone:
    """Plain WeasyPrint in this process: the same page and sheets, fonts loaded, nothing of ours around it."""

    def __init__(self) -> None:
        fonts = Path(settings.PAPER_FONT_DIR)
        self.fetcher, self.config = PaperFetcher(fonts), FontConfiguration()
        texts = [faces(fonts), *((printing.STYLES / name).read_text("utf-8") for name in SHEETS)]
        self.sheets = [CSS(string=text, font_config=self.config, url_fetcher=self.fetcher) for text in texts]

    def print(self, html: str) -> bytes:
        page = HTML(string=html, url_fetcher=self.fetcher)
        pdf: bytes = page.write_pdf(font_config=self.config, stylesheets=self.sheets, pdf_variant="pdf/a-2b")
        return pdf


def _against_office(office: Office | None, paper: Paper, rounds: int) -> list[Row]:
    name = "通报，对 LibreOffice"
    if office is None:
        return [Row(name, None, 1, "没有安装 LibreOffice")]
    source = office.folder / "paper.fodt"
    source.write_text(FODT.format("".join(_fodt(paper))), "utf-8")
    office.convert(source, "pdf")
    html = paper_html(paper)
    turns = [
        (
            (_ours(html, 1 + MORE) - _ours(html, 1)) / MORE,
            office.convert(source, "pdf"),
            office.warm(source, "pdf"),
        )
        for _ in range(rounds)
    ]
    ours, cold, warm = (median(times) for times in zip(*turns, strict=True))
    how = f"处理器时间，本站常驻的打印进程 {told(ours)}，LibreOffice 每份起一个进程 {told(cold)}"
    told_warm = (
        f"双方都不计启动，本站 {told(ours)}，LibreOffice 转同样的文字和表格（不排公文格式） {told(warm)}"
    )
    return [Row(name, ours / cold, 1, how), Row(f"{name}（热启动）", ours / warm, None, told_warm)]


def _ours(html: str, copies: int) -> float:
    """Processor seconds of one worker from its start to its end."""
    printing.close()
    start = children()
    for _ in range(copies):
        printing.print_html(html)
    printing.close()
    return children() - start


def _against_chromium(chromium: Chromium | None, html: str, warm: float, rounds: int) -> list[Row]:
    name = "通报，对 Chromium"
    if chromium is None:
        return [Row(name, None, 1, "没有安装 Chromium")]
    page = _self_contained(html)
    chromium.print(page)
    ours, peer = [], []
    for _ in range(rounds):
        printing.close()
        ours.append(once(lambda: printing.print_html(html)))
        peer.append(chromium.print(page))
    other, cold = median(peer), median(ours)
    return [
        Row(name, warm / other, 1, f"本站常驻的打印进程 {told(warm)}，Chromium 每份起一个进程 {told(other)}"),
        Row(f"{name}（冷启动）", cold / other, None, f"双方都从启动进程算起，本站 {told(cold)}"),
    ]


def _self_contained(html: str) -> str:
    """The page with its sheets inside, as a browser takes it."""
    texts = [(printing.STYLES / name).read_text("utf-8") for name in SHEETS]
    styles = "\n".join((faces(Path(settings.PAPER_FONT_DIR)), *texts))
    return re.sub(r"</head>", lambda _: f"<style>{styles}</style></head>", html, count=1)


def _fodt(paper: Paper) -> Iterator[str]:
    """The paper's words as a flat OpenDocument text, without the form of an official paper."""
    for line in (paper.mark, paper.number, paper.name, paper.addressee):
        yield _p(line)
    for block in (*paper.blocks, *(block for part in paper.attachments for block in part.blocks)):
        yield _block(block)
    for line in (paper.signature.office, paper.signature.date, paper.note, paper.imprint.copies):
        yield _p(line)


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return _p(block.text) + (_p(block.body) if block.body else "")
    if isinstance(block, Paragraph):
        return _p("".join(run.text for run in block.runs))
    return _table(block)


def _table(table: Table) -> str:
    rows = ([column.name for column in table.columns], *table.rows)
    return (
        f'<table:table><table:table-column table:number-columns-repeated="{len(table.columns)}"/>'
        + "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
    )


def _cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string">{_p(text)}</table:table-cell>'


def _p(text: str) -> str:
    return f"<text:p>{escape(text)}</text:p>"
