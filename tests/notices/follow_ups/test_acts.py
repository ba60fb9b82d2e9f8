"""Every act on a 整改处理 in every state: what it leads to, and what is refused."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from notices.handling import KINDS, PROPOSED_FIRST
from notices.models import FollowUp, HandedIn, Notice, Talk
from notices.services.follow_ups.confirming import choose_people, confirm_follow_up, decline_follow_up
from notices.services.follow_ups.escalation import propose_referral, settle_referral
from notices.services.follow_ups.handing_in import hand_in
from notices.services.follow_ups.removals import record_removal
from notices.services.follow_ups.resuming import resume_follow_up
from notices.services.follow_ups.reviewing import accept_follow_up, return_follow_up
from notices.services.follow_ups.talks import edit_talk, record_talk
from notices.services.follow_ups.withdrawing import withdraw_follow_up
from records.errors import EditConflict, Refusal
from records.models import Change
from tests.conftest import NOON
from tests.notices.follow_ups.making import a_follow_up
from units.models import StaffMember, Unit, User

State = FollowUp.State
AFTER = NOON.replace(day=20)
TALK = {
    "held_at": NOON - timedelta(hours=2),
    "place": "局会议室",
    "person": "李主任",
    "led_by": "韩明远",
    "noted_by": "周敏",
    "points": "两次被通报批评",
    "answer": "认真整改",
    "demands": "一周内报送整改情况",
}

ACTS: dict[str, Callable[..., Any]] = {
    "hand_in": lambda **told: hand_in(text="检查如下", **told),
    "accept": accept_follow_up,
    "return": lambda **told: return_follow_up(reason="过于简单", **told),
    "confirm": confirm_follow_up,
    "decline": lambda **told: decline_follow_up(reason="情节轻微", **told),
    "escalate": lambda **told: propose_referral(ground="refused", reason="单位书面拒绝", **told),
    "outcome": lambda **told: settle_referral(outcome="谈话提醒", **told),
    "talk": lambda **told: record_talk(data=TALK, **told),
    "remove": lambda **told: record_removal(
        left_on=date(2026, 10, 8), replacement=None, starts_on=None, without="编制冻结", **told
    ),
    "resume": resume_follow_up,
    "withdraw": withdraw_follow_up,
}
CAME_TO = {
    ("书面检查", State.OPEN, "hand_in"): State.HANDED_IN,
    ("处理意见", State.OPEN, "hand_in"): State.HANDED_IN,
    ("书面整改意见", State.OPEN, "hand_in"): State.HANDED_IN,
    ("限期整改", State.OPEN, "hand_in"): State.HANDED_IN,
    **{
        (kind, State.OPEN, "escalate"): State.OPEN
        for kind in ("书面检查", "处理意见", "书面整改意见", "限期整改", "5日内撤出并替换")
    },
    **{(kind, State.HANDED_IN, "accept"): State.DONE for kind in KINDS},
    **{(kind, State.HANDED_IN, "return"): State.OPEN for kind in KINDS},
    **{
        (kind, State.WAITING, "resume"): State.PROPOSED if kind in PROPOSED_FIRST else State.OPEN
        for kind in KINDS
    },
    ("约谈", State.OPEN, "talk"): State.DONE,
    ("5日内撤出并替换", State.OPEN, "remove"): State.DONE,
    ("移送纪检", State.OPEN, "outcome"): State.DONE,
    ("5日内撤出并替换", State.PROPOSED, "confirm"): State.OPEN,
    ("移送纪检", State.PROPOSED, "confirm"): State.OPEN,
    **{(kind, State.PROPOSED, "decline"): State.WITHDRAWN for kind in KINDS},
}
"""All that is not in here is refused, and changes nothing."""


def done(act: str, row: FollowUp, by: User, at: Any = NOON, **more: Any) -> Any:
    row.refresh_from_db()
    return ACTS[act](follow_up=row, expected_version=row.version, by=by, at=at, **more)


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("kind", KINDS)
def test_every_act_is_done_in_its_states_and_refused_in_all_others(
    kind: str, state: str, notice: Notice, unit: Unit, person: StaffMember, chief: User
) -> None:
    came: dict[str, str] = {}
    who = person if kind in ("书面检查", "5日内撤出并替换") else None
    for act in ACTS:
        with transaction.atomic():
            row = a_follow_up(notice, unit, kind, state, person=who)
            before = Change.objects.count()
            try:
                done(act, row, chief)
                row.refresh_from_db()
                came[act] = row.state
            except Refusal:
                assert Change.objects.count() == before
            transaction.set_rollback(True)

    assert came == {act: new for (its, was, act), new in CAME_TO.items() if (its, was) == (kind, state)}


def test_a_paper_handed_in_is_returned_with_a_reason_and_accepted_the_second_time(
    notice: Notice, unit: Unit, head: User, clerk: User
) -> None:
    row = a_follow_up(notice, unit, "处理意见")

    done("hand_in", row, head)
    done("return", row, clerk)
    row.refresh_from_db()
    assert (row.state, row.due_on) == (State.OPEN, date(2026, 10, 15))
    done("hand_in", row, head, at=AFTER)
    done("accept", row, clerk, at=AFTER)

    assert [(one.state, one.reason, one.decided_by) for one in HandedIn.objects.all()] == [
        (HandedIn.State.RETURNED, "过于简单", clerk),
        (HandedIn.State.ACCEPTED, "", clerk),
    ]
    actions = Change.objects.filter(subject_id=str(row.pk), subject_type="notices.FollowUp")
    assert list(actions.order_by("id").values_list("action", flat=True)) == [
        *("提交材料", "退回", "提交材料", "审核通过")
    ]


def test_who_acts_on_an_older_state_is_told(notice: Notice, unit: Unit, clerk: User) -> None:
    row = a_follow_up(notice, unit, "处理意见", State.HANDED_IN)
    accept_follow_up(follow_up=row, expected_version=1, by=clerk, at=NOON)

    with pytest.raises(EditConflict):
        return_follow_up(follow_up=row, expected_version=1, reason="晚了", by=clerk, at=NOON)


def test_five_days_count_from_the_day_after_the_confirmation(
    notice: Notice, unit: Unit, person: StaffMember, chief: User
) -> None:
    row = a_follow_up(notice, unit, "5日内撤出并替换", State.PROPOSED, person=person)

    done("confirm", row, chief, at=AFTER)

    row.refresh_from_db()
    assert row.due_on == date(2026, 10, 25)


def test_people_chosen_after_study_are_each_to_be_withdrawn(
    notice: Notice, unit: Unit, person: StaffMember, other_person: StaffMember, chief: User
) -> None:
    row = a_follow_up(notice, unit, "研究撤出人员", State.PROPOSED)
    told = {"follow_up": row, "expected_version": 1, "reason": "三件投诉均由其引起", "by": chief, "at": NOON}

    for people, why in (([], "请选择要撤出的人员"), ([other_person], "不在社保中心进驻")):
        with pytest.raises(Refusal, match=why):
            choose_people(people=people, **told)
    (removal,) = choose_people(people=[person, person], **told)

    row.refresh_from_db()
    assert (row.state, row.decision) == (State.DONE, "撤出王芳：三件投诉均由其引起")
    assert (removal.kind, removal.person, removal.arose_from, removal.state, removal.due_on) == (
        *("5日内撤出并替换", person, row, State.OPEN),
        date(2026, 10, 13),
    )


def test_a_refusal_is_referred_once_confirmed_and_settled_by_the_discipline_group(
    notice: Notice, unit: Unit, person: StaffMember, clerk: User, chief: User, discipline: User
) -> None:
    row = a_follow_up(notice, unit, "5日内撤出并替换", person=person)

    referral = done("escalate", row, clerk)
    row.refresh_from_db()
    assert (referral.kind, referral.person, referral.state, referral.ground) == (
        *("移送纪检", person, State.PROPOSED),
        "5日内撤出并替换拒绝办理：单位书面拒绝",
    )
    assert row.state == State.OPEN
    with pytest.raises(Refusal, match="已经提出移送"):
        done("escalate", row, clerk)
    done("confirm", referral, chief)
    done("outcome", referral, discipline)

    row.refresh_from_db()
    referral.refresh_from_db()
    assert (row.state, referral.state, referral.decision) == (State.ESCALATED, State.DONE, "谈话提醒")


def test_a_declined_referral_leaves_its_source_to_be_done_and_may_be_proposed_again(
    notice: Notice, unit: Unit, clerk: User, chief: User
) -> None:
    row = a_follow_up(notice, unit, "限期整改")
    done("decline", done("escalate", row, clerk), chief)

    row.refresh_from_db()
    assert row.state == State.OPEN
    assert done("escalate", row, clerk).state == State.PROPOSED


def test_a_referral_whose_source_was_done_meanwhile_is_not_confirmed(
    notice: Notice, unit: Unit, clerk: User, chief: User, head: User
) -> None:
    row = a_follow_up(notice, unit, "限期整改")
    referral = done("escalate", row, clerk)
    done("hand_in", row, head)
    done("accept", row, clerk)

    with pytest.raises(Refusal, match="原事项“限期整改”现在是“已办结”"):
        done("confirm", referral, chief)


def test_a_lapse_is_told_only_after_its_day(notice: Notice, unit: Unit, clerk: User) -> None:
    row = a_follow_up(notice, unit, "限期整改")
    told = {"follow_up": row, "expected_version": 1, "ground": "lapsed", "reason": "未报", "by": clerk}

    with pytest.raises(Refusal, match="办理期限还没有过"):
        propose_referral(at=NOON.replace(day=15), **told)

    assert propose_referral(at=NOON.replace(day=16), **told).ground == "限期整改逾期未办：未报"


@pytest.mark.parametrize(
    ("change", "told"),
    [({"led_by": " "}, "请填写主谈人"), ({"held_at": NOON + timedelta(hours=1)}, "还没有到")],
    ids=["empty", "to come"],
)
def test_a_talk_without_its_fields_is_refused(
    change: dict[str, Any], told: str, notice: Notice, unit: Unit, discipline: User
) -> None:
    row = a_follow_up(notice, unit, "约谈", due_on=None)

    with pytest.raises(Refusal, match=told):
        record_talk(follow_up=row, expected_version=1, data=TALK | change, by=discipline, at=NOON)
    assert not Talk.objects.exists()


def test_the_record_of_a_talk_is_mended_with_both_texts_kept(
    notice: Notice, unit: Unit, discipline: User
) -> None:
    row = a_follow_up(notice, unit, "约谈", due_on=None)
    talk = record_talk(follow_up=row, expected_version=1, data=TALK, by=discipline, at=NOON)

    told = {"data": TALK | {"place": "302室"}, "by": discipline, "at": AFTER}
    edit_talk(talk=talk, expected_version=1, **told)
    with pytest.raises(EditConflict):
        edit_talk(talk=talk, expected_version=1, **told)

    change = Change.objects.get(action="修改约谈记录")
    assert (change.before, change.after) == ({"约谈地点": "局会议室"}, {"约谈地点": "302室"})
