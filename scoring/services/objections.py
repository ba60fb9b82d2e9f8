"""申诉: a unit head objects to an event; the chief decides; the score follows at once, or by a correction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from records.changes import record_change
from records.errors import Refusal, given
from records.models import StoredFile
from records.versions import save_edit
from scoring.entry import ChargeData
from scoring.models import Month, Objection, ScoreEvent
from scoring.selectors.behaviours import behaviour_or_none
from scoring.selectors.editions import edition_for
from scoring.selectors.month import CLOSED, month_row
from scoring.services.corrections import correct_event
from scoring.services.editing import edit_event
from scoring.services.open_months import is_open
from scoring.services.settling import dismiss_event
from units.models import StaffMember

State = Objection.State
OPEN_TO_OBJECTION = (ScoreEvent.Status.PENDING, ScoreEvent.Status.CONFIRMED)
TEXT_LENGTH, DECISION_LENGTH = 2000, 1000
MOST_FILES = 20


def file_objection(
    *, event: ScoreEvent, text: str, files: Sequence[StoredFile] = (), by: Any, at: datetime
) -> Objection:
    """A unit's answer to a charge. Refusal for an award, a settled or contested event, an empty text."""
    text = given(text, "请写明申诉的理由。", field="text", most=TEXT_LENGTH, what="")
    with transaction.atomic():
        _check_contestable(event)
        objection = Objection.objects.create(
            event=event,
            unit_id=event.unit_id,
            text=text,
            filed_by=by,
            filed_at=at,
            is_late=_is_late(event, at),
        )
        objection.files.set(files)
        names = [file.name for file in files]
        record_change(by=by, at=at, action="申诉", subject=event, after={"申诉理由": text, "申诉材料": names})
    return objection


def withdraw_objection(*, objection: Objection, expected_version: int, by: Any, at: datetime) -> Objection:
    """The unit takes its objection back before it is decided."""
    with transaction.atomic():
        _expect_open(objection)
        saved = save_edit(objection, expected_version=expected_version, changes={"state": State.WITHDRAWN})
        record_change(by=by, at=at, action="撤回申诉", subject=saved.event, before={"申诉理由": saved.text})
    return saved


def decide_objection(
    *,
    objection: Objection,
    expected_version: int,
    state: str,
    decision: str,
    changes: Mapping[str, Any] | None = None,
    by: Any,
    at: datetime,
) -> Objection:
    """The chief upholds the charge, changes it (`changes`: Fact's fields) or cancels it, with the reason.

    In an open month the event follows at once; in a closed one a correction is made of it.
    """
    decision = given(decision, "请写明复核的理由。", field="decision", most=DECISION_LENGTH, what="")
    changes = dict(changes or {})
    if state == State.CHANGED and not changes:
        raise Refusal("选了“变更”，请写明变更成什么。", field="behaviour")
    with transaction.atomic():
        _expect_open(objection)
        decided = {"state": state, "decision": decision, "decided_by": by, "decided_at": at}
        saved = save_edit(objection, expected_version=expected_version, changes=decided)
        after = {"结果": saved.get_state_display()}
        record_change(by=by, at=at, action="申诉复核", subject=saved.event, after=after, reason=decision)
        if state != State.UPHELD:
            _carry_out(saved, changes, by=by, at=at)
    return saved


def _carry_out(objection: Objection, changes: Mapping[str, Any], *, by: Any, at: datetime) -> None:
    event = ScoreEvent.objects.select_related("finding", "unit", "person", "problem").get(
        pk=objection.event_id
    )
    if not is_open(event.counts_in):
        correct_event(
            event=event,
            changes=changes,
            statement=_statement(event, changes),
            reason=f"申诉{objection.get_state_display()}：{objection.decision}"[:500],
            by=by,
            at=at,
            objection=objection,
        )
    elif objection.state == State.CANCELLED:
        reason = f"申诉成立：{objection.decision}"[:300]
        dismiss_event(event=event, expected_version=event.version, reason=reason, by=by, at=at)
    else:
        edit_event(event=event, expected_version=event.version, data=_charge(event, changes), by=by, at=at)


def _statement(event: ScoreEvent, changes: Mapping[str, Any]) -> str:
    if not changes:
        return f"{event.finding.happened_on:%Y-%m-%d} {event} 撤销"[:300]
    words = {"behaviour": "行为", "clause": "条款", "person": "人员", "times": "次数", "measure": "数值"}
    told = "、".join(f"{words.get(name, name)}为{_shown(name, value)}" for name, value in changes.items())
    return f"{event.finding.happened_on:%Y-%m-%d} {event}：{told}"[:300]


def _shown(name: str, value: Any) -> str:
    if name != "person":
        return str(value)
    return StaffMember.objects.filter(pk=value).values_list("name", flat=True).first() or "人员待查"


def _charge(event: ScoreEvent, changes: Mapping[str, Any]) -> ChargeData:
    """The event as it stands, with the changes."""
    kept = ("unit", "window", "substitute", "bulletin", "criticised", "accountable", "serious", "concerns")
    person = changes.get("person", event.person_id)
    return ChargeData(
        **{name: getattr(event, name) for name in kept},
        clause=changes.get("clause", event.clause),
        behaviour=changes.get("behaviour", event.behaviour),
        times=changes.get("times", event.times),
        measure=changes.get("measure", event.measure),
        person=StaffMember.objects.filter(pk=person).first(),
        problem_title=event.problem.title if event.problem else "",
        choice_reason=event.choice_reason,
    )


def _check_contestable(event: ScoreEvent) -> None:
    if event.status not in OPEN_TO_OBJECTION:
        raise Refusal(f"这一项现在是“{event.get_status_display()}”，没有扣分，不用申诉。")
    behaviour = behaviour_or_none(edition_for(event.counts_in), event.clause, event.behaviour)
    if behaviour is not None and behaviour.effect == "award":
        raise Refusal("这是加分事项，不用申诉；要补充材料的，请补充证明文件。")
    if Objection.objects.filter(event=event, state=State.OPEN).exists():
        raise Refusal("这一项已有一件申诉正在复核，请等复核结果。")


def _is_late(event: ScoreEvent, at: datetime) -> bool:
    """After the day told to the units, or after the month was closed: still taken, and marked."""
    row = month_row(event.counts_in)
    if row.state in CLOSED:
        return True
    if row.state != Month.State.REVIEW or row.review_until is None:
        return False
    return timezone.localdate(at) > row.review_until


def _expect_open(objection: Objection) -> None:
    if objection.state != State.OPEN:
        raise Refusal(f"这件申诉已经是“{objection.get_state_display()}”，不能再处理。")
