"""确认: nobody is withdrawn or referred before the chief confirms it; 研究撤出人员 says who (2.9)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from notices.handling import REFERRAL, REMOVAL, RESEARCH
from notices.models import FollowUp
from notices.services.follow_ups.arising import arisen
from notices.services.follow_ups.moving import MOST, expect, held, moved
from notices.services.follow_ups.periods import period_from
from records.errors import Refusal, given
from units.models import Posting, StaffMember

State = FollowUp.State


def confirm_follow_up(*, follow_up: FollowUp, expected_version: int, by: Any, at: datetime) -> FollowUp:
    """Proposed → open. The five days of a 撤出 begin on the day after this one (R11). A referral's source is
    from now on 已移送; Refusal where that was settled meanwhile."""
    with transaction.atomic():
        row = held(follow_up, expected_version)
        expect(row, State.PROPOSED, act="确认", kinds=(REMOVAL, REFERRAL))
        if row.kind == REFERRAL and row.arose_from is not None:
            _refer(row.arose_from, by=by, at=at)
        due_on = period_from(timezone.localdate(at), row.opened_by.result)
        return moved(row, State.OPEN, action="确认", by=by, at=at, due_on=due_on(row.kind))


def decline_follow_up(
    *, follow_up: FollowUp, expected_version: int, reason: str, by: Any, at: datetime
) -> FollowUp:
    """Proposed → withdrawn, with the chief's reason: 不予撤出, 不予移送, nobody to be withdrawn."""
    reason = given(reason, "请写明不予撤出（移送）的理由。", most=MOST)
    with transaction.atomic():
        row = held(follow_up, expected_version)
        expect(row, State.PROPOSED, act="不予确认")
        return moved(row, State.WITHDRAWN, action="不予确认", by=by, at=at, decision=reason)


def choose_people(
    *,
    follow_up: FollowUp,
    expected_version: int,
    people: Sequence[StaffMember],
    reason: str,
    by: Any,
    at: datetime,
) -> list[FollowUp]:
    """研究撤出人员 → done; each person chosen is to be withdrawn within five days. Refusal where nobody was
    chosen, or one who does not stand at the unit or is to be withdrawn already."""
    reason = given(reason, "请写明研究的意见。", most=MOST, what="意见")
    people = list(dict.fromkeys(people))
    if not people:
        raise Refusal("请选择要撤出的人员；不撤出任何人的，用“不予撤出”并写明理由。", field="people")
    with transaction.atomic():
        row = held(follow_up, expected_version)
        expect(row, State.PROPOSED, act="确定撤出人员", kinds=(RESEARCH,))
        for person in people:
            _check_person(row, person, at)
        names = "、".join(person.name for person in people)
        done = moved(
            row, State.DONE, action="确定撤出人员", by=by, at=at, decision=f"撤出{names}：{reason}"[:MOST]
        )
        return [_removal_of(done, person, reason, by=by, at=at) for person in people]


def _removal_of(source: FollowUp, person: StaffMember, reason: str, *, by: Any, at: datetime) -> FollowUp:
    due_on = period_from(timezone.localdate(at), source.opened_by.result)(REMOVAL)
    ground = f"研究确定撤出：{reason}"[:MOST]
    return arisen(source, REMOVAL, person=person, due_on=due_on, ground=ground, by=by, at=at)


def _check_person(row: FollowUp, person: StaffMember, at: datetime) -> None:
    if not Posting.objects.on(timezone.localdate(at)).filter(person=person, unit=row.unit).exists():
        raise Refusal(f"{person.name}现在不在{row.unit}进驻，不能由这一件撤出。", field="people")
    kept = FollowUp.objects.filter(kind=REMOVAL, unit=row.unit, person=person)
    if kept.filter(state__in=(State.PROPOSED, State.OPEN, State.WAITING)).exists():
        raise Refusal(f"{person.name}已有一件待办的撤出，不用重复提出。", field="people")


def _refer(source: FollowUp, *, by: Any, at: datetime) -> None:
    fresh = FollowUp.objects.select_for_update(of=("self",)).get(pk=source.pk)
    if fresh.state not in (State.OPEN, State.HANDED_IN):
        raise Refusal(
            f"原事项“{fresh.kind}”现在是“{fresh.get_state_display()}”；不再移送的，请选“不予移送”并写明理由。"
        )
    moved(fresh, State.ESCALATED, action="移送纪检", by=by, at=at)
