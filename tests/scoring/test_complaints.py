"""投诉 registered, looked into, decided: each step on record, nothing lost, nothing decided twice."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from records.changes import changes_of
from records.errors import EditConflict, Refusal
from records.models import Change
from scoring.models import Complainant, Complaint, ComplaintPoint, ScoreEvent
from scoring.selectors.closing import open_points
from scoring.services.complaints import add_step, change_due, edit_complaint
from scoring.services.deciding_complaints import (
    decide_complaint,
    decide_point,
    reopen_complaint,
    reopen_point,
)
from tests.conftest import NOON
from tests.scoring.complaints import CONTACT, NAME, ON, a_complaint, complaint_data, decided, recorded
from tests.scoring.factories import closed
from units.models import Bureau, CalendarDay, StaffMember, Unit, User, Window

pytestmark = pytest.mark.django_db
Result = ComplaintPoint.Result


def at(month: int, day: int) -> datetime:
    return NOON.replace(month=month, day=day)


def test_complaint_is_kept_with_its_points_and_its_complainant_apart(
    clerk: User, unit: Unit, other_unit: Unit, window: Window, person: StaffMember
) -> None:
    row = a_complaint(
        clerk, unit, {"window": window, "person": person}, {"about": "phone", "unit": other_unit}
    )

    points = row.points.values_list(
        "position", "about", "unit__name", "window__number", "person__name", "result"
    )
    assert list(points) == [
        (1, "attitude", "社保中心", "3号窗口", "王芳", "open"),
        (2, "phone", "公共就业服务中心", None, None, "open"),
    ]
    assert (row.state, row.recorded_by) == ("open", clerk)
    who = Complainant.objects.get(complaint=row)
    assert (who.name, who.contact) == (NAME, CONTACT)


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        (date(2026, 9, 28), 5, date(2026, 10, 10)),
        (date(2026, 10, 7), 5, date(2026, 10, 13)),
        (date(2026, 10, 7), 1, date(2026, 10, 8)),
    ],
    ids=["over the national holidays to the make-up Saturday", "across a weekend", "the next day"],
)
def test_complaint_is_due_by_the_work_calendar(
    received: date, days: int, due: date, clerk: User, unit: Unit
) -> None:
    Bureau.objects.update(complaint_days=days)
    received_at = at(received.month, received.day)
    row = a_complaint(clerk, unit, received_at=received_at - timedelta(hours=2), happened_on=received)

    assert row.due_on == due


def test_own_change_of_the_calendar_moves_the_due_day(clerk: User, unit: Unit) -> None:
    CalendarDay.objects.create(day=date(2026, 10, 9), is_working=False, name="大厅搬迁")

    assert a_complaint(clerk, unit).due_on == date(2026, 10, 14)


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "received tomorrow": ({"received_at": NOON + timedelta(days=1)}, "received_at", "还没有到"),
    "happened after it came": ({"happened_on": date(2026, 10, 8)}, "happened_on", "晚于收到"),
    "happened long ago": ({"happened_on": date(1, 1, 1)}, "happened_on", "年份不对"),
    "nothing complained of": ({"points": ()}, "p1_text", "1到5项"),
}


@pytest.mark.parametrize(("changes", "field", "told"), REFUSED.values(), ids=REFUSED)
def test_complaint_that_does_not_fit_is_refused_whole(
    changes: dict[str, Any], field: str, told: str, clerk: User, unit: Unit
) -> None:
    with pytest.raises(Refusal, match=told) as refused:
        a_complaint(clerk, unit, **changes)

    assert refused.value.field == field
    assert not Complaint.objects.exists()
    assert not Complainant.objects.exists()


def test_window_of_another_unit_is_refused_at_its_point(
    clerk: User, unit: Unit, other_unit: Unit, window: Window
) -> None:
    with pytest.raises(Refusal, match="不是“公共就业服务中心”的窗口") as refused:
        a_complaint(clerk, unit, {}, {"unit": other_unit, "window": window})

    assert refused.value.field == "p2_window"


def test_edit_corrects_the_complaint_and_adds_a_point(clerk: User, unit: Unit, person: StaffMember) -> None:
    row = a_complaint(clerk, unit)
    points = (
        {"person": person, "version": 1},
        {"text": "电话无人接听", "about": "phone"},
    )
    data = complaint_data(unit, *points, channel="letter")

    edit_complaint(complaint=row, expected_version=1, data=data, by=clerk, at=NOON)

    row.refresh_from_db()
    assert (row.channel, row.version) == ("letter", 2)
    assert list(row.points.values_list("position", "about", "person__name", "version")) == [
        (1, "attitude", "王芳", 2),
        (2, "phone", None, 1),
    ]
    (change,) = changes_of(row).filter(action="修改")
    assert (change.before, change.after) == ({"渠道": "来电"}, {"渠道": "来信"})


def test_second_editor_is_told_and_nothing_is_overwritten(clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit)
    first = complaint_data(unit, {"version": 1}, content="先改的")
    edit_complaint(complaint=row, expected_version=1, data=first, by=clerk, at=NOON)

    with pytest.raises(EditConflict) as conflict:
        edit_complaint(
            complaint=row,
            expected_version=1,
            data=complaint_data(unit, {"version": 1}, content="后改的"),
            by=clerk,
            at=NOON,
        )

    assert conflict.value.current.content == "先改的"


def test_point_decided_meanwhile_is_not_overwritten_by_an_edit(clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit)
    decided(clerk, row)

    with pytest.raises(EditConflict):
        edit_complaint(
            complaint=row,
            expected_version=1,
            data=complaint_data(unit, {"version": 1, "text": "另一种说法"}),
            by=clerk,
            at=NOON,
        )
    with pytest.raises(Refusal, match="退回待查"):
        edit_complaint(
            complaint=row,
            expected_version=1,
            data=complaint_data(unit, {"version": 2, "text": "另一种说法"}),
            by=clerk,
            at=NOON,
        )


def test_day_stays_once_something_is_scored_from_it(clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit)
    point = decided(clerk, row)
    recorded(clerk, point)

    with pytest.raises(Refusal, match="请到那些事项中修改") as refused:
        edit_complaint(
            complaint=row,
            expected_version=1,
            data=complaint_data(unit, {"version": 2}, happened_on=date(2026, 10, 5)),
            by=clerk,
            at=NOON,
        )
    assert refused.value.field == "happened_on"


def test_due_day_is_changed_with_its_reason_alone(clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit)
    change = {"complaint": row, "by": clerk, "at": NOON}

    with pytest.raises(Refusal, match="理由"):
        change_due(**change, expected_version=1, due_on=date(2026, 10, 30), reason=" ")
    with pytest.raises(Refusal, match="两年之内"):
        change_due(**change, expected_version=1, due_on=date(2026, 10, 6), reason="早")
    change_due(**change, expected_version=1, due_on=date(2026, 10, 30), reason="涉及两个单位")

    row.refresh_from_db()
    line = Change.objects.get(action="改期限")
    assert (row.due_on, row.version) == (date(2026, 10, 30), 2)
    assert (line.before, line.after) == ({"办理期限": "2026-10-13"}, {"办理期限": "2026-10-30"})
    assert line.reason == "涉及两个单位"


@pytest.mark.parametrize(
    ("on", "text", "told"),
    [(date(2026, 10, 9), "调监控", "还没有到"), (date(2026, 10, 5), "调监控", "早于"), (ON, "  ", "请写明")],
    ids=["tomorrow", "before it happened", "nothing"],
)
def test_step_that_does_not_fit_is_refused(on: date, text: str, told: str, clerk: User, unit: Unit) -> None:
    with pytest.raises(Refusal, match=told):
        add_step(complaint=a_complaint(clerk, unit), on=on, text=text, by=clerk, at=NOON)


def test_point_is_decided_once_and_scores_nothing_by_itself(clerk: User, unit: Unit) -> None:
    point = decided(clerk, a_complaint(clerk, unit))

    assert (point.result, point.finding_text, point.decided_by) == (Result.TRUE, "监控和录音证实", clerk)
    assert not ScoreEvent.objects.exists()
    with pytest.raises(Refusal, match="已认定"):
        decide_point(point=point, expected_version=2, result="false", finding_text="再查", by=clerk, at=NOON)
    with pytest.raises(EditConflict):
        decide_point(point=point, expected_version=1, result="false", finding_text="再查", by=clerk, at=NOON)


def test_taking_a_point_back_dismisses_what_it_was_charged_for(clerk: User, unit: Unit) -> None:
    point = decided(clerk, a_complaint(clerk, unit))
    event = recorded(clerk, point).events.get()

    with pytest.raises(Refusal, match="理由"):
        reopen_point(point=point, expected_version=2, reason="", by=clerk, at=NOON)
    reopen_point(point=point, expected_version=2, reason="录音是另一天的", by=clerk, at=NOON)

    point.refresh_from_db()
    event.refresh_from_db()
    assert (point.result, point.finding_text, point.decided_by) == (Result.OPEN, "", None)
    assert (event.status, event.settled_reason) == ("dismissed", "投诉事项退回待查：录音是另一天的")
    assert changes_of(point).get(action="退回待查").before == {"结果": "属实", "查明情况": "监控和录音证实"}


def test_point_of_a_closed_month_is_not_taken_back(clerk: User, unit: Unit) -> None:
    point = decided(clerk, a_complaint(clerk, unit))
    event = recorded(clerk, point).events.get()
    closed(date(2026, 10, 1))

    with pytest.raises(Refusal, match="2026年10月已定分"):
        reopen_point(point=point, expected_version=2, reason="查错了", by=clerk, at=NOON)

    event.refresh_from_db()
    assert event.status == "confirmed"


def test_complaint_is_closed_when_every_point_is_decided_and_answered(clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit, {}, {"text": "电话无人接听", "about": "phone"})
    close = {"complaint": row, "expected_version": 1, "by": clerk, "at": NOON}
    decided(clerk, row, 1, result="false")

    with pytest.raises(Refusal, match="第2项还没有认定"):
        decide_complaint(**close, reply="已答复")
    decided(clerk, row, 2, result="false")
    with pytest.raises(Refusal, match="怎样答复"):
        decide_complaint(**close, reply=" ")
    decide_complaint(**close, reply="10月8日电话答复")

    row.refresh_from_db()
    assert (row.state, row.reply, row.decided_by) == ("decided", "10月8日电话答复", clerk)


def test_complaint_found_untrue_leaves_nothing_in_the_ledger(clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit)
    point = decided(clerk, row, result="false")
    decide_complaint(complaint=row, expected_version=1, reply="已答复", by=clerk, at=NOON)

    with pytest.raises(Refusal, match="已查结"):
        recorded(clerk, point)
    assert not ScoreEvent.objects.exists()


def test_true_point_without_events_is_closed_with_a_reason_alone(clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit)
    decided(clerk, row)
    close = {"complaint": row, "expected_version": 1, "reply": "已答复", "by": clerk, "at": NOON}

    with pytest.raises(Refusal, match="第1项属实，还没有登记计分事项") as refused:
        decide_complaint(**close)
    assert refused.value.field == "reason"
    decide_complaint(**close, reason="单位已撤销")

    assert changes_of(row).get(action="查结").reason == "单位已撤销"


def test_decided_complaint_is_changed_only_after_it_was_reopened_with_a_reason(
    clerk: User, unit: Unit
) -> None:
    row = a_complaint(clerk, unit)
    point = decided(clerk, row, result="false")
    decide_complaint(complaint=row, expected_version=1, reply="已答复", by=clerk, at=NOON)

    with pytest.raises(Refusal, match="已查结"):
        reopen_point(point=point, expected_version=2, reason="再查", by=clerk, at=NOON)
    with pytest.raises(Refusal, match="理由"):
        reopen_complaint(complaint=row, expected_version=2, reason="", by=clerk, at=NOON)
    reopen_complaint(complaint=row, expected_version=2, reason="投诉人补交录音", by=clerk, at=NOON)

    reopen_point(point=point, expected_version=2, reason="投诉人补交录音", by=clerk, at=NOON)
    row.refresh_from_db()
    assert (row.state, row.reply, row.decided_at) == ("open", "已答复", None)


def test_open_complaint_stands_in_the_way_of_closing_the_month_it_happened_in(
    clerk: User, unit: Unit
) -> None:
    row = a_complaint(clerk, unit)
    september, october = (open_points(date(2026, month, 1), NOON.date()) for month in (9, 10))

    assert (september.complaints, october.complaints) == ((), (row.pk,))
    assert october.counted == "还有投诉待查1项"
    assert october.to_data()["complaints"] == [row.pk]

    decided(clerk, row, result="false")
    decide_complaint(complaint=row, expected_version=1, reply="已答复", by=clerk, at=NOON)
    assert not open_points(date(2026, 10, 1), NOON.date())
