"""登记事项: what happened is written down with whom it charges; nothing counts before it is confirmed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from records.changes import record_change, snapshot
from records.errors import Refusal
from records.files import store_file
from records.models import StoredFile
from scoring.models import Finding, ScoreEvent
from scoring.rulebook import Behaviour
from scoring.selectors.behaviours import is_false_praise, missing_proof
from scoring.selectors.editions import edition_for
from scoring.services.complaint_privacy import refuse_in_finding
from scoring.services.data import ChargeData, FindingData
from scoring.services.entry_rules import check_charge, check_finding, check_good, kept_measure
from scoring.services.exempt import exempt_reason
from scoring.services.false_praise import check_praise, withdraw_praise
from scoring.services.open_months import hold_open
from scoring.services.problems import problem_of
from scoring.services.waived_before import leave_to_the_chief

FINDING_FIELDS = (
    "happened_on",
    "happened_at",
    "unit",
    "window",
    "source",
    "fact",
    "is_good",
    "statement",
    "proof",
)
EVENT_FIELDS = (
    *("unit", "window", "person", "substitute", "clause", "behaviour", "times", "measure", "problem"),
    *("bulletin", "criticised", "accountable", "serious", "concerns"),
    *("exempt_reason", "choice_reason", "status", "counts_in"),
)


def record_finding(
    *,
    by: Any,
    at: datetime,
    finding: FindingData,
    charges: Sequence[ChargeData],
    files: Sequence[UploadedFile] = (),
    evidence: Sequence[StoredFile] = (),
) -> Finding:
    """Write one happening with its charges (none: a fact outside every clause, kept at 0).

    `files` are stored first; `evidence` are files that were stored before, while the form was filled in. What
    was learnt from a report has the report's own files as evidence too.
    Each charge counts in the month that its day belongs to, or the earliest open one (R14). Refusal where
    anything does not fit, with the form field it belongs to, and then nothing is written.
    """
    check_finding(finding, at=at)
    refuse_in_finding(finding.complaint_point, finding.fact, finding.statement, finding.proof)
    stored = [*evidence, *(store_file(upload=upload, by=by, at=at) for upload in files)]
    with transaction.atomic():
        row = Finding.objects.create(**_columns(finding), recorded_by=by, recorded_at=at)
        stored = [*(finding.report.files.all() if finding.report else ()), *stored]
        row.evidence.set(stored)
        after = snapshot(row, FINDING_FIELDS) | (
            {"证明文件": [file.name for file in stored]} if stored else {}
        )
        record_change(by=by, at=at, action="登记", subject=row, after=after)
        month = hold_open(finding.happened_on)
        edition = edition_for(month)
        check_good(finding, [check_charge(charge, edition) for charge in charges])
        for charge in charges:
            record_charge(finding=row, charge=charge, month=month, has_files=bool(stored), by=by, at=at)
    return row


def record_charge(
    *, finding: Finding, charge: ChargeData, month: date, has_files: bool, by: Any, at: datetime
) -> ScoreEvent:
    """Write one charge of a finding that counts in `month`, confirmed at once where the charge says so."""
    behaviour = check_charge(charge, edition_for(month))
    check_praise(behaviour, charge.concerns, charge.unit)
    if charge.verified:
        check_proof(behaviour, finding, has_files=has_files)
    problem = problem_of(unit=charge.unit, title=charge.problem_title, same_as=charge.same_as, by=by, at=at)
    if charge.verified:
        leave_to_the_chief(behaviour=behaviour, problem=problem, by=by, at=at)
    status = ScoreEvent.Status.CONFIRMED if charge.verified else ScoreEvent.Status.PENDING
    settled = {"settled_by": by, "settled_at": at} if charge.verified else {}
    event = ScoreEvent.objects.create(
        finding=finding,
        unit=charge.unit,
        window=charge.window,
        person=charge.person,
        substitute=charge.substitute,
        clause=charge.clause,
        behaviour=charge.behaviour,
        times=charge.times,
        measure=kept_measure(behaviour, charge.measure),
        problem=problem,
        bulletin=charge.bulletin.strip(),
        criticised=charge.criticised,
        accountable=charge.accountable,
        serious=charge.serious,
        concerns=charge.concerns if is_false_praise(behaviour) else None,
        exempt_reason=exempt_reason(behaviour, charge.person, finding.happened_on),
        choice_reason=charge.choice_reason.strip(),
        status=status,
        counts_in=month,
        **settled,
    )
    record_change(by=by, at=at, action="登记", subject=event, after=snapshot(event, EVENT_FIELDS))
    if charge.verified:
        withdraw_praise(event, by=by, at=at)
    return event


def check_proof(behaviour: Behaviour, finding: Finding, *, has_files: bool) -> None:
    """Refuse to confirm what the paper gives only against a proof (2.6, 2.7) while none is there."""
    needed = missing_proof(behaviour, finding.source, proof=finding.proof, has_files=has_files)
    if needed:
        raise Refusal(
            f"“{behaviour.clause} {behaviour.name}”要有证明材料（{needed}）才能核实；"
            "请上传文件或写明证明材料，或先登记为待核实。",
            field="proof",
        )


def _columns(finding: FindingData) -> dict[str, Any]:
    return {
        "happened_on": finding.happened_on,
        "happened_at": finding.happened_at,
        "unit": finding.unit,
        "window": finding.window,
        "source": finding.source,
        "fact": finding.fact.strip(),
        "is_good": finding.is_good,
        "statement": finding.statement.strip(),
        "proof": finding.proof.strip(),
        "imported_as": finding.imported_as,
        "import_place": finding.import_place,
        "inspection": finding.inspection,
        "complaint_point": finding.complaint_point,
        "report": finding.report,
    }
