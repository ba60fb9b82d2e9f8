"""整改台账, its paper for the weekly meeting, one 整改处理, and the files handed in for it."""

from datetime import date
from itertools import groupby
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from notices.forms.follow_ups import (
    AcceptForm,
    ActForm,
    ChoosePeopleForm,
    EscalateForm,
    FollowUpListForm,
    HandInForm,
    OutcomeForm,
    ReasonForm,
)
from notices.models import FollowUp
from notices.selectors.follow_ups.groups import LETTER_NAMES, Due, by_due, with_papers
from notices.selectors.follow_ups.heads import COLUMNS
from notices.selectors.follow_ups.letters import letter_of
from notices.selectors.follow_ups.page import file_of, follow_up_page, visible_follow_up
from notices.selectors.follow_ups.rows import (
    STATES,
    UNSETTLED,
    follow_up_rows,
    found_follow_ups,
    kinds_seen,
    sees_all,
    units_with_follow_ups,
    unsettled,
)
from notices.selectors.follow_ups.waiting import waits_for
from notices.workbooks.follow_ups import follow_ups_workbook
from records.changes import record_change
from records.downloads import check_size, xlsx_response
from records.serving import file_answer
from scoring.selectors.coming import open_months, rungs_coming
from scoring.selectors.facts import ScoredMonth
from units.access import May, requires
from units.listed import listed
from units.models import StaffMember, Unit
from units.sorting import Sorting
from units.types import SiteRequest

MOST_EXPORTED = 5_000


@requires(May.SEE_FOLLOW_UPS)
@require_safe
def follow_ups(request: SiteRequest) -> HttpResponse:
    """Those that fit, fifty a page, the first due in front; above them who is one before the next rung."""
    today = timezone.localdate()
    units = list(units_with_follow_ups(request.actor))
    form = _form(request, units)
    sorting = _sorting(request)
    found = found_follow_ups(form.wanted(), request.actor, today=today)
    found = sorting.rows(with_papers(found, request.actor))
    shown = listed(request, form, sorting, found)
    rows = follow_up_rows(shown["page"].object_list, today=today)
    context = {
        **shown,
        "groups": [Due("", rows)] if rows and sorting.wanted else by_due(rows, today),
        "letter_names": LETTER_NAMES,
        "unsettled_only": form.wanted().state == UNSETTLED,
        "rungs": _next_rungs(request, open_months(today, units), form.wanted().unit_id),
    }
    return render(request, "notices/follow_ups/list.html", context)


@requires(May.SEE_FOLLOW_UPS)
@require_safe
def follow_ups_export(request: SiteRequest) -> HttpResponse:
    """The same rows, all pages, as a workbook."""
    today = timezone.localdate()
    form = _form(request, list(units_with_follow_ups(request.actor)))
    found = found_follow_ups(form.wanted(), request.actor, today=today)
    check_size(found.count(), MOST_EXPORTED, "件", by="月份或单位")
    about = dict(STATES)[form.wanted().state]
    rows = follow_up_rows(_sorting(request).rows(found), today=today)
    data = follow_ups_workbook(rows, about=about, at=timezone.now())
    return xlsx_response(data, f"整改台账{today:%Y%m%d}")


@requires(May.SEE_FOLLOW_UPS)
@require_safe
def meeting(request: SiteRequest) -> HttpResponse:
    """What is still to be done, by unit, to be printed for the weekly meeting (周例会)."""
    today = timezone.localdate()
    rows = follow_up_rows(unsettled(request.actor), today=today)
    groups = [(unit, list(own)) for unit, own in groupby(rows, key=lambda row: row.follow_up.unit)]
    context = {
        "groups": groups,
        "today": today,
        "count": len(rows),
        "late": sum(row.is_overdue for row in rows),
    }
    return render(request, "notices/follow_ups/meeting.html", context)


@requires(May.SEE_FOLLOW_UPS)
@require_safe
def follow_up(request: SiteRequest, pk: int) -> HttpResponse:
    """One 整改处理."""
    return follow_up_response(request, found_follow_up(request, pk))


@requires(May.SEE_FOLLOW_UPS)
@require_safe
def follow_up_file(request: SiteRequest, pk: int, file: int) -> FileResponse:
    """A file handed in, or kept with the talk, as a download; a look by others than its author is logged."""
    row = found_follow_up(request, pk)
    stored = file_of(row, file)
    if stored is None:
        raise Http404
    if stored.uploaded_by_id != request.user.pk:
        after = {"材料": stored.name}
        record_change(by=request.user, at=timezone.now(), action="查看整改材料", subject=row, after=after)
    return file_answer(stored)


def found_follow_up(request: SiteRequest, pk: int) -> FollowUp:
    """The follow-up that the actor may see; 404 else, the same for one that is not there."""
    row = visible_follow_up(pk, request.actor)
    if row is None:
        raise Http404
    return row


def follow_up_response(
    request: SiteRequest, row: FollowUp, *, refused: Any = None, act: str = ""
) -> HttpResponse:
    """The page; `refused` is a form of it that was not accepted, `act` which one it was."""
    today = timezone.localdate()
    page = follow_up_page(row, request.actor, today)
    version = {"version": row.version}
    forms: dict[str, Any] = {name: form(initial=version) for name, form in FORMS.items() if name in page.acts}
    if "choose" in page.acts:
        forms["choose"] = ChoosePeopleForm(initial=version, staff=staff_of(row, today))
    if refused is not None:
        forms[act] = refused
    letter = letter_of(row, request.actor, is_gone=page.is_gone)
    context = {"page": page, "row": row, "forms": forms, "refused": refused, "act": act, "letter": letter}
    context["waits"] = "" if page.is_gone else waits_for(row)
    return render(request, "notices/follow_ups/follow_up.html", context, status=422 if refused else 200)


FORMS: dict[str, type[ActForm]] = {
    "hand_in": HandInForm,
    "accept": AcceptForm,
    "return": ReasonForm,
    "confirm": ActForm,
    "decline": ReasonForm,
    "escalate": EscalateForm,
    "outcome": OutcomeForm,
    "withdraw": ActForm,
    "resume": ActForm,
}


def staff_of(row: FollowUp, today: date) -> list[StaffMember]:
    """Who stands at the unit today."""
    rows = StaffMember.objects.filter(postings__in=row.unit.postings.on(today)).distinct()
    return list(rows.order_by("number"))


def follow_up_url(row: FollowUp) -> str:
    return reverse("notices:follow_up", args=[row.pk])


def _form(request: SiteRequest, units: list[Unit]) -> FollowUpListForm:
    listed = [unit for unit in units if unit.is_listed]  # type: ignore[attr-defined]
    return FollowUpListForm(request.GET, units=listed, kinds=kinds_seen(request.actor))


def _sorting(request: SiteRequest) -> Sorting:
    """The order that was asked for; the unsettled alone are what the list is without any filter."""
    address = request.GET.dict()
    if address.get("state") == UNSETTLED:
        del address["state"]
    return Sorting.asked(COLUMNS, address)


def _next_rungs(request: SiteRequest, months: list[ScoredMonth], unit_id: int | None) -> list[Any]:
    """Units whose next criticism brings a talk or a referral; for the 纪检监察组 too, who will hold it."""
    units = None if not request.actor.unit_ids or sees_all(request.actor) else request.actor.unit_ids
    wanted = [unit_id] if unit_id and (units is None or unit_id in units) else units
    return [row for row in rungs_coming(months, wanted) if row.follow_ups]
