"""申诉: whoever is charged can answer; it is decided with a reason, and both stay on record (promise 4)."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from records.errors import Refusal
from scoring.models import Correction, Month, Objection, ScoreEvent
from scoring.selectors.month import standing
from scoring.selectors.unit_pages import UnitPage, unit_page
from scoring.services.months import close_month
from scoring.services.objections import decide_objection, file_objection, withdraw_objection
from scoring.services.review import open_review
from tests.conftest import NOON, logged_in
from tests.scoring.factories import recorded_event, shown
from units.models import StaffMember, Unit, User

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
ON = date(2026, 9, 10)
State = Objection.State


@pytest.fixture
def event(clerk: User, unit: Unit, person: StaffMember) -> ScoreEvent:
    """接打手机 on 10 September, confirmed: 98."""
    return recorded_event(clerk, unit, on=ON, person=person, verified=True)


def objected(event: ScoreEvent, head: User, **more: Any) -> Objection:
    return file_objection(**{"event": event, "text": "当时在接群众咨询电话", "by": head, "at": NOON} | more)


def decided(objection: Objection, chief: User, state: str, **more: Any) -> Objection:
    wanted = {"decision": "经调看监控", "by": chief, "at": NOON, "expected_version": objection.version}
    return decide_objection(objection=objection, state=state, **wanted | more)


def page_of(unit: Unit, month: date = SEPTEMBER) -> UnitPage:
    page = unit_page(month, unit.pk, all_ranks=True, shows_papers=True)
    assert page is not None
    return page


def test_an_objected_charge_counts_until_it_is_decided_and_shows_the_answer(
    event: ScoreEvent, head: User, unit: Unit
) -> None:
    objected(event, head)

    page = page_of(unit)
    (line,) = page.bars[3].lines
    assert page.total == "98"
    assert [(told.label, told.text, told.decision) for told in line.objections] == [
        ("待复核", "当时在接群众咨询电话", "")
    ]


@pytest.mark.parametrize(
    ("state", "changes", "total"),
    [
        (State.UPHELD, {}, "98"),
        (State.CANCELLED, {}, "100"),
        (State.CHANGED, {"clause": "4.7", "behaviour": "上班后打扫卫生"}, "99"),
    ],
    ids=["upheld", "cancelled", "changed"],
)
def test_the_score_follows_the_decision_at_once_in_an_open_month(
    state: str, changes: dict[str, Any], total: str, event: ScoreEvent, head: User, chief: User, unit: Unit
) -> None:
    decided(objected(event, head), chief, state, changes=changes)

    assert page_of(unit).total == total


def test_what_the_charge_would_trigger_waits_and_says_so(
    clerk: User, head: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    event = recorded_event(
        clerk, unit, on=ON, person=person, clause="1.5", behaviour="因考勤被大厅通报", verified=True
    )
    objection = objected(event, head)
    assert {row.kind: row.waits for row in page_of(unit).follow_ups} == {
        "书面检查": True,
        "书面整改意见": True,
        "处理意见": True,
    }

    decided(objection, chief, State.UPHELD)

    assert not any(row.waits for row in page_of(unit).follow_ups)


def test_a_late_objection_becomes_a_correction_in_the_next_open_month(
    event: ScoreEvent, head: User, chief: User, unit: Unit
) -> None:
    shown(SEPTEMBER)
    close_month(month=SEPTEMBER, by=chief, at=NOON)
    objection = objected(event, head)

    decided(objection, chief, State.CANCELLED)

    correction = Correction.objects.get()
    assert objection.is_late
    assert (correction.objection, correction.difference_halves, correction.counts_in) == (
        objection,
        4,
        OCTOBER,
    )
    assert (page_of(unit).total, page_of(unit, OCTOBER).total) == ("98", "100")


def test_a_decided_objection_is_printed_with_the_line_of_the_closed_month(
    event: ScoreEvent, head: User, chief: User, unit: Unit
) -> None:
    decided(objected(event, head), chief, State.UPHELD)
    shown(SEPTEMBER)
    close_month(month=SEPTEMBER, by=chief, at=NOON)

    (line,) = page_of(unit).bars[3].lines
    assert [(told.label, told.decision) for told in line.objections] == [("维持", "经调看监控")]


def test_an_open_objection_stands_in_the_way_of_closing(event: ScoreEvent, head: User, chief: User) -> None:
    objected(event, head)
    shown(SEPTEMBER)

    with pytest.raises(Refusal, match="申诉待复核1项"):
        close_month(month=SEPTEMBER, by=chief, at=NOON)


def test_one_objection_at_a_time_and_a_withdrawn_one_makes_room(event: ScoreEvent, head: User) -> None:
    objection = objected(event, head)
    with pytest.raises(Refusal, match="已有一件申诉正在复核"):
        objected(event, head)

    withdraw_objection(objection=objection, expected_version=1, by=head, at=NOON)
    objected(event, head, text="补充监控截图后再次申诉")

    assert list(Objection.objects.order_by("id").values_list("state", flat=True)) == [
        State.WITHDRAWN,
        State.OPEN,
    ]


@pytest.mark.parametrize(
    ("charge", "told"),
    [
        ({"clause": "4.3", "behaviour": "中午提前上岗", "verified": True}, "加分事项"),
    ],
    ids=["award"],
)
def test_an_award_is_not_objected_to(
    charge: dict[str, Any], told: str, clerk: User, head: User, unit: Unit
) -> None:
    with pytest.raises(Refusal, match=told):
        objected(recorded_event(clerk, unit, on=ON, **charge), head)


def test_changing_without_saying_into_what_is_refused_and_nothing_is_decided(
    event: ScoreEvent, head: User, chief: User
) -> None:
    objection = objected(event, head)

    with pytest.raises(Refusal, match="变更成什么"):
        decided(objection, chief, State.CHANGED)

    objection.refresh_from_db()
    assert objection.state == State.OPEN


def test_review_tells_the_units_until_when_and_later_objections_are_marked(
    event: ScoreEvent, clerk: User, head: User, unit: Unit
) -> None:
    open_review(month=SEPTEMBER, until=NOON.date(), by=clerk, at=NOON)
    assert (standing(SEPTEMBER).state, standing(SEPTEMBER).review_until) == ("review", NOON.date())
    with time_machine.travel(NOON, tick=False):
        assert "核对2026年9月明细" in logged_in(head).get("/").content.decode()

    objection = objected(event, head, at=NOON + timedelta(days=1))

    assert objection.is_late


@pytest.mark.parametrize(
    ("month", "days", "told"),
    [(SEPTEMBER, -1, "不能早于今天"), (OCTOBER, 3, "请先为2026年9月定分")],
    ids=["a day gone by", "out of order"],
)
def test_a_review_out_of_its_time_is_refused(
    month: date, days: int, told: str, unit: Unit, clerk: User
) -> None:
    with pytest.raises(Refusal, match=told):
        open_review(month=month, until=NOON.date() + timedelta(days=days), by=clerk, at=NOON)


@pytest.mark.parametrize(
    ("state", "until", "told"),
    [
        ("open", None, "可以提出"),
        ("review", NOON.date(), "10月8日以前提出"),
        ("review", NOON.date() - timedelta(days=1), "10月7日已截止，仍可提出，注明逾期"),
        ("closed", None, "本月已定分，仍可提出；成立的，差额另行更正"),
    ],
    ids=["open", "in review", "late", "closed"],
)
def test_the_page_of_a_charge_says_until_when_to_object(
    event: ScoreEvent, head: User, clerk: User, state: str, until: date | None, told: str
) -> None:
    Month.objects.update_or_create(month=SEPTEMBER, defaults={"state": state, "review_until": until})

    with time_machine.travel(NOON, tick=False):
        own, desk = (logged_in(user).get(f"/events/{event.pk}/").content.decode() for user in (head, clerk))

    assert f"<dt>申诉</dt><dd>{told}</dd>" in own
    assert own.count(f'href="/events/{event.pk}/object/"') == 1
    assert "<dt>申诉</dt>" not in desk


def test_closing_without_review_takes_a_reason(event: ScoreEvent, chief: User) -> None:
    with pytest.raises(Refusal, match="尚未转入核对"):
        close_month(month=SEPTEMBER, by=chief, at=NOON)

    result = close_month(month=SEPTEMBER, by=chief, at=NOON, reason="各单位已当面核对")

    assert result.unsettled["review"] == "尚未转入核对，各单位没有申诉期"


def test_closing_before_the_days_for_objections_are_over_takes_a_reason(
    event: ScoreEvent, chief: User
) -> None:
    Month.objects.filter(month=SEPTEMBER).update(state="review", review_until=NOON.date())

    with pytest.raises(Refusal, match="申诉期到10月8日才满"):
        close_month(month=SEPTEMBER, by=chief, at=NOON)


def test_head_objects_and_chief_decides_in_the_browser(event: ScoreEvent, head: User, chief: User) -> None:
    browser = logged_in(head)
    with time_machine.travel(NOON, tick=False):
        key = browser.get(f"/events/{event.pk}/object/").context["form"]
        assert key is not None
        sent = {"text": "当时在接群众咨询电话", "form_key": "7f1b1d52-9d0a-4d7b-9f0e-1f3f6f0c1a01"}
        answer = browser.post(f"/events/{event.pk}/object/", sent)
        again = browser.post(f"/events/{event.pk}/object/", sent)
        objection = Objection.objects.get()
        decision = {
            "state": "changed",
            "behaviour": "4.7|上班后打扫卫生",
            "person": str(event.person_id),
            "times": "1",
            "decision": "是在擦桌子",
            "version": "1",
            "form_key": "7f1b1d52-9d0a-4d7b-9f0e-1f3f6f0c1a02",
        }
        missing = logged_in(chief).post(f"/objections/{objection.pk}/", decision | {"decision": ""})
        done = logged_in(chief).post(f"/objections/{objection.pk}/", decision)

    event.refresh_from_db()
    assert answer.url == again.url == done.url == f"/objections/{objection.pk}/"
    assert missing.status_code == 422
    assert "请写明复核的理由" in missing.content.decode()
    assert (event.clause, event.behaviour) == ("4.7", "上班后打扫卫生")


def test_the_second_of_two_who_move_the_last_day_sees_both(clerk: User, unit: Unit) -> None:
    desk, path = logged_in(clerk), "/months/2026-09/review/"
    with time_machine.travel(NOON, tick=False):
        version = standing(SEPTEMBER).version
        form = {"version": version, "until": "2026-10-09"}
        first = desk.post(path, form | {"form_key": str(uuid.uuid4())})
        second = desk.post(path, form | {"form_key": str(uuid.uuid4()), "until": "2026-10-10"})
    page = second.content.decode()

    assert (first.status_code, second.status_code) == (302, 422)
    assert "刚刚被别人修改过" in page
    assert "<td>2026-10-09</td><td>2026-10-10</td>" in page
    assert standing(SEPTEMBER).review_until == date(2026, 10, 9)
