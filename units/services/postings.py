"""进驻 under 6.1: reviewed before handing in, handed to the hall, rotated, withdrawn with a replacement."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from records.changes import record_change, snapshot
from records.errors import EditConflict, Refusal
from records.versions import save_edit
from units.models import Posting, StaffMember
from units.services.basics import begin_posting, end_posting

ONE_DAY = timedelta(days=1)
REVIEWED = ("reviewed_by", "reviewed_on", "review_note")


@transaction.atomic
def review_posting(
    *,
    posting: Posting,
    expected_version: int,
    approved: bool,
    note: str,
    reviewed_on: date,
    by: Any,
    at: datetime,
) -> Posting:
    """The office's opinion (6.2). Without a pass there is no day of review: handing in then is a breach."""
    held = held_posting(posting, expected_version)
    _refuse_future(reviewed_on, at, field="reviewed_on", what="审查日期")
    if not approved and not note.strip():
        raise Refusal("不通过的，请写明意见。", field="note")
    changes = {
        "reviewed_by": by,
        "reviewed_on": reviewed_on if approved else None,
        "review_note": note.strip(),
    }
    return _note(held, "进驻审查通过" if approved else "进驻审查不通过", changes, by=by, at=at)


@transaction.atomic
def hand_in_posting(
    *, posting: Posting, expected_version: int, handed_on: date | None, by: Any, at: datetime
) -> Posting:
    """When the papers went to the hall, reviewed or not: what happened is written down. None: not yet."""
    held = held_posting(posting, expected_version)
    if handed_on is not None:
        _refuse_future(handed_on, at, field="handed_on", what="递交日期")
    elif held.handed_on is None:
        raise Refusal("请填写递交大厅的日期。", field="handed_on")
    return _note(held, "递交大厅" if handed_on else "撤销递交", {"handed_on": handed_on}, by=by, at=at)


@transaction.atomic
def rotate_posting(*, posting: Posting, expected_version: int, to: Posting, by: Any, at: datetime) -> Posting:
    """轮换: this posting ends the day before the next one begins; both or neither."""
    held = held_posting(posting, expected_version)
    _refuse_early(held, to.starts_on, field="starts_on", what="轮换日期")
    end_posting(
        posting=held, ends_on=to.starts_on - ONE_DAY, reason=f"轮换到{to.unit.name}"[:100], by=by, at=at
    )
    to.person = held.person
    return begin_posting(posting=to, by=by, at=at)


@transaction.atomic
def withdraw_posting(
    *,
    posting: Posting,
    expected_version: int,
    ends_on: date,
    reason: str,
    replacement: StaffMember | None,
    starts_on: date | None,
    by: Any,
    at: datetime,
) -> Posting:
    """撤出: the posting ends; who replaces the person begins at the same place in the same step."""
    held = held_posting(posting, expected_version)
    if replacement is not None and replacement == held.person:
        raise Refusal("替换的人员不能是撤出的人员自己。", field="replacement")
    ended = end_posting(posting=held, ends_on=ends_on, reason=reason.strip(), by=by, at=at)
    if replacement is not None:
        begins = starts_on or ends_on + ONE_DAY
        if begins <= ends_on:
            raise Refusal("替换人员的进驻日期须在撤出之后。", field="starts_on")
        begin_posting(
            posting=Posting(
                person=replacement, unit=held.unit, window=held.window, post=held.post, starts_on=begins
            ),
            by=by,
            at=at,
        )
    return ended


def held_posting(posting: Posting, expected_version: int) -> Posting:
    """The posting as it stands, locked. EditConflict where somebody was first."""
    rows = Posting.objects.select_for_update(of=("self",)).select_related("person", "unit", "window")
    fresh = rows.filter(pk=posting.pk).first()
    if fresh is None or fresh.version != expected_version:
        raise EditConflict(fresh)
    return fresh


def _note(held: Posting, action: str, changes: dict[str, Any], *, by: Any, at: datetime) -> Posting:
    """Written into the person's log, as all that concerns a posting."""
    place = snapshot(held, ("unit",))
    before = snapshot(held, changes)
    saved = save_edit(held, expected_version=held.version, changes=changes)
    after = place | snapshot(saved, changes)
    record_change(by=by, at=at, action=action, subject=saved.person, before=before, after=after)
    return saved


def _refuse_future(day: date, at: datetime, *, field: str, what: str) -> None:
    if day > timezone.localdate(at):
        raise Refusal(f"{what}还没有到，请改正。", field=field)


def _refuse_early(held: Posting, day: date, *, field: str, what: str) -> None:
    if day <= held.starts_on:
        first = f"{held.starts_on.year}年{held.starts_on.month}月{held.starts_on.day}日"
        raise Refusal(f"{what}须在进驻日期（{first}）之后。", field=field)
