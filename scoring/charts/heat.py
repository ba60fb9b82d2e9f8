"""A table whose cells are darker the more they hold, with the figure in each."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeatTable:
    """The table; a cell is (figure, shade 0 … 5), its figure empty for 0."""

    title: str
    summary: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


def heat_table(
    title: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[int]]],
    unit: str = "件",
    aside: str = "",
) -> HeatTable:
    """A table of (name, figures by column) rows; what stands in column `aside` is not told as most."""
    most = max((value for _, values in rows for value in values), default=0)
    return HeatTable(
        title=title,
        summary=_summary(columns, rows, unit, aside),
        columns=tuple(columns),
        rows=tuple(
            (name, tuple((str(value or ""), shade_of(value, most)) for value in values))
            for name, values in rows
        ),
    )


def shade_of(value: int, most: int) -> int:
    """0 for nothing, 1 … 5 by how near to the largest."""
    return 0 if value <= 0 else max(1, -(-5 * value // most))


def _summary(columns: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], unit: str, aside: str) -> str:
    found = [
        (value, f"{name}{column} ")
        for name, values in rows
        for column, value in zip(columns, values, strict=True)
        if value and column != aside
    ]
    largest = sorted(found, key=lambda one: -one[0])[:3]
    return "最多的：" + "；".join(f"{where}{value}{unit}" for value, where in largest) if largest else ""
