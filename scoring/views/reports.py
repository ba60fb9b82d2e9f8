"""来文: the list, a document registered or corrected with its originals, its page with what came of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from records.downloads import check_size, xlsx_response
from records.errors import EditConflict, Refusal
from records.submit import repeated, submit_once
from scoring.forms.reports import COLUMNS, ReportEditForm, ReportFilterForm, ReportForm
from scoring.models import Report
from scoring.periods import first_of
from scoring.selectors.editions import edition_for
from scoring.selectors.reports import report_list, report_page, units_named
from scoring.services.reports import edit_report, record_report
from scoring.views.ledger import MOST_EXPORTED
from scoring.views.record_form import carried_files, keep_uploads
from scoring.workbooks.reports import reports_workbook
from units.access import May, requires
from units.listed import listed
from units.sorting import Head, Sorting
from units.types import SiteRequest

FORM_METHODS = ["GET", "HEAD", "POST"]
HEADS = (
    Head("成文日期", "date", ("issued_on",)),
    Head("种类", "kind", ("kind",)),
    Head("标题"),
    Head("来文单位", "from", ("issued_by",)),
    Head("涉及单位"),
    Head("原件", "originals", ("originals",), is_number=True),
    Head("登记事项", "items", ("items",), is_number=True),
)


@requires(May.SEE_REPORTS)
@require_safe
def reports(request: SiteRequest) -> HttpResponse:
    """The documents that fit, fifty a page, newest first."""
    form = ReportFilterForm(request.GET)
    sorting = Sorting.asked(HEADS, request.GET)
    context = listed(request, form, sorting, sorting.rows(report_list(form.wanted())))
    context["units"] = units_named(context["page"].object_list)
    context["may_keep"] = request.actor.may(May.KEEP_REPORTS)
    return render(request, "scoring/report/list.html", context)


@requires(May.SEE_REPORTS)
@require_safe
def reports_export(request: SiteRequest) -> HttpResponse:
    """The same documents, all pages, as a workbook."""
    wanted = ReportFilterForm(request.GET).wanted()
    found = Sorting.asked(HEADS, request.GET).rows(report_list(wanted))
    check_size(found.count(), MOST_EXPORTED, "份", by="月份")
    rows = list(found)
    data = reports_workbook(rows, units_named(rows), at=timezone.now())
    return xlsx_response(data, f"来文{timezone.localdate():%Y%m%d}")


@requires(May.SEE_REPORTS)
@require_safe
def report(request: SiteRequest, pk: int) -> HttpResponse:
    """A document: its originals, the items registered from it, and the way to the next."""
    row = get_object_or_404(Report.objects.select_related("recorded_by"), pk=pk)
    may_enter = request.actor.may(May.ENTER_FINDINGS)
    page = report_page(row, edition_for(first_of(row.issued_on)), may_enter=may_enter)
    context = {"report": row, "page": page, "may_keep": request.actor.may(May.KEEP_REPORTS)}
    return render(request, "scoring/report/report.html", context)


@requires(May.KEEP_REPORTS)
@require_http_methods(FORM_METHODS)
def report_new(request: SiteRequest) -> HttpResponse:
    """Register a document; files are stored first, so that nothing chosen is lost."""
    if request.method != "POST":
        form = ReportForm(initial={"received_on": timezone.localdate()}, own_files=[])
        return _form(request, form)

    def save(form: Any) -> Report:
        files = form.cleaned_data["kept"]
        return record_report(data=form.report(), files=files, by=request.user, at=timezone.now())

    return _sent(request, ReportForm, save, "已登记。接着把其中的问题或表扬逐项登记。")


@requires(May.KEEP_REPORTS)
@require_http_methods(FORM_METHODS)
def report_edit(request: SiteRequest, pk: int) -> HttpResponse:
    """Correct a document, add originals."""
    row = get_object_or_404(Report, pk=pk)
    if request.method != "POST":
        initial = {name: getattr(row, name) for name in (*COLUMNS, "version")}
        return _form(request, ReportEditForm(initial=initial, own_files=[]), row)

    def save(form: Any) -> Report:
        return edit_report(
            report=row,
            expected_version=form.cleaned_data["version"],
            data=form.report(),
            files=form.cleaned_data["kept"],
            by=request.user,
            at=timezone.now(),
        )

    return _sent(request, ReportEditForm, save, "已保存。", row)


def _sent(
    request: SiteRequest, form_class: Any, save: Any, done: str, row: Report | None = None
) -> HttpResponse:
    earlier = repeated(request)
    if earlier is not None:
        return earlier
    kept, refusals = keep_uploads(request)
    data = request.POST.copy()
    form = form_class(data, own_files=carried_files(request, data, kept))
    if form.is_valid() and not refusals:
        try:
            return submit_once(request, lambda: save(form), to=_address, done=done)
        except EditConflict as conflict:
            form.add_conflict(conflict)
        except Refusal as refusal:
            form.add_refusal(refusal)
    for refused in refusals:
        form.add_error("uploads", refused.message)
    return _form(request, form, row)


def _address(row: Report) -> str:
    return reverse("scoring:report", args=[row.pk])


def _form(request: SiteRequest, form: ReportForm, row: Report | None = None) -> HttpResponse:
    context = {"form": form, "report": row, "kept": form.own_files, "files": row.files.all() if row else []}
    return render(request, "scoring/report/form.html", context)
