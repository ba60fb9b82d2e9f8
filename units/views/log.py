"""操作记录: the list and its export."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from records.audit.checking import head
from records.downloads import check_size, xlsx_response
from units.access import May, requires
from units.forms.log import LogForm
from units.listed import listed
from units.log_workbook import log_workbook
from units.selectors.log import log_lines
from units.sorting import Sorting
from units.types import SiteRequest

MOST_EXPORTED = 20_000


@requires(May.SEE_LOG)
@require_safe
def log(request: SiteRequest) -> HttpResponse:
    """The lines that fit, fifty a page, and where the chain stands now."""
    form = LogForm(request.GET)
    unsorted = Sorting.asked((), request.GET)
    context = listed(request, form, unsorted, log_lines(request.actor, form.sought()))
    context["head"] = head()
    return render(request, "units/log.html", context)


@requires(May.SEE_LOG)
@require_safe
def log_export(request: SiteRequest) -> HttpResponse:
    """The same lines, all pages, as a workbook."""
    rows = log_lines(request.actor, LogForm(request.GET).sought())
    check_size(rows.count(), MOST_EXPORTED, "条", by="日期")
    data = log_workbook(rows, at=timezone.now())
    return xlsx_response(data, f"操作记录{timezone.localdate():%Y%m%d}")
