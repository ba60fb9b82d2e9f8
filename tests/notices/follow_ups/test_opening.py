"""整改处理 opens with the bulletin that states it, once (RULEBOOK §5)."""

from datetime import date

import pytest

from notices.models import FollowUp
from notices.services.follow_ups.resuming import resume_decided, resume_follow_up
from records.errors import Refusal
from scoring.services.corrections import correct_event
from scoring.services.objections import decide_objection, file_objection
from scoring.services.reopening import reopen_month
from scoring.services.settling import dismiss_event
from tests.conftest import NOON
from tests.notices.follow_ups.making import (
    NOVEMBER,
    OCTOBER,
    SEPTEMBER,
    closed,
    criticised,
    issued,
    late,
    standing,
    told,
)
from tests.scoring.factories import recorded_event
from units.models import StaffMember, Unit, User

LATER = NOON.replace(month=11, day=5)


def test_a_bulletin_opens_what_its_month_brings_due_by_the_calendar(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    criticised(clerk, unit, date(2026, 9, 15), person)
    for day in (3, 4, 7):
        late(clerk, unit, person, date(2026, 9, day))

    notice = told(SEPTEMBER, chief)

    rows = {row.kind: row for row in FollowUp.objects.all()}
    assert standing() == sorted(
        [
            ("09", "书面检查", "王芳", "待办理"),
            ("09", "书面整改意见", "", "待办理"),
            ("09", "限期整改", "", "待办理"),
        ]
    )
    assert {kind: row.due_on for kind, row in rows.items()} == {
        "书面检查": date(2026, 10, 12),
        "书面整改意见": date(2026, 10, 14),
        "限期整改": date(2026, 10, 21),
    }
    opinion = rows["书面整改意见"]
    assert (opinion.rung, opinion.scope, opinion.opened_by, opinion.basis) == (1, "2026", notice, "四（二）")


def test_a_withdrawal_and_a_referral_wait_to_be_confirmed(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    recorded_event(
        clerk, unit, on=date(2026, 9, 2), person=person, clause="2.3", behaviour="酒后上班", verified=True
    )

    told(SEPTEMBER, chief)

    assert standing() == [("09", "移送纪检", "王芳", "待确认")]


def test_several_criticisms_of_one_month_fire_each_rung_once(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    for day in (8, 15):
        criticised(clerk, unit, date(2026, 9, day), person)
    told(SEPTEMBER, chief)
    for day in (1, 2):
        criticised(clerk, unit, date(2026, 10, day), person)
    told(OCTOBER, chief, LATER)

    kinds = [(row.kind, row.rung) for row in FollowUp.objects.filter(person=None).order_by("id")]
    assert sorted(kinds) == [("书面整改意见", 1), ("移送纪检", 3), ("约谈", 2)]


def test_what_rests_on_an_open_objection_waits_and_goes_on_from_the_decision(
    clerk: User, chief: User, head: User, unit: Unit, person: StaffMember
) -> None:
    event = criticised(clerk, unit, date(2026, 9, 15), person)
    objection = file_objection(event=event, text="并非本窗口", by=head, at=NOON)
    told(SEPTEMBER, chief, reason="申诉在复核")
    opinion = FollowUp.objects.get(kind="书面整改意见")
    assert (opinion.state, opinion.due_on) == (FollowUp.State.WAITING, None)
    with pytest.raises(Refusal, match="还没有复核"):
        resume_follow_up(follow_up=opinion, expected_version=1, by=clerk, at=NOON)

    decided = NOON.replace(day=20)
    decide_objection(
        objection=objection, expected_version=1, state="upheld", decision="属实", by=chief, at=decided
    )
    resume_decided(at=decided.replace(day=22))

    opinion.refresh_from_db()
    assert (opinion.state, opinion.due_on) == (FollowUp.State.OPEN, date(2026, 10, 27))


def test_the_bulletin_of_a_reopened_month_keeps_what_stays_and_withdraws_what_falls(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    event = criticised(clerk, unit, date(2026, 9, 15), person)
    for day in (3, 4, 7):
        late(clerk, unit, person, date(2026, 9, day))
    told(SEPTEMBER, chief)
    kept = FollowUp.objects.get(kind="限期整改")
    reopen_month(month=SEPTEMBER, by=chief, at=NOON, reason="重复登记")
    event.refresh_from_db()

    dismiss_event(event=event, expected_version=event.version, reason="重复", by=chief, at=NOON)
    recorded_event(
        clerk, unit, on=date(2026, 9, 2), person=person, clause="2.3", behaviour="酒后上班", verified=True
    )

    issued(closed(SEPTEMBER, chief), chief)

    assert standing() == sorted(
        [
            ("09", "书面检查", "王芳", "已撤销"),
            ("09", "书面整改意见", "", "已撤销"),
            ("09", "限期整改", "", "待办理"),
            ("09", "移送纪检", "王芳", "待确认"),
        ]
    )
    assert FollowUp.objects.get(kind="限期整改").pk == kept.pk
    assert FollowUp.objects.get(kind="书面整改意见").decision == (
        "因重新定分撤销：2026年9月重新定分后不再有此项，见鄢人社通报〔2026〕2号。"
    )


def test_what_a_correction_adds_opens_once_with_the_bulletin_of_the_month_it_counts_in(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:

    for day in (3, 4):
        late(clerk, unit, person, date(2026, 9, day))
    event = recorded_event(clerk, unit, on=date(2026, 9, 7), clause="1.1", behaviour="迟到", verified=True)
    told(SEPTEMBER, chief, reason="一人待查")
    correct_event(
        event=event, changes={"person": person.pk}, statement="查明为王芳", reason="监控", by=chief, at=NOON
    )

    told(OCTOBER, chief, LATER)
    told(NOVEMBER, chief, NOON.replace(month=12, day=4))

    assert standing() == [("09", "限期整改", "", "待办理")]
