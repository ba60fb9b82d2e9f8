"""申报加分 (2.6, 2.7, 4.3): a unit's head applies with proof; the office verifies; nothing counts before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from records.changes import record_change
from records.errors import EditConflict, Refusal
from records.models import StoredFile
from records.versions import save_edit
from scoring.entry import ChargeData, FindingData
from scoring.models import Finding, ScoreEvent
from scoring.selectors.applications import STATES, WITHDRAWN, state_of
from scoring.selectors.behaviours import LETTER, letter_proof
from scoring.selectors.editions import edition_for
from scoring.selectors.month import counting_month
from scoring.services.editing import attach_evidence
from scoring.services.entry_rules import known_behaviour
from scoring.services.findings import record_finding
from scoring.services.settling import dismiss_event
from units.access import actor_for
from units.models import Posting, StaffMember, Unit

PROOF_LENGTH = 200


def apply_for_bonus(
    *, finding: FindingData, charge: ChargeData, evidence: Sequence[StoredFile] = (), by: Any, at: datetime
) -> Finding:
    """Apply for one bonus of one's own unit: a finding with a pending event. Refusal names the field."""
    check_own_unit(finding.unit, by=by, at=at)
    behaviour = known_behaviour(
        edition_for(counting_month(finding.happened_on)), charge.clause, charge.behaviour
    )
    if behaviour.effect != "award":
        raise Refusal("只能申报加分的事项。", field="behaviour")
    if charge.person is not None:
        _check_posted(charge.person, finding.unit, finding.happened_on)
    pending = replace(charge, unit=finding.unit, verified=False)
    return record_finding(by=by, at=at, finding=finding, charges=[pending], evidence=evidence)


def supplement_application(
    *,
    event: ScoreEvent,
    expected_version: int,
    proof: str = "",
    signed: bool = False,
    evidence: Sequence[StoredFile] = (),
    by: Any,
    at: datetime,
) -> Finding:
    """Hand in more proof while it is pending; `expected_version` is the finding's.

    `signed`: the citizen has signed the letter by now (2.7).
    """
    check_own_unit(event.unit, by=by, at=at)
    proof = proof.strip()
    if not (proof or evidence or signed):
        raise Refusal("请写明要补充的证明材料，或选择文件。", field="proof")
    with transaction.atomic():
        current = _pending(event, "补充证明材料")
        finding = current.finding
        text = "；".join(part for part in (finding.proof, proof) if part)
        if signed and (event.clause, event.behaviour) == LETTER:
            text = letter_proof(signed, text)
        if len(text) > PROOF_LENGTH:
            raise Refusal(f"证明材料合起来超过{PROOF_LENGTH}字，请写得短些或上传文件。", field="proof")
        before = finding.proof
        saved = save_edit(finding, expected_version=expected_version, changes={"proof": text})
        if text != before:
            record_change(
                by=by,
                at=at,
                action="补充证明材料",
                subject=saved,
                before={"证明材料": before},
                after={"证明材料": text},
            )
        if evidence:
            attach_evidence(finding=saved, files=(), evidence=evidence, by=by, at=at)
    return saved


def withdraw_application(
    *, event: ScoreEvent, expected_version: int, reason: str = "", by: Any, at: datetime
) -> ScoreEvent:
    """Take an application back while it is pending: it stays on record as not recognised."""
    check_own_unit(event.unit, by=by, at=at)
    why = f"{WITHDRAWN}：{reason.strip()}" if reason.strip() else WITHDRAWN
    with transaction.atomic():
        _pending(event, "撤回")
        return dismiss_event(event=event, expected_version=expected_version, reason=why, by=by, at=at)


def check_own_unit(unit: Unit, *, by: Any, at: datetime) -> None:
    """Only who heads the unit on that day applies for it."""
    if unit.pk not in actor_for(by, on=timezone.localdate(at)).unit_ids:
        raise Refusal("只能为本单位申报。", field="unit")


def _pending(event: ScoreEvent, act: str) -> ScoreEvent:
    """The row as it stands, locked. Refusal where it has been settled meanwhile."""
    current = ScoreEvent.objects.select_for_update(of=("self",)).select_related("finding").filter(pk=event.pk)
    fresh = current.first()
    if fresh is None:
        raise EditConflict(None)
    if fresh.status != ScoreEvent.Status.PENDING:
        raise Refusal(f"这项申报已经“{STATES[state_of(fresh)]}”，不能再{act}。")
    return fresh


def _check_posted(person: StaffMember, unit: Unit, on: date) -> None:
    if not Posting.objects.on(on).filter(person=person, unit=unit).exists():
        raise Refusal(
            f"{person.name}在{on.month}月{on.day}日没有进驻{unit.name}，请核对人员和日期。", field="person"
        )
