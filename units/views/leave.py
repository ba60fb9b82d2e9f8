"""请假条: the list, its export, the page of one slip, its papers."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from records.downloads import check_size, xlsx_response
from records.models import StoredFile
from records.serving import file_answer, thumbnail_answer
from units.access import May, requires
from units.forms.leave import FileForm, NoteForm, RefuseForm, ReturnForm, SlipFilterForm, WithdrawForm
from units.leave_workbook import slips_workbook
from units.listed import listed
from units.models import Half, LeaveSlip
from units.selectors import visible_units
from units.selectors.leave import found_slips, slip_rows, visible_slips
from units.selectors.slip_page import paper_of, slip_page
from units.sorting import Head, Sorting
from units.types import SiteRequest

MOST_EXPORTED = 20_000
HEADS = (
    Head("请假人", "person", ("person__pinyin", "person__number")),
    Head("单位", "unit", ("unit__order", "unit_id")),
    Head("假别", "kind", ("kind",)),
    Head("起止时间", "start", ("starts_on",)),
    Head("替岗"),
    Head("递交", "handed", ("handed_at",)),
    Head("状态", "state", ("state",)),
    Head("待办"),
)


@requires(May.SEE_SLIPS)
@require_safe
def slip_list(request: SiteRequest) -> HttpResponse:
    """The slips that fit, fifty a page."""
    today = timezone.localdate()
    form = _filters(request)
    sorting = Sorting.asked(HEADS, request.GET)
    slips = sorting.rows(found_slips(form.wanted(), request.actor, today))
    context = listed(request, form, sorting, slips)
    context["rows"] = slip_rows(context["page"].object_list, today)
    return render(request, "units/leave/list.html", context)


@requires(May.SEE_SLIPS)
@require_safe
def slip_export(request: SiteRequest) -> HttpResponse:
    """The same rows, all pages, as a workbook."""
    today = timezone.localdate()
    found = found_slips(_filters(request).wanted(), request.actor, today)
    slips = Sorting.asked(HEADS, request.GET).rows(found)
    check_size(slips.count(), MOST_EXPORTED, "张", by="月份或单位")
    data = slips_workbook(slip_rows(slips, today), at=timezone.now())
    return xlsx_response(data, f"请假条{today:%Y%m%d}")


@requires(May.SEE_SLIPS)
@require_safe
def slip(request: SiteRequest, pk: int) -> HttpResponse:
    """One slip: what it says, who stands in, what stands in its way, its papers."""
    return slip_response(request, visible_slip(request, pk))


@requires(May.SEE_SLIPS)
@require_safe
def slip_paper(request: SiteRequest, pk: int, file: int) -> FileResponse:
    """A scan or proof of the slip, as a download."""
    return file_answer(_paper(request, pk, file))


@requires(May.SEE_SLIPS)
@require_safe
def slip_thumbnail(request: SiteRequest, pk: int, file: int) -> FileResponse:
    """The small picture of a scan."""
    return thumbnail_answer(_paper(request, pk, file))


def visible_slip(request: SiteRequest, pk: int) -> LeaveSlip:
    """The slip that the actor may see; 404 else, the same for one that is not there."""
    rows = visible_slips(request.actor).select_related("person", "unit", "signed_by", "recorded_by")
    found: LeaveSlip = get_object_or_404(rows, pk=pk)
    return found


def slip_response(request: SiteRequest, row: LeaveSlip, **more: Any) -> HttpResponse:
    """The slip's page; `more` carries a form that was refused."""
    may_keep = request.actor.may(May.KEEP_SLIPS)
    context = {
        "slip": row,
        "page": slip_page(row, timezone.now(), may_keep=may_keep),
        "may_keep": may_keep,
        "may_sign": request.actor.may(May.SIGN_SLIPS),
        **(_forms(row) if may_keep else {}),
        **more,
    }
    return render(request, "units/leave/slip.html", context, status=422 if more else 200)


def _forms(row: LeaveSlip) -> dict[str, Any]:
    today, version = timezone.localdate(), {"version": row.version}
    half = row.returned_half or Half.MORNING
    return {
        "sign_form": NoteForm(initial=version),
        "refuse_form": RefuseForm(initial=version),
        "withdraw_form": WithdrawForm(initial=version),
        "file_form": FileForm(initial=version | {"filed_on": row.filed_on or today}),
        "return_form": ReturnForm(
            initial=version | {"returned_on": row.returned_on or today, "returned_half": half}
        ),
    }


def _filters(request: SiteRequest) -> SlipFilterForm:
    return SlipFilterForm(request.GET, units=list(visible_units(request.actor)))


def _paper(request: SiteRequest, pk: int, file: int) -> StoredFile:
    stored = paper_of(visible_slip(request, pk), file)
    if stored is None:
        raise Http404
    return stored
