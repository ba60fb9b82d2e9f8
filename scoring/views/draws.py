"""随机抽取: a draw is made once and stays on record; anybody may repeat it from what is shown."""

import secrets

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from records.downloads import xlsx_response
from records.errors import Refusal
from records.submit import submit_once
from scoring.drawing import draw as drawn_from
from scoring.forms.inspections import DrawFilterForm, DrawForm
from scoring.models import InspectionDraw
from scoring.selectors.inspection_pages import DrawRow, chosen_names, draw_rows, draws
from scoring.selectors.visits import candidates, draw_pool
from scoring.services.drawing import make_draw
from scoring.workbooks.inspections import draws_workbook
from units.access import May, requires
from units.listed import listed
from units.sorting import Head, Sorting
from units.types import SiteRequest

HEADS = (
    Head("抽取时间", "at", sound=lambda entry: entry.row.pk),
    Head("抽取人", "by", sound=lambda entry: (entry.row.by.name, entry.row.by_id)),
    Head("抽中单位", "number", sound=lambda entry: len(entry.names)),
    Head("据此督查", "used", sound=lambda entry: len(entry.rounds)),
)


@requires(May.SEE_INSPECTIONS)
@require_safe
def draw_list(request: SiteRequest) -> HttpResponse:
    """All draws, used or not, and the form for a new one."""
    return _list(request, DrawForm())


@requires(May.INSPECT)
@require_POST
def draw_make(request: SiteRequest) -> HttpResponse:
    """Draw; the same form sent twice leads to the same draw."""
    form = DrawForm(request.POST)
    if form.is_valid():
        try:
            return submit_once(
                request,
                lambda: make_draw(
                    wanted=form.cleaned_data["wanted"],
                    seed=secrets.token_hex(16),
                    by=request.user,
                    at=timezone.now(),
                ),
                to=lambda row: reverse("scoring:draw", args=[row.pk]),
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
    return _list(request, form, status=422)


@requires(May.SEE_INSPECTIONS)
@require_safe
def draw(request: SiteRequest, pk: int) -> HttpResponse:
    """One draw: what it was drawn from, what came out, and that drawing again gives the same."""
    row = get_object_or_404(InspectionDraw.objects.select_related("by"), pk=pk)
    again = drawn_from(candidates(row), row.seed, row.wanted)
    context = {
        "draw": row,
        "names": chosen_names(row),
        "places": {unit: place for place, unit in enumerate(row.chosen, start=1)},
        "total": sum(entry["weight"] for entry in row.pool),
        "holds": list(again) == row.chosen,
        "rounds": row.inspections.select_related("by"),
    }
    return render(request, "scoring/inspections/draw.html", context)


@requires(May.SEE_INSPECTIONS)
@require_safe
def draws_export(request: SiteRequest) -> HttpResponse:
    """The same draws, all pages, as a workbook."""
    _, _, rows = _sought(request)
    return xlsx_response(draws_workbook(rows, at=timezone.now()), f"随机抽取{timezone.localdate():%Y%m%d}")


def _sought(request: SiteRequest) -> tuple[DrawFilterForm, Sorting, list[DrawRow]]:
    """What is looked for, in which order, and the draws that fit; there are a few dozen a year."""
    form, sorting = DrawFilterForm(request.GET), Sorting.asked(HEADS, request.GET)
    wanted = form.wanted()
    return form, sorting, sorting.rows([entry for entry in draw_rows(draws()) if wanted.fits(entry)])


def _list(request: SiteRequest, form: DrawForm, status: int = 200) -> HttpResponse:
    filters, sorting, rows = _sought(request)
    context = {
        **listed(request, filters, sorting, rows),
        "filters": filters,
        "form": form,
        "pool": draw_pool(timezone.localdate()),
    }
    return render(request, "scoring/inspections/draws.html", context, status=status)
