"""Tables: fixed widths over the whole text, the head on every page, no row broken, rows of whole lines."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from notices.papers.content import Align, Column
from notices.papers.tables import PADDING_MM, Row
from notices.papers.text import clean
from notices.papers.word.measures import LINE, MM, WIDTH
from notices.papers.word.xml import Look, Shape, border, el, paragraph, run, val

RULE = 4  # eighths of a point
ROW_LINE = LINE - 1  # many rows and their outer rules are no higher than as many lines
HEAD, TEXT = Look("hei", 12), Look("fang", 12)


def table(part: dict[str, Any], *, with_next: bool) -> Iterator[Any]:
    """One table as `numbered` gives it; its last row may hold on to the paragraph after it."""
    columns: Sequence[Column] = part["columns"]
    rows: Sequence[Row] = part["rows"]
    widths = fitted([column.width for column in columns])
    names = tuple((Align.CENTER.value, clean(column.name)) for column in columns)
    head = Row(part["head"], names)
    yield el(
        "w:tbl",
        {},
        _properties(),
        el("w:tblGrid", {}, *(el("w:gridCol", {"w:w": width}) for width in widths)),
        _row(head, widths, "TableHead", HEAD, is_head=True, with_next=True),
        *(
            _row(row, widths, "TableText", TEXT, with_next=with_next and place == len(rows) - 1)
            for place, row in enumerate(rows)
        ),
    )


def fitted(widths: Sequence[int]) -> list[int]:
    """Widths in millimetres as twips that fill the text's width to the last one."""
    edges = [round(WIDTH * sum(widths[:place]) / sum(widths)) for place in range(len(widths) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _properties() -> Any:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    padding = {"left": round(PADDING_MM * MM), "right": round(PADDING_MM * MM)}
    return el(
        "w:tblPr",
        {},
        el("w:tblW", {"w:w": WIDTH, "w:type": "dxa"}),
        val("w:jc", "center"),
        el("w:tblBorders", {}, *(border(f"w:{side}", RULE) for side in sides)),
        el("w:tblLayout", {"w:type": "fixed"}),
        el("w:tblCellMar", {}, *(el(f"w:{s}", {"w:w": w, "w:type": "dxa"}) for s, w in padding.items())),
    )


def _row(
    row: Row, widths: Sequence[int], style: str, look: Look, *, is_head: bool = False, with_next: bool = False
) -> Any:
    height = {"w:val": row.height * ROW_LINE, "w:hRule": "atLeast"}
    settings = el(
        "w:trPr",
        {},
        el("w:cantSplit"),
        el("w:trHeight", height),
        el("w:tblHeader") if is_head else None,
    )
    cells = (
        _cell(row, text, width, style, look, Shape(align=align, with_next=with_next))
        for (align, text), width in zip(row.cells, widths, strict=True)
    )
    return el("w:tr", {}, settings, *cells)


def _cell(row: Row, text: str, width: int, style: str, look: Look, shape: Shape) -> Any:
    """A cell; a very long text goes on below without a rule between."""
    open_edges = [
        border(f"w:{side}", 0)
        for side, is_open in (("top", row.continued), ("bottom", row.goes_on))
        if is_open
    ]
    settings = el(
        "w:tcPr",
        {},
        el("w:tcW", {"w:w": width, "w:type": "dxa"}),
        el("w:tcBorders", {}, *open_edges) if open_edges else None,
        val("w:vAlign", "top" if open_edges else "center"),
    )
    lines = text.split("\n")
    return el("w:tc", {}, settings, *(paragraph(style, [run(line, look)], shape) for line in lines))
