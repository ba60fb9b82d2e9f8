"""荣誉: who and what was selected, one honour, its files, the workbook."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from notices.forms.honours import RollForm
from notices.models import Honour
from notices.selectors.honours.quarters import is_commended, quarter_of, quarter_on
from notices.selectors.honours.roll import periods_of, roll
from notices.selectors.honours.rows import honour_file, shows_files, visible_honours
from notices.workbooks.honours import honours_workbook
from records.changes import changes_of
from records.downloads import xlsx_response
from records.serving import file_answer
from units.access import May, requires
from units.listed import listed
from units.models import Unit
from units.sorting import Head, Sorting
from units.types import SiteRequest

HEADS = (
    Head("题目", "title", ("title",)),
    Head("类别", "kind", ("kind",)),
    Head("窗口单位", "unit", ("unit__order", "unit__id")),
    Head("人员或窗口", "person", ("person__pinyin", "window__number")),
    Head("五优", "excellence", ("excellence",)),
    Head("宣传"),
)
DECIDED = (Honour.State.SELECTED, Honour.State.DECLINED)


@requires(May.SEE_HONOURS)
@require_safe
def honours(request: SiteRequest) -> HttpResponse:
    """The page of honours by quarter, fifty a page."""
    form, sorting = _asked(request)
    found = sorting.rows(roll(form.wanted(), request.actor))
    context = {
        **listed(request, form, sorting, found),
        "weigh_period": quarter_on(timezone.localdate()),
    }
    return render(request, "honours/list.html", context)


@requires(May.SEE_HONOURS)
@require_safe
def honours_export(request: SiteRequest) -> HttpResponse:
    """The same rows as a workbook."""
    form, sorting = _asked(request)
    rows = sorting.rows(roll(form.wanted(), request.actor))
    return xlsx_response(honours_workbook(rows, at=timezone.now()), "窗口单位荣誉")


def _asked(request: SiteRequest) -> tuple[RollForm, Sorting]:
    form = RollForm(request.GET, units=list(Unit.objects.all()), periods=periods_of(request.actor))
    return form, Sorting.asked(HEADS, request.GET)


@requires(May.SEE_HONOURS)
@require_safe
def honour(request: SiteRequest, pk: int) -> HttpResponse:
    """One recommendation or honour, whole; what was decided and why is for the office and the unit."""
    row = found_honour(request, pk)
    is_own = row.unit_id in request.actor.unit_ids
    sees_inside = is_own or request.actor.sees_all_units
    undecided = row.state == Honour.State.RECOMMENDED
    may_undo = request.actor.may(May.SELECT_HONOURS) and row.state in DECIDED
    context = {
        "honour": row,
        "period": quarter_of(row.quarter),
        "files": list(row.files.all()) if shows_files(row, request.actor) else [],
        "publicity": list(row.publicity.select_related("by", "removed_by")),
        "is_own": is_own,
        "may_mend": is_own and undecided,
        "may_undo": may_undo and not is_commended(quarter_of(row.quarter)),
        "may_publicise": request.actor.may(May.RECORD_PUBLICITY) and row.state == Honour.State.SELECTED,
        "sees_inside": sees_inside,
        "changes": list(changes_of(row)) if sees_inside else [],
    }
    return render(request, "honours/honour.html", context)


@requires(May.SEE_HONOURS)
@require_safe
def file_of_honour(request: SiteRequest, pk: int, file: int) -> FileResponse:
    """One of its files, as a download."""
    stored = honour_file(found_honour(request, pk), request.actor, file)
    if stored is None:
        raise Http404
    return file_answer(stored)


def found_honour(request: SiteRequest, pk: int) -> Honour:
    """The row, where the actor may see it; else 404."""
    rows = visible_honours(request.actor).select_related("recommended_by", "decided_by")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
