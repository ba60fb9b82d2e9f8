"""What exactness costs: half-points inside and decimals outside, against whole numbers throughout."""

from decimal import Decimal
from typing import Any

from benchmarks.data import FIRST, Rows
from benchmarks.table import Row
from benchmarks.timing import medians
from scoring.engine import Fact, History, MonthScore, score_month
from scoring.periods import month_key
from scoring.rulebook import shipped_edition
from scoring.rulebook.points import to_decimal
from scoring.selectors.facts import month_facts


def arithmetic_rows(rows: Rows, rounds: int) -> list[Row]:
    """Row 4: the rows lie in memory, so that nothing but the arithmetic is timed."""
    facts, units = month_facts(FIRST), [unit.pk for unit in rows.units]
    edition, key = shipped_edition(), month_key(FIRST)

    def score() -> MonthScore:
        return score_month(edition, key, units, facts, History.empty())

    def whole() -> object:
        return [(unit.total, *unit.categories) for unit in score().units.values()]

    def exact() -> object:
        return [
            (to_decimal(unit.total), *map(to_decimal, unit.categories)) for unit in score().units.values()
        ]

    decimals, integers = _Prices(facts, Decimal("0.5")), _Prices(facts, 1)
    taken = medians(
        {
            "whole": whole,
            "exact": exact,
            "decimals": lambda: decimals.totals(units),
            "integers": lambda: integers.totals(units),
        },
        rounds,
    )
    return [
        Row(
            "精确分值",
            taken["exact"] / taken["whole"],
            1.2,
            "引擎以整数半分计算、140个得分换成十进制，对全程只用整数",
        ),
        Row(
            "全程十进制",
            taken["decimals"] / taken["integers"],
            None,
            "只有加总的循环：每条事实用Decimal相乘相加，对整数",
        ),
    ]


class _Prices:
    """The barest totals: points by behaviour, added up by unit and category; numbers of one kind."""

    def __init__(self, facts: list[Fact], unit: Decimal | int) -> None:
        edition = shipped_edition()
        self.facts, self.zero = facts, unit * 0
        self.prices = {
            (behaviour.clause, behaviour.name): (behaviour.category - 1, (behaviour.halves or 0) * unit)
            for behaviour in edition.entered
        }
        self.full = [category.full * unit for category in edition.categories]

    def totals(self, units: list[int]) -> list[Any]:
        cells: dict[Any, list[Any]] = {unit: list(self.full) for unit in units}
        for row in self.facts:
            place, points = self.prices[row[6], row[7]]
            cells[row[1]][place] += points * row[8]
        return [sum((max(cell, self.zero) for cell in own), self.zero) for own in cells.values()]
