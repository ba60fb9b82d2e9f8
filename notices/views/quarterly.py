"""季度通报, 年度通报: the words as a draft, on screen and as PDF. It is issued as a paper elsewhere."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from notices.papers.content import Paper
from notices.papers.errors import PaperError
from notices.papers.html import paper_context
from notices.papers.printing import print_paper
from notices.quarterly.paper import period_paper
from notices.views.framed import framed
from notices.views.reading import pdf_response
from records.errors import Refusal
from scoring.periods import Period
from scoring.selectors.period_table import PeriodTable
from scoring.selectors.quarters import edition_behind, period_table
from units.access import May, requires
from units.models import Bureau
from units.selectors import bureau
from units.types import SiteRequest


@requires(May.COMPOSE)
@require_safe
def period_draft(request: SiteRequest, period: Period) -> HttpResponse:
    """The paper on A4 beside what can be done with it."""
    table, _ = closed_table(period, timezone.localdate())
    kind = "year" if period.is_year else "quarter"
    context = {
        "period": period,
        "months": [head.name for head in table.closed],
        "back": reverse(f"scoring:{kind}", args=[period]),
        "sheet": reverse(f"notices:{kind}_sheet", args=[period]),
        "pdf": reverse(f"notices:{kind}_pdf", args=[period]),
    }
    return render(request, "notices/period_draft.html", context)


@requires(May.COMPOSE)
@framed
@require_safe
def period_sheet(request: SiteRequest, period: Period) -> HttpResponse:
    """The paper as a page of its own, A4 wide."""
    return render(request, "notices/period_sheet.html", paper_context(drafted(period, timezone.localdate())))


@requires(May.COMPOSE)
@require_safe
def period_pdf(_request: SiteRequest, period: Period) -> HttpResponse:
    """The paper as PDF, marked 草稿 on every page."""
    try:
        printed = print_paper(drafted(period, timezone.localdate()), draft=True)
    except PaperError as error:
        raise Refusal(str(error)) from error
    return pdf_response(printed.pdf, f"{period.name}考核情况通报（草稿）.pdf")


def drafted(period: Period, today: date) -> Paper:
    """The period's paper as of today."""
    table, office = closed_table(period, today)
    return period_paper(table, edition_behind(table.closed[-1]), office, on=today)


def closed_table(period: Period, today: date) -> tuple[PeriodTable, Bureau]:
    """The period's table and the bureau; 404 where nothing of it is closed."""
    office = bureau()
    if period.first > today or period.last < office.first_month:
        raise Http404
    table = period_table(period, office.first_month)
    if not table.rows:
        raise Http404
    return table, office
