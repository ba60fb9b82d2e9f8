"""核实、不予认定、免予扣分: once each, by whom and why, never into a closed month."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from records.changes import changes_of
from records.errors import EditConflict, Refusal
from scoring.models import Month, ScoreEvent
from scoring.services.settling import confirm_event, dismiss_event, reopen_event, waive_event
from tests.conftest import NOON
from tests.scoring.factories import recorded_event
from units.models import Unit, User


def confirm(event: ScoreEvent, by: User) -> ScoreEvent:
    return confirm_event(event=event, expected_version=event.version, by=by, at=NOON)


def dismiss(event: ScoreEvent, by: User, reason: str = "查无此事") -> ScoreEvent:
    return dismiss_event(event=event, expected_version=event.version, reason=reason, by=by, at=NOON)


def waive(event: ScoreEvent, by: User, reason: str = "突发疾病") -> ScoreEvent:
    return waive_event(event=event, expected_version=event.version, reason=reason, by=by, at=NOON)


def reopen(event: ScoreEvent, by: User) -> ScoreEvent:
    return reopen_event(event=event, expected_version=event.version, by=by, at=NOON)


@pytest.mark.parametrize(
    ("act", "status", "reason", "action"),
    [
        (confirm, "confirmed", "", "核实"),
        (dismiss, "dismissed", "查无此事", "不予认定"),
        (waive, "waived", "突发疾病", "免予扣分"),
    ],
    ids=["confirm", "dismiss", "waive"],
)
def test_settling_writes_status_author_reason_and_log(
    clerk: User,
    chief: User,
    unit: Unit,
    act: Callable[..., ScoreEvent],
    status: str,
    reason: str,
    action: str,
) -> None:
    event = act(recorded_event(clerk, unit), chief)
    assert (event.status, event.settled_by, event.settled_at, event.settled_reason) == (
        status,
        chief,
        NOON,
        reason,
    )
    change = changes_of(event).first()
    assert change is not None
    assert (change.action, change.by, change.reason, change.before) == (
        action,
        chief,
        reason,
        {"状态": "待核实"},
    )


@pytest.mark.parametrize("act", [dismiss, waive], ids=["dismiss", "waive"])
def test_confirmed_event_can_still_be_dismissed_or_waived_in_its_open_month(
    clerk: User, chief: User, unit: Unit, act: Callable[..., ScoreEvent]
) -> None:
    event = confirm(recorded_event(clerk, unit), clerk)
    assert act(event, chief).status != "confirmed"


@pytest.mark.parametrize("act", [dismiss, waive], ids=["dismiss", "waive"])
@pytest.mark.parametrize(
    ("reason", "words"), [("  ", "写明理由"), ("长" * 301, "不超过300字")], ids=["none", "long"]
)
def test_dismissing_and_waiving_need_a_reason(
    clerk: User, unit: Unit, act: Callable[..., ScoreEvent], reason: str, words: str
) -> None:
    event = recorded_event(clerk, unit)
    with pytest.raises(Refusal, match=words):
        act(event, clerk, reason)
    event.refresh_from_db()
    assert event.status == "pending"


def test_settled_event_goes_back_to_pending(clerk: User, chief: User, unit: Unit) -> None:
    event = reopen(waive(recorded_event(clerk, unit), chief), chief)
    assert (event.status, event.settled_by, event.settled_at, event.settled_reason) == (
        "pending",
        None,
        None,
        "",
    )
    assert changes_of(event).first().by == chief  # type: ignore[union-attr]


def test_settling_twice_is_refused(clerk: User, unit: Unit) -> None:
    event = confirm(recorded_event(clerk, unit), clerk)
    with pytest.raises(Refusal, match="现在是“已核实”"):
        confirm(event, clerk)


def test_settling_what_another_has_changed_is_a_conflict(clerk: User, chief: User, unit: Unit) -> None:
    event = recorded_event(clerk, unit)
    confirm(event, clerk)
    with pytest.raises(EditConflict) as conflict:
        dismiss(event, chief)
    assert conflict.value.current.status == "confirmed"


@pytest.mark.parametrize("act", [dismiss, waive, reopen], ids=["dismiss", "waive", "reopen"])
def test_event_of_a_closed_month_is_not_changed(
    clerk: User, chief: User, unit: Unit, act: Callable[..., ScoreEvent]
) -> None:
    event = confirm(recorded_event(clerk, unit, on=date(2026, 9, 3)), clerk)
    Month.objects.update_or_create(month=date(2026, 9, 1), defaults={"state": "closed"})
    with pytest.raises(Refusal, match="2026年9月已定分"):
        act(event, chief)
    event.refresh_from_db()
    assert (event.status, event.version) == ("confirmed", 2)


def test_event_confirmed_after_its_month_is_closed_counts_in_the_next(clerk: User, unit: Unit) -> None:
    event = recorded_event(clerk, unit, on=date(2026, 9, 3))
    Month.objects.update_or_create(month=date(2026, 9, 1), defaults={"state": "closed"})
    assert confirm(event, clerk).counts_in == date(2026, 10, 1)


def test_praise_without_proof_cannot_be_confirmed(clerk: User, unit: Unit) -> None:
    event = recorded_event(clerk, unit, clause="2.7", behaviour="锦旗")
    with pytest.raises(Refusal, match="要有证明材料（"):
        confirm(event, clerk)


def test_bonus_cannot_be_waived(clerk: User, chief: User, unit: Unit) -> None:
    event: Any = recorded_event(clerk, unit, clause="2.7", behaviour="锦旗")
    with pytest.raises(Refusal, match="不予认定"):
        waive(event, chief)
