"""签发, of every kind of paper: one number, content and bytes kept, nothing changed after.

Printing takes a second and stands before the transaction; the number that was printed is checked inside it,
so numbers are neither skipped nor given twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction

from notices.models import Notice, NoticePaper, NumberSeries
from notices.papers.jobs import Printed
from notices.selectors.drafts import standing_notice
from notices.selectors.numbers import Number, hand_number, next_number
from records.changes import record_change
from records.errors import Refusal
from scoring.models import Month, MonthResult
from units.models import Unit

TRIES = 6
Kept = TypeVar("Kept")


class NumberTakenError(Exception):
    """Another paper took the number while this one was printed: it has to be printed again."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper printed under the number that it will have, and all that is kept of it."""

    kind: str
    key: str
    title: str
    addressee: str
    number: Number
    on: date
    content: Mapping[str, Any]
    papers: Mapping[str, Printed]
    stands: Callable[[], None]
    """Refusal where it may not be issued (any more)."""
    issued: Callable[[Notice, Any, datetime], None]
    month: Month | None = None
    result: MonthResult | None = None
    unit: Unit | None = None
    due_on: date | None = None
    needs_reason: bool = False
    """Whether a second one of the same kind and key is only issued for a reason."""
    reason: str = ""
    anchor: str = ""
    """How far the log had come when it was printed (records.audit.checking.Anchor)."""


def number_for(on: date, kind: str, sequence: int | None = None) -> Number:
    """The next number of the count, or the one that the office's own register gives."""
    return next_number(on, kind) if sequence is None else hand_number(on, kind, sequence)


def until_kept(prepare: Callable[[], Prepared], keep: Callable[[Prepared], Kept]) -> Kept:
    """Print and keep; print again where the number went to another paper meanwhile."""
    for _ in range(TRIES):
        try:
            return keep(prepare())
        except NumberTakenError:
            continue
    raise Refusal("编号连续被其他文件占用，请稍后再签发一次。")


def keep_notice(*, prepared: Prepared, by: Any, at: datetime) -> Notice:
    """Keep what was printed, give out its number, do what follows from it: all or nothing.

    NumberTakenError where the number went to another paper meanwhile.
    """
    with transaction.atomic():
        prepared.stands()
        _take_number(prepared.number, prepared.kind)
        notice = _notice(prepared, by=by, at=at)
        for reading, printed in prepared.papers.items():
            NoticePaper.objects.create(
                notice=notice, reading=reading, pdf=printed.pdf, sha256=printed.sha256, pages=printed.pages
            )
        prepared.issued(notice, by, at)
        after: dict[str, Any] = {
            "SHA-256": {reading: printed.sha256 for reading, printed in prepared.papers.items()}
        }
        if prepared.number.by_hand:
            after["按登记簿取号"] = notice.number
        record_change(by=by, at=at, action="签发", subject=notice, after=after, reason=prepared.reason)
    return notice


def _take_number(number: Number, kind: str) -> None:
    """NumberTakenError where it is not the next one any more, or is written in another way now.

    A number of the office's register is refused where it was used meanwhile; a higher one moves the count.
    """
    NumberSeries.objects.get_or_create(code=number.series, year=number.year)
    series = NumberSeries.objects.select_for_update().get(code=number.series, year=number.year)
    on = date(number.year, 1, 1)
    if number_for(on, kind, number.sequence if number.by_hand else None) != number:
        raise NumberTakenError
    series.last = max(series.last, number.sequence)
    series.save(update_fields=["last"])


def _notice(prepared: Prepared, *, by: Any, at: datetime) -> Notice:
    earlier = standing_notice(prepared.kind, prepared.key)
    if earlier is not None and prepared.needs_reason and not prepared.reason:
        raise Refusal(f"同一事由的{earlier.number}已经签发；另发一件替代它的，请写明理由。", field="reason")
    return Notice.objects.create(
        kind=prepared.kind,
        key=prepared.key,
        code=prepared.number.code,
        year=prepared.number.year,
        sequence=prepared.number.sequence,
        by_hand=prepared.number.by_hand,
        title=prepared.title,
        addressee=prepared.addressee,
        month=prepared.month,
        result=prepared.result,
        unit=prepared.unit,
        content=dict(prepared.content),
        due_on=prepared.due_on,
        issued_on=prepared.on,
        issued_by=by,
        issued_at=at,
        anchor=prepared.anchor,
        replaces=earlier,
    )
