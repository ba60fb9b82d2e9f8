"""The two tables of a score sheet: the categories with their bars, the lines of the month."""

from collections.abc import Sequence
from typing import Any

from notices.papers.score_sheet import BAR_SIZE, COLUMNS
from notices.papers.score_sheet_parts import SheetBar, SheetLine
from notices.papers.word.boxes import Cell, row, said, table
from notices.papers.word.xml import Look, Shape, gap, paragraph, run

THIN = 4  # eighths of a point
BARS = (46.0, 22.0, 30.0, 82.0)
LONG, HIGH = 28.0, 147  # a full bar: mm, twips
FULL, EMPTY = "555555", "E6E6E6"
NEAR = (0.6, 0.6)
AIR = 0.25
NOTHING = "本月没有计分事项，各类得满分。"


def bars(found: Sequence[SheetBar]) -> Any:
    """The categories: score, full marks, bar, arithmetic."""
    names = _head(("类别", "得分（满分）", "", "算式"), BAR_SIZE, 1.25)
    return table(BARS, [row(BARS, 4.5, *names), *map(_bar, found)], rule=THIN, air=AIR)


def _bar(bar: SheetBar) -> Any:
    look, shape = Look("song", BAR_SIZE), _line(BAR_SIZE, 1.25)
    score = _line(BAR_SIZE, 1.25, "center")
    return row(
        BARS,
        4.5,
        said(bar.name, look, shape, padding=NEAR),
        said(f"{bar.score}（{bar.full}）", look, score, padding=NEAR),
        Cell([_drawn(bar.width), gap(20)], padding=NEAR),
        said(bar.arithmetic, look, shape, padding=NEAR),
    )


def _drawn(percent: int) -> Any:
    """A bar as one or two shaded cells."""
    share = min(max(percent, 0), 100) / 100
    found = [(width, fill) for width, fill in ((LONG * share, FULL), (LONG * (1 - share), EMPTY)) if width]
    cells = [Cell([gap(HIGH)], padding=(0, 0), fill=fill) for _, fill in found]
    widths = [width for width, _ in found]
    return table(widths, [row(widths, 2.5, *cells)], rule=0, air=0)


def lines(found: Sequence[SheetLine], tail: str, size: float) -> Any:
    """The lines of the month in the size that fits; at the end what is left out, or that there is nothing."""
    names = _head(("日期", "人员、窗口", "条款和行为", "情况和理由", "应计", "实计"), size, 1.3)
    last = tail or ("" if found else NOTHING)
    centred = _line(size, 1.3, "center")
    ends = [said(last, Look("song", size), centred, span=len(COLUMNS), padding=NEAR)] if last else []
    rows = [row(COLUMNS, 0, *names), *(_entry(line, size) for line in found)]
    return table(COLUMNS, [*rows, *(row(COLUMNS, 0, end) for end in ends)], rule=THIN, air=AIR)


def _entry(line: SheetLine, size: float) -> Any:
    look = Look("song", size)
    texts = (line.when, line.who, line.what, line.text)
    points = (line.points, line.counted)
    return row(
        COLUMNS,
        0,
        *(said(text, look, _line(size, 1.3), padding=NEAR) for text in texts),
        *(said(text, look, _line(size, 1.3, "center"), padding=NEAR) for text in points),
    )


def _head(names: Sequence[str], size: float, height: float) -> list[Cell]:
    shape = _line(size, height)
    return [
        Cell([paragraph("BoxLabel", [run(name, Look("hei", size))], shape)], padding=NEAR) for name in names
    ]


def _line(size: float, height: float, align: str | None = None) -> Shape:
    return Shape(line=round(size * height * 20), align=align)
