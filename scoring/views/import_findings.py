"""Import of findings: hand in a sheet, look at every row, confirm, see what became of each row."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from records.downloads import xlsx_response
from records.errors import Refusal
from records.imports import ImportBatch, keep_upload, own_batch
from records.submit import submit_once
from scoring.forms.import_findings import UploadForm
from scoring.services.import_findings import KIND, apply_batch, batch_findings
from scoring.services.import_plan import ImportOptions, plan_findings
from scoring.workbooks.ledger import findings_template
from units.access import May, requires
from units.types import SiteRequest


@requires(May.ENTER_FINDINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: SiteRequest) -> HttpResponse:
    """Hand in a sheet; it is kept, and its preview opened."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return submit_once(
                request,
                lambda: _keep(request, form.cleaned_data["file"]),
                to=lambda batch: reverse("scoring:import_preview", args=[batch.pk]),
            )
        except Refusal as refusal:
            form.add_error("file", refusal.message)
    return render(request, "scoring/import/upload.html", {"form": form}, status=422 if form.errors else 200)


@requires(May.ENTER_FINDINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: SiteRequest, pk: int) -> HttpResponse:
    """Every row and what it becomes; a POST looks again with other choices, or imports."""
    batch = own_batch(pk, kind=KIND, by=request.user)
    if batch is None:
        raise Http404
    if request.method == "POST" and request.POST.get("step") == "import":
        return _import(request, batch)
    if batch.applied_at is not None:
        return render(request, "scoring/import/result.html", _result(batch))
    return _page(request, batch)


@requires(May.ENTER_FINDINGS)
@require_safe
def template(_request: SiteRequest) -> HttpResponse:
    """An empty sheet with the columns, their notes and an example."""
    return xlsx_response(findings_template(), "事项导入模板")


def _keep(request: SiteRequest, file: Any) -> ImportBatch:
    """Keep the file; one that cannot be read is refused at once."""
    batch = keep_upload(kind=KIND, upload=file, by=request.user, at=timezone.now())
    batch_findings(batch)
    return batch


def _import(request: SiteRequest, batch: ImportBatch) -> HttpResponse:
    try:
        return submit_once(
            request,
            lambda: apply_batch(
                batch=batch,
                options=_options(request),
                expected=request.POST.get("plan", ""),
                by=request.user,
                at=timezone.now(),
            ),
            to=lambda _: reverse("scoring:import_preview", args=[batch.pk]),
            done="已全部导入。",
        )
    except Refusal as refusal:
        return _page(request, batch, refused=refusal.message)


def _page(request: SiteRequest, batch: ImportBatch, refused: str = "") -> HttpResponse:
    options = _options(request)
    plan = plan_findings(batch_findings(batch), options, at=timezone.now())
    needs_places = any(column in ("单位", "窗口") for row in plan.bad for column, _ in row.errors)
    context = {
        "batch": batch,
        "plan": plan,
        "options": options,
        "refused": refused,
        "offers_places": (needs_places or options.create) and request.actor.may(May.MANAGE_BASICS),
    }
    return render(request, "scoring/import/preview.html", context, status=409 if refused else 200)


def _options(request: SiteRequest) -> ImportOptions:
    """The choices as sent; all as verified, nothing created, before any were made."""
    if request.method != "POST":
        return ImportOptions()
    may_create = request.actor.may(May.MANAGE_BASICS)
    return ImportOptions(
        verified="verified" in request.POST,
        create="create" in request.POST and may_create,
        anew=_lines(request.POST.getlist("anew")),
        good=_lines(request.POST.getlist("good")),
    )


def _lines(values: list[str]) -> frozenset[int]:
    return frozenset(
        int(value) for value in values if value.isascii() and value.isdecimal() and len(value) < 7
    )


def _result(batch: ImportBatch) -> dict[str, Any]:
    """What became of every row, with the words of the sheet beside it."""
    table = batch_findings(batch)
    rows = {row.line: row for row in table.rows}
    shown = [
        {
            "line": line,
            "status": status,
            "finding_id": finding_id,
            "texts": [rows[line].text(name) for name in ("日期", "单位", "窗口", "发现情况", "条款", "行为")]
            if line in rows
            else [],
        }
        for line, status, finding_id in batch.result
    ]
    counts: dict[str, int] = {}
    for row in shown:
        counts[str(row["status"])] = counts.get(str(row["status"]), 0) + 1
    return {"batch": batch, "rows": shown, "counts": list(counts.items())}
