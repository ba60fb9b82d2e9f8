"""统计: charges or awards from every side, persons with several of them, what is about to happen."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from records.downloads import xlsx_response
from scoring.forms.statistics import PersonStatisticsForm, StatisticsForm
from scoring.periods import month_name
from scoring.selectors import statistic_tables as tables
from scoring.selectors.coming import coming as coming_now
from scoring.selectors.counted import PersonSum
from scoring.selectors.repeats import repeat_rows
from scoring.selectors.statistic_rows import DERIVED
from scoring.selectors.statistics import Gathered, Wanted, gathered, repeat_persons, statistics
from scoring.workbooks.statistics import statistics_workbook
from units.access import May, requires
from units.listed import listed
from units.models import Unit
from units.selectors import bureau
from units.selectors.people import people_found
from units.sorting import Head, Sorting
from units.types import SiteRequest

OF_PERSONS = (
    Head("姓名"),
    Head("窗口单位"),
    Head("件", "lines", sound=lambda row: row[1].total.lines, is_number=True),
    Head("分", "points", sound=lambda row: row[1].total.halves, is_number=True),
    Head("清零", "cleared", sound=lambda row: row[1].total.cleared, is_number=True),
    Head("行为"),
)


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
    """Persons with two and more that fit, fifty a page."""
    asked = asked_of(request, PersonStatisticsForm)
    found = gathered(asked.wanted, timezone.localdate(), asked.units)
    heads = [head for head in OF_PERSONS if asked.wanted.is_charge or head.key != "cleared"]
    sorting = Sorting.asked(heads, request.GET)
    shown = listed(request, asked.form, sorting, _persons(asked, sorting, found))
    context = {
        **frame(request, asked, found),
        "tab": "persons",
        "page": shown["page"],
        "sorting": sorting,
        "whole_query": sorting.query,
        "rows": repeat_rows(list(shown["page"].object_list), asked.unit_names, asked.wanted),
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
    """All tables of the page, and the persons as they are listed, as a workbook."""
    asked = asked_of(request, PersonStatisticsForm)
    found = gathered(asked.wanted, timezone.localdate(), asked.units)
    persons = _persons(asked, Sorting.asked(OF_PERSONS, request.GET), found)
    rows = repeat_rows(persons, asked.unit_names, asked.wanted)
    data = statistics_workbook(statistics(found), asked.unit_names, rows, at=timezone.now())
    word = tables.word(asked.wanted)
    return xlsx_response(data, f"{word}统计{span_words(asked.wanted)}")


def _persons(asked: Asked, sorting: Sorting, found: Gathered) -> list[tuple[int, PersonSum]]:
    """The persons who were looked for, in the order that was asked for."""
    persons, words = repeat_persons(found), asked.form.words()
    if words:
        people = people_found(words)
        persons = [(key, sums) for key, sums in persons if key in people]
    return list(sorting.rows(persons))


def asked_of(request: SiteRequest, form_class: type[StatisticsForm] = StatisticsForm) -> Asked:
    """The filters of a request."""
    units = list(Unit.objects.all())
    first_month, today = bureau().first_month, timezone.localdate()
    form = form_class(request.GET, units=units, first_month=first_month, today=today)
    form.show_months()
    return Asked(form, units)


def span_words(wanted: Wanted) -> str:
    """2026年5月至2026年11月; 2026年5月 for one month."""
    first, last = month_name(wanted.first), month_name(wanted.last)
    return first if first == last else f"{first}至{last}"


def frame(request: SiteRequest, asked: Asked, found: Gathered) -> dict[str, Any]:
    """What tabs, filters and notes of every page of 统计 need."""
    query = request.GET.copy()
    for name in ("page", "kind", "q", "sort"):
        query.pop(name, None)
    wanted = asked.wanted
    return {
        "form": asked.form,
        "wanted": wanted,
        "span": span_words(wanted),
        "word": tables.word(wanted),
        "derived": DERIVED,
        "tab": wanted.kind,
        "query": query.urlencode(),
        "filtered": any(query.values()) or bool(asked.form.words()),
        "whole_query": f"{query.urlencode()}&kind={wanted.kind}".lstrip("&"),
        "left_out": "、".join(map(month_name, found.left_out)),
        "open_names": "、".join(map(month_name, found.open_months)),
        "has_months": bool(found.months),
    }
