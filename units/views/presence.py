"""在岗与请假: who is away in a week or a month, and who stands where on any day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from records.downloads import xlsx_response
from units.access import May, requires
from units.forms.presence import WEEK, CalendarForm, DayFilter, DayForm
from units.leave_workbook import away_workbook
from units.list_workbooks import duty_workbook
from units.listed import listed
from units.pinyin import spoken
from units.selectors import visible_units
from units.selectors.duty_found import found_on_duty
from units.selectors.leave_calendar import LeaveCalendar, leave_calendar, month_of, week_of
from units.selectors.on_duty import DayDuty
from units.selectors.on_duty import on_duty as duty_of
from units.sorting import Head, Sorting
from units.types import SiteRequest

ONE_DAY = timedelta(days=1)
OF_UNITS = (
    Head("单位", "unit", sound=lambda row: spoken(row.unit.name)),
    Head("人数", "people", sound=lambda row: row.total, is_number=True),
    Head("请假", "away", sound=lambda row: row.away, is_number=True),
)


@requires(May.SEE_SLIPS)
@require_safe
def calendar(request: SiteRequest) -> HttpResponse:
    """Units down, days across; a month, or a week with who stands in."""
    form, wanted, sheet = _away(request)
    first, last = sheet.heads[0].day, sheet.heads[-1].day
    context = {
        "form": form,
        "sheet": sheet,
        "first": first,
        "last": last,
        "span": wanted.span,
        **_frame(request, wanted, first, last),
    }
    return render(request, "units/leave/calendar.html", context)


@requires(May.SEE_SLIPS)
@require_safe
def calendar_export(request: SiteRequest) -> HttpResponse:
    """The same sheet as a workbook."""
    _, _, sheet = _away(request)
    first, last = sheet.heads[0].day, sheet.heads[-1].day
    return xlsx_response(away_workbook(sheet, at=timezone.now()), f"谁请假{first:%Y%m%d}-{last:%Y%m%d}")


@requires(May.SEE_SLIPS)
@require_safe
def on_duty(request: SiteRequest) -> HttpResponse:
    """Who stood where on a day, today or any that is picked: fifty units a page."""
    form, wanted, sorting, duty = _duty(request)
    context = {
        **listed(request, form, sorting, duty.units),
        "is_workday": duty.is_workday,
        "day": wanted.day,
        "today": timezone.localdate(),
        **_frame(request, wanted, wanted.day, wanted.day),
    }
    return render(request, "units/leave/on_duty.html", context)


@requires(May.SEE_SLIPS)
@require_safe
def on_duty_export(request: SiteRequest) -> HttpResponse:
    """The same, all pages, as a workbook."""
    _, wanted, _, duty = _duty(request)
    return xlsx_response(duty_workbook(duty, wanted.day, at=timezone.now()), f"谁在岗{wanted.day:%Y%m%d}")


def _asked(request: SiteRequest) -> dict[str, Any]:
    """The address with today for the day, and the units to choose from."""
    data = {"day": f"{timezone.localdate():%Y-%m-%d}", **request.GET.dict()}
    return {"data": data, "units": list(visible_units(request.actor))}


def _away(request: SiteRequest) -> tuple[CalendarForm, DayFilter, LeaveCalendar]:
    """What is looked at, and who is away then."""
    form, today = CalendarForm(**_asked(request)), timezone.localdate()
    wanted = form.wanted(today)
    first, last = week_of(wanted.day) if wanted.span == WEEK else month_of(wanted.day)
    sheet = leave_calendar(
        first, last, today=today, actor=request.actor, unit_id=wanted.unit_id, words=wanted.words
    )
    return form, wanted, sheet


def _duty(request: SiteRequest) -> tuple[DayForm, DayFilter, Sorting, DayDuty]:
    """What is looked at, in which order, and the day with the units that fit."""
    form, sorting = DayForm(**_asked(request)), Sorting.asked(OF_UNITS, request.GET)
    wanted = form.wanted(timezone.localdate())
    duty = duty_of(wanted.day, actor=request.actor, unit_id=wanted.unit_id)
    units = sorting.rows(found_on_duty(duty.units, wanted.words))
    return form, wanted, sorting, replace(duty, units=units)


def _frame(request: SiteRequest, wanted: DayFilter, first: date, last: date) -> dict[str, Any]:
    """The days before and after, what their links keep of the address, whether anything is narrowed."""
    left = ("day", "page")
    kept = {name: value for name, value in request.GET.dict().items() if value and name not in left}
    return {
        "previous": first - ONE_DAY,
        "next": last + ONE_DAY,
        "kept": urlencode(kept),
        "shown_day": wanted.day,
        "filtered": bool(wanted.words or wanted.unit_id),
    }
