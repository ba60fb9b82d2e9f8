"""人员待查: who was it? One click on who stood there, on record; what a closed month holds is only shown."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from records.downloads import check_size, xlsx_response
from records.errors import EditConflict, Refusal
from records.submit import repeated, submit_once
from scoring.forms.nameless import NameForm, NamelessFilterForm
from scoring.models import ScoreEvent
from scoring.selectors.editions import edition_for
from scoring.selectors.entry_choices import people_on
from scoring.selectors.month import open_from
from scoring.selectors.nameless import nameless_events, nameless_rows, still_open, uncorrected, units_of
from scoring.services.editing import name_person
from scoring.views.event import found_event
from scoring.views.record_form import number_of
from scoring.workbooks.nameless import nameless_workbook
from units.access import May, requires
from units.listed import listed
from units.sorting import Head, Sorting
from units.types import SiteRequest

MOST_CLOSED = 50
MOST_EXPORTED = 2000
HEADS = (
    Head("日期", "date", ("finding__happened_on", "finding__happened_at")),
    Head("单位、窗口", "unit", ("unit__order", "unit_id")),
    Head("条款和行为", "clause", ("clause", "behaviour")),
    Head("状态", "status", ("status",)),
)


@requires(May.ENTER_FINDINGS)
@require_safe
def nameless(request: SiteRequest) -> HttpResponse:
    """Events of open months without a person, the oldest first; below, those of closed months."""
    form, sorting, found = _sought(request)
    shown = listed(request, form, sorting, sorting.rows(found.filter(still_open())))
    closed = list(found.filter(~still_open() & uncorrected()).reverse()[: MOST_CLOSED + 1])
    context = {
        **shown,
        "rows": nameless_rows(shown["page"].object_list),
        "closed": closed[:MOST_CLOSED],
        "more_closed": len(closed) > MOST_CLOSED,
        "named": _named(number_of(request.GET.get("named"))),
    }
    return render(request, "scoring/nameless/list.html", context)


@requires(May.ENTER_FINDINGS)
@require_safe
def nameless_export(request: SiteRequest) -> HttpResponse:
    """The rows of open months, all pages, as a workbook."""
    _, sorting, found = _sought(request)
    rows = sorting.rows(found.filter(still_open()))
    check_size(rows.count(), MOST_EXPORTED, "件", by="月份或单位")
    data = nameless_workbook(nameless_rows(rows), at=timezone.now())
    return xlsx_response(data, f"人员待查{timezone.localdate():%Y%m%d}")


def _sought(request: SiteRequest) -> tuple[NamelessFilterForm, Sorting, QuerySet[ScoreEvent]]:
    """What is looked for, in which order, and the events that fit; who was just named is no filter."""
    edition = edition_for(open_from())
    form = NamelessFilterForm(request.GET, units=units_of(edition))
    asked = {name: str(value) for name, value in request.GET.items() if name != "named"}
    return form, Sorting.asked(HEADS, asked), nameless_events(form.wanted(), edition)


@requires(May.ENTER_FINDINGS)
@require_POST
def nameless_name(request: SiteRequest, pk: int) -> HttpResponse:
    """Write down who it was, and go back to the list."""
    row = found_event(request, pk)
    earlier = repeated(request)
    if earlier is not None:
        return earlier
    people = {choice.key: choice.person for choice in people_on(row.finding.happened_on)}
    form = NameForm(request.POST, people=people)
    query = QueryDict(request.POST.get("query", ""), mutable=True)
    if not form.is_valid():
        return _back(request, query, " ".join(str(text) for texts in form.errors.values() for text in texts))
    try:
        return submit_once(
            request,
            lambda: name_person(
                event=row,
                expected_version=form.cleaned_data["version"],
                person=form.cleaned_data["found"],
                by=request.user,
                at=timezone.now(),
            ),
            to=lambda event: _address(query, named=event.pk),
        )
    except EditConflict:
        return _back(request, query, "这一项刚刚被别人处理过，没有写入；下面是最新情况。")
    except Refusal as refusal:
        return _back(request, query, refusal.message)


def _named(pk: int | None) -> ScoreEvent | None:
    """The event just named, to be told with the way to correct it."""
    if pk is None:
        return None
    named = ScoreEvent.objects.select_related("finding", "unit", "person")
    return named.filter(pk=pk, person__isnull=False).first()


def _back(request: SiteRequest, query: QueryDict, text: str) -> HttpResponse:
    messages.warning(request, text)
    return redirect(_address(query))


def _address(query: QueryDict, named: int | None = None) -> str:
    kept = query.copy()
    kept.pop("named", None)
    if named is not None:
        kept["named"] = str(named)
    return f"{reverse('scoring:nameless')}?{kept.urlencode()}"
