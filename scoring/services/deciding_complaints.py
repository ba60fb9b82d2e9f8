"""属实、不属实: point by point, then the complaint as a whole; taken back only with a reason."""

from datetime import datetime
from typing import Any

from django.db import transaction

from records.changes import record_change, snapshot
from records.errors import EditConflict, Refusal, given
from records.versions import save_edit
from scoring.models import Complaint, ComplaintPoint, ScoreEvent
from scoring.selectors.complaint_page import points_of
from scoring.services.complaint_privacy import refuse_complainant
from scoring.services.complaints import hold_complaint
from scoring.services.settling import dismiss_event

Result = ComplaintPoint.Result
DECISION = ("result", "finding_text")


def decide_point(
    *, point: ComplaintPoint, expected_version: int, result: str, finding_text: str, by: Any, at: datetime
) -> ComplaintPoint:
    """待查 → 属实 or 不属实, with what was found out. Nothing is scored yet: that is confirmed apart."""
    finding_text = given(finding_text, "请写明查明了什么。", field="finding_text")
    if result not in (Result.TRUE, Result.FALSE):
        raise Refusal("请选择“属实”或“不属实”。", field="result")
    with transaction.atomic():
        row = hold_point(point, expected_version)
        refuse_complainant(row.complaint, finding_text=finding_text)
        if row.result != Result.OPEN:
            raise Refusal("这一项已认定；要改，请先退回待查并写明理由。")
        changes = {"result": result, "finding_text": finding_text, "decided_by": by, "decided_at": at}
        saved = save_edit(row, expected_version=expected_version, changes=changes)
        record_change(by=by, at=at, action="认定", subject=saved, after=snapshot(saved, DECISION))
    return saved


def reopen_point(
    *, point: ComplaintPoint, expected_version: int, reason: str, by: Any, at: datetime
) -> ComplaintPoint:
    """Back to 待查, with the reason. What was recorded from it is dismissed (its month must be open)."""
    reason = given(reason, "请写明退回待查的理由。")
    with transaction.atomic():
        row = hold_point(point, expected_version)
        refuse_complainant(row.complaint, reason=reason)
        if row.result == Result.OPEN:
            raise Refusal("这一项还没有认定，不用退回。")
        before = snapshot(row, DECISION)
        for event in _standing(row):
            dismiss_event(
                event=event,
                expected_version=event.version,
                reason=f"投诉事项退回待查：{reason}"[:300],
                by=by,
                at=at,
            )
        changes = {"result": Result.OPEN, "finding_text": "", "decided_by": None, "decided_at": None}
        saved = save_edit(row, expected_version=expected_version, changes=changes)
        after = snapshot(saved, DECISION)
        record_change(
            by=by, at=at, action="退回待查", subject=saved, before=before, after=after, reason=reason
        )
    return saved


def decide_complaint(
    *, complaint: Complaint, expected_version: int, reply: str, reason: str = "", by: Any, at: datetime
) -> Complaint:
    """待查 → 已查结, once every point is decided, with what was answered.

    Refusal while a point is open, and, without a reason, while a true one still waits for its events.
    """
    reply = given(reply, "请写明怎样答复的；没有联系方式的，写“无法答复”和原因。", field="reply")
    with transaction.atomic():
        row = hold_complaint(complaint, expected_version)
        refuse_complainant(row, reply=reply, reason=reason)
        _refuse_unfinished(row, reason.strip())
        changes = {"state": Complaint.State.DECIDED, "reply": reply, "decided_by": by, "decided_at": at}
        saved = save_edit(row, expected_version=expected_version, changes=changes)
        after = snapshot(saved, ("state", "reply"))
        record_change(by=by, at=at, action="查结", subject=saved, after=after, reason=reason.strip())
    return saved


def reopen_complaint(
    *, complaint: Complaint, expected_version: int, reason: str, by: Any, at: datetime
) -> Complaint:
    """已查结 → 待查 again, with the reason; points and events stay as they are until they are changed."""
    reason = given(reason, "请写明重新办理的理由。")
    with transaction.atomic():
        row = Complaint.objects.select_for_update(of=("self",)).filter(pk=complaint.pk).first()
        if row is None or row.version != expected_version:
            raise EditConflict(row)
        if row.state != Complaint.State.DECIDED:
            raise Refusal("这件投诉还在办理，不用重新打开。")
        refuse_complainant(row, reason=reason)
        before = snapshot(row, ("state",))
        changes = {"state": Complaint.State.OPEN, "decided_by": None, "decided_at": None}
        saved = save_edit(row, expected_version=expected_version, changes=changes)
        after = snapshot(saved, ("state",))
        record_change(
            by=by, at=at, action="重新办理", subject=saved, before=before, after=after, reason=reason
        )
    return saved


def hold_point(point: ComplaintPoint, expected_version: int) -> ComplaintPoint:
    """The point as it stands, its complaint locked and open; EditConflict where it changed."""
    complaint = hold_complaint(point.complaint)
    row = (
        ComplaintPoint.objects.select_for_update(of=("self",))
        .select_related("unit", "window", "person")
        .filter(pk=point.pk)
        .first()
    )
    if row is None or row.version != expected_version:
        raise EditConflict(row)
    row.complaint = complaint
    return row


def _standing(point: ComplaintPoint) -> list[ScoreEvent]:
    """What was recorded from the point and has not been dismissed."""
    events = ScoreEvent.objects.filter(finding__complaint_point=point)
    return list(events.exclude(status=ScoreEvent.Status.DISMISSED).select_related("finding"))


def _refuse_unfinished(complaint: Complaint, reason: str) -> None:
    points = points_of(complaint)
    undecided = [str(view.point.position) for view in points if view.point.result == Result.OPEN]
    if undecided:
        raise Refusal(f"第{'、'.join(undecided)}项还没有认定，逐项认定后才能查结。")
    waits = [str(view.point.position) for view in points if view.waits]
    if waits and not reason:
        raise Refusal(
            f"第{'、'.join(waits)}项属实，还没有登记计分事项；请先登记，确不登记的写明理由。", field="reason"
        )
