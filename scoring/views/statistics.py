"""统计: charges or awards from every side, persons with several of them, what is about to happen."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from records.downloads import xlsx_response
from scoring.forms.statistics import KINDS, StatisticsForm
from scoring.periods import month_name
from scoring.selectors import statistic_tables as tables
from scoring.selectors.coming import coming as coming_now
from scoring.selectors.repeats import repeat_rows
from scoring.selectors.statistic_rows import DERIVED
from scoring.selectors.statistics import Gathered, Wanted, gathered, repeat_persons, statistics
from scoring.workbooks.statistics import statistics_workbook
from units.access import May, requires
from units.models import Unit
from units.selectors import bureau
from units.types import SiteRequest

PAGE = 50


@dataclass(frozen=True)
class Asked:
    """The filters of a request, and the units that they name."""

    form: StatisticsForm
    units: list[Unit]

    @cached_property
    def wanted(self) -> Wanted:
        return self.form.wanted()

    @property
    def unit_names(self) -> dict[int, str]:
        return {unit.pk: unit.name for unit in self.units}


@requires(May.SEE_STATISTICS)
@require_safe
def statistics_page(request: SiteRequest) -> HttpResponse:
    """Charges (or awards) by month, unit, category, behaviour, weekday and hour, source."""
    asked = asked_of(request)
    found = statistics(gathered(asked.wanted, timezone.localdate(), asked.units))
    months = tables.by_month(found)
    context = {
        **frame(request, asked, found.gathered),
        "total": tables.total_row(found),
        "months": months,
        "means_chart": tables.means_chart(months),
        "units": tables.by_unit(found, asked.unit_names),
        "breakdowns": [
            tables.by_unit_and_month(found, asked.unit_names),
            tables.by_category(found),
            tables.by_behaviour(found),
            tables.by_source(found),
        ],
        "hours": tables.by_hour(found),
    }
    return render(request, "scoring/statistics/page.html", context)


@requires(May.SEE_STATISTICS)
@require_safe
def statistics_persons(request: SiteRequest) -> HttpResponse:
    """Persons with two and more, fifty a page."""
    asked = asked_of(request)
    found = gathered(asked.wanted, timezone.localdate(), asked.units)
    page = Paginator(repeat_persons(found), PAGE).get_page(request.GET.get("page"))
    context = {
        **frame(request, asked, found),
        "tab": "persons",
        "kinds": KINDS,
        "page": page,
        "rows": repeat_rows(list(page.object_list), asked.unit_names, asked.wanted),
    }
    return render(request, "scoring/statistics/persons.html", context)


@requires(May.SEE_STATISTICS)
@require_safe
def coming(request: SiteRequest) -> HttpResponse:
    """What is about to happen in the open months."""
    return render(
        request,
        "scoring/statistics/coming.html",
        {"coming": coming_now(timezone.localdate()), "tab": "coming"},
    )


@requires(May.SEE_STATISTICS)
@require_safe
def statistics_export(request: SiteRequest) -> HttpResponse:
    """All tables of the page and the persons as a workbook."""
    asked = asked_of(request)
    found = gathered(asked.wanted, timezone.localdate(), asked.units)
    rows = repeat_rows(repeat_persons(found), asked.unit_names, asked.wanted)
    data = statistics_workbook(statistics(found), asked.unit_names, rows, at=timezone.now())
    word = tables.word(asked.wanted)
    return xlsx_response(data, f"{word}统计{span_words(asked.wanted)}")


def asked_of(request: SiteRequest) -> Asked:
    """The filters of a request."""
    units = list(Unit.objects.all())
    first_month, today = bureau().first_month, timezone.localdate()
    return Asked(StatisticsForm(request.GET, units=units, first_month=first_month, today=today), units)


def span_words(wanted: Wanted) -> str:
    """2026年5月至2026年11月; 2026年5月 for one month."""
    first, last = month_name(wanted.first), month_name(wanted.last)
    return first if first == last else f"{first}至{last}"


def frame(request: SiteRequest, asked: Asked, found: Gathered) -> dict[str, Any]:
    """What tabs, filters and notes of every page of 统计 need."""
    query = request.GET.copy()
    for name in ("page", "kind"):
        query.pop(name, None)
    wanted = asked.wanted
    return {
        "form": asked.form,
        "shown": asked.form.shown(),
        "wanted": wanted,
        "span": span_words(wanted),
        "word": tables.word(wanted),
        "derived": DERIVED,
        "tab": wanted.kind,
        "query": query.urlencode(),
        "whole_query": f"{query.urlencode()}&kind={wanted.kind}".lstrip("&"),
        "left_out": "、".join(map(month_name, found.left_out)),
        "open_names": "、".join(map(month_name, found.open_months)),
        "has_months": bool(found.months),
    }
