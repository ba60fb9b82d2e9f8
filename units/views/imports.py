"""Import of units, windows and people: template, upload, preview, confirmation, result."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from records.downloads import xlsx_response
from records.errors import Refusal
from records.imports import ImportBatch, keep_upload, own_batch
from records.submit import submit_once
from units.access import May, requires
from units.forms.imports import ImportForm
from units.selectors import visible_staff, visible_units
from units.services.import_basics import apply_import, plan_import
from units.services.import_columns import KIND
from units.services.import_template import filled_workbook, template_workbook
from units.types import SiteRequest


@requires(May.MANAGE_BASICS)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: SiteRequest) -> HttpResponse:
    """Hand in a filled template; the file is kept and its preview opened."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return submit_once(
                request,
                lambda: keep_upload(
                    kind=KIND, upload=form.cleaned_data["file"], by=request.user, at=timezone.now()
                ),
                to=lambda batch: reverse("units:import_preview", args=[batch.pk]),
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
    status = 422 if form.errors else 200
    return render(request, "units/imports/upload.html", {"form": form}, status=status)


@requires(May.MANAGE_BASICS)
@require_safe
def preview(request: SiteRequest, pk: int) -> HttpResponse:
    """What the file would do, or, once it is done, what it did."""
    return _page(request, _batch(request, pk))


@requires(May.MANAGE_BASICS)
@require_POST
def confirm(request: SiteRequest, pk: int) -> HttpResponse:
    """Carry out the plan that was shown: all of it or nothing."""
    batch = _batch(request, pk)
    expected = request.POST.get("plan", "")
    try:
        return submit_once(
            request,
            lambda: apply_import(batch=batch, expected=expected, by=request.user, at=timezone.now()),
            to=lambda _: reverse("units:import_preview", args=[batch.pk]),
            done="已全部导入。",
        )
    except Refusal as refusal:
        return _page(request, batch, refused=refusal.message)


@requires(May.MANAGE_BASICS)
@require_safe
def template(_request: SiteRequest) -> HttpResponse:
    """The empty template."""
    return xlsx_response(template_workbook(), "单位人员导入模板")


@requires(May.SEE_STAFF)
@require_safe
def export(request: SiteRequest) -> HttpResponse:
    """Units, windows and people that the actor may see, in the template's own form."""
    today = timezone.localdate()
    units = visible_units(request.actor)
    content = filled_workbook(units=units, staff=visible_staff(request.actor, today), on=today)
    return xlsx_response(content, f"单位与人员{today:%Y%m%d}")


def _batch(request: SiteRequest, pk: int) -> ImportBatch:
    batch = own_batch(pk, kind=KIND, by=request.user)
    if batch is None:
        raise Http404
    return batch


def _page(request: SiteRequest, batch: ImportBatch, *, refused: str = "") -> HttpResponse:
    context: dict[str, Any] = {"batch": batch, "refused": refused}
    if batch.applied_at is None:
        try:
            context["plan"] = plan_import(batch)
        except Refusal as refusal:
            context["unreadable"] = refusal.message
    is_wrong = refused or "unreadable" in context or ("plan" in context and context["plan"].errors)
    return render(request, "units/imports/preview.html", context, status=422 if is_wrong else 200)
