"""请假条 (1.4): what is taken, what is refused and why, what may still be changed; all of it on record."""

from datetime import date, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from records.changes import changes_of
from records.errors import EditConflict, Refusal
from tests.conftest import NOON
from tests.units.leave import MONDAY, a_cover, a_slip, clock, registered, signed
from units.models import LeaveSlip, Posting, StaffMember, Unit, User
from units.services.leave import change_covers, edit_slip, withdraw_slip
from units.services.leave_signing import refuse_slip

pytestmark = pytest.mark.django_db


def test_a_slip_is_kept_as_it_was_handed_in(
    clerk: User, person: StaffMember, mate: StaffMember, unit: Unit
) -> None:
    slip = registered(clerk, person, covers=[a_cover(mate, handover="  在办3件 ")], reason=" 看病 ")

    assert (slip.unit, slip.state, slip.reason, slip.handwritten) == (unit, "registered", "看病", True)
    assert slip.words == "2026年10月12日全天"
    assert list(slip.covers.values_list("substitute__name", "handover")) == [("李强", "在办3件")]
    change = changes_of(slip).get()
    assert (change.action, change.after) == (
        "登记",
        {
            "窗口单位": "社保中心",
            "请假人": "王芳",
            "假别": "事假",
            "事由": "看病",
            "起止时间": "2026年10月12日全天",
            "递交时间": "2026-10-08 09:00",
            "状态": "待签批",
            "替岗": "李强 10月12日全天（交接：在办3件）",
        },
    )


def test_a_slip_by_proxy_is_not_handwritten(clerk: User, person: StaffMember) -> None:
    slip = registered(clerk, person, proxy_name="王父", special_reason="交通事故")

    assert (slip.handwritten, slip.proxy_name, slip.special_reason) == (False, "王父", "交通事故")


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "ends before it begins": ({"ends_on": date(2026, 10, 9)}, "ends_on", "请假的结束不能早于开始"),
    "afternoon to morning": ({"starts_half": "pm", "ends_half": "am"}, "ends_on", "不能早于开始"),
    "longer than a year": ({"ends_on": date(2027, 10, 14)}, "ends_on", "最多一年"),
    "no reason": ({"reason": "  "}, "reason", "具体事由"),
    "by proxy without a special reason": ({"proxy_name": "王父"}, "special_reason", "写明特殊原因"),
    "handed in tomorrow": ({"handed_at": clock(10, 9, 9)}, "handed_at", "2026-10-09 09:00还没有到"),
    "before the person came": (
        {"starts_on": date(2025, 12, 31), "ends_on": date(2025, 12, 31)},
        "person",
        "王芳在2025年12月31日没有进驻窗口的记录",
    ),
    "an outing of two days": (
        {"kind": "short", "ends_on": date(2026, 10, 13), "out_from": time(9), "out_until": time(10)},
        "ends_on",
        "临时外出只能在一天以内",
    ),
    "an outing without times": ({"kind": "short"}, "out_from", "写明外出和返回的时间"),
    "an outing that ends before it begins": (
        {"kind": "short", "out_from": time(10), "out_until": time(10)},
        "out_until",
        "返回时间须晚于外出时间",
    ),
}


@pytest.mark.parametrize(("changes", "field", "message"), REFUSED.values(), ids=REFUSED)
def test_a_slip_that_cannot_be_is_refused_with_the_reason(
    clerk: User, person: StaffMember, changes: dict[str, Any], field: str, message: str
) -> None:
    with pytest.raises(Refusal, match=message) as refused:
        registered(clerk, person, **changes)

    assert refused.value.field == field
    assert not LeaveSlip.objects.exists()


def test_times_are_kept_for_an_outing_alone(clerk: User, person: StaffMember) -> None:
    out = {"out_from": time(14, 50), "out_until": time(17)}
    outing = registered(clerk, person, kind="short", **out)
    other = registered(
        clerk, person, kind="sick", starts_on=date(2026, 10, 13), ends_on=date(2026, 10, 13), **out
    )

    assert (outing.out_from, outing.out_until) == (time(14, 50), time(17))
    assert (other.out_from, other.out_until) == (None, None)


