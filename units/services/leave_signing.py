"""What is done with a slip that was handed in (1.4): signed, refused, filed, 销假, papers added."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from records.changes import record_change, snapshot
from records.errors import Refusal
from records.models import StoredFile
from records.versions import save_edit
from units.halves import HalfDay
from units.models import LeaveSlip
from units.selectors.leave_check import slip_check
from units.services.leave import held_slip
from units.services.leave_rules import hold_people

State = LeaveSlip.State
SCANS, PROOFS = "scans", "proofs"
PAPERS = {SCANS: "请假条扫描件", PROOFS: "证明材料"}


@transaction.atomic
def sign_slip(*, slip: LeaveSlip, expected_version: int, note: str, by: Any, at: datetime) -> LeaveSlip:
    """The chief signs. Refusal where somebody is missing at a single half day (1.3: 不准请假)."""
    held = held_slip(slip, expected_version, (State.REGISTERED,))
    hold_people([held.person, *(cover.substitute for cover in held.covers.select_related("substitute"))])
    blocks = slip_check(held).blocks
    if blocks:
        raise Refusal(f"不能批准：{'；'.join(block.rstrip('。') for block in blocks)}。")
    return _decide(held, State.SIGNED, "签批", note, by=by, at=at)


@transaction.atomic
def refuse_slip(*, slip: LeaveSlip, expected_version: int, note: str, by: Any, at: datetime) -> LeaveSlip:
    """The chief does not approve, and says why."""
    held = held_slip(slip, expected_version, (State.REGISTERED,))
    if not note.strip():
        raise Refusal("请写明不批准的理由。", field="note")
    return _decide(held, State.REFUSED, "不批准", note, by=by, at=at)


@transaction.atomic
def file_slip(*, slip: LeaveSlip, expected_version: int, filed_on: date, by: Any, at: datetime) -> LeaveSlip:
    """It lies at 县行政服务中心督查室; told again, the day is corrected."""
    held = held_slip(slip, expected_version, (State.SIGNED,))
    _check_day(filed_on, not_before=timezone.localdate(held.handed_at), at=at, what="留档", field="filed_on")
    return _note(held, "督查室留档", {"filed_on": filed_on}, by=by, at=at)


@transaction.atomic
def return_slip(
    *,
    slip: LeaveSlip,
    expected_version: int,
    returned_on: date,
    returned_half: str,
    by: Any,
    at: datetime,
) -> LeaveSlip:
    """销假: from which half day on the person was back; early or late, and corrected by telling it again."""
    held = held_slip(slip, expected_version, (State.SIGNED,))
    _check_day(returned_on, not_before=held.starts_on, at=at, what="销假", field="returned_on")
    if HalfDay(returned_on, returned_half) <= held.span.first:
        raise Refusal("销假时间须在请假开始之后；没有休假的请撤回请假条。", field="returned_on")
    changes = {"returned_on": returned_on, "returned_half": returned_half}
    return _note(held, "销假", changes, by=by, at=at)


@transaction.atomic
def attach_papers(
    *, slip: LeaveSlip, kind: str, files: Sequence[StoredFile], by: Any, at: datetime
) -> LeaveSlip:
    """Add scans of the slip, or proofs of the 特殊原因, that were stored before."""
    if not files:
        raise Refusal("请选择要上传的文件。", field="uploads")
    papers = slip.scans if kind == SCANS else slip.proofs
    papers.add(*files)
    after = {PAPERS[kind]: "、".join(file.name for file in files)}
    record_change(by=by, at=at, action="上传", subject=slip, after=after)
    return slip


@transaction.atomic
def detach_paper(*, slip: LeaveSlip, file: StoredFile, by: Any, at: datetime) -> LeaveSlip:
    """Take away a paper that was attached by mistake; the log keeps its name."""
    for kind, papers in ((SCANS, slip.scans), (PROOFS, slip.proofs)):
        if papers.filter(pk=file.pk).exists():
            papers.remove(file)
            record_change(by=by, at=at, action="移除", subject=slip, before={PAPERS[kind]: file.name})
    return slip


def _decide(held: LeaveSlip, state: str, action: str, note: str, *, by: Any, at: datetime) -> LeaveSlip:
    changes = {"state": state, "signed_by": by, "signed_at": at, "sign_note": note.strip()}
    before = snapshot(held, ("state",))
    saved = save_edit(held, expected_version=held.version, changes=changes)
    after = snapshot(saved, ("state",))
    record_change(by=by, at=at, action=action, subject=saved, before=before, after=after, reason=note.strip())
    return saved


def _note(held: LeaveSlip, action: str, changes: dict[str, Any], *, by: Any, at: datetime) -> LeaveSlip:
    before = snapshot(held, changes)
    saved = save_edit(held, expected_version=held.version, changes=changes)
    record_change(by=by, at=at, action=action, subject=saved, before=before, after=snapshot(saved, changes))
    return saved


def _check_day(day: date, *, not_before: date, at: datetime, what: str, field: str) -> None:
    if day > timezone.localdate(at):
        raise Refusal(f"{what}日期还没有到，请改正。", field=field)
    if day < not_before:
        first = f"{not_before.year}年{not_before.month}月{not_before.day}日"
        raise Refusal(f"{what}日期不能早于{first}。", field=field)
