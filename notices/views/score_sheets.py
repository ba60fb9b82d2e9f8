"""得分单: one unit's, and all of a month in one click, with progress and two files at the end."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from notices.models import PrintRun
from notices.papers.errors import PaperError
from notices.papers.score_sheet_parts import ScoreSheet
from notices.selectors.print_runs import light_runs, progress
from notices.selectors.score_sheets import score_sheet
from notices.services.print_runs import ask_for_sheets, restart_run
from notices.services.running import print_sheets
from notices.views.reading import pdf_response
from records.errors import Refusal
from records.submit import repeated, submit_once
from scoring.periods import month_key
from scoring.views.unit_page import asked_whole
from units.access import May, requires
from units.selectors import bureau
from units.types import SiteRequest

AGAIN = 2
"""Seconds after which a page of progress looks again."""


@requires(May.SEE_UNIT_PAGE)
@require_safe
def unit_score_sheet(request: SiteRequest, month: date, unit_id: int) -> HttpResponse:
    """One unit's sheet, to the readers of its page; an open month's is marked 草稿."""
    sheet = asked_sheet(request, month, unit_id)
    try:
        printed = print_sheets([sheet], draft=sheet.is_open)
    except PaperError as error:
        raise Refusal(str(error)) from error
    return pdf_response(printed.pdf, f"{name_of(sheet)}.pdf")


def asked_sheet(request: SiteRequest, month: date, unit_id: int) -> ScoreSheet:
    """The sheet of a unit whose page the user may read; else 404."""
    whole = asked_whole(request, month, unit_id)
    return score_sheet(whole, office=bureau().name, today=timezone.localdate())


def name_of(sheet: ScoreSheet) -> str:
    """What the file of a sheet is called, without its ending."""
    draft = "（草稿）" if sheet.is_open else ""
    return f"{sheet.unit} {sheet.month}得分单{draft}"


@requires(May.SEE_ALL_SCORES)
@require_POST
def ask(request: SiteRequest, month: date) -> HttpResponse:
    """One click: leads to the run's page, whether it is new or was asked for before."""
    if earlier := repeated(request):
        return earlier
    return submit_once(
        request,
        lambda: ask_for_sheets(month=month, by=request.user, at=timezone.now()),
        to=lambda run: reverse("notices:print_run", args=[run.pk]),
    )


@requires(May.SEE_ALL_SCORES)
@require_safe
def print_run(request: SiteRequest, pk: int) -> HttpResponse:
    """How far a run is; the page looks again by itself until it is over. Then the two files."""
    shown = progress(get_object_or_404(light_runs(), pk=pk), timezone.now())
    key = month_key(shown.run.result.month.month)
    response = render(request, "notices/sheets/run.html", {"progress": shown, "run": shown.run, "key": key})
    if shown.goes_on:
        response["Refresh"] = str(AGAIN)
    response["Cache-Control"] = "private, no-store"
    return response


@requires(May.SEE_ALL_SCORES)
@require_POST
def restart(request: SiteRequest, pk: int) -> HttpResponse:
    """Print again what failed or lost its process."""
    run = get_object_or_404(light_runs(), pk=pk)
    if earlier := repeated(request):
        return earlier
    return submit_once(
        request,
        lambda: restart_run(run=run, by=request.user, at=timezone.now()),
        to=lambda again: reverse("notices:print_run", args=[again.pk]),
        done="已重新排队打印。",
    )


@requires(May.SEE_ALL_SCORES)
@require_safe
def run_pdf(request: SiteRequest, pk: int) -> HttpResponse:  # noqa: ARG001 - every view takes one
    """All sheets as one PDF, for the printer."""
    run = _done(pk)
    return pdf_response(bytes(run.pdf or b""), f"{_name(run)}.pdf")


@requires(May.SEE_ALL_SCORES)
@require_safe
def run_zip(request: SiteRequest, pk: int) -> HttpResponse:  # noqa: ARG001 - every view takes one
    """One PDF a unit, for sending."""
    run = _done(pk)
    response = HttpResponse(bytes(run.zip or b""), content_type="application/zip")
    disposition = content_disposition_header(as_attachment=True, filename=f"{_name(run)}.zip")
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _done(pk: int) -> PrintRun:
    """A run whose bytes are there; 404 before it is done and after they were cleaned up."""
    runs = PrintRun.objects.select_related("result__month").filter(state=PrintRun.State.DONE)
    run = get_object_or_404(runs, pk=pk)
    if run.is_past(timezone.now()):
        raise Http404
    return run


def _name(run: PrintRun) -> str:
    return f"{run.result.month}窗口单位得分单"
