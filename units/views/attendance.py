"""考勤导入: hand in the hall's file, say what its columns and doubtful names mean, look, confirm."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from records.errors import EditConflict, Refusal
from records.imports import ImportBatch, keep_upload, own_batch, refuse_erased
from records.submit import submit_once
from units.access import May, requires
from units.attendance.columns import Layout
from units.forms.attendance import ColumnsForm, NamesForm, SignFileForm
from units.services.attendance_file import KIND, sign_file
from units.services.attendance_memory import (
    forget_names,
    layout_row,
    remember_layout,
    remember_names,
    remembered_layout,
)
from units.services.attendance_names import Doubt
from units.services.attendance_plan import AttendancePlan, outsiders_in_words, plan_attendance, plan_file
from units.services.import_attendance import apply_attendance
from units.types import SiteRequest

SHOWN, TRIED = 20, 8
MOST_ERRORS = 200
ANY_BYTES = "application/octet-stream"


@requires(May.KEEP_ATTENDANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: SiteRequest) -> HttpResponse:
    """Hand in a file; the files imported before stand below."""
    form = SignFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return submit_once(request, lambda: _keep(request, form.cleaned_data["file"]), to=_preview_url)
        except Refusal as refusal:
            form.add_error("file", refusal.message)
    earlier = ImportBatch.objects.filter(kind=KIND, applied_at__isnull=False).defer("data")
    context = {"form": form, "earlier": earlier.select_related("by").order_by("-applied_at")[:SHOWN]}
    return render(request, "units/attendance/upload.html", context, status=422 if form.errors else 200)


@requires(May.KEEP_ATTENDANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: SiteRequest, pk: int) -> HttpResponse:
    """Which column is what; kept for every file with this header."""
    batch = _batch(request, pk)
    if batch.applied_at is not None:
        return redirect("units:attendance_preview", pk)
    file = sign_file(batch)
    data = request.POST if request.method == "POST" else None
    kept = layout_row(file.header)
    known = Layout.from_data(kept.columns) if kept else None
    form = ColumnsForm(data, header=file.header, known=known, version=kept.version if kept else 0)
    if data is not None and form.is_valid():
        try:
            return submit_once(
                request,
                lambda: remember_layout(
                    header=file.header,
                    layout=form.layout(),
                    expected_version=form.cleaned_data["version"] or 0,
                    by=request.user,
                    at=timezone.now(),
                ),
                to=lambda _: _preview_url(batch),
                done="已记住各列的意思，下次同样的表头不用再选。",
            )
        except EditConflict as conflict:
            form.add_conflict(conflict)
        except Refusal as refusal:
            form.add_refusal(refusal)
    sample = [[row.text(label) for label in file.header if label] for row in file.tables[0].rows[:TRIED]]
    context = {"batch": batch, "form": form, "header": [label for label in file.header if label]}
    status = 422 if form.errors else 200
    return render(request, "units/attendance/columns.html", {**context, "sample": sample}, status=status)


@requires(May.KEEP_ATTENDANCE)
@require_safe
def preview(request: SiteRequest, pk: int) -> HttpResponse:
    """What the file would do, or, once it is done, what it did."""
    batch = _batch(request, pk)
    if batch.applied_at is not None:
        summary, *changed = batch.result
        context = {"batch": batch, "summary": summary, "changed": changed}
        return render(request, "units/attendance/result.html", context)
    sheet = sign_file(batch)
    layout = remembered_layout(sheet.header)
    if layout is None:
        return redirect("units:attendance_columns", pk)
    return _page(request, batch, plan_file(sheet, layout, today=timezone.localdate()))


@requires(May.KEEP_ATTENDANCE)
@require_POST
def names(request: SiteRequest, pk: int) -> HttpResponse:
    """Say whom doubtful names mean, or let them be asked about again; nothing is imported yet."""
    batch = _batch(request, pk)
    plan = plan_attendance(batch, today=timezone.localdate())
    told: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    forget = _ids(request.POST.getlist("forget"))
    if forget:
        return submit_once(
            request, lambda: forget_names(ids=forget, **told), to=lambda _: _preview_url(batch)
        )
    form = NamesForm(request.POST, doubts=plan.matches.doubts, people=plan.staff)
    if not form.is_valid():
        return _page(request, batch, plan, names_form=form)
    try:
        return submit_once(
            request,
            lambda: remember_names(answers=form.answers, **told),
            to=lambda _: _preview_url(batch),
            done=f"已认定 {len(form.answers)} 个姓名，下次不用再认。",
        )
    except Refusal as refusal:
        form.add_refusal(refusal)
        return _page(request, batch, plan_attendance(batch, today=timezone.localdate()), names_form=form)


@requires(May.KEEP_ATTENDANCE)
@require_POST
def confirm(request: SiteRequest, pk: int) -> HttpResponse:
    """Carry out the plan that was shown: all of it or nothing."""
    batch = _batch(request, pk)
    expected = request.POST.get("plan", "")
    try:
        return submit_once(
            request,
            lambda: apply_attendance(batch=batch, expected=expected, by=request.user, at=timezone.now()),
            to=lambda _: _preview_url(batch),
            done="考勤已导入。",
        )
    except Refusal as refusal:
        return _refused(request, batch, refusal)


@requires(May.KEEP_ATTENDANCE)
@require_safe
def file(request: SiteRequest, pk: int) -> HttpResponse:
    """The file as it was handed in."""
    batch = _batch(request, pk)
    disposition = content_disposition_header(as_attachment=True, filename=batch.name) or "attachment"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(batch.content, content_type=ANY_BYTES, headers=headers)


def _keep(request: SiteRequest, file: Any) -> ImportBatch:
    """Keep the file; one that cannot be read is refused at once."""
    batch = keep_upload(kind=KIND, upload=file, by=request.user, at=timezone.now())
    sign_file(batch)
    return batch


def _preview_url(batch: ImportBatch) -> str:
    return reverse("units:attendance_preview", args=[batch.pk])


def _batch(request: SiteRequest, pk: int) -> ImportBatch:
    """One's own file, or one that was imported, whoever did."""
    own = own_batch(pk, kind=KIND, by=request.user)
    batch = own or ImportBatch.objects.filter(pk=pk, kind=KIND, applied_at__isnull=False).first()
    if batch is None:
        raise Http404
    return refuse_erased(batch)


