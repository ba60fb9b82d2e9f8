"""统计 as a workbook: a sheet a table, sums as formulas."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from records.workbooks import Column, Sheet, exported, write_workbook
from scoring.periods import month_name
from scoring.selectors import statistic_tables as tables
from scoring.selectors.repeats import RepeatRow
from scoring.selectors.statistic_rows import Breakdown
from scoring.selectors.statistics import Statistics, Wanted
from scoring.workbooks.common import summed

FIRST_LINE = 4


def statistics_workbook(
    found: Statistics, units: Mapping[int, str], people: Sequence[RepeatRow], *, at: datetime
) -> bytes:
    """The tables of the page, and the persons with several lines."""
    wanted = found.gathered.wanted
    note = exported(at, *about(found, units))
    by_unit = tables.by_unit(found, units)
    more = [
        tables.by_unit_and_month(found, units),
        tables.by_category(found),
        tables.by_behaviour(found),
        tables.by_source(found),
    ]
    sheets = [_months(found, wanted, note), *(_breakdown(one, wanted, note) for one in (by_unit, *more))]
    sheets += [_hours(found, wanted, note), _people(people, wanted, note)]
    return write_workbook(sheets)


def about(found: Statistics, units: Mapping[int, str]) -> list[str]:
    """Which months and unit are counted."""
    wanted, opened = found.gathered.wanted, found.gathered.open_months
    told = [f"{month_name(wanted.first)}至{month_name(wanted.last)}"]
    told += [units.get(wanted.unit_id, "")] if wanted.unit_id else []
    if opened:
        told.append(f"含未定分的{'、'.join(map(month_name, opened))}")
    if found.gathered.left_out:
        told.append(f"不含未定分的{'、'.join(map(month_name, found.gathered.left_out))}")
    return told


def _title(wanted: Wanted, what: str) -> str:
    return f"窗口单位百分考核{tables.word(wanted)}统计：{what}"


def _months(found: Statistics, wanted: Wanted, note: str) -> Sheet:
    columns = (
        Column("月份", 14),
        Column("平均总分", 11, "mean"),
        Column(f"{tables.word(wanted)}件数", 11, "whole"),
        Column("分值", 11, "points"),
        Column("清零（次）", 11, "whole"),
        Column("说明", 14),
    )
    rows = [
        [
            one.name,
            Decimal(one.mean) if one.mean else None,
            one.lines,
            Decimal(one.points),
            one.cleared,
            "未定分" if one.is_open else "",
        ]
        for one in tables.by_month(found)
    ]
    return _summed("逐月", _title(wanted, "逐月"), note, columns, rows, (2, 3, 4))


def _breakdown(one: Breakdown, wanted: Wanted, note: str) -> Sheet:
    title = one.title.partition("（")[0]
    kind = "points" if one.unit == "分" else "whole"
    columns = (
        Column(title.removeprefix("按").removeprefix("各"), 28),
        Column("件数", 9, "whole"),
        Column("分值", 9, "points"),
        Column("清零（次）", 10, "whole"),
        *(Column(f"{head}（{one.unit}）", 12, kind) for head in one.heads),
    )
    rows = [
        [row.label, row.lines, Decimal(row.points), row.cleared, *map(_number, row.cells)] for row in one.rows
    ]
    places = tuple(range(1, 4 + len(one.heads)))
    return _summed(title, _title(wanted, title), note, columns, rows, places)


def _number(text: str) -> Decimal | str | None:
    """A cell's figure as a number; 清零 stays a word."""
    return Decimal(text) if text.replace(".", "", 1).isdecimal() else text or None


def _hours(found: Statistics, wanted: Wanted, note: str) -> Sheet:
    sums = found.sums.by_hour
    hours = sorted({hour for _, hour in sums if hour is not None})
    shown: list[int | None] = [*hours, *([None] if any(hour is None for _, hour in sums) else [])]
    columns = (
        Column("星期", 10),
        *(Column("没有记时间" if hour is None else f"{hour}时", 10, "whole") for hour in shown),
    )
    days = sorted({day for day, _ in sums})
    rows = [
        [
            f"周{tables.WEEKDAYS[day]}",
            *(sums[day, hour].lines if (day, hour) in sums else None for hour in shown),
        ]
        for day in days
    ]
    return _summed(
        "星期和时段", _title(wanted, "星期和时段（件）"), note, columns, rows, tuple(range(1, len(columns)))
    )


def _people(people: Sequence[RepeatRow], wanted: Wanted, note: str) -> Sheet:
    columns = (
        Column("姓名", 12),
        Column("工号", 12),
        Column("窗口单位", 24),
        Column("件数", 9, "whole"),
        Column("分值", 9, "points"),
        Column("清零（次）", 10, "whole"),
        Column("行为", 60),
    )
    rows = [
        [row.name, row.number, row.units, row.lines, Decimal(row.points), row.cleared, row.behaviours]
        for row in people
    ]
    title = _title(wanted, f"{tables.word(wanted)}两件及以上的人员")
    return _summed("多次的人员", title, note, columns, rows, (3, 4, 5))


def _summed(
    name: str,
    title: str,
    note: str,
    columns: Sequence[Column],
    rows: list[list[Any]],
    places: Sequence[int],
) -> Sheet:
    """A sheet with the sums of some columns below."""
    below: list[Any] = ["合计", *([None] * (len(columns) - 1))]
    for place in places:
        below[place] = summed(place, FIRST_LINE, [row[place] for row in rows])
    return Sheet(name, columns, rows, title=title, note=note, below=[below] if rows else [])
