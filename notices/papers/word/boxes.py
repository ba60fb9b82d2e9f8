"""Ruled boxes of a form: fixed widths, rows as high as the pen needs, cells over several columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from notices.papers.text import clean
from notices.papers.word.measures import MM
from notices.papers.word.xml import AS_STYLED, Look, Shape, border, el, paragraph, run, val

RULE = 8  # eighths of a point: 0.35 mm
AIR = 0.8  # mm
EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
LABEL, HINT = Look("hei", 11), Look("song", 9)


@dataclass(frozen=True, slots=True)
class Cell:
    """A box: its paragraphs, over how many columns, where its text stands, its padding in millimetres.

    `rules` are the edges that differ from the table's, in eighths of a point; 0 is none. `fill` is a colour.
    """

    content: Sequence[Any]
    span: int = 1
    stands: str = "center"
    padding: tuple[float, float] = (1.5, 1.5)
    rules: Mapping[str, int] = field(default_factory=dict)
    fill: str = ""


def table(widths: Sequence[float], rows: Iterable[Any], *, rule: int = RULE, air: float = AIR) -> Any:
    """A table with columns of so many millimetres; `air` is what stays free above and below a text."""
    return el(
        "w:tbl",
        {},
        el(
            "w:tblPr",
            {},
            el("w:tblW", {"w:w": sum(map(twips, widths)), "w:type": "dxa"}),
            val("w:jc", "center"),
            el("w:tblBorders", {}, *(border(f"w:{edge}", rule) for edge in EDGES)),
            el("w:tblLayout", {"w:type": "fixed"}),
            el(
                "w:tblCellMar",
                {},
                *(el(f"w:{s}", {"w:w": twips(air), "w:type": "dxa"}) for s in ("top", "bottom")),
            ),
        ),
        el("w:tblGrid", {}, *(el("w:gridCol", {"w:w": twips(width)}) for width in widths)),
        *rows,
    )


def row(
    widths: Sequence[float],
    height: float,
    *cells: Cell,
    may_break: bool = False,
    is_head: bool = False,
) -> Any:
    """A row at least so many millimetres high; whole unless it may break; a head stands on every page."""
    settings = el(
        "w:trPr",
        {},
        None if may_break else el("w:cantSplit"),
        el("w:trHeight", {"w:val": twips(height), "w:hRule": "atLeast"}),
        el("w:tblHeader") if is_head else None,
    )
    places = [sum(cell.span for cell in cells[:number]) for number in range(len(cells))]
    drawn = (
        _cell(cell, sum(map(twips, widths[at : at + cell.span])))
        for at, cell in zip(places, cells, strict=True)
    )
    return el("w:tr", {}, settings, *drawn)


def _cell(cell: Cell, width: int) -> Any:
    edges = [border(f"w:{edge}", cell.rules[edge]) for edge in EDGES if edge in cell.rules]
    sides = zip(("left", "right"), cell.padding, strict=True)
    settings = el(
        "w:tcPr",
        {},
        el("w:tcW", {"w:w": width, "w:type": "dxa"}),
        val("w:gridSpan", cell.span) if cell.span > 1 else None,
        el("w:tcBorders", {}, *edges) if edges else None,
        el("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": cell.fill}) if cell.fill else None,
        el("w:tcMar", {}, *(el(f"w:{side}", {"w:w": twips(mm), "w:type": "dxa"}) for side, mm in sides)),
        val("w:vAlign", cell.stands),
    )
    return el("w:tc", {}, settings, *cell.content)


def label(text: str, hint: str = "", *, line: int | None = None) -> Cell:
    """The box that names the next one; a hint stands below in small characters."""
    runs = [run(text, LABEL), *([run(f"\n{hint}", HINT)] if hint else [])]
    return Cell([paragraph("BoxLabel", runs, Shape(line=line))], padding=(0.5, 0.5))


def said(text: str, look: Look, shape: Shape = AS_STYLED, **how: Any) -> Cell:
    """A box with what is said in it, a paragraph a line; an empty one for the pen."""
    return Cell([paragraph("BoxText", [run(part, look)], shape) for part in clean(text).split("\n")], **how)


def blank(text: str, look: Look, shape: Shape = AS_STYLED, **how: Any) -> Cell:
    """A box with words between which there is room for the pen, blanks at both ends included."""
    return Cell([paragraph("BoxText", [run(part, look)], shape) for part in text.split("\n")], **how)


def twips(mm: float) -> int:
    return round(mm * MM)
