"""投诉台账 and one complaint, for the policy office and (without the complainant) the leaders."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from records.downloads import check_size, xlsx_response
from scoring.forms.complaint_list import ComplaintListForm
from scoring.models import Complaint
from scoring.selectors.complaint_page import complaint_page
from scoring.selectors.complaints import complaint_rows, complaints_found, visible_complaint
from scoring.workbooks.complaints import complaints_workbook
from units.access import May, requires
from units.listed import listed
from units.models import Unit
from units.sorting import Head, Sorting
from units.types import SiteRequest

MOST_EXPORTED = 5_000
HEADS = (
    Head("编号", "number", ("id",), is_number=True),
    Head("收到时间", "received", ("received_at",)),
    Head("渠道", "channel", ("channel",)),
    Head("被投诉单位", "unit", ("unit__order", "unit_id")),
    Head("投诉内容"),
    Head("承办人", "investigator", ("investigator",)),
    Head("期限", "due", ("due_on",)),
    Head("状态", "state", ("-state",)),
    Head("结果"),
)


@requires(May.SEE_COMPLAINTS)
@require_safe
def complaints(request: SiteRequest) -> HttpResponse:
    """The complaints that fit, fifty a page, the most urgent first."""
    form, sorting, found = _sought(request)
    context = listed(request, form, sorting, found)
    context["rows"] = complaint_rows(context["page"].object_list, today=timezone.localdate())
    return render(request, "scoring/complaint/list.html", context)


@requires(May.SEE_COMPLAINTS)
@require_safe
def complaints_export(request: SiteRequest) -> HttpResponse:
    """The same rows, all pages, as a workbook; nobody who complained stands in it."""
    _, _, found = _sought(request)
    check_size(found.count(), MOST_EXPORTED, "件", by="月份或单位")
    today = timezone.localdate()
    data = complaints_workbook(complaint_rows(found, today=today), at=timezone.now())
    return xlsx_response(data, f"投诉台账{today:%Y%m%d}")


@requires(May.SEE_COMPLAINTS)
@require_safe
def complaint(request: SiteRequest, pk: int) -> HttpResponse:
    """One complaint: what was said, point by point what was found, and what it came to."""
    return complaint_response(request, found_complaint(request, pk))


def found_complaint(request: SiteRequest, pk: int) -> Complaint:
    """The complaint that the actor may see; 404 else, the same for one that is not there."""
    row = visible_complaint(pk, request.actor)
    if row is None:
        raise Http404
    return row


def complaint_response(
    request: SiteRequest, row: Complaint, *, refused: Any = None, kind: str = "", **more: Any
) -> HttpResponse:
    """The complaint's page; `refused` is a form of it that was not accepted, `kind` which one it was."""
    today = timezone.localdate()
    page = complaint_page(row, today=today, sees_complainant=request.actor.may(May.SEE_COMPLAINANTS))
    context = {
        "page": page,
        "complaint": row,
        "may_keep": request.actor.may(May.KEEP_COMPLAINTS),
        "today": today,
        "refused": refused,
        "kind": kind,
        "typed": typed_in(refused) if refused else [],
        **more,
    }
    return render(request, "scoring/complaint/complaint.html", context, status=409 if refused else 200)


def typed_in(form: Any) -> list[tuple[str, str]]:
    """(label, text) of what was written in a form: kept though the page may no longer offer that form."""
    shown = [bound for bound in form if not bound.is_hidden and isinstance(bound.value(), str)]
    return [(str(bound.label), bound.value()) for bound in shown if bound.value().strip()]


def _sought(request: SiteRequest) -> Any:
    form = ComplaintListForm(request.GET, units=list(Unit.objects.all()))
    found = complaints_found(form.wanted(), request.actor, today=timezone.localdate())
    sorting = Sorting.asked(HEADS, request.GET)
    return form, sorting, sorting.rows(found)
