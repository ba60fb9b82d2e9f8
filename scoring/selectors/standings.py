"""Months added up to a quarter or a year (RULEBOOK §6): means, ranks, movements. Pure: rows in, rows out.

A unit's mean is over its own closed months; ranks go by the exact mean, not the rounded one
(docs/decisions/quarter_ranks.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from scoring.periods import month_key
from scoring.rulebook.points import show
from scoring.selectors.wording import mean_of


class UnitMonth(NamedTuple):
    """One unit's stored result of one month; points in half-points."""

    month: date
    unit_id: int
    unit_name: str
    total: int
    rank: int
    follow_ups: int
    categories: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MonthCell:
    """One unit's total of one month."""

    key: str
    total: str
    halves: int


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit's line of a period. `cells` has None for months without a result of the unit."""

    unit_id: int
    unit_name: str
    cells: tuple[MonthCell | None, ...]
    halves: int
    """Sum of its totals."""
    months: int
    rank: int
    moved: int | None
    """Places gained since the period before; None where it was not ranked there."""
    follow_ups: int
    categories: tuple[int, ...]
    """Sums by category."""

    @property
    def mean(self) -> str:
        """To two decimals, half up."""
        return mean_of(self.halves, self.months)

    @property
    def category_means(self) -> list[str]:
        return [mean_of(halves, self.months) for halves in self.categories]

    @property
    def arithmetic(self) -> str:
        """（92.5 + 98 + 97）÷ 3 = 95.83"""
        terms = " + ".join(cell.total for cell in self.cells if cell)
        if self.months == 1:
            return f"只有1个月：{terms}"
        return f"（{terms}）÷ {self.months} = {self.mean}"

    @property
    def movement(self) -> str:
        """▲ 升2位, ▼ 降1位, 持平; empty where there is nothing to compare with."""
        if self.moved is None:
            return ""
        if not self.moved:
            return "持平"
        return f"▲ 升{self.moved}位" if self.moved > 0 else f"▼ 降{-self.moved}位"


def standings(
    rows: Iterable[UnitMonth], months: Sequence[date], order: Mapping[int, int], before: Mapping[int, int]
) -> list[Standing]:
    """All units of a period, best first; units of one rank in the office's `order`.

    `months`: the closed ones; `before`: the ranks of the period before, by unit.
    """
    by_unit = _by_unit(rows)
    places = ranks({unit: _exact(own) for unit, own in by_unit.items()})
    found = [_standing(unit, own, months, places[unit], before) for unit, own in by_unit.items()]
    return sorted(found, key=lambda row: (row.rank, order.get(row.unit_id, len(order)), row.unit_id))


def period_ranks(rows: Iterable[UnitMonth]) -> dict[int, int]:
    """The rank of each unit in a period, and nothing else of it."""
    return ranks({unit: _exact(own) for unit, own in _by_unit(rows).items()})


def ranks(means: Mapping[int, Fraction]) -> dict[int, int]:
    """Standard competition ranking by the exact mean: 1, 2, 2, 4."""
    ordered = sorted(means.values(), reverse=True)
    place = {mean: number for number, mean in reversed(list(enumerate(ordered, start=1)))}
    return {unit: place[mean] for unit, mean in means.items()}


def _by_unit(rows: Iterable[UnitMonth]) -> dict[int, list[UnitMonth]]:
    found: dict[int, list[UnitMonth]] = {}
    for row in rows:
        found.setdefault(row.unit_id, []).append(row)
    return found


def _exact(rows: Sequence[UnitMonth]) -> Fraction:
    return Fraction(sum(row.total for row in rows), 2 * len(rows))


def _standing(
    unit: int, own: Sequence[UnitMonth], months: Sequence[date], rank: int, before: Mapping[int, int]
) -> Standing:
    by_month = {row.month: row for row in own}
    return Standing(
        unit_id=unit,
        unit_name=by_month[max(by_month)].unit_name,
        cells=tuple(_cell(by_month.get(month)) for month in months),
        halves=sum(row.total for row in own),
        months=len(own),
        rank=rank,
        moved=before[unit] - rank if unit in before else None,
        follow_ups=sum(row.follow_ups for row in own),
        categories=tuple(map(sum, zip(*(row.categories for row in own), strict=True))),
    )


def _cell(row: UnitMonth | None) -> MonthCell | None:
    return MonthCell(month_key(row.month), show(row.total), row.total) if row else None
