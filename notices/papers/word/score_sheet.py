"""《窗口单位得分单》 as a Word file: one A4 like its PDF, the trend as numbers, the bars as shaded cells."""

from collections.abc import Iterator
from typing import Any

from notices.papers.score_sheet import HEADING, PAGE, fitting, height, parts
from notices.papers.score_sheet_parts import ScoreSheet
from notices.papers.text import clean
from notices.papers.word.boxes import Cell, row, said, table, twips
from notices.papers.word.package import empty_document, packed
from notices.papers.word.pages import Margins, set_up_form
from notices.papers.word.score_sheet_tables import THIN, bars, lines
from notices.papers.word.xml import Look, Shape, gap, paragraph, run

TITLE = "窗口单位得分单"
MARGINS = Margins(14, 15, 12, 15)
ROOM = (
    PAGE + 2
)  # mm: without a chart the foot is lower; 12 mm stay free, for programs break lines differently
A_LINE = 4  # months
WHOSE, HEAD, SIGNED = (145.0, 35.0), (38.0, 58.0, 84.0), (75.0, 105.0)
SMALL = Look("song", 8.5)
GREY = "444444"


def score_sheet_docx(sheet: ScoreSheet) -> bytes:
    """One unit's sheet; the same sheet gives the same bytes. An open month's is marked 草稿."""
    document = empty_document(clean(f"{sheet.unit}{sheet.month}{TITLE}"), clean(sheet.office))
    body: Any = document.element.body
    for element in _elements(sheet):
        body.sectPr.addprevious(element)
    set_up_form(document, MARGINS, draft="草　稿" if sheet.is_open else "")
    return packed(document)


def _elements(sheet: ScoreSheet) -> Iterator[Any]:
    fit = fitting(sheet, ROOM)
    found = parts(sheet, fit)
    yield from _head(sheet, found)
    yield bars(sheet.bars)
    yield _heading("明细")
    yield lines(found["lines"], found["tail"], fit.points)
    for name, texts in (("整改处理", found["follow_ups"]), ("细则未列、不计分的情况", found["notes"])):
        if texts:
            yield _heading(name)
            yield from (_line(text, Look("song", fit.points)) for text in texts)
    yield gap(max(twips(ROOM - height(sheet, fit)), 20))
    yield from _foot(sheet, found)


def _head(sheet: ScoreSheet, found: dict[str, Any]) -> Iterator[Any]:
    """Bureau, name, whose; the total, what belongs to it, the last months."""
    office = Look("song", 8 if found["office"] == "office-2" else 11)
    yield paragraph("BoxLabel", [run(clean(sheet.office), office)], Shape(line=283))
    title = Look("biaosong", 22, spacing=40)
    yield paragraph("BoxLabel", [run(TITLE, title)], Shape(line=680))
    name = 14 if found["name"] == "name-1" else 10
    whose = said(f"窗口单位：{sheet.unit}", Look("song", name), Shape(line=name * 25), **_edge())
    runs = [run(clean(sheet.month), Look("song", 12))]
    if sheet.is_open:
        runs.append(run("\n未定分，分数随核实情况变化", Look("song", 7.5)))
    month = Cell([paragraph("BoxText", runs, Shape(line=260, align="right"))], **_edge())
    yield table(WHOSE, [row(WHOSE, 10, whose, month)], rule=0, air=0.5)
    yield gap(20)
    yield table(HEAD, [row(HEAD, 27, _total(sheet), _facts(sheet), _trend(sheet))], rule=THIN, air=0.5)
    yield gap(113)
    if sheet.corrected:
        yield _line(f"更正：{sheet.corrected}", SMALL)


def _edge() -> dict[str, Any]:
    return {"padding": (0.0, 0.0), "stands": "bottom"}


def _total(sheet: ScoreSheet) -> Cell:
    runs = [
        run("总分\n", Look("song", 10)),
        run(clean(sheet.total), Look("hei", 28)),
        run(" 分", Look("song", 10)),
    ]
    return Cell([paragraph("BoxText", runs, Shape(line=560, may_grow=True, align="center"))])


def _facts(sheet: ScoreSheet) -> Cell:
    return said("\n".join(map(clean, sheet.facts)), SMALL, Shape(line=238))


def _trend(sheet: ScoreSheet) -> Cell:
    """The chart's numbers, month by month."""
    told = [f"{dot.short} {dot.total}" for dot in sheet.trend.dots]
    rows = ["　".join(told[at : at + A_LINE]) for at in range(0, len(told), A_LINE)]
    return said("\n".join(("近期总分", *rows)), SMALL, Shape(line=238), stands="top")


def _heading(text: str) -> Any:
    return paragraph("BoxText", [run(text, Look("hei", 10))], Shape(line=twips(HEADING), with_next=True))


def _line(text: str, look: Look) -> Any:
    shape = Shape(line=round(look.size * 26), before=14, after=14, left=34, right=34)
    return paragraph("BoxText", [run(clean(text), look)], shape)


def _foot(sheet: ScoreSheet, found: dict[str, Any]) -> Iterator[Any]:
    """How to object, who signs, where it was taken from."""
    more = "本单有删节，全文见得分说明。" if found["is_short"] else ""
    yield _line(f"{sheet.answer}{more}", SMALL)
    look = Look("song", 10.5)
    sign = said("单位负责人（签字）：", look, Shape(line=336), **_top())
    day = paragraph("BoxText", [run("　　　　年　　月　　日", look)], Shape(line=336))
    office = Look("song", 8 if found["office"] == "office-2" else 10.5)
    right = [
        paragraph("BoxText", [run(clean(text), one)], Shape(line=336, align="right"))
        for text, one in ((sheet.office, office), (sheet.dated, look))
    ]
    left = Cell([*sign.content, day], **_top())
    yield table(SIGNED, [row(SIGNED, 17, left, Cell(right, **_top()))], rule=0, air=1)
    source = Look("song", 7, GREY)
    yield paragraph("BoxText", [run(clean(sheet.source), source)], Shape(line=227))


def _top() -> dict[str, Any]:
    return {"padding": (0.0, 0.0), "stands": "top"}
