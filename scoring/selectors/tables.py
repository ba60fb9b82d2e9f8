"""月度总表: units × six categories, the same table for an open month (computed) and a closed one (read)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from scoring.models import Month, MonthResult
from scoring.periods import month_key, month_name
from scoring.rulebook import Edition
from scoring.rulebook.points import show
from scoring.selectors.facts import scored_month
from scoring.selectors.month import Standing, standing
from scoring.selectors.outcome import UnitResult, computed_units
from scoring.selectors.results import latest_result, stored_units
from scoring.selectors.wording import arithmetic, mean, short_category, signed


@dataclass(frozen=True, slots=True)
class Cell:
    """One category of one unit: its score, how much of it was lost (0 … 5), and how it came about."""

    number: int
    text: str
    halves: int
    shade: int
    mark: str
    """清零, 已扣完 or 溢出 where the score was held."""
    arithmetic: str


@dataclass(frozen=True, slots=True)
class Row:
    """One unit's line of the table."""

    unit_id: int
    unit_name: str
    rank: int
    total: str
    total_halves: int
    overflow: str
    """Empty where there is none."""
    overflow_halves: int
    cells: list[Cell]
    follow_ups: int
    corrected: str
    """更正 of earlier months; empty where there is none."""
    corrected_halves: int


@dataclass(frozen=True, slots=True)
class Head:
    """One category's head."""

    number: int
    name: str
    full: str

    @property
    def short(self) -> str:
        return short_category(self.name)


@dataclass(frozen=True)
class MonthTable:
    """The whole month. `result` is there for a closed one alone."""

    month: date
    name: str
    key: str
    standing: Standing
    state: str
    heads: list[Head]
    rows: list[Row]
    means: list[str]
    mean_total: str
    edition_name: str
    result: MonthResult | None
    edition: Edition | None = None
    """Of an open month: what it is computed under."""

    @property
    def is_open(self) -> bool:
        return self.result is None

    @property
    def closed_at(self) -> datetime | None:
        return self.result.closed_at if self.result else None

    @property
    def has_corrections(self) -> bool:
        return any(row.corrected for row in self.rows)

    @property
    def follow_ups(self) -> int:
        return sum(row.follow_ups for row in self.rows)


def month_table(month: date, where: Standing | None = None) -> MonthTable:
    """The table of a month; at most six queries open, three closed. Refusals: none; no units, no rows."""
    where = where or standing(month)
    if where.is_open:
        scored = scored_month(where)
        heads = [Head(c.number, c.name, show(c.full)) for c in scored.edition.categories]
        table = _table(where, computed_units(scored), heads, scored.edition.name, None)
        return replace(table, edition=scored.edition)
    result = latest_result(month)
    if result is None:
        raise LookupError(f"{month:%Y-%m} is closed without a result")
    units = stored_units(result)
    heads = [Head(row["number"], row["name"], show(row["full"])) for row in units[0].categories]
    return _table(where, units, heads, result.edition_name, result)


def _table(
    where: Standing, units: list[UnitResult], heads: list[Head], edition: str, result: MonthResult | None
) -> MonthTable:
    return MonthTable(
        month=where.month,
        name=month_name(where.month),
        key=month_key(where.month),
        standing=where,
        state=Month.State(where.state).label,
        heads=heads,
        rows=[_row(unit) for unit in units],
        means=[mean(unit.categories[place]["score"] for unit in units) for place in range(len(heads))],
        mean_total=mean(unit.total_halves for unit in units),
        edition_name=edition,
        result=result,
    )


def _row(unit: UnitResult) -> Row:
    return Row(
        unit_id=unit.unit_id,
        unit_name=unit.unit_name,
        rank=unit.rank,
        total=show(unit.total_halves),
        total_halves=unit.total_halves,
        overflow=show(unit.overflow_halves) if unit.overflow_halves else "",
        overflow_halves=unit.overflow_halves,
        cells=[_cell(row) for row in unit.categories],
        follow_ups=len(unit.follow_ups),
        corrected=signed(unit.corrected_halves) if unit.corrected_halves else "",
        corrected_halves=unit.corrected_halves,
    )


def _cell(row: dict[str, Any]) -> Cell:
    score, full = row["score"], row["full"]
    mark = (
        "清零" if row["emptied_by"] else "已扣完" if row["swallowed"] else "溢出" if row["overflow"] else ""
    )
    return Cell(row["number"], show(score), score, shade(score, full), mark, arithmetic(row))


def shade(score: int, full: int) -> int:
    """How dark a cell is: 0 nothing lost, 1 up to a tenth, 2 a quarter, 3 a half, 4 more, 5 everything."""
    lost = full - score
    if lost <= 0:
        return 0
    if score <= 0:
        return 5
    return 1 if lost * 10 <= full else 2 if lost * 4 <= full else 3 if lost * 2 <= full else 4
