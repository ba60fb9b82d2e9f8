"""Every line of a month, unit by unit in the table's order: what the workbook of a month is made of."""

from collections.abc import Collection
from dataclasses import dataclass

from scoring.models import MonthResult, ScoreLine
from scoring.selectors.details import details
from scoring.selectors.facts import scored_month
from scoring.selectors.month import Standing
from scoring.selectors.outcome import ResultLine, unit_lines
from scoring.selectors.tables import MonthTable


@dataclass(frozen=True)
class UnitLines:
    """One unit's lines."""

    unit_id: int
    unit_name: str
    lines: list[ResultLine]


def lines_by_unit(table: MonthTable, unit_ids: Collection[int] | None = None) -> list[UnitLines]:
    """The lines behind a month's table, of all units or some; units without any are left out."""
    units = {row.unit_id: row.unit_name for row in table.rows if unit_ids is None or row.unit_id in unit_ids}
    found = _stored(table.result, units) if table.result else _computed(table.standing, units)
    return [UnitLines(unit, name, found[unit]) for unit, name in units.items() if found.get(unit)]


def _stored(result: MonthResult, unit_ids: Collection[int]) -> dict[int, list[ResultLine]]:
    found: dict[int, list[ResultLine]] = {}
    rows = ScoreLine.objects.filter(score__result=result, unit_id__in=unit_ids)
    ordered = rows.order_by("score_id", "position").values_list("unit_id", *ResultLine._fields)
    for unit, *line in ordered:
        found.setdefault(unit, []).append(ResultLine._make(line))
    return found


def _computed(where: Standing, unit_ids: Collection[int]) -> dict[int, list[ResultLine]]:
    scored, words = scored_month(where), details(where, unit_ids)
    return {unit: unit_lines(scored, unit, words) for unit in unit_ids}
