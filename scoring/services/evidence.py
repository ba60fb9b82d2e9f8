"""移除证明文件: what does not belong to a finding is taken from it, on record, while the month is open."""

from datetime import datetime
from typing import Any

from django.db import transaction

from records.changes import record_change
from records.errors import Refusal, given
from records.models import StoredFile
from scoring.models import Finding, RemovedEvidence, ScoreEvent
from scoring.selectors.editions import edition_for
from scoring.services.editing import refuse_frozen
from scoring.services.entry_rules import known_behaviour
from scoring.services.findings import check_proof
from scoring.services.open_months import hold_open, hold_same

Status = ScoreEvent.Status


def remove_evidence(
    *, finding: Finding, file: StoredFile, reason: str, by: Any, at: datetime
) -> RemovedEvidence:
    """Take a file from a finding; it is kept, and seen by the policy office.

    Refusal without a reason, where a closed month has used the finding, or where a confirmed event needs the
    file for its proof (2.6, 2.7).
    """
    reason = given(reason, "请写明移除的理由。")
    with transaction.atomic():
        Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
        _hold(finding)
        if not finding.evidence.filter(pk=file.pk).exists():
            raise Refusal(f"“{file.name}”已经不在这条记录里，没有移除任何内容。")
        finding.evidence.remove(file)
        _check_proofs(finding)
        removed = RemovedEvidence.objects.create(
            finding=finding, file=file, removed_by=by, removed_at=at, reason=reason
        )
        before, after = {"证明文件": [file.name]}, {"证明文件": ""}
        record_change(
            by=by, at=at, action="移除证明文件", subject=finding, before=before, after=after, reason=reason
        )
    return removed


def _hold(finding: Finding) -> None:
    """Hold the months that the finding counts in; Refusal where one is closed."""
    refuse_frozen(finding)
    events = finding.events.all()
    if not events:
        hold_open(finding.happened_on)
    for event in events:
        if event.status == Status.PENDING:
            hold_open(finding.happened_on)
        else:
            hold_same(event.counts_in, what="它的证明文件")


def _check_proofs(finding: Finding) -> None:
    """What was confirmed against a proof still has one."""
    has_files = finding.evidence.exists()
    for event in finding.events.filter(status=Status.CONFIRMED):
        behaviour = known_behaviour(edition_for(event.counts_in), event.clause, event.behaviour)
        try:
            check_proof(behaviour, finding, has_files=has_files)
        except Refusal:
            raise Refusal(
                f"“{event.clause} {event.behaviour}”已核实，不能没有证明材料；"
                "请先补充正确的文件或写明证明材料，或把这一项退回待核实。"
            ) from None
