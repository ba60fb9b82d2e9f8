"""在岗与请假: who is away in a week or a month, and who stands where on any day."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from records.downloads import xlsx_response
from units.access import May, requires
from units.forms.presence import CalendarForm, DayForm
from units.list_workbooks import duty_workbook
from units.selectors import visible_units
from units.selectors.leave_calendar import leave_calendar, month_of, week_of
from units.selectors.on_duty import on_duty as duty_of
from units.types import SiteRequest

ONE_DAY = timedelta(days=1)
WEEK = "week"


@requires(May.SEE_SLIPS)
@require_safe
def calendar(request: SiteRequest) -> HttpResponse:
    """Units down, days across; a month, or a week with who stands in."""
    today = timezone.localdate()
    asked = {"day": f"{today:%Y-%m-%d}", **request.GET.dict()}
    form = CalendarForm(asked, units=list(visible_units(request.actor)))
    day, span, unit_id = form.wanted(today)
    first, last = week_of(day) if span == WEEK else month_of(day)
    sheet = leave_calendar(first, last, today=today, actor=request.actor, unit_id=unit_id)
    context = {
        "form": form,
        "sheet": sheet,
        "first": first,
        "last": last,
        "span": span,
        "day": day,
        "unit_id": unit_id,
        **_neighbours(first, last),
    }
    return render(request, "units/leave/calendar.html", context)


@requires(May.SEE_SLIPS)
@require_safe
def on_duty(request: SiteRequest) -> HttpResponse:
    """Who stood where on a day: today, or any that is picked."""
    today = timezone.localdate()
    asked = {"day": f"{today:%Y-%m-%d}", **request.GET.dict()}
    form = DayForm(asked, units=list(visible_units(request.actor)))
    day, unit_id = form.wanted(today)
    context = {
        "form": form,
        "duty": duty_of(day, actor=request.actor, unit_id=unit_id),
        "day": day,
        "today": today,
        "unit_id": unit_id,
        **_neighbours(day, day),
    }
    return render(request, "units/leave/on_duty.html", context)


@requires(May.SEE_SLIPS)
@require_safe
def on_duty_export(request: SiteRequest) -> HttpResponse:
    """The same as a workbook."""
    form = DayForm(request.GET, units=list(visible_units(request.actor)))
    day, unit_id = form.wanted(timezone.localdate())
    duty = duty_of(day, actor=request.actor, unit_id=unit_id)
    return xlsx_response(duty_workbook(duty, day, at=timezone.now()), f"谁在岗{day:%Y%m%d}")


def _neighbours(first: date, last: date) -> dict[str, Any]:
    return {"previous": first - ONE_DAY, "next": last + ONE_DAY}
