"""季度和年度: the list, a period's page, its workbook. Unit heads see what is published to the last month."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from records.downloads import xlsx_response
from scoring.charts import line_chart
from scoring.models import Month
from scoring.periods import Period
from scoring.selectors.period_list import period_rows
from scoring.selectors.period_table import PeriodTable
from scoring.selectors.quarters import period_table
from scoring.workbooks.period import period_workbook
from units.access import Actor, May, requires
from units.selectors import bureau
from units.types import SiteRequest


@requires(May.SEE_UNIT_PAGE)
@require_safe
def periods(request: SiteRequest) -> HttpResponse:
    """All quarters and years, newest first."""
    sees_all = request.actor.may(May.SEE_ALL_SCORES)
    years = period_rows(bureau().first_month, timezone.localdate())
    rows = [row for found in years for row in (found.year, *found.quarters)]
    shown = [row for row in rows if sees_all or row.is_published]
    return render(request, "scoring/period/list.html", {"rows": shown, "sees_all": sees_all})


@requires(May.SEE_UNIT_PAGE)
@require_safe
def period(request: SiteRequest, period: Period) -> HttpResponse:
    """One quarter or year."""
    first_month = bureau().first_month
    table = visible_table(request.actor, period, first_month)
    sees_all = request.actor.may(May.SEE_ALL_SCORES)
    context = {
        "table": table,
        "period": period,
        "sees_all": sees_all,
        "own_units": request.actor.unit_ids,
        "span_end": table.closed[-1].key if table.closed else "",
        "clean_by_unit": clean_by_unit(table),
        "quarters": quarters_of(table) if period.is_year else [],
        "chart": means_chart(table) if len(table.closed) > 1 else None,
        **(neighbours(period, first_month) if sees_all else {}),
    }
    return render(request, "scoring/period/page.html", context)


@requires(May.SEE_UNIT_PAGE)
@require_safe
def period_export(request: SiteRequest, period: Period) -> HttpResponse:
    """The same as a workbook."""
    table = visible_table(request.actor, period, bureau().first_month)
    own = None if request.actor.may(May.SEE_ALL_SCORES) else request.actor.unit_ids
    data = period_workbook(table, at=timezone.now(), own_units=own)
    return xlsx_response(data, f"{period.name}窗口单位百分考核得分表")


def visible_table(actor: Actor, period: Period, first_month: date) -> PeriodTable:
    """The period's table; 404 outside the site's time, and for unit heads until every month is published."""
    if period.last < first_month or period.first > timezone.localdate():
        raise Http404
    sees_all = actor.may(May.SEE_ALL_SCORES)
    table = period_table(period, first_month, None if sees_all else actor.unit_ids)
    if not sees_all and any(head.state != Month.State.PUBLISHED for head in table.months):
        raise Http404
    return table


def neighbours(period: Period, first_month: date) -> dict[str, Period | None]:
    """The periods before and after, where the site has them."""
    return {
        "before": period.before if period.before.last >= first_month else None,
        "after": period.after if period.after.first <= timezone.localdate() else None,
    }


def quarters_of(table: PeriodTable) -> list[Period]:
    """The quarters of a year that the site has seen."""
    return sorted({Period.quarter_of(head.month) for head in table.closed})


def clean_by_unit(table: PeriodTable) -> list[tuple[str, list[tuple[int, str]]]]:
    """Who had no deduction, by the unit where they stood last, in the order of the ranking."""
    by_unit: dict[int, list[tuple[int, str]]] = {}
    for one in table.clean_people:
        by_unit.setdefault(one.unit_id, []).append((one.person_id, one.name))
    return [(row.unit_name, by_unit[row.unit_id]) for row in table.rows if row.unit_id in by_unit]


def means_chart(table: PeriodTable) -> object:
    """All units' mean, month by month."""
    values = [(head.name, float(head.mean), head.mean) for head in table.closed]
    return line_chart("means", f"{table.period.name}各月平均分", values)
