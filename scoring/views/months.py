"""月度总表: the months, one month's table, and its workbook."""

from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from records.downloads import xlsx_response
from scoring.forms.answers import ReviewForm
from scoring.models import Month
from scoring.periods import next_month, previous_month
from scoring.selectors.closing import OpenPoints, open_points
from scoring.selectors.editions import edition_for
from scoring.selectors.later_months import later_months
from scoring.selectors.month import Standing, standing
from scoring.selectors.month_lines import lines_by_unit
from scoring.selectors.month_list import month_rows
from scoring.selectors.revisions import revisions
from scoring.selectors.steps import obstacles, steps
from scoring.selectors.tables import MonthTable, month_table
from scoring.workbooks.month import month_workbook
from units.access import May, requires
from units.selectors import bureau
from units.types import SiteRequest
from units.workdays import add_workdays

UNITS_SHOWN = 200
REVIEW_DAYS = 3
"""The units' days for objections, in working days, proposed and free to be changed."""


@requires(May.SEE_ALL_SCORES)
@require_safe
def months(request: SiteRequest) -> HttpResponse:
    """All months, newest first."""
    return render(request, "scoring/months/list.html", {"rows": month_rows(timezone.localdate())})


@requires(May.SEE_UNIT_PAGE)
@require_safe
def month(request: SiteRequest, month: date) -> HttpResponse:
    """One month: units × categories. Unit heads see it once it is published, without others' lines."""
    return month_response(request, month)


def month_response(request: SiteRequest, month: date, **refused: Any) -> HttpResponse:
    """The month's page; `refused` carries a form of it that was refused."""
    where = visible_standing(request, month)
    table = month_table(month, where)
    sees_all = request.actor.may(May.SEE_ALL_SCORES)
    context = {
        "table": table,
        "page": rows_page(request, table),
        "sees_all": sees_all,
        "own_units": request.actor.unit_ids,
        **neighbours(where),
        **(preparation(where, table) if sees_all else {}),
        **refused,
    }
    return render(request, "scoring/months/month.html", context, status=422 if refused else 200)


def rows_page(request: SiteRequest, table: MonthTable) -> Page:
    """The units shown together: all of a county's, and a province's page by page. Means are of all."""
    return Paginator(table.rows, UNITS_SHOWN).get_page(request.GET.get("page"))


def neighbours(where: Standing) -> dict[str, date | None]:
    """The months before and after, where they have a table."""
    before, after = previous_month(where.month), next_month(where.month)
    is_first = where.opening if where.is_open else before < bureau().first_month
    return {
        "before": before if where.start < where.month or not is_first else None,
        "after": after if after <= timezone.localdate() else None,
    }


def preparation(where: Standing, table: MonthTable) -> dict[str, object]:
    """What still stands in the way, for those who prepare the month."""
    edition = table.edition or edition_for(where.month)
    deadline = next_month(where.month).replace(day=edition.limits.bulletin_day)
    today = timezone.localdate()
    points = open_points(where.month, today, edition) if table.is_open else OpenPoints()
    return {
        "steps": steps(where, points, today=today, deadline=deadline),
        "obstacles": obstacles(points),
        "asks_proposals": table.is_open,
        "can_close": table.is_open and where.start == where.month and today >= next_month(where.month),
        **_life(where, today),
    }


def _life(where: Standing, today: date) -> dict[str, object]:
    """What else may become of the month: into review, its revisions, later months that no longer follow."""
    can_review = where.start == where.month and where.state in (Month.State.OPEN, Month.State.REVIEW)
    kept = [] if where.is_open and not where.is_reopened else revisions(where.month)
    return {
        "can_review": can_review and today >= next_month(where.month),
        "review_form": _review_form(where, today) if can_review else None,
        "revisions": kept,
        "later": later_months(where.month) if len(kept) > 1 and not where.is_open else [],
    }


def _review_form(where: Standing, today: date) -> ReviewForm:
    """Proposes the day on which the units' objections end."""
    if where.review_until or today < next_month(where.month):
        return ReviewForm(initial={"until": where.review_until, "version": where.version})
    return ReviewForm(initial={"until": add_workdays(today, REVIEW_DAYS), "version": where.version})


@requires(May.SEE_UNIT_PAGE)
@require_safe
def month_export(request: SiteRequest, month: date) -> HttpResponse:
    """The month's table and its lines as a workbook; a unit head gets the lines of the own unit alone."""
    table = month_table(month, visible_standing(request, month))
    own = None if request.actor.may(May.SEE_ALL_SCORES) else request.actor.unit_ids
    data = month_workbook(
        table,
        lines_by_unit(table, own),
        at=timezone.now(),
        own_units=own,
        shows_papers=request.actor.may(May.ENTER_FINDINGS),
    )
    return xlsx_response(data, f"{table.name}窗口单位百分考核得分表")


def visible_standing(request: SiteRequest, month: date) -> Standing:
    """Where the month stands; 404 before the first month, in the future, (unit heads) unpublished."""
    where = standing(month)
    if where.start > month or month > timezone.localdate():
        raise Http404
    if where.state != Month.State.PUBLISHED and not request.actor.may(May.SEE_ALL_SCORES):
        raise Http404
    return where