OVERLAPS = {
    "the same day": ({}, True),
    "its afternoon": ({"starts_half": "pm"}, True),
    "a week around it": ({"starts_on": date(2026, 10, 9), "ends_on": date(2026, 10, 16)}, True),
    "the day before": ({"starts_on": date(2026, 10, 10), "ends_on": date(2026, 10, 10)}, False),
    "the day after": ({"starts_on": date(2026, 10, 13), "ends_on": date(2026, 10, 13)}, False),
}


@pytest.mark.parametrize(("changes", "clashes"), OVERLAPS.values(), ids=OVERLAPS)
def test_nobody_is_away_twice_at_one_time(
    clerk: User, person: StaffMember, changes: dict[str, Any], clashes: bool
) -> None:
    registered(clerk, person)

    if clashes:
        with pytest.raises(Refusal, match="王芳已有2026年10月12日全天的请假条（待签批），时间重叠"):
            registered(clerk, person, **changes)
    else:
        registered(clerk, person, **changes)
    assert LeaveSlip.objects.count() == 1 + (not clashes)


@pytest.mark.parametrize("state", ["refused", "withdrawn"])
def test_a_slip_that_came_to_nothing_is_no_obstacle(clerk: User, person: StaffMember, state: str) -> None:
    LeaveSlip.objects.filter(pk=registered(clerk, person).pk).update(state=state)

    assert registered(clerk, person).state == "registered"


def test_after_an_early_return_the_rest_is_free(clerk: User, person: StaffMember) -> None:
    slip = registered(clerk, person, ends_on=date(2026, 10, 16))
    LeaveSlip.objects.filter(pk=slip.pk).update(
        state="signed", returned_on=date(2026, 10, 14), returned_half="pm"
    )

    with pytest.raises(Refusal, match="时间重叠"):
        registered(clerk, person, starts_on=date(2026, 10, 14), ends_on=date(2026, 10, 14))
    again = registered(
        clerk, person, starts_on=date(2026, 10, 14), starts_half="pm", ends_on=date(2026, 10, 14)
    )

    assert again.words == "2026年10月14日下午"


def test_covers_must_fit_the_leave_and_each_other(
    clerk: User, person: StaffMember, mate: StaffMember, other_person: StaffMember
) -> None:
    def told(*covers: Any) -> str:
        with pytest.raises(Refusal) as refused:
            registered(clerk, person, covers=covers)
        assert refused.value.field == "covers"
        return refused.value.message

    morning = {"ends_half": "am"}
    assert "不能是请假人自己" in told(a_cover(person))
    assert "李强替岗的时间（10月12日上午至10月13日下午）超出了请假的时间（10月12日全天）" in told(
        a_cover(mate, ends_on=date(2026, 10, 13))
    )
    assert "李强和孙丽替岗的时间重叠" in told(a_cover(mate), a_cover(other_person, starts_half="pm"))
    assert "李强替岗的结束不能早于开始" in told(a_cover(mate, starts_half="pm", **morning))
    assert "最多写4段" in told(*[a_cover(mate)] * 5)
    assert not LeaveSlip.objects.exists()


def test_a_slip_is_corrected_before_it_is_signed(
    clerk: User, person: StaffMember, mate: StaffMember, other_person: StaffMember
) -> None:
    slip = registered(clerk, person, covers=[a_cover(mate)])

    edited = edit_slip(
        slip=slip,
        expected_version=1,
        data=a_slip(person, kind="sick"),
        covers=[a_cover(other_person)],
        by=clerk,
        at=NOON,
    )

    change = changes_of(slip).first()
    assert (edited.kind, edited.version) == ("sick", 2)
    assert [cover.substitute for cover in edited.covers.all()] == [other_person]
    assert change is not None
    assert (change.action, change.before, change.after) == (
        "修改",
        {"假别": "事假", "替岗": "李强 10月12日全天"},
        {"假别": "病假", "替岗": "孙丽 10月12日全天"},
    )