def _ids(values: list[str]) -> list[int]:
    return [int(value) for value in values[:500] if value.isascii() and value.isdecimal() and len(value) < 10]


def _with_answers(plan: AttendancePlan, request: SiteRequest) -> list[tuple[Doubt, str, str]]:
    """Each doubt with what was picked and typed, where the form came back."""
    sent = request.POST
    return [
        (doubt, sent.get(f"who-{doubt.key}", ""), sent.get(f"other-{doubt.key}", ""))
        for doubt in plan.matches.doubts
    ]


def _refused(request: SiteRequest, batch: ImportBatch, refusal: Refusal) -> HttpResponse:
    """The preview as it stands now, with why nothing was done."""
    if batch.applied_at is not None:
        raise refusal
    plan = plan_attendance(batch, today=timezone.localdate())
    return _page(request, batch, plan, refused=refusal.message)


def _page(
    request: SiteRequest,
    batch: ImportBatch,
    plan: AttendancePlan,
    *,
    refused: str = "",
    names_form: NamesForm | None = None,
) -> HttpResponse:
    context = {
        "batch": batch,
        "plan": plan,
        "refused": refused,
        "errors": plan.errors[:MOST_ERRORS],
        "outsiders": outsiders_in_words(plan.matches.outsiders),
        "form": names_form,
        "doubts": _with_answers(plan, request),
        "sample": plan.new[:TRIED],
        "changed": plan.changed[:MOST_ERRORS],
    }
    is_wrong = refused or names_form or plan.errors
    return render(request, "units/attendance/preview.html", context, status=422 if is_wrong else 200)
