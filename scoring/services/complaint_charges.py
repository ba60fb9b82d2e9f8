"""A point found true becomes its finding with confirmed events: once, and with every doubt settled."""

from datetime import datetime
from typing import Any

from django.db import transaction

from records.changes import record_change
from records.errors import Refusal
from scoring.complaints import DISMISSED, PointCharges
from scoring.models import ComplaintPoint, Finding, ScoreEvent
from scoring.selectors.complaint_proposals import COMPLAINT, QUARREL
from scoring.selectors.entry_choices import EntryChoices
from scoring.services.complaint_weighing import Case, Weighed, case_of, weigh_charges
from scoring.services.deciding_complaints import hold_point
from scoring.services.findings import record_finding
from scoring.services.settling import dismiss_event

REPLACED = f"同一投诉查实有争吵，改按{QUARREL[0]}{QUARREL[1]}计"
ONE_MATTER = f"与查实的投诉是同一件事，已按{COMPLAINT[0]}计"


def record_point_charges(
    *,
    point: ComplaintPoint,
    expected_version: int,
    data: PointCharges,
    choices: EntryChoices,
    by: Any,
    at: datetime,
) -> Finding:
    """Record the finding of a true point with its events, once. Refusal while anything is unsettled."""
    with transaction.atomic():
        row = hold_point(point, expected_version)
        case = case_of(row)
        refuse_repetition(case)
        weighed = weigh_charges(case=case, data=data, choices=choices, at=at)
        _refuse_unsettled(weighed, data)
        for event, reason in _giving_way(weighed, data):
            dismiss_event(event=event, expected_version=event.version, reason=reason, by=by, at=at)
        finding = record_finding(
            by=by, at=at, finding=weighed.finding, charges=weighed.charges, evidence=data.evidence
        )
        lines = [f"{charge.unit.name} {charge.clause} {charge.behaviour}" for charge in weighed.charges]
        after, reason = {"计分事项": "；".join(lines)}, data.reason.strip()
        record_change(by=by, at=at, action="登记计分事项", subject=row, after=after, reason=reason)
    return finding


def refuse_repetition(case: Case) -> None:
    """Refusal where there is nothing to record (any more)."""
    if case.point.result != ComplaintPoint.Result.TRUE:
        raise Refusal("认定“属实”以后才登记计分事项。")
    if case.own:
        raise Refusal("这一项的计分事项已经登记过，没有重复登记。")


def _refuse_unsettled(weighed: Weighed, data: PointCharges) -> None:
    if weighed.unsettled:
        raise Refusal("请先说明已登记的事项与这件投诉是什么关系。", field="settled")
    if weighed.reasons and not data.reason.strip():
        raise Refusal("与建议不一致的，请写明理由。", field="choice_reason")


def _giving_way(weighed: Weighed, data: PointCharges) -> list[tuple[ScoreEvent, str]]:
    """The complaint's earlier plain 2.9, and the rivals that the office does not uphold, each with why."""
    rivals = [doubt.event for doubt in weighed.doubts if doubt.choice == DISMISSED]
    reason = data.reason.strip() or ONE_MATTER
    return [(event, REPLACED) for event in weighed.replaced] + [(event, reason) for event in rivals]
