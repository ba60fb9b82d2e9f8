"""登记投诉, and correcting one while it is looked into."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods

from records.errors import Refusal
from records.submit import repeated, submit_form, submit_once
from scoring.forms.complaints import ComplaintEditForm, ComplaintForm, NewComplaintForm, day_of, edit_initial
from scoring.models import Complaint, ComplaintPoint
from scoring.selectors.entry_choices import EntryChoices, entry_choices
from scoring.services.complaints import edit_complaint, register_complaint
from scoring.views.complaints import found_complaint
from scoring.views.record_form import carried_files, keep_uploads
from units.access import May, requires
from units.types import SiteRequest

ADD, SAVE = "add", "save"


@requires(May.KEEP_COMPLAINTS)
@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SiteRequest) -> HttpResponse:
    """The form; papers are stored first, so that nothing chosen is lost when something does not fit."""
    if request.method != "POST":
        initial = {"received_at": timezone.localtime(), "investigator": str(request.user)[:40], "rows": 1}
        form = NewComplaintForm(initial=initial, choices=_choices({}), own_files=[])
        return _page(request, form)
    if request.POST.get("step") != ADD and (earlier := repeated(request)):
        return earlier
    kept, refusals = keep_uploads(request)
    data = _with_row(request)
    files = carried_files(request, data, kept)
    form = NewComplaintForm(data, choices=_choices(data), own_files=files)
    if request.POST.get("step") == ADD:
        form.leave_unchecked()
    elif form.is_valid() and not refusals:
        saved = _register(request, form)
        if saved is not None:
            return saved
    for refusal in refusals:
        form.add_error("uploads", refusal.message)
    return _page(request, form)


def _register(request: SiteRequest, form: NewComplaintForm) -> HttpResponse | None:
    try:
        return submit_once(
            request,
            lambda: register_complaint(
                data=form.complaint(),
                complainant=form.complainant(),
                files=form.cleaned_data["kept"],
                by=request.user,
                at=timezone.now(),
            ),
            to=address,
            done="已登记。",
        )
    except Refusal as refusal:
        form.add_refusal(refusal)
        return None


@requires(May.KEEP_COMPLAINTS)
@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SiteRequest, pk: int) -> HttpResponse:
    """What came in, corrected; points that were decided are shown and stay."""
    row = found_complaint(request, pk)
    if row.state != Complaint.State.OPEN:
        return redirect(address(row))
    points = list(row.points.select_related("unit", "window", "person"))
    decided = {point.position: point for point in points if point.result != ComplaintPoint.Result.OPEN}
    if request.method != "POST":
        initial, choices = edit_initial(row, points), entry_choices(row.happened_on)
        form = ComplaintEditForm(initial=initial, choices=choices, decided=decided)
        return _page(request, form, row)
    data = _with_row(request)
    form = ComplaintEditForm(data, choices=_choices(data), decided=decided)
    if request.POST.get("step") == ADD:
        form.leave_unchecked()
        return _page(request, form, row)

    def save() -> Complaint:
        return edit_complaint(
            complaint=row,
            expected_version=form.cleaned_data["version"],
            data=form.complaint(),
            by=request.user,
            at=timezone.now(),
        )

    answer = submit_form(request, form, save, to=address, done="已保存。", on_conflict=form.add_conflict)
    return answer or _page(request, form, row)


def address(complaint: Complaint) -> str:
    """Where a complaint is read."""
    return reverse("scoring:complaint", args=[complaint.pk])


def _with_row(request: SiteRequest) -> QueryDict:
    """What was sent, with one row of points more where that was asked for."""
    data = request.POST.copy()
    rows = data.get("rows", "")
    if data.get("step") == ADD and rows.isascii() and rows.isdecimal() and len(rows) < 3:
        data["rows"] = str(int(rows) + 1)
    return data


def _choices(data: Any) -> EntryChoices:
    """Who stood where on the day it happened, or today while no day is typed."""
    return entry_choices(day_of(data.get("happened_on")) or timezone.localdate())


def _page(request: SiteRequest, form: ComplaintForm, row: Complaint | None = None) -> HttpResponse:
    context = {"form": form, "complaint": row}
    return render(request, "scoring/complaint/form.html", context, status=422 if form.errors else 200)
