"""The list of slips, and the sheet of who is away, as spreadsheets; from the same selectors as the pages."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from records.workbooks import Column, list_workbook
from units.models import Half
from units.selectors.leave import SlipRow, covers_words
from units.selectors.leave_calendar import AwayRow, DayHead, LeaveCalendar

COLUMNS = (
    Column("单位", 20),
    Column("请假人", 12),
    Column("工号", 10),
    Column("假别", 10),
    Column("事由", 30),
    Column("自", 12, "day"),
    Column("上午/下午", 8),
    Column("至", 12, "day"),
    Column("上午/下午", 8),
    Column("天数", 16),
    Column("替岗", 36),
    Column("递交时间", 17, "moment"),
    Column("代办人", 10),
    Column("特殊原因", 20),
    Column("状态", 10),
    Column("签批意见", 20),
    Column("督查室留档", 12, "day"),
    Column("销假", 12, "day"),
    Column("待办", 20),
)
AWAY = (
    Column("单位", 20),
    Column("人员", 10),
    Column("工号", 10),
    Column("假别", 10),
    Column("状态", 10),
    Column("替岗", 16),
    Column("空档", 6),
)
WEEK = 7
MARKS = "全＝全天，上＝上午，下＝下午，！＝无人替岗"


def slips_workbook(rows: Iterable[SlipRow], *, at: datetime) -> bytes:
    """One slip a line, as they stand in the list."""
    cells = [_cells(row) for row in rows]
    return list_workbook("请假条", COLUMNS, cells, f"共{len(cells)}张", at=at, title="窗口工作人员请假条")


def away_workbook(sheet: LeaveCalendar, *, at: datetime) -> bytes:
    """A line a slip, a column a day, as the sheet shows them."""
    days = [_day(head, is_long=len(sheet.heads) <= WEEK) for head in sheet.heads]
    cells = [_away(unit.unit.name, row) for unit in sheet.away for row in unit.rows]
    first, last = sheet.heads[0].day, sheet.heads[-1].day
    about = f"{_in_words(first)}至{_in_words(last)}"
    return list_workbook("谁请假", (*AWAY, *days), cells, about, f"共{sheet.people}人", MARKS, at=at)


def _day(head: DayHead, *, is_long: bool) -> Column:
    """“12日” of a month, “10月12日” of a week, which may lie in two; a day off says so."""
    day = head.day
    words = f"{day.month}月{day.day}日" if is_long else f"{day.day}日"
    return Column(words if head.is_workday else f"{words}（休）", 12 if is_long else 5)


def _away(unit: str, row: AwayRow) -> list[Any]:
    slip = row.slip
    marks = [f"{mark.mark}{'！' if mark.is_open else ''}" for mark in row.marks]
    who = [unit, slip.person.name, slip.person.number, slip.get_kind_display(), slip.get_state_display()]
    return [*who, row.stand_ins, "有" if row.is_open else "", *marks]


def _in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _cells(row: SlipRow) -> list[Any]:
    slip = row.slip
    return [
        slip.unit.name,
        slip.person.name,
        slip.person.number,
        slip.get_kind_display(),
        slip.reason,
        slip.starts_on,
        Half(slip.starts_half).label,
        slip.ends_on,
        Half(slip.ends_half).label,
        row.days,
        covers_words(slip.covers.all()),
        slip.handed_at,
        slip.proxy_name,
        slip.special_reason,
        slip.get_state_display(),
        slip.sign_note,
        slip.filed_on,
        slip.returned_on,
        "、".join(row.missing),
    ]
