"""Squares whose shade says how much, with the figure in each."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.charts.scale import INK, text_width

SHADES = ("#ffffff", "#fdf1e3", "#fbdfc1", "#f6c29a", "#eda077", "#8f2d22")
"""The same as the month's table, from nothing to most."""
CELL, ROW, HEAD = 44, 30, 26


@dataclass(frozen=True, slots=True)
class Square:
    """One square; its figure is empty for 0."""

    x: int
    y: int
    fill: str
    ink: str
    text: str
    title: str

    @property
    def middle(self) -> int:
        return self.x + CELL // 2

    @property
    def base(self) -> int:
        return self.y + ROW - 10


@dataclass(frozen=True, slots=True)
class HeatChart:
    """The chart: column heads as (x, text), row heads as (y, text)."""

    key: str
    title: str
    summary: str
    width: int
    height: int
    heads: tuple[tuple[int, str], ...]
    names: tuple[tuple[int, str], ...]
    squares: tuple[Square, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    """The figures, for the table beside it."""
    cell: int = CELL
    height_of_row: int = ROW


def heat_chart(
    key: str,
    title: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[int]]],
    unit: str = "件",
    aside: str = "",
) -> HeatChart:
    """A chart of (name, figures by column) rows; what stands in column `aside` is not told as most."""
    left = max(text_width(name) for name, _ in rows) + 8
    most = max((value for _, values in rows for value in values), default=0)
    squares = tuple(
        _square(left + CELL * across, HEAD + ROW * down, value, most, f"{name}{column}：{value}{unit}")
        for down, (name, values) in enumerate(rows)
        for across, (column, value) in enumerate(zip(columns, values, strict=True))
    )
    return HeatChart(
        key=key,
        title=title,
        summary=_summary(columns, rows, unit, aside),
        width=left + CELL * len(columns) + 2,
        height=HEAD + ROW * len(rows) + 2,
        heads=tuple((left + CELL * place + CELL // 2, text) for place, text in enumerate(columns)),
        names=tuple((HEAD + ROW * place + ROW - 10, name) for place, (name, _) in enumerate(rows)),
        squares=squares,
        columns=tuple(columns),
        rows=tuple((name, tuple(values)) for name, values in rows),
    )


def shade_of(value: int, most: int) -> int:
    """0 for nothing, 1 … 5 by how near to the largest."""
    return 0 if value <= 0 else max(1, -(-5 * value // most))


def _square(x: int, y: int, value: int, most: int, title: str) -> Square:
    shade = shade_of(value, most)
    return Square(x, y, SHADES[shade], "#ffffff" if shade == 5 else INK, str(value) if value else "", title)


def _summary(columns: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], unit: str, aside: str) -> str:
    found = [
        (value, f"{name}{column} ")
        for name, values in rows
        for column, value in zip(columns, values, strict=True)
        if value and column != aside
    ]
    largest = sorted(found, key=lambda one: -one[0])[:3]
    return "最多的：" + "；".join(f"{where}{value}{unit}" for value, where in largest) if largest else ""
