"""Rows of a paper's tables, measured in whole lines of the page so that what follows stays on the grid."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from notices.papers.content import Column, Table
from notices.papers.text import clean
from notices.papers.wrapping import wrap

GRID_MM = 225 / 22  # one of the 22 lines of a page
TEXT_MM = 12 / 72 * 25.4  # 小四, the size of a table's text
LINE_MM = 13.5 / 72 * 25.4
PADDING_MM = 1.2
HIGHEST = 15  # lines of text; what needs more goes on in a row of its own, so that pages can break there


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its height in grid lines, its cells with their sides, whether it goes on below or from above."""

    height: int
    cells: tuple[tuple[str, str], ...]
    goes_on: bool = False
    continued: bool = False


def rows(table: Table) -> Iterator[Row]:
    """The rows of a table as they are drawn; one with a very long text becomes several."""
    sides = [column.align.value for column in table.columns]
    for row in table.rows:
        texts = [clean(text) for text in row]
        wrapped = [wrap(text, per_line(column)) for text, column in zip(texts, table.columns, strict=True)]
        if max(map(len, wrapped)) <= HIGHEST:
            yield Row(grid_lines(max(map(len, wrapped))), tuple(zip(sides, texts, strict=True)))
        else:
            yield from _split(sides, wrapped)


def _split(sides: list[str], wrapped: list[list[str]]) -> Iterator[Row]:
    """The rows that a row with a very long text becomes."""
    parts = list(zip_longest(*map(_parts, wrapped), fillvalue=[]))
    for number, part in enumerate(parts):
        cells = tuple(zip(sides, map("".join, part), strict=True))
        yield Row(grid_lines(max(map(len, part))), cells, number < len(parts) - 1, number > 0)


def _parts(lines: list[str]) -> list[list[str]]:
    """A cell's lines in parts that one row can hold."""
    return [lines[start : start + HIGHEST] for start in range(0, len(lines), HIGHEST)]


def head_height(table: Table) -> int:
    """The grid lines that the table's head needs."""
    return grid_lines(max(len(wrap(column.name, per_line(column))) for column in table.columns))


def per_line(column: Column) -> float:
    """How many full-width characters a line of the column holds."""
    return (column.width - 2 * PADDING_MM) / TEXT_MM


def grid_lines(text_lines: int) -> int:
    """The whole lines of the page that so many lines of table text need."""
    return max(1, math.ceil(text_lines * LINE_MM / GRID_MM - 0.01))
