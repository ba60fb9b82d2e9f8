"""Sums as lines of tables: added up by a part of their key, put in order, written out. Pure."""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from scoring.charts import BarChart
from scoring.rulebook.points import show
from scoring.selectors.counted import Sum
from scoring.selectors.wording import short_category

Key = TypeVar("Key", bound=Hashable)
Part = TypeVar("Part", bound=Hashable)
DERIVED = "由累计得出"
BEHAVIOUR = re.compile(r"([1-9]\.[1-9][0-9]?) ")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a breakdown: its sums, then its cells month by month (or by category)."""

    label: str
    query: str
    """The ledger's filter; empty where the ledger has none of it."""
    lines: int
    points: str
    cleared: int
    cells: tuple[str, ...]
    is_derived: bool = False

    @property
    def clause(self) -> str:
        """1.1 of “1.1 迟到”; empty for units, categories and sources."""
        found = BEHAVIOUR.match(self.label)
        return found[1] if found else ""

    @property
    def name(self) -> str:
        """The label without its clause."""
        return self.label.removeprefix(self.clause).lstrip()

    @property
    def cost(self) -> str:
        """What stands at the end of its bar: 12分、清零1次."""
        parts = [f"{self.points}分"] if self.points != "0" or not self.cleared else []
        return "、".join([*parts, *([f"清零{self.cleared}次"] if self.cleared else [])])


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A table with its chart; `heads` name the cells, `unit` what they count."""

    key: str
    title: str
    heads: tuple[str, ...]
    rows: list[Row]
    chart: BarChart | None
    unit: str

    @property
    def columns(self) -> list[tuple[str, str]]:
        """(name, as it fits into a narrow head) of each cell."""
        return [(head, short_category(head)) for head in self.heads]

    @property
    def cells_told(self) -> str:
        """What the cells are: 各类是分数, 各月是件数."""
        return f"各{'类' if self.key == 'units' else '月'}是{self.unit}数"

    @property
    def first_head(self) -> str:
        """单位, 类别, 行为, 来源"""
        return {
            "units": "窗口单位",
            "unit-months": "窗口单位",
            "categories": "类别",
            "behaviours": "行为",
        }.get(self.key, "来源")


def row(label: str, sums: Sum, query: str, cells: Sequence[str] = ()) -> Row:
    """A line; what only follows from tallies has nothing to show in the ledger."""
    return Row(
        label,
        query if sums.entered else "",
        sums.lines,
        show(sums.halves),
        sums.cleared,
        tuple(cells),
        bool(sums.lines and not sums.entered),
    )


def grouped(found: Mapping[Key, Sum], by: Callable[[Key], Part]) -> dict[Part, Sum]:
    """The sums added up by a part of their key."""
    sums: dict[Part, Sum] = {}
    for key, one in found.items():
        sums.setdefault(by(key), Sum()).plus(one)
    return sums


def in_order(sums: Mapping[Key, Sum]) -> list[tuple[Key, Sum]]:
    """Most first: by points, then by what was emptied, then by lines."""
    return sorted(sums.items(), key=lambda one: (-one[1].halves, -one[1].cleared, -one[1].lines, str(one[0])))


def total(many: Iterable[Sum]) -> Sum:
    """All of them together."""
    found = Sum()
    for one in many:
        found.plus(one)
    return found


def points_text(sums: Sum | None) -> str:
    """12.5, 清零, or both; empty for nothing."""
    if sums is None:
        return ""
    parts = [show(sums.halves)] if sums.halves else []
    return "、".join([*parts, *(["清零"] if sums.cleared else [])])


def lines_text(sums: Sum | None) -> str:
    """How many lines; empty for none."""
    return str(sums.lines) if sums and sums.lines else ""


def short_month(month: date, months: Sequence[date]) -> str:
    """9月; 26年1月 where the months span two years."""
    several = months[0].year != months[-1].year
    return f"{month.year % 100:02}年{month.month}月" if several else f"{month.month}月"
