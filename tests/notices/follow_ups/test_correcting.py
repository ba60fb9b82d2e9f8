"""A cancelled event withdraws what it alone had opened, on record; what is done stays done."""

from datetime import date

import pytest

from notices.models import FollowUp, Notice
from notices.selectors.follow_ups.basis import basis_of
from notices.services.follow_ups.confirming import confirm_follow_up
from notices.services.follow_ups.escalation import propose_referral
from notices.services.follow_ups.handing_in import hand_in
from notices.services.follow_ups.reconciling import reconcile_follow_ups
from notices.services.follow_ups.withdrawing import withdraw_follow_up
from records.errors import Refusal
from scoring.models import ScoreEvent
from scoring.services.corrections import correct_event, withdraw_correction
from tests.conftest import NOON
from tests.notices.follow_ups.making import OCTOBER, SEPTEMBER, criticised, late, standing, told
from units.models import StaffMember, Unit, User

State = FollowUp.State
LATER = NOON.replace(month=11, day=5)


def cancelled(event: ScoreEvent, chief: User) -> None:
    correct_event(event=event, changes={}, statement="大厅来函撤销通报", reason="查证有误", by=chief, at=NOON)


def corrected_by(notice: Notice, chief: User) -> None:
    """What issuing the 更正通报 does; the bulletin stands in for that paper here."""
    reconcile_follow_ups(month=notice.month, notice=notice, by=chief, at=NOON)


def test_only_what_the_cancelled_event_alone_had_opened_falls(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    event = criticised(clerk, unit, date(2026, 9, 15), person)
    for day in (3, 4, 7):
        late(clerk, unit, person, date(2026, 9, day))
    notice = told(SEPTEMBER, chief)
    cancelled(event, chief)
    rows = list(FollowUp.objects.order_by("id"))
    assert {row.kind for row in rows if row.pk in basis_of(rows).gone} == {"书面检查", "书面整改意见"}

    corrected_by(notice, chief)

    assert standing() == sorted(
        [
            ("09", "书面检查", "王芳", "已撤销"),
            ("09", "书面整改意见", "", "已撤销"),
            ("09", "限期整改", "", "待办理"),
        ]
    )
    assert FollowUp.objects.get(kind="书面检查").decision == (
        "因更正撤销：依据的事项大厅来函撤销通报（查证有误），见鄢人社通报〔2026〕1号。"
    )


def test_what_another_event_of_the_month_brings_as_well_stays(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    first = criticised(clerk, unit, date(2026, 9, 14), person)
    criticised(clerk, unit, date(2026, 9, 15), person)
    notice = told(SEPTEMBER, chief)

    cancelled(first, chief)
    corrected_by(notice, chief)

    assert standing() == sorted(
        [
            ("09", "书面检查", "王芳", "待办理"),
            ("09", "书面整改意见", "", "待办理"),
            ("09", "约谈", "", "已撤销"),
        ]
    )


def test_what_is_done_stays_done_and_its_referral_falls_unless_settled(
    clerk: User, chief: User, head: User, unit: Unit, person: StaffMember
) -> None:
    event = criticised(clerk, unit, date(2026, 9, 15), person)
    notice = told(SEPTEMBER, chief)
    opinion = FollowUp.objects.get(kind="书面整改意见")
    FollowUp.objects.filter(kind="书面检查").update(state=State.DONE)
    referral = propose_referral(
        follow_up=opinion, expected_version=1, ground="refused", reason="拒绝", by=clerk, at=NOON
    )
    confirm_follow_up(follow_up=referral, expected_version=1, by=chief, at=NOON)

    cancelled(event, chief)
    corrected_by(notice, chief)

    assert standing() == sorted(
        [
            ("09", "书面检查", "王芳", "已办结"),
            ("09", "书面整改意见", "", "已移送纪检"),
            ("09", "移送纪检", "", "已撤销"),
        ]
    )


def test_the_chief_withdraws_at_once_what_has_lost_its_basis_and_nothing_else(
    clerk: User, chief: User, head: User, unit: Unit, person: StaffMember
) -> None:
    event = criticised(clerk, unit, date(2026, 9, 15), person)
    told(SEPTEMBER, chief)
    opinion = FollowUp.objects.get(kind="书面整改意见")
    with pytest.raises(Refusal, match="没有更正，不能撤销"):
        withdraw_follow_up(follow_up=opinion, expected_version=1, by=chief, at=NOON)

    cancelled(event, chief)
    with pytest.raises(Refusal, match="待撤销，不再办理"):
        hand_in(follow_up=opinion, expected_version=1, text="意见", by=head, at=NOON)

    withdrawn = withdraw_follow_up(follow_up=opinion, expected_version=1, by=chief, at=NOON)
    assert withdrawn.state == State.WITHDRAWN


def test_a_correction_taken_back_gives_the_basis_back(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    event = criticised(clerk, unit, date(2026, 9, 15), person)
    told(SEPTEMBER, chief)
    cancelled(event, chief)
    correction = event.corrections.get()
    rows = list(FollowUp.objects.all())

    withdraw_correction(correction=correction, expected_version=1, reason="有误", by=chief, at=NOON)

    assert basis_of(rows).gone == frozenset()


def test_a_later_rung_that_rested_on_a_cancelled_one_is_judged_by_the_facts_as_corrected(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    event = criticised(clerk, unit, date(2026, 9, 15))
    criticised(clerk, unit, date(2026, 10, 2))
    notice = told(SEPTEMBER, chief, reason="人员待查")
    told(OCTOBER, chief, LATER, reason="人员待查")

    cancelled(event, chief)
    corrected_by(notice, chief)

    assert standing() == sorted(
        [
            ("09", "书面整改意见", "", "已撤销"),
            ("10", "书面整改意见", "", "待办理"),
            ("10", "约谈", "", "已撤销"),
        ]
    )
