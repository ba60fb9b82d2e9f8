"""The sums of 统计 as tables and charts. Pure: every row knows the ledger's filter that shows its events."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from scoring.charts import HeatTable, LineChart, bar_chart, heat_table, line_chart
from scoring.periods import month_key, month_name
from scoring.rulebook.points import show
from scoring.selectors.counted import Sum
from scoring.selectors.statistic_rows import (
    DERIVED,
    Breakdown,
    Row,
    grouped,
    in_order,
    lines_text,
    points_text,
    row,
    short_month,
    total,
)
from scoring.selectors.statistics import Statistics, Wanted
from scoring.selectors.wording import WEEKDAYS, mean_of, short_category

Key = TypeVar("Key", bound=Hashable)
Told = tuple[str, dict[str, object]]
MOST_BEHAVIOURS = 15
UNTIMED = "未记"


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month: the mean total, and what counted in it."""

    key: str
    name: str
    short: str
    is_open: bool
    mean: str
    query: str
    lines: int
    points: str
    cleared: int


def total_row(found: Statistics) -> Row:
    """All of it."""
    return row("合计", total(found.sums.by_unit.values()), ledger_query(found.gathered.wanted))


def by_month(found: Statistics) -> list[MonthRow]:
    """Every counted month, oldest first."""
    sums = grouped(found.sums.by_unit, lambda key: key[0])
    months, opened = found.gathered.months, found.gathered.open_months
    return [_month_row(found, month, sums.get(month, Sum()), is_open=month in opened) for month in months]


def _month_row(found: Statistics, month: date, sums: Sum, *, is_open: bool) -> MonthRow:
    halves, units = found.sums.totals.get(month, (0, 0))
    return MonthRow(
        key=month_key(month),
        name=month_name(month),
        short=short_month(month, found.gathered.months),
        is_open=is_open,
        mean=mean_of(halves, units) if units else "",
        query=ledger_query(found.gathered.wanted, month=month_key(month), until=""),
        lines=sums.lines,
        points=show(sums.halves),
        cleared=sums.cleared,
    )


def means_chart(rows: Sequence[MonthRow]) -> LineChart | None:
    """The mean total over the months; nothing to draw for a single one."""
    values = [(one.short, float(one.mean), one.mean) for one in rows if one.mean]
    return line_chart("means", "各月平均总分", values) if len(values) > 1 else None


def by_unit(found: Statistics, units: Mapping[int, str]) -> Breakdown:
    """Units × categories, most first."""
    wanted, categories = found.gathered.wanted, found.categories
    cells = grouped(found.sums.by_unit, lambda key: key[1:])
    rows, values = [], []
    for unit, sums in in_order(grouped(found.sums.by_unit, lambda key: key[1])):
        own = [cells.get((unit, number), Sum()) for number, _ in categories]
        values.append([one.halves / 2 for one in own])
        rows.append(
            row(units.get(unit, ""), sums, ledger_query(wanted, unit=unit), list(map(points_text, own)))
        )
    names = [name for _, name in categories]
    told = [(one.label, parts, one.cost) for one, parts in zip(rows, values, strict=True)]
    chart = bar_chart("units", f"各单位{word(wanted)}（按类别分段）", told, names) if rows else None
    return Breakdown("units", "按单位", tuple(names), rows, chart, "分")


def by_unit_and_month(found: Statistics, units: Mapping[int, str]) -> Breakdown:
    """Units × months, in points."""
    cells = grouped(found.sums.by_unit, lambda key: (key[1], key[0]))
    return _breakdown(
        found,
        ("unit-months", "各单位逐月"),
        cells,
        lambda unit: (units.get(unit, ""), {"unit": unit}),
        points_text,
        drawn=False,
    )


def by_category(found: Statistics) -> Breakdown:
    """Categories × months, in points."""
    names = dict(found.categories)
    cells = grouped(found.sums.by_unit, lambda key: (key[2], key[0]))
    return _breakdown(
        found,
        ("categories", "按类别"),
        cells,
        lambda number: (f"{number} {short_category(names.get(number, '其他'))}", {"clause": number}),
        points_text,
    )


def by_behaviour(found: Statistics) -> Breakdown:
    """The fifteen behaviours that cost most × months, in lines."""
    cells = {((key[1], key[2]), key[0]): sums for key, sums in found.sums.by_behaviour.items()}
    return _breakdown(
        found,
        ("behaviours", f"按行为（前{MOST_BEHAVIOURS}项）"),
        cells,
        lambda key: (f"{key[0]} {key[1]}", {"clause": key[0], "behaviour": key[1]}),
        lines_text,
        MOST_BEHAVIOURS,
    )


def by_source(found: Statistics) -> Breakdown:
    """Sources × months, in lines."""
    cells = {(key[1], key[0]): sums for key, sums in found.sums.by_source.items()}
    return _breakdown(
        found,
        ("sources", "按来源"),
        cells,
        lambda source: (source or DERIVED, {"source": source}),
        lines_text,
    )


def by_hour(found: Statistics) -> HeatTable | None:
    """Weekdays × hours; days of rest only where something happened on one."""
    sums = found.sums.by_hour
    if not sums:
        return None
    hours = sorted({hour for _, hour in sums if hour is not None})
    shown: list[int | None] = [*range(hours[0], hours[-1] + 1)] if hours else []
    shown += [None] if any(hour is None for _, hour in sums) else []
    days = [day for day in range(7) if day < 5 or any(day == one for one, _ in sums)]
    rows = [
        (f"周{WEEKDAYS[day]}", [sums[day, hour].lines if (day, hour) in sums else 0 for hour in shown])
        for day in days
    ]
    columns = [UNTIMED if hour is None else f"{hour}时" for hour in shown]
    return heat_table(f"{word(found.gathered.wanted)}的星期和时段", columns, rows, aside=UNTIMED)


def _breakdown(
    found: Statistics,
    named: tuple[str, str],
    cells: Mapping[tuple[Key, date], Sum],
    told: Callable[[Key], Told],
    text: Callable[[Sum | None], str],
    most: int | None = None,
    *,
    drawn: bool = True,
) -> Breakdown:
    """Rows by their first key, `most` of them at most; their cells by month."""
    key, title = named
    months = found.gathered.months
    rows, values = [], []
    for name, sums in in_order(grouped(cells, lambda pair: pair[0]))[:most]:
        label, link = told(name)
        texts = [text(cells.get((name, month))) for month in months]
        rows.append(row(label, sums, ledger_query(found.gathered.wanted, **link), texts))
        values.append(sums.halves / 2)
    bars = [(one.label, [value], one.cost) for one, value in zip(rows, values, strict=True)]
    chart = bar_chart(key, title, bars) if rows and drawn else None
    heads = tuple(short_month(month, months) for month in months)
    return Breakdown(key, title, heads, rows, chart, "分" if text is points_text else "件")


def word(wanted: Wanted) -> str:
    return "扣分" if wanted.is_charge else "加分"


def ledger_query(wanted: Wanted, **more: object) -> str:
    """The ledger's filter for what is wanted, and more."""
    asked: dict[str, object] = {"month": month_key(wanted.first), "until": month_key(wanted.last)}
    if wanted.unit_id:
        asked["unit"] = wanted.unit_id
    asked |= {"effect": wanted.kind, "status": "confirmed"} | more
    return urlencode({name: value for name, value in asked.items() if value != ""})
