"""工作日历: a year at a glance, its changes and hours; what everything that is told in working days asks."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from records.errors import Refusal
from records.submit import submit_once
from units.access import May, requires
from units.forms.calendar import DayEditForm, DayForm, HoursEditForm, HoursForm, RemoveForm, YearForm
from units.models import CalendarDay, WorkingHours
from units.selectors.calendar_year import FIRST_YEAR, LAST_YEAR, year_page
from units.selectors.workdays import USUAL_HOURS, is_known
from units.services.calendar import (
    add_day,
    add_hours,
    complete_year,
    edit_day,
    remove_day,
    remove_hours,
    seed_year,
    withdraw_year,
)
from units.types import SiteRequest
from units.views.editing import edited_row, new_row, words_of

FORM_METHODS = ["GET", "HEAD", "POST"]


@requires(May.KEEP_CALENDAR)
@require_safe
def calendar(request: SiteRequest) -> HttpResponse:
    """A year: this one, or ?year=2027."""
    return _page(request, _year(request))


@requires(May.KEEP_CALENDAR)
@require_POST
def calendar_year(request: SiteRequest) -> HttpResponse:
    """Take over a year's arrangement, say that it was typed in whole, or take that back."""
    form = YearForm(request.POST)
    year = form["year"].value() if form.is_valid() else None
    if year is None:
        raise Refusal("没有指明年份；请回到工作日历重新操作。")
    year, source = form.cleaned_data["year"], form.cleaned_data["source"]
    told: dict[str, Any] = {"year": year, "by": request.user, "at": timezone.now()}
    if "withdraw" in request.POST:
        return submit_once(request, lambda: withdraw_year(**told), to=lambda _: _url(year), done="已撤回。")
    if is_known(year):
        done = f"已载入{year}年国务院放假安排。"
        return submit_once(request, lambda: seed_year(**told), to=lambda _: _url(year), done=done)
    try:
        return submit_once(
            request,
            lambda: complete_year(source=source, **told),
            to=lambda _: _url(year),
            done=f"{year}年的放假安排已标为录完。",
        )
    except Refusal as refusal:
        return _page(request, year, refused=refusal.message, typed=source)


@requires(May.KEEP_CALENDAR)
@require_http_methods(FORM_METHODS)
def day_new(request: SiteRequest) -> HttpResponse:
    """A day that is to differ; one that does already is changed instead."""
    start = _day_asked(request)
    if request.method != "POST" and start is not None:
        row = CalendarDay.objects.filter(day=start).first()
        if row is not None:
            return redirect("units:calendar_day_edit", row.pk)
    form = DayForm(request.POST or None, initial={"day": start, "source": _usual_source(start)})
    return new_row(
        request,
        form,
        make=lambda data: CalendarDay(**data),
        title="添加日历调整",
        to=lambda row: _url(row.day.year),
        save=add_day,
        back=_url(start.year if start else _year(request)),
    )


@requires(May.KEEP_CALENDAR)
@require_http_methods(FORM_METHODS)
def day_edit(request: SiteRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(CalendarDay, pk=pk)
    url = _url(row.day.year)
    title = f"修改{row.day.year}年{row.day.month}月{row.day.day}日的安排"
    return edited_row(request, DayEditForm, row, title=title, to=lambda _: url, save=edit_day, back=url)


@requires(May.KEEP_CALENDAR)
@require_POST
def day_remove(request: SiteRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(CalendarDay, pk=pk)
    return _removed(request, row, remove_day, _url(row.day.year))


@requires(May.KEEP_CALENDAR)
@require_http_methods(FORM_METHODS)
def hours_new(request: SiteRequest) -> HttpResponse:
    form = HoursForm(request.POST or None, initial=vars(USUAL_HOURS))
    return new_row(
        request,
        form,
        make=lambda data: WorkingHours(**data),
        title="添加作息时间",
        to=lambda _: _hours_url(),
        save=add_hours,
        back=_hours_url(),
    )


@requires(May.KEEP_CALENDAR)
@require_http_methods(FORM_METHODS)
def hours_edit(request: SiteRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(WorkingHours, pk=pk)
    url = _hours_url()
    return edited_row(request, HoursEditForm, row, title=f"修改{row}", to=lambda _: url, back=url)


@requires(May.KEEP_CALENDAR)
@require_POST
def hours_remove(request: SiteRequest, pk: int) -> HttpResponse:
    return _removed(request, get_object_or_404(WorkingHours, pk=pk), remove_hours, _hours_url())


def _removed(request: SiteRequest, row: Any, remove: Any, url: str) -> HttpResponse:
    form = RemoveForm(request.POST)
    if not form.is_valid():
        raise Refusal("页面不完整，没有删除；请刷新工作日历后再操作。")
    version = form.cleaned_data["version"]
    return submit_once(
        request,
        lambda: remove(row=row, expected_version=version, by=request.user, at=timezone.now()),
        to=lambda _: url,
        done="已删除。",
    )


def _page(request: SiteRequest, year: int, *, refused: str = "", typed: str = "") -> HttpResponse:
    context = {
        "page": year_page(year),
        "today": timezone.localdate(),
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < LAST_YEAR else None,
        "refused": refused,
        "typed": typed,
    }
    return render(request, "units/calendar/year.html", context, status=422 if refused else 200)


def _year(request: SiteRequest) -> int:
    text = words_of(request, "year")
    asked = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else 0
    return asked if FIRST_YEAR <= asked <= LAST_YEAR else timezone.localdate().year


def _day_asked(request: SiteRequest) -> date | None:
    """?day=2026-10-08"""
    try:
        day = date.fromisoformat(words_of(request, "day"))
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _usual_source(day: date | None) -> str:
    """In a year that the program does not know, what is typed in is the State Council's."""
    unknown = day is not None and not is_known(day.year)
    return CalendarDay.Source.NATIONAL if unknown else CalendarDay.Source.OWN


def _url(year: int) -> str:
    return f"{reverse('units:calendar')}?year={year}"


def _hours_url() -> str:
    return f"{reverse('units:calendar')}#hours"
