"""Correcting what was written, while its month is open: the finding, one event, the person of a 人员待查."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from records.changes import record_change, snapshot
from records.errors import EditConflict, Refusal
from records.files import store_file
from records.models import StoredFile, VersionedModel
from records.versions import save_edit
from scoring.entry import ChargeData, FindingData
from scoring.models import Finding, MonthResult, ScoreEvent
from scoring.periods import first_of, month_name
from scoring.selectors.editions import edition_for
from scoring.services.complaint_privacy import refuse_in_finding
from scoring.services.entry_rules import check_charge, check_finding, kept_measure, known_behaviour
from scoring.services.exempt import exempt_reason, refuse_non_members
from scoring.services.findings import EVENT_FIELDS, FINDING_FIELDS, check_proof
from scoring.services.open_months import hold_open, hold_same
from scoring.services.problems import problem_of
from scoring.services.waived_before import leave_to_the_chief
from units.models import StaffMember

Status = ScoreEvent.Status


def edit_finding(
    *, finding: Finding, expected_version: int, data: FindingData, by: Any, at: datetime
) -> Finding:
    """Correct day, place, text, source and proof; its events move to the month of the new day.

    The unit stays: what was written for the wrong unit is dismissed and recorded anew. Refusal where an event
    of it stands in a closed month, EditConflict where somebody else was quicker.
    """
    check_finding(data, at=at)
    refuse_in_finding(finding.complaint_point, data.fact, data.statement, data.proof)
    if data.unit.pk != finding.unit_id:
        raise Refusal("窗口单位不能改；登记错单位的，请把各项“不予认定”后重新登记。", field="unit")
    with transaction.atomic():
        _expect_version(finding, expected_version)
        refuse_frozen(finding)
        events = list(finding.events.select_for_update(of=("self",)).exclude(status=Status.DISMISSED))
        for event in events:
            if event.status != Status.PENDING:
                hold_same(event.counts_in, what="它的事项")
        month = hold_open(data.happened_on)
        before = snapshot(finding, FINDING_FIELDS)
        saved = save_edit(finding, expected_version=expected_version, changes=_finding_changes(data))
        for event in events:
            _move(event, saved, month)
        _log(saved, FINDING_FIELDS, before, by=by, at=at)
    return saved


def edit_event(
    *, event: ScoreEvent, expected_version: int, data: ChargeData, by: Any, at: datetime
) -> ScoreEvent:
    """Correct clause, person, numbers, problem and flags of one event, while its month is open."""
    with transaction.atomic():
        current = _expect_version(event, expected_version)
        if current.status in (Status.DISMISSED, Status.WAIVED):
            raise Refusal(f"这一项已“{current.get_status_display()}”，请先退回待核实再修改。")
        month = _hold(current)
        behaviour = check_charge(data, edition_for(month))
        if current.status == Status.CONFIRMED:
            check_proof(behaviour, current.finding, has_files=current.finding.evidence.exists())
        problem = problem_of(unit=data.unit, title=data.problem_title, same_as=data.same_as, by=by, at=at)
        if current.status == Status.CONFIRMED and problem != current.problem:
            leave_to_the_chief(behaviour=behaviour, problem=problem, by=by, at=at)
        before = snapshot(current, EVENT_FIELDS)
        changes = {
            "clause": data.clause,
            "behaviour": data.behaviour,
            "window": data.window,
            "person": data.person,
            "substitute": data.substitute,
            "times": data.times,
            "measure": kept_measure(behaviour, data.measure),
            "problem": problem,
            "bulletin": data.bulletin.strip(),
            "criticised": data.criticised,
            "accountable": data.accountable,
            "serious": data.serious,
            "choice_reason": data.choice_reason.strip(),
            "exempt_reason": exempt_reason(behaviour, data.person, current.finding.happened_on),
            "counts_in": month,
        }
        saved = save_edit(current, expected_version=expected_version, changes=changes)
        _log(saved, EVENT_FIELDS, before, by=by, at=at)
    return saved


def name_person(
    *, event: ScoreEvent, expected_version: int, person: StaffMember, by: Any, at: datetime
) -> ScoreEvent:
    """Say who it was (人员待查), while its month is open."""
    with transaction.atomic():
        current = _expect_version(event, expected_version)
        if current.person_id is not None:
            raise Refusal("这一项已写明人员；要改人员，请用“修改”。")
        month = _hold(current)
        behaviour = known_behaviour(edition_for(month), current.clause, current.behaviour)
        refuse_non_members(behaviour, person)
        changes = {
            "person": person,
            "exempt_reason": exempt_reason(behaviour, person, current.finding.happened_on),
            "counts_in": month,
        }
        saved = save_edit(current, expected_version=expected_version, changes=changes)
        record_change(
            by=by, at=at, action="查明人员", subject=saved, before={"人员": None}, after={"人员": person.name}
        )
    return saved


def attach_evidence(
    *,
    finding: Finding,
    files: Sequence[UploadedFile],
    evidence: Sequence[StoredFile] = (),
    by: Any,
    at: datetime,
) -> list[StoredFile]:
    """Add files to a finding. The files are stored first; nothing is added where one of them is refused."""
    stored = [*evidence, *(store_file(upload=upload, by=by, at=at) for upload in files)]
    if not stored:
        raise Refusal("请选择要补充的文件。", field="uploads")
    with transaction.atomic():
        finding.evidence.add(*stored)
        names = [file.name for file in stored]
        record_change(by=by, at=at, action="补充证明文件", subject=finding, after={"证明文件": names})
    return stored


def refuse_frozen(finding: Finding) -> None:
    """A finding that a closed month was printed from is not changed (it may have no event that says so)."""
    month = first_of(finding.happened_on)
    closed = MonthResult.objects.filter(closed_at__gte=finding.recorded_at, month__month__gte=month)
    if not finding.events.exists() and closed.exists():
        raise Refusal(f"{month_name(month)}已定分，这条记录已列入，不能再改。")


def _expect_version(row: Any, expected: int) -> Any:
    """The row as it stands, locked; EditConflict where it is no longer the version that was read."""
    fresh: VersionedModel | None = type(row).objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if fresh is None or fresh.version != expected:
        raise EditConflict(fresh)
    return fresh


def _hold(event: ScoreEvent) -> date:
    if event.status == Status.PENDING:
        return hold_open(event.finding.happened_on)
    hold_same(event.counts_in, what="这一项")
    return event.counts_in


def _move(event: ScoreEvent, finding: Finding, month: date) -> None:
    """An event goes with its finding's day: the month it counts in, and who was exempt then (R6)."""
    behaviour = known_behaviour(edition_for(month), event.clause, event.behaviour)
    reason = exempt_reason(behaviour, event.person, finding.happened_on)
    if (event.counts_in, event.exempt_reason) != (month, reason):
        save_edit(
            event, expected_version=event.version, changes={"counts_in": month, "exempt_reason": reason}
        )


def _finding_changes(data: FindingData) -> dict[str, Any]:
    names = ("happened_on", "happened_at", "window", "source", "is_good")
    texts = ("fact", "statement", "proof")
    return {name: getattr(data, name) for name in names} | {
        name: getattr(data, name).strip() for name in texts
    }


def _log(row: Any, fields: Sequence[str], before: dict[str, Any], *, by: Any, at: datetime) -> None:
    after = snapshot(row, fields)
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        record_change(
            by=by,
            at=at,
            action="修改",
            subject=row,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
