"""宣传 (四（一）): where an honour was made known; a mistaken entry is taken back, on record."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from notices.models import Honour, Publicity
from notices.selectors.honours.quarters import quarter_of
from records.changes import record_change
from records.errors import Refusal, given

WORDS_LENGTH, REASON_LENGTH = 200, 300


def record_publicity(
    *, honours: Sequence[Honour], where: str, on: date, words: str = "", by: Any, at: datetime
) -> list[Publicity]:
    """Several honours made known at once, at one place on one day. Refusal names the field."""
    if not honours:
        raise Refusal("请勾选宣传了哪些典型。", field="honours")
    if where not in Publicity.Where.values:
        raise Refusal("请选择在哪里宣传。", field="where")
    words = words.strip()
    if len(words) > WORDS_LENGTH:
        raise Refusal(f"说明请不超过{WORDS_LENGTH}字（现在{len(words)}字）。", field="words")
    with transaction.atomic():
        rows = [_made_known(honour, where, on, at) for honour in honours]
        for row in rows:
            row.words, row.by, row.at = words, by, at
            row.save(force_insert=True)
            after = {"宣传方式": row.get_where_display(), "日期": f"{on:%Y-%m-%d}", "说明": words}
            record_change(by=by, at=at, action="登记宣传", subject=row.honour, after=after)
    return rows


def remove_publicity(*, publicity: Publicity, reason: str, by: Any, at: datetime) -> Publicity:
    """Take a mistaken entry back; it stays on record."""
    reason = given(reason, "请写明为什么撤去。", most=REASON_LENGTH)
    with transaction.atomic():
        row = Publicity.objects.select_for_update(of=("self",)).select_related("honour").get(pk=publicity.pk)
        if row.removed_at is not None:
            raise Refusal("这条宣传记录已经撤去。")
        row.removed_by, row.removed_at, row.removed_reason = by, at, reason
        row.save(update_fields=["removed_by", "removed_at", "removed_reason"])
        before = {"宣传方式": row.get_where_display(), "日期": f"{row.on:%Y-%m-%d}", "说明": row.words}
        record_change(by=by, at=at, action="撤去宣传", subject=row.honour, before=before, reason=reason)
    return row


def _made_known(honour: Honour, where: str, on: date, at: datetime) -> Publicity:
    current = Honour.objects.select_for_update(of=("self",)).get(pk=honour.pk)
    if current.state != Honour.State.SELECTED:
        raise Refusal(f"“{current.title}”没有选树，不能登记宣传。", field="honours")
    if on > timezone.localdate(at):
        raise Refusal("日期在今天以后：宣传过了再登记。", field="on")
    if on < quarter_of(current.quarter).first:
        raise Refusal(f"日期在“{current.title}”所属季度以前，请核对。", field="on")
    if current.publicity.filter(where=where, on=on, removed_at__isnull=True).exists():
        raise Refusal(f"“{current.title}”这一天的同一宣传已经登记过。", field="on")
    return Publicity(honour=current, where=where, on=on)
