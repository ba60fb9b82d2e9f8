"""督查记录: which rounds there were, what each saw, and when each unit was visited last."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from records.changes import changes_of
from records.downloads import check_size, xlsx_response
from records.errors import EditConflict
from records.submit import submit_once
from scoring.forms.inspections import CoverageFilterForm, RoundEditForm, RoundFilterForm
from scoring.models import Inspection, ScoreEvent
from scoring.selectors.inspection_pages import inspections, round_page
from scoring.selectors.visits import Coverage, coverage
from scoring.services.inspections import edit_inspection
from scoring.services.settling import confirm_events
from scoring.views.ledger import picked_events
from scoring.workbooks.inspections import coverage_workbook, rounds_workbook
from units.access import May, requires
from units.listed import listed
from units.models import Unit
from units.sorting import Head, Sorting
from units.types import SiteRequest

MOST_EXPORTED = 5000
HEADS = (
    Head("时间", "at", ("started_at",)),
    Head("方式", "kind", ("kind",)),
    Head("督查人", "by", ("by__name", "by_id")),
    Head("到访单位"),
    Head("发现", "found", ("found",), is_number=True),
    Head("待核实", "waiting", ("waiting",), is_number=True),
)
OF_COVERAGE = (
    Head("窗口单位", "unit", sound=lambda row: (row.unit.order, row.unit.pk)),
    Head("上次到访", "last", sound=lambda row: row.last),
    Head("距今（天）", "days", sound=lambda row: row.days, is_number=True),
    Head("本月到访", "month", sound=lambda row: row.this_month, is_number=True),
    Head("本年到访", "year", sound=lambda row: row.this_year, is_number=True),
    Head("本月发现", "found", sound=lambda row: row.found, is_number=True),
)


@requires(May.SEE_INSPECTIONS)
@require_safe
def inspection_list(request: SiteRequest) -> HttpResponse:
    """The rounds that fit, fifty a page."""
    form = RoundFilterForm(request.GET, units=list(Unit.objects.all()))
    sorting = Sorting.asked(HEADS, request.GET)
    context = listed(request, form, sorting, sorting.rows(inspections(form.wanted())))
    return render(request, "scoring/inspections/list.html", context)


@requires(May.SEE_INSPECTIONS)
@require_safe
def inspection_export(request: SiteRequest) -> HttpResponse:
    """The same rounds, all pages, a row a unit visited."""
    form = RoundFilterForm(request.GET, units=list(Unit.objects.all()))
    rows = Sorting.asked(HEADS, request.GET).rows(inspections(form.wanted()))
    check_size(rows.count(), MOST_EXPORTED, "次", by="月份或单位")
    data = rounds_workbook(rows, at=timezone.now())
    return xlsx_response(data, f"督查记录{timezone.localdate():%Y%m%d}")


@requires(May.SEE_INSPECTIONS)
@require_safe
def coverage_table(request: SiteRequest) -> HttpResponse:
    """When each unit was visited last, those that have waited longest first."""
    today = timezone.localdate()
    form, sorting, every = _covered(request)
    wanted = form.wanted()
    context = {
        **listed(request, form, sorting, sorting.rows([row for row in every if wanted.fits(row)])),
        "today": today,
        "unvisited": sum(not row.this_month for row in every),
        "only_unvisited": wanted.unvisited,
    }
    return render(request, "scoring/inspections/coverage.html", context)


@requires(May.SEE_INSPECTIONS)
@require_safe
def coverage_export(request: SiteRequest) -> HttpResponse:
    """The same units as a workbook."""
    form, sorting, every = _covered(request)
    wanted = form.wanted()
    rows = sorting.rows([row for row in every if wanted.fits(row)])
    data = coverage_workbook(rows, at=timezone.now())
    return xlsx_response(data, f"各单位到访情况{timezone.localdate():%Y%m%d}")


def _covered(request: SiteRequest) -> tuple[CoverageFilterForm, Sorting, list[Coverage]]:
    """What is looked for, in which order, and how every unit stands today."""
    sorting = Sorting.asked(OF_COVERAGE, request.GET)
    return CoverageFilterForm(request.GET), sorting, coverage(timezone.localdate())


@requires(May.SEE_INSPECTIONS)
@require_safe
def inspection(request: SiteRequest, pk: int) -> HttpResponse:
    """One round: units, checks, what was seen and what became of it."""
    page = round_page(pk)
    if page is None:
        raise Http404
    may_enter = request.actor.may(May.ENTER_FINDINGS)
    changes = changes_of(page.row)[:20] if may_enter else []
    context = {"page": page, "inspection": page.row, "may_enter": may_enter, "changes": changes}
    return render(request, "scoring/inspections/inspection.html", context)


@requires(May.INSPECT)
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_edit(request: SiteRequest, pk: int) -> HttpResponse:
    """Correct what is told of the round itself."""
    row = get_object_or_404(Inspection, pk=pk)
    names = ("kind", "companions", "note")
    start = {name: getattr(row, name) for name in names} | {"version": row.version}
    form = RoundEditForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            return submit_once(
                request,
                lambda: edit_inspection(
                    row=row,
                    expected_version=data["version"],
                    changes={name: data[name] for name in names},
                    by=request.user,
                    at=timezone.now(),
                ),
                to=lambda _: reverse("scoring:inspection", args=[pk]),
                done="已保存。",
            )
        except EditConflict as conflict:
            form.add_conflict(conflict)
    return render(request, "scoring/inspections/edit.html", {"form": form, "inspection": row})


@requires(May.ENTER_FINDINGS)
@require_POST
def inspection_confirm(request: SiteRequest, pk: int) -> HttpResponse:
    """Confirm what is ticked, each as it was seen; those that cannot be are named."""
    get_object_or_404(Inspection, pk=pk)
    back = reverse("scoring:inspection", args=[pk])
    versions = dict(picked_events(request.POST.getlist("event")))
    events = ScoreEvent.objects.filter(pk__in=versions, finding__inspection=pk)
    seen = [(event, versions[event.pk]) for event in events.select_related("finding", "unit")]
    if not seen:
        messages.warning(request, "请先勾选要核实的事项。")
        return redirect(back)

    def tell(refused: list[str]) -> None:
        messages.success(request, f"已核实{len(seen) - len(refused)}项。")
        for text in refused[:20]:
            messages.warning(request, text)

    return submit_once(
        request,
        lambda: confirm_events(events=seen, by=request.user, at=timezone.now()),
        to=lambda _: back,
        done=tell,
    )
