"""The lists of 申诉 and 更正, and their exports."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from records.downloads import check_size, xlsx_response
from scoring.forms.answer_lists import CorrectionFilterForm, ObjectionFilterForm
from scoring.selectors.answer_lists import found_corrections, found_objections
from scoring.workbooks.answers import corrections_workbook, objections_workbook
from units.access import May, requires
from units.listed import listed
from units.selectors import visible_units
from units.sorting import Head, Sorting
from units.types import SiteRequest

MOST_EXPORTED = 5_000
OF_OBJECTIONS = (
    Head("申诉时间", "at", ("filed_at",)),
    Head("窗口单位", "unit", ("unit__order", "unit_id")),
    Head("事项", "clause", ("event__clause", "event__behaviour")),
    Head("申诉理由"),
    Head("结果", "state", ("state",)),
)
OF_CORRECTIONS = (
    Head("更正时间", "at", ("at",)),
    Head("窗口单位", "unit", ("unit__order", "unit_id")),
    Head("更正的月份", "month", ("result__month__month",)),
    Head("内容"),
    Head("差额", is_number=True),
    Head("计入", "counts", ("counts_in",)),
    Head("状态", "state", ("state",)),
)


@requires(May.SEE_LEDGER)
@require_safe
def objections(request: SiteRequest) -> HttpResponse:
    """The objections that fit, fifty a page, the undecided first."""
    context = listed(request, *_objections(request))
    return render(request, "scoring/objection/list.html", context)


@requires(May.SEE_LEDGER)
@require_safe
def objections_export(request: SiteRequest) -> HttpResponse:
    """The same rows, all pages, as a workbook."""
    _, _, rows = _objections(request)
    check_size(rows.count(), MOST_EXPORTED, "件", by="月份或单位")
    return xlsx_response(objections_workbook(rows, at=timezone.now()), f"申诉{timezone.localdate():%Y%m%d}")


@requires(May.SEE_LEDGER)
@require_safe
def corrections(request: SiteRequest) -> HttpResponse:
    """The corrections that fit, fifty a page, the newest first."""
    context = listed(request, *_corrections(request))
    return render(request, "scoring/correction/list.html", context)


@requires(May.SEE_LEDGER)
@require_safe
def corrections_export(request: SiteRequest) -> HttpResponse:
    """The same rows, all pages, as a workbook."""
    _, _, rows = _corrections(request)
    check_size(rows.count(), MOST_EXPORTED, "件", by="月份或单位")
    return xlsx_response(corrections_workbook(rows, at=timezone.now()), f"更正{timezone.localdate():%Y%m%d}")


def _objections(request: SiteRequest) -> tuple[ObjectionFilterForm, Sorting, Any]:
    form = ObjectionFilterForm(request.GET, units=list(visible_units(request.actor)))
    sorting = Sorting.asked(OF_OBJECTIONS, request.GET)
    return form, sorting, sorting.rows(found_objections(form.wanted(), request.actor))


def _corrections(request: SiteRequest) -> tuple[CorrectionFilterForm, Sorting, Any]:
    form = CorrectionFilterForm(request.GET, units=list(visible_units(request.actor)))
    sorting = Sorting.asked(OF_CORRECTIONS, request.GET)
    return form, sorting, sorting.rows(found_corrections(form.wanted(), request.actor))
