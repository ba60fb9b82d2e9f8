"""Erasing the words of the log past their time: who did what to which record, when, stays for ever.

What is blanked (label, before, after, reason, address, salt) is not in the chain, only its digest is; without
the salt nobody can guess it back. Each run of numbers erased gets a later line that says so, so that a check
of the chain can tell words erased in time from words that somebody took away.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from records.audit.checking import ERASED
from records.audit.writing import append
from records.models import Change

BLANK: Mapping[str, Any] = {
    "subject_label": "",
    "before": {},
    "after": {},
    "reason": "",
    "address": "",
    "salt": "",
}
"""The only change of the log that its database permits, and all of it at once."""
PASSING = ("登录", "退出", "查看", "下载", "导出", "打印", "拒绝")
"""How the names of acts begin that changed no record: their words tell little but from where."""
PROOFS = ("定分", "签发")
"""Acts whose words are the digests that closed months and issued papers are proven by: kept."""
BATCH = 500


def expired_words(
    before: datetime, *, passing: bool | None = None, spared: Iterable[tuple[str, Any]] = ()
) -> QuerySet[Change]:
    """Lines written before a moment whose words still stand.

    `passing`: those of acts that changed nothing (True), all others (False), both (None). `spared`: (subject
    type, subject ids, a list or a query of them) of what is still disputed; those lines keep their words.
    """
    rows = Change.objects.filter(at__lt=before).exclude(salt="").exclude(action__in=(ERASED, *PROOFS))
    if passing is not None:
        looks = Q()
        for word in PASSING:
            looks |= Q(action__startswith=word)
        rows = rows.filter(looks if passing else ~looks)
    for subject_type, ids in spared:
        rows = rows.exclude(subject_type=subject_type, subject_id__in=ids)
    return rows


@transaction.atomic
def erase_words(
    *,
    before: datetime,
    by: Any,
    at: datetime,
    passing: bool | None = None,
    spared: Iterable[tuple[str, Any]] = (),
) -> int:
    """Blank the words of these lines (as `expired_words` finds them) and write down which; how many."""
    rows = expired_words(before, passing=passing, spared=spared)
    numbers = list(rows.order_by("number").values_list("number", flat=True))
    for start in range(0, len(numbers), BATCH):
        Change.objects.filter(number__in=numbers[start : start + BATCH]).update(**BLANK)
    append([_told(first, last, by, at) for first, last in runs(numbers)])
    return len(numbers)


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Rising numbers as runs without a gap: 1, 2, 3, 7 → (1, 3), (7, 7)."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _told(first: int, last: int, by: Any, at: datetime) -> Change:
    return Change(
        by=by,
        at=at,
        action=ERASED,
        subject_type=Change._meta.label,
        subject_id=f"{first}-{last}",
        subject_label=f"操作记录第{first}号至第{last}号" if last > first else f"操作记录第{first}号",
    )