def test_the_person_of_a_slip_stays(clerk: User, person: StaffMember, other_person: StaffMember) -> None:
    slip = registered(clerk, person)

    with pytest.raises(Refusal, match="请假人不能改"):
        edit_slip(slip=slip, expected_version=1, data=a_slip(other_person), covers=(), by=clerk, at=NOON)


def test_a_refused_slip_is_mended_and_goes_before_the_chief_again(
    clerk: User, chief: User, person: StaffMember, mate: StaffMember
) -> None:
    slip = registered(clerk, person)
    refused = refuse_slip(slip=slip, expected_version=1, note="没有人替岗", by=chief, at=NOON)

    again = edit_slip(
        slip=refused, expected_version=2, data=a_slip(person), covers=[a_cover(mate)], by=clerk, at=NOON
    )

    assert (again.state, again.signed_by, again.sign_note) == ("registered", None, "")
    assert [change.action for change in changes_of(slip)] == ["修改后重新送签", "不批准", "登记"]


def test_the_second_editor_is_told(clerk: User, person: StaffMember) -> None:
    slip = registered(clerk, person)
    LeaveSlip.objects.filter(pk=slip.pk).update(version=2)

    with pytest.raises(EditConflict):
        edit_slip(slip=slip, expected_version=1, data=a_slip(person), covers=(), by=clerk, at=NOON)


def test_a_signed_slip_takes_other_substitutes_and_nothing_else(
    clerk: User, person: StaffMember, mate: StaffMember, other_person: StaffMember
) -> None:
    slip = signed(clerk, person, covers=[a_cover(mate)])

    with pytest.raises(Refusal, match="现在是“已签批”"):
        edit_slip(slip=slip, expected_version=2, data=a_slip(person), covers=(), by=clerk, at=NOON)
    changed = change_covers(
        slip=slip,
        expected_version=2,
        covers=[a_cover(other_person, starts_half="pm")],
        reason="李强临时抽调",
        by=clerk,
        at=NOON,
    )

    change = changes_of(slip).first()
    assert (changed.state, changed.version) == ("signed", 3)
    assert change is not None
    assert (change.action, change.after, change.reason) == (
        "变更替岗",
        {"替岗": "孙丽 10月12日下午"},
        "李强临时抽调",
    )


@pytest.mark.parametrize(
    ("at", "gone"),
    [(clock(10, 12, 8, 29), True), (clock(10, 12, 8, 30), False)],
    ids=["a minute before work", "as work begins"],
)
def test_signed_leave_is_withdrawn_only_before_it_begins(
    clerk: User, person: StaffMember, mate: StaffMember, at: Any, gone: bool
) -> None:
    slip = signed(clerk, person, covers=[a_cover(mate)])

    if gone:
        withdraw_slip(slip=slip, expected_version=2, reason="不去了", by=clerk, at=at)
    else:
        with pytest.raises(Refusal, match="请假已经开始，不能撤回"):
            withdraw_slip(slip=slip, expected_version=2, reason="不去了", by=clerk, at=at)
    slip.refresh_from_db()
    assert slip.state == ("withdrawn" if gone else "signed")


def test_the_database_refuses_what_a_service_would(clerk: User, person: StaffMember) -> None:
    slip = registered(clerk, person)
    slip.proxy_name = "王父"

    with pytest.raises(ValidationError, match="只有特殊原因才可由他人代办"):
        slip.full_clean()


def test_the_unit_is_that_of_the_persons_own_place(
    clerk: User, person: StaffMember, unit: Unit, other_unit: Unit
) -> None:
    Posting.objects.create(
        person=person, unit=other_unit, post="substitute", starts_on=MONDAY, ends_on=MONDAY
    )

    assert registered(clerk, person).unit == unit
