"""请假条: registered, corrected, given other substitutes, withdrawn. What follows: leave_signing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from records.changes import record_change, snapshot
from records.errors import EditConflict, Refusal
from records.versions import save_edit
from units.models import LeaveCover, LeaveSlip
from units.selectors.leave_check import may_withdraw
from units.services.leave_rules import check_covers, check_slip, hold_people
from units.slips import CoverData, SlipData
from units.workdays import work_calendar

State = LeaveSlip.State
UNSIGNED = {"state": State.REGISTERED, "signed_by": None, "signed_at": None, "sign_note": ""}


@transaction.atomic
def register_slip(*, slip: SlipData, covers: Sequence[CoverData], by: Any, at: datetime) -> LeaveSlip:
    """Write a slip that was handed in; whether it can be signed is asked later (1.3)."""
    hold_people([slip.person])
    unit = check_slip(slip, at=at)
    check_covers(covers, span=slip.span, person=slip.person)
    row = LeaveSlip(person=slip.person, unit=unit, recorded_by=by, recorded_at=at, **slip_columns(slip))
    row.save()
    _write_covers(row, covers)
    words = {"窗口单位": unit.name} | slip_words(row) | _cover_words(covers)
    after = {name: value for name, value in words.items() if value}
    record_change(by=by, at=at, action="登记", subject=row, after=after)
    return row


@transaction.atomic
def edit_slip(
    *,
    slip: LeaveSlip,
    expected_version: int,
    data: SlipData,
    covers: Sequence[CoverData],
    by: Any,
    at: datetime,
) -> LeaveSlip:
    """Correct a slip before it is signed; one that was refused is put before the chief again."""
    held = held_slip(slip, expected_version, (State.REGISTERED, State.REFUSED))
    if data.person != held.person:
        raise Refusal("请假人不能改；登记错人的，请撤回后重新登记。", field="person")
    hold_people([held.person])
    unit = check_slip(data, at=at, but=held.pk)
    check_covers(covers, span=data.span, person=held.person)
    again = held.state == State.REFUSED
    before = slip_words(held) | _cover_words(covers_of(held))
    changes = slip_columns(data) | {"unit": unit} | (UNSIGNED if again else {})
    saved = save_edit(held, expected_version=expected_version, changes=changes)
    _write_covers(saved, covers)
    after = slip_words(saved) | _cover_words(covers)
    _log(saved, "修改后重新送签" if again else "修改", before, after, by=by, at=at)
    return saved


@transaction.atomic
def change_covers(
    *,
    slip: LeaveSlip,
    expected_version: int,
    covers: Sequence[CoverData],
    reason: str,
    by: Any,
    at: datetime,
) -> LeaveSlip:
    """Who really stood in on signed leave; a gap that this leaves is told, and proposed (1.3)."""
    held = held_slip(slip, expected_version, (State.SIGNED,))
    hold_people([held.person, *(cover.substitute for cover in covers)])
    check_covers(covers, span=held.span, person=held.person)
    before = _cover_words(covers_of(held))
    saved = save_edit(held, expected_version=expected_version, changes={})
    _write_covers(saved, covers)
    _log(saved, "变更替岗", before, _cover_words(covers), by=by, at=at, reason=reason.strip())
    return saved


@transaction.atomic
def withdraw_slip(*, slip: LeaveSlip, expected_version: int, reason: str, by: Any, at: datetime) -> LeaveSlip:
    """The person does not go after all; once the leave has begun, the return is recorded instead."""
    held = held_slip(slip, expected_version, (State.REGISTERED, State.SIGNED))
    if not may_withdraw(held, work_calendar(held.starts_on, held.ends_on), at):
        raise Refusal("请假已经开始，不能撤回；提前回来的请登记销假。")
    before = snapshot(held, ("state",))
    saved = save_edit(held, expected_version=expected_version, changes={"state": State.WITHDRAWN})
    after = snapshot(saved, ("state",))
    _log(saved, "撤回", before, after, by=by, at=at, reason=reason.strip())
    return saved


def held_slip(slip: LeaveSlip, expected_version: int, allowed: Sequence[str]) -> LeaveSlip:
    """The slip as it stands, locked. EditConflict: somebody was first; Refusal: not in this state."""
    fresh = (
        LeaveSlip.objects.select_for_update(of=("self",))
        .select_related("person", "unit")
        .filter(pk=slip.pk)
        .first()
    )
    if fresh is None or fresh.version != expected_version:
        raise EditConflict(fresh)
    if fresh.state not in allowed:
        raise Refusal(f"这张请假条现在是“{fresh.get_state_display()}”，不能这样处理；请刷新页面看最新情况。")
    found: LeaveSlip = fresh
    return found


def slip_words(slip: LeaveSlip) -> dict[str, Any]:
    """A slip as the change log tells it."""
    outing = f"{slip.out_from:%H:%M}至{slip.out_until:%H:%M}" if slip.out_from and slip.out_until else None
    return {
        "请假人": slip.person.name,
        "假别": slip.get_kind_display(),
        "事由": slip.reason,
        "起止时间": slip.words,
        "外出": outing,
        "递交时间": f"{timezone.localtime(slip.handed_at):%Y-%m-%d %H:%M}",
        "代办人": slip.proxy_name or None,
        "特殊原因": slip.special_reason or None,
        "状态": slip.get_state_display(),
    }


def covers_of(slip: LeaveSlip) -> list[CoverData]:
    """The covers of a slip in the shape that services are told."""
    return [
        CoverData(
            substitute=row.substitute,
            starts_on=row.starts_on,
            starts_half=row.starts_half,
            ends_on=row.ends_on,
            ends_half=row.ends_half,
            handover=row.handover,
        )
        for row in slip.covers.select_related("substitute")
    ]


def slip_columns(data: SlipData) -> dict[str, Any]:
    """The columns of a slip as it was told."""
    outing = data.kind == LeaveSlip.Kind.SHORT
    proxy = data.proxy_name.strip()
    return {
        "kind": data.kind,
        "reason": data.reason.strip(),
        "starts_on": data.starts_on,
        "starts_half": data.starts_half,
        "ends_on": data.ends_on,
        "ends_half": data.ends_half,
        "out_from": data.out_from if outing else None,
        "out_until": data.out_until if outing else None,
        "handed_at": data.handed_at,
        "handwritten": not proxy,
        "proxy_name": proxy,
        "special_reason": data.special_reason.strip(),
    }


def cover_rows(slip: LeaveSlip, covers: Sequence[CoverData]) -> list[LeaveCover]:
    """The covers told for a slip as rows that are not stored yet."""
    return [
        LeaveCover(
            slip=slip,
            substitute=cover.substitute,
            starts_on=cover.starts_on,
            starts_half=cover.starts_half,
            ends_on=cover.ends_on,
            ends_half=cover.ends_half,
            handover=cover.handover.strip(),
        )
        for cover in covers
    ]


def _write_covers(slip: LeaveSlip, covers: Sequence[CoverData]) -> None:
    slip.covers.all().delete()
    LeaveCover.objects.bulk_create(cover_rows(slip, covers))


def _cover_words(covers: Sequence[CoverData]) -> dict[str, Any]:
    return {"替岗": "；".join(cover.words for cover in sorted(covers, key=lambda one: one.span)) or None}


def _log(
    slip: LeaveSlip,
    action: str,
    before: dict[str, Any],
    after: dict[str, Any],
    *,
    by: Any,
    at: datetime,
    reason: str = "",
) -> None:
    changed = [name for name in after if after[name] != before.get(name)]
    record_change(
        by=by,
        at=at,
        action=action,
        subject=slip,
        before={name: before.get(name) for name in changed},
        after={name: after[name] for name in changed},
        reason=reason,
    )
