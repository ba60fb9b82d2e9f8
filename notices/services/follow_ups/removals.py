"""撤出登记 (6.3): the posting ends, who replaces the person begins, the follow-up is done: one step."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from notices.handling import REMOVAL
from notices.models import FollowUp, Removal
from notices.selectors.follow_ups.rules import rule_of
from notices.services.follow_ups.moving import expect, held, moved
from records.errors import Refusal
from units.models import Posting, StaffMember
from units.services.postings import withdraw_posting

State = FollowUp.State


def record_removal(
    *,
    follow_up: FollowUp,
    expected_version: int,
    left_on: date,
    replacement: StaffMember | None,
    starts_on: date | None,
    without: str = "",
    by: Any,
    at: datetime,
) -> Removal:
    """The person left the unit. Refusal without a replacement (撤出并替换) unless `without` says why, for a
    day to come, or where the person does not stand there any more."""
    with transaction.atomic():
        row = held(follow_up, expected_version)
        expect(row, State.OPEN, act="登记撤出", kinds=(REMOVAL,))
        _check(left_on, replacement, without, at)
        posting = posting_to_end(row, left_on)
        if posting.ends_on is None:
            posting = withdraw_posting(
                posting=posting,
                expected_version=posting.version,
                ends_on=left_on,
                reason=f"{row.basis} {rule_of(row, REMOVAL).kind}"[:100],
                replacement=replacement,
                starts_on=starts_on,
                by=by,
                at=at,
            )
        removal = Removal.objects.create(
            follow_up=row,
            posting=posting,
            left_on=left_on,
            replacement=replacement,
            starts_on=_begun(posting, replacement),
            by=by,
            at=at,
        )
        moved(row, State.DONE, action="登记撤出", by=by, at=at, decision=_words(row, removal, without))
    return removal


def posting_to_end(row: FollowUp, on: date) -> Posting:
    """Where the person stands at the unit on a day; Refusal where that is nowhere. Who has left already (the
    posting was ended elsewhere) left on the day that stands there."""
    rows = Posting.objects.on(on).filter(person=row.person, unit=row.unit)
    found = rows.exclude(post=Posting.Post.SUBSTITUTE).order_by("-starts_on").first()
    if found is None:
        told = f"{row.person}在撤出日期没有在{row.unit}进驻，请核对撤出日期和人员进驻情况。"
        raise Refusal(told, field="left_on")
    if found.ends_on is not None and found.ends_on != on:
        told = f"进驻记录中{row.person}已于{found.ends_on:%Y年%m月%d日}离开，撤出日期请填这一天。"
        raise Refusal(told, field="left_on")
    return found


def _check(left_on: date, replacement: StaffMember | None, without: str, at: datetime) -> None:
    if left_on > timezone.localdate(at):
        raise Refusal("撤出日期还没有到，撤出以后再登记。", field="left_on")
    if replacement is None and not without.strip():
        raise Refusal("请填写替换人员；确实没有替换人员的，写明原因。", field="replacement")


def _begun(ended: Posting, replacement: StaffMember | None) -> date | None:
    """The first day of the replacement, as the posting has it."""
    if replacement is None:
        return None
    rows = Posting.objects.filter(person=replacement, unit=ended.unit_id).order_by("-id")
    return rows.values_list("starts_on", flat=True).first()


def _words(row: FollowUp, removal: Removal, without: str) -> str:
    left = f"{row.person}已于{removal.left_on.isoformat()}撤出"
    if removal.replacement is None:
        return f"{left}；没有替换人员：{without.strip()}"
    return f"{left}，由{removal.replacement}自{removal.starts_on}起替换"
