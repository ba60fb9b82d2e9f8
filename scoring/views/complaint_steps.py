"""On a complaint's page: the due day, steps, papers, and looking at who complained."""

from collections.abc import Callable
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from records.serving import file_answer
from records.submit import repeated, submit_form
from scoring.complaints import ComplainantData
from scoring.forms.complaint_steps import BackForm, ComplainantForm, DueForm, PapersForm, StepForm, version_of
from scoring.models import Complaint
from scoring.services.complainants import correct_complainant, erase_complainant, look_at_complainant
from scoring.services.complaints import add_step, attach_files, change_due, look_at_file
from scoring.views.complaint_entry import address
from scoring.views.complaints import complaint_response, found_complaint
from scoring.views.record_form import keep_uploads
from units.access import May, requires
from units.types import SiteRequest

SAVED_BY_ANOTHER = "这件投诉刚刚被别人改过，下面是最新情况；请看过后再提交。"
Act = Callable[[], Any]


@requires(May.KEEP_COMPLAINTS)
@require_POST
def due(request: SiteRequest, pk: int) -> HttpResponse:
    """Another day by which it is to be decided."""
    row, form = found_complaint(request, pk), DueForm(request.POST)

    def act() -> Any:
        data = {name: form.cleaned_data[name] for name in ("due_on", "reason")}
        return change_due(
            complaint=row, expected_version=version_of(form), by=request.user, at=timezone.now(), **data
        )

    return done(request, row, form, act, kind="due", said="已改期限。")


@requires(May.KEEP_COMPLAINTS)
@require_POST
def step(request: SiteRequest, pk: int) -> HttpResponse:
    """One step of looking into it."""
    row, form = found_complaint(request, pk), StepForm(request.POST)
    return done(
        request,
        row,
        form,
        lambda: add_step(complaint=row, by=request.user, at=timezone.now(), **form.cleaned_data),
        kind="step",
        said="已登记办理情况。",
    )


@requires(May.KEEP_COMPLAINTS)
@require_POST
def files(request: SiteRequest, pk: int) -> HttpResponse:
    """More papers; with one of them refused none is added."""
    row, form = found_complaint(request, pk), PapersForm(request.POST, request.FILES)
    earlier = repeated(request)
    if earlier is not None:
        return earlier
    kept, refusals = keep_uploads(request)
    if form.is_valid():
        for refusal in refusals:
            form.add_error("uploads", refusal.message)
    return done(
        request,
        row,
        form,
        lambda: attach_files(complaint=row, files=kept, by=request.user, at=timezone.now()),
        kind="files",
        said="已补充投诉材料。",
    )


@requires(May.SEE_COMPLAINANTS)
@require_safe
def file(request: SiteRequest, pk: int, file_id: int) -> FileResponse:
    """A paper of the complaint, as a download; that it was opened stands in the log."""
    row = found_complaint(request, pk)
    stored = look_at_file(complaint=row, file_id=file_id, by=request.user, at=timezone.now())
    if stored is None:
        raise Http404
    return file_answer(stored)


@requires(May.SEE_COMPLAINANTS)
@require_POST
def complainant(request: SiteRequest, pk: int) -> HttpResponse:
    """Who complained, in full; every look writes its line, so this is no GET and is not done only once."""
    row = found_complaint(request, pk)
    shown = look_at_complainant(complaint=row, by=request.user, at=timezone.now())
    return complaint_response(request, row, shown=shown)


@requires(May.SEE_COMPLAINANTS)
@require_http_methods(["GET", "HEAD", "POST"])
def complainant_edit(request: SiteRequest, pk: int) -> HttpResponse:
    """Corrected without being shown; what is left empty stays as it was."""
    row = found_complaint(request, pk)
    form = ComplainantForm(request.POST or None, initial={"version": row.version})

    def act() -> Any:
        data = ComplainantData(name=form.cleaned_data["name"], contact=form.cleaned_data["contact"])
        return correct_complainant(
            complaint=row, expected_version=version_of(form), data=data, by=request.user, at=timezone.now()
        )

    answer = _tried(request, row, form, act, "已修改投诉人。")
    if answer is not None:
        return answer
    context = {"form": form, "complaint": row}
    return render(request, "scoring/complaint/complainant.html", context, status=409 if form.errors else 200)


@requires(May.SEE_COMPLAINANTS)
@require_POST
def complainant_erase(request: SiteRequest, pk: int) -> HttpResponse:
    """Taken out for good."""
    row, form = found_complaint(request, pk), BackForm(request.POST)

    def act() -> Any:
        return erase_complainant(
            complaint=row,
            expected_version=version_of(form),
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )

    return done(request, row, form, act, kind="erase", said="已清除投诉人信息。")


def done(
    request: SiteRequest, row: Complaint, form: Any, act: Act, *, kind: str, said: str, **more: Any
) -> HttpResponse:
    """Carry it out once and go back to the page; else the page with what was typed and what is wrong."""
    answer = _tried(request, row, form, act, said)
    if answer is not None:
        return answer
    return complaint_response(request, found_complaint(request, row.pk), refused=form, kind=kind, **more)


def _tried(request: SiteRequest, row: Complaint, form: Any, act: Act, said: str) -> HttpResponse | None:
    return submit_form(
        request,
        form,
        act,
        to=lambda _: address(row),
        done=said,
        on_conflict=lambda _: form.add_error(None, SAVED_BY_ANOTHER),
    )
