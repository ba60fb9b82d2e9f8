"""工作日历: the national arrangement taken over, the bureau's own changes, hours by season; all on record."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from records.changes import record_change
from records.errors import EditConflict, Refusal
from records.models import VersionedModel
from records.versions import save_edit
from units.models import CalendarDay, CalendarYear, User, WorkingHours
from units.selectors.calendar_year import FIRST_YEAR, LAST_YEAR
from units.selectors.workdays import is_known, national_arrangement
from units.services.basics import check_row

SEEDED = "国务院办公厅放假安排（随程序提供）"


@transaction.atomic
def seed_year(*, year: int, by: User, at: datetime) -> CalendarYear:
    """Take over the national arrangement of a year that the program knows; own changes stay as they are."""
    if not is_known(year):
        raise Refusal(f"程序里还没有{year}年的国务院放假安排；请按国务院通知逐日录入。")
    _refuse_twice(year)
    kept = set(CalendarDay.objects.filter(day__year=year).values_list("day", flat=True))
    rows = [
        CalendarDay(day=day, is_working=worked, name=name, source=CalendarDay.Source.NATIONAL)
        for day, worked, name in national_arrangement(year)
        if day not in kept
    ]
    CalendarDay.objects.bulk_create(rows)
    return _begin_year(year, SEEDED, {"载入": f"{len(rows)}天"}, by=by, at=at)


@transaction.atomic
def complete_year(*, year: int, source: str, by: User, at: datetime) -> CalendarYear:
    """Say that a year's arrangement was typed in whole, and from which paper."""
    if is_known(year):
        raise Refusal(f"程序里有{year}年的国务院放假安排，可以直接载入。")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal(f"年份须在{FIRST_YEAR}到{LAST_YEAR}之间。", field="year")
    _refuse_twice(year)
    days = CalendarDay.objects.filter(day__year=year).count()
    if not days:
        raise Refusal(f"{year}年还没有录入放假和调休上班的日子，不能标为录完。")
    return _begin_year(year, source.strip(), {"依据": source.strip(), "录入": f"{days}天"}, by=by, at=at)


@transaction.atomic
def withdraw_year(*, year: int, by: User, at: datetime) -> None:
    """Take back that a year is complete; what was typed in stays."""
    row = CalendarYear.objects.filter(year=year).first()
    if row is None or is_known(year):
        raise Refusal(f"{year}年没有标为录完，不用撤回。")
    record_change(by=by, at=at, action="撤回录完", subject=row)
    row.delete()


@transaction.atomic
def add_day(*, row: CalendarDay, by: User, at: datetime) -> CalendarDay:
    """A day that differs from what the calendar says so far."""
    check_row(row)
    row.save()
    record_change(by=by, at=at, action="新建", subject=row, after=_told(row))
    return row


@transaction.atomic
def edit_day(
    *, row: CalendarDay, expected_version: int, changes: Mapping[str, Any], by: User, at: datetime
) -> CalendarDay:
    """Change what a day is; EditConflict where somebody was first."""
    before = _told(CalendarDay.objects.get(pk=row.pk))
    saved = save_edit(row, expected_version=expected_version, changes=changes)
    record_change(by=by, at=at, action="修改", subject=saved, before=before, after=_told(saved))
    return saved


@transaction.atomic
def remove_day(*, row: CalendarDay, expected_version: int, by: User, at: datetime) -> None:
    """Take a change away: what the program knows of the day holds again, else the week's rule."""
    national = {day: (worked, name) for day, worked, name in national_arrangement(row.day.year)}.get(row.day)
    if national is None:
        _delete(row, expected_version, _told(row), by=by, at=at)
        return
    worked, name = national
    source = CalendarDay.Source.NATIONAL
    if (row.is_working, row.source) == (worked, source):
        raise Refusal(f"{row.day:%Y年%m月%d日}是国务院的安排，不能删除；本局不照此执行的，请改为本局调整。")
    changes = {"is_working": worked, "name": name, "source": source}
    edit_day(row=row, expected_version=expected_version, changes=changes, by=by, at=at)


@transaction.atomic
def add_hours(*, row: WorkingHours, by: User, at: datetime) -> WorkingHours:
    """Hours that hold from a day on."""
    check_row(row)
    row.save()
    record_change(by=by, at=at, action="新建", subject=row, after=_times(row))
    return row


@transaction.atomic
def remove_hours(*, row: WorkingHours, expected_version: int, by: User, at: datetime) -> None:
    """Take hours away: those before them go on."""
    _delete(row, expected_version, _times(row), by=by, at=at)


def _delete(
    row: VersionedModel, expected_version: int, before: dict[str, str], *, by: User, at: datetime
) -> None:
    manager = type(row)._default_manager
    if not manager.filter(pk=row.pk, version=expected_version).exists():
        raise EditConflict(manager.filter(pk=row.pk).first())
    record_change(by=by, at=at, action="删除", subject=row, before=before)
    row.delete()


def _refuse_twice(year: int) -> None:
    if CalendarYear.objects.filter(year=year).exists():
        raise Refusal(f"{year}年的国务院放假安排已经载入，没有重复处理。")


def _begin_year(year: int, source: str, after: dict[str, str], *, by: User, at: datetime) -> CalendarYear:
    row = CalendarYear(year=year, seeded_at=at, source=source)
    check_row(row)
    row.save()
    record_change(by=by, at=at, action="载入放假安排", subject=row, after=after)
    return row


def _told(row: CalendarDay) -> dict[str, str]:
    arrangement = "上班" if row.is_working else "休息"
    return {"安排": arrangement, "名称": row.name, "来源": row.get_source_display()}


def _times(row: WorkingHours) -> dict[str, str]:
    morning = f"{row.morning_start:%H:%M}—{row.morning_end:%H:%M}"
    return {"作息时间": f"{row.name} {morning}，{row.afternoon_start:%H:%M}—{row.afternoon_end:%H:%M}"}
