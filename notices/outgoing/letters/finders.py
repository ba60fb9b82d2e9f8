"""The letters by the key of their follow-up, as the one way of composing and issuing asks for them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, partial
from typing import Any

from django.db.models import Exists
from django.urls import reverse

from notices.bulletin.phrases import full_day
from notices.bulletin.words import Part
from notices.deadlines import deadlines
from notices.handling import MEND, REFERRAL, REMOVAL, TALK
from notices.models import FollowUp, Notice
from notices.outgoing.letters import mend, phrases, referral, removal, talk
from notices.outgoing.letters.case import Case
from notices.outgoing.letters.gather import case_of, opening_result
from notices.outgoing.types import Find, Outgoing
from notices.outgoing.types import Heading as Given
from notices.papers.content import Letter
from notices.selectors.bulletins import edition_of
from notices.selectors.follow_ups.basis import gone_of
from records.changes import record_change
from records.errors import Refusal
from records.versions import save_edit
from units.models import Bureau
from units.selectors import bureau


@dataclass(frozen=True, slots=True)
class Form:
    """How the letter of one kind of follow-up is made."""

    notice: Notice.Kind
    parts: tuple[Part, ...]
    proposed: Callable[[Case], dict[str, str]]
    letter: Callable[[Case, Given, Mapping[str, str]], Letter]


FORMS: Mapping[str, Form] = {
    MEND: Form(Notice.Kind.MEND, mend.PARTS, mend.proposed, mend.letter),
    TALK: Form(Notice.Kind.TALK, talk.PARTS, talk.proposed, talk.letter),
    REMOVAL: Form(Notice.Kind.REMOVAL, removal.PARTS, removal.proposed, removal.letter),
    REFERRAL: Form(Notice.Kind.REFERRAL, referral.PARTS, referral.proposed, referral.letter),
}
"""By the kind of the follow-up."""
WHY_NOT = {
    FollowUp.State.WAITING: "所据事项的申诉正在复核，等复核后再发",
    FollowUp.State.PROPOSED: "还没有经负责人确认，请先确认",
    FollowUp.State.WITHDRAWN: "已经撤销，不能再发",
    FollowUp.State.DONE: "已经办结，不用再发",
    FollowUp.State.ESCALATED: "已经移送纪检，请发移送函",
}


def find(notice: Notice.Kind, key: str) -> Outgoing | None:
    """The letter of this kind that goes with a follow-up; None where there is no such one."""
    kinds = [kind for kind, form in FORMS.items() if form.notice == notice]
    rows = FollowUp.objects.select_related(
        *("unit", "person", "month", "opened_by__result", "arose_from__person")
    )
    rows = rows.annotate(was_issued=Exists(Notice.objects.filter(kind=notice, key=key)))
    row = rows.filter(pk=key, kind__in=kinds).first() if key.isascii() and key.isdigit() else None
    return outgoing(row) if row else None


def outgoing(follow_up: Any) -> Outgoing:
    """The letter of a follow-up that has one, as `find` reads it."""
    office = bureau()
    form, due = FORMS[follow_up.kind], due_of(follow_up, office)
    case = case_of(follow_up, office)
    is_referral = follow_up.kind == REFERRAL
    return Outgoing(
        kind=form.notice,
        key=str(follow_up.pk),
        title="".join(referral.title(case)) if is_referral else str(form.notice.label),
        addressee=phrases.INSPECTORS if is_referral else case.unit,
        parts=form.parts,
        proposed=form.proposed(case),
        write=lambda given, words: form.letter(replace(case, due=due(given.on)), given, words),
        stands=partial(stands, follow_up.pk),
        looks=partial(stands_as_read, follow_up),
        office=office,
        back=reverse("notices:follow_up", args=[follow_up.pk]),
        names=names_in(case),
        was_issued=follow_up.was_issued,
        month=follow_up.month,
        result=opening_result(follow_up),
        unit=follow_up.unit,
        due=due,
        issued=partial(issued, follow_up.pk),
    )


def due_of(follow_up: FollowUp, office: Bureau) -> Callable[[date], date | None]:
    """The follow-up's own day; where it has none yet, the bureau's period from the letter's day.

    The five days of a 撤出 run from the letter that demands it, and are never shortened by it (R11).
    """

    @cache
    def due(on: date) -> date | None:
        own = follow_up.due_on
        if own and follow_up.kind != REMOVAL:
            return own
        limits = edition_of(opening_result(follow_up)).limits
        counted = deadlines(on, bureau=office, withdrawal_days=limits.withdrawal_days)(follow_up.kind)
        return max(own, counted) if own and counted else counted

    return due


def names_in(case: Case) -> frozenset[str]:
    """Whom it is about; who else stands in its words is found when they are written out."""
    return frozenset({*case.persons, case.person} - {""})


def stands(pk: int) -> None:
    """Refusal where the follow-up is in no state for its letter, or its basis was corrected away."""
    stands_as_read(FollowUp.objects.select_related("unit", "month", "person").get(pk=pk))


def stands_as_read(row: FollowUp) -> None:
    """The same refusals, judged by a row that was just read."""
    why = WHY_NOT.get(FollowUp.State(row.state))
    if why is None and row.pk in gone_of([row]):
        why = "所依据的事项已更正，待撤销，不能再发"
    if why:
        raise Refusal(f"{row}{why}。")


def issued(pk: int, notice: Notice, by: Any, at: datetime) -> None:
    """Write the letter into the follow-up's history, and its day where it gives a new one.

    Refusal where its deadline is before its own day.
    """
    row = FollowUp.objects.select_related("unit", "month", "person").get(pk=pk)
    if notice.due_on and notice.due_on < notice.issued_on:
        day = full_day(notice.due_on.isoformat())
        raise Refusal(
            f"{row}的办理期限{day}早于成文日期，发出去已经逾期，不能签发；没有按期办理的，请提出移送。"
        )
    before, after = {}, {"文号": notice.number}
    if notice.due_on and notice.due_on != row.due_on:
        before = {"办理期限": row.due_on.isoformat() if row.due_on else ""}
        row = save_edit(row, expected_version=row.version, changes={"due_on": notice.due_on})
        after["办理期限"] = notice.due_on.isoformat()
    action = f"签发{notice.get_kind_display()}"
    record_change(by=by, at=at, action=action, subject=row, before=before, after=after)


FINDERS: Mapping[str, Find] = {form.notice: partial(find, form.notice) for form in FORMS.values()}
