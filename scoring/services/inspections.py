"""督查: a round comes in from a phone whole or not at all, and once, however often it is sent."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from records.changes import record_change, snapshot
from records.errors import Refusal
from records.models import Change, StoredFile
from records.versions import save_edit
from scoring.models import DeviceUpload, Inspection, InspectionVisit
from scoring.rounds import Fault, RoundData, RoundRefused, SeenData, VisitData
from scoring.selectors.editions import edition_for
from scoring.services.entry_warnings import contested_by
from scoring.services.findings import record_finding
from scoring.services.open_months import hold_open

SENT, DIGEST = "督查提交", "内容摘要"
DIGEST_LENGTH = 16
FIELDS = ("kind", "companions", "draw", "note")


def record_inspection(*, round_: RoundData, by: Any, at: datetime) -> Inspection:
    """Write a round with its visits and findings, all 待核实; what was sent before is the first one again.

    RoundRefused names every fault with its place, and then nothing is written. Refusal where the round is
    somebody else's.
    """
    earlier = _earlier(round_, by)
    if earlier is not None:
        return earlier
    try:
        with transaction.atomic():
            return _written(round_, by=by, at=at)
    except IntegrityError:  # the same round arrived twice at once
        earlier = _earlier(round_, by)
        if earlier is None:
            raise
        return earlier


def was_changed_since(row: Inspection, digest: str) -> bool:
    """Whether what was sent now differs from what the round was recorded from."""
    first = Change.objects.filter(
        subject_type=row._meta.label, subject_id=str(row.pk), action=SENT
    ).values_list("after", flat=True)
    return any(after.get(DIGEST) != digest[:DIGEST_LENGTH] for after in first)


def edit_inspection(
    *, row: Inspection, expected_version: int, changes: Mapping[str, Any], by: Any, at: datetime
) -> Inspection:
    """Correct what is told of the round itself; its findings are corrected each by itself."""
    with transaction.atomic():
        before = snapshot(row, changes)
        saved = save_edit(row, expected_version=expected_version, changes=changes)
        after = snapshot(saved, changes)
        differs = [name for name in after if after[name] != before[name]]
        record_change(
            by=by,
            at=at,
            action="修改",
            subject=saved,
            before={name: before[name] for name in differs},
            after={name: after[name] for name in differs},
        )
    return saved


def _earlier(round_: RoundData, by: Any) -> Inspection | None:
    row = Inspection.objects.filter(key=round_.key).first()
    if row is not None and row.by_id != by.pk:
        raise Refusal(f"这次督查已由{row.by}提交，不能再由{by}提交。")
    return row


def _written(round_: RoundData, *, by: Any, at: datetime) -> Inspection:
    visits = [replace(visit, visited_at=min(visit.visited_at, at)) for visit in round_.visits]
    row = Inspection.objects.create(
        key=round_.key,
        kind=round_.kind,
        started_at=min(visit.visited_at for visit in visits),
        sent_at=at,
        by=by,
        companions=round_.companions,
        draw=round_.draw,
        note=round_.note,
    )
    InspectionVisit.objects.bulk_create(_visit(row, visit) for visit in visits)
    record_change(by=by, at=at, action=SENT, subject=row, after=_told(row, visits, round_.digest))
    faults = [fault for visit in visits for seen in visit.seen for fault in _record(row, seen, by=by, at=at)]
    if faults:
        raise RoundRefused(faults)
    return row


def _told(row: Inspection, visits: list[VisitData], digest: str) -> dict[str, Any]:
    """What the change log says of a round that came in."""
    names = "、".join(visit.unit.name for visit in visits)
    given = {name: value for name, value in snapshot(row, FIELDS).items() if value}
    return given | {"到访单位": names, DIGEST: digest[:DIGEST_LENGTH]}


def _visit(row: Inspection, visit: VisitData) -> InspectionVisit:
    return InspectionVisit(
        inspection=row, unit=visit.unit, visited_at=visit.visited_at, checks=visit.checks, note=visit.note
    )


def _record(row: Inspection, seen: SeenData, *, by: Any, at: datetime) -> list[Fault]:
    """Record one thing seen; what stands against it, if anything."""
    finding = replace(seen.finding, inspection=row)
    try:
        edition = edition_for(hold_open(finding.happened_on))
        contested = contested_by(finding=finding, charges=seen.charges, edition=edition)
        if contested and not all(charge.choice_reason.strip() for charge in seen.charges):
            return [
                Fault(seen.key, "choice_reason", f"{one.text}仍按此登记的，请写明理由。") for one in contested
            ]
        record_finding(by=by, at=at, finding=finding, charges=seen.charges, evidence=_photos(seen, by=by))
    except Refusal as refusal:
        return [Fault(seen.key, refusal.field, refusal.message)]
    return []


def _photos(seen: SeenData, *, by: Any) -> list[StoredFile]:
    """The photos as they were uploaded; Refusal where one is missing or proves something else already."""
    rows = DeviceUpload.objects.filter(key__in=seen.photos, by=by).select_related("file")
    found = {row.key: row.file for row in rows.filter(file__findings__isnull=True)}
    missing = [key for key in seen.photos if key not in found]
    if missing:
        raise Refusal(f"有{len(missing)}张照片没有收到，请重新提交。", field="photos")
    return [found[key] for key in seen.photos]
