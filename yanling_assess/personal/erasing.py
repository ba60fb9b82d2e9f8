"""Showing what is past its time, and erasing it: a transaction a kind, a line of the log for each."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from records.changes import record_act
from yanling_assess.personal.counting import count_all
from yanling_assess.personal.rules import Due, Rule, due_at

ERASED = "按期清除"


@dataclass(frozen=True)
class Past:
    """A rule, since which day its rows are past their time, how many there are, and the oldest."""

    rule: Rule
    before: date
    count: int
    oldest: date | None


def past_their_time(as_of: datetime) -> list[Past]:
    """Every rule, also those of which nothing is past its time."""
    found = due_at(as_of)
    counts = count_all((due.rule.key, due.rule.rows(due.cut), due.rule.moment) for due in found)
    return [_past(due, counts) for due in found]


def _past(due: Due, counts: Any) -> Past:
    counted = counts[due.rule.key]
    return Past(due.rule, due.cut.day, counted.count, counted.oldest)


def erase_due(due: Due, *, by: Any, at: datetime) -> int:
    """Erase what is past the rule's time, with a line of the log, or nothing at all; how many."""
    rows = due.rule.rows(due.cut)
    with transaction.atomic():
        count = due.rule.erase(due.cut, by, at)
        if count:
            label = (
                f"{due.rule.what}：{count}{due.rule.measure}，{due.cut.day:%Y-%m-%d}以前，{due.rule.words}"
            )
            record_act(action=ERASED, by=by, subject_type=rows.model._meta.label, label=label)
    return count


def settle_file() -> None:
    """SQLite's write-ahead log goes into the file now, over what was erased there."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def leave_no_trace() -> None:
    """From here on SQLite overwrites what it lets go of; PostgreSQL does so by itself when it vacuums."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON").fetchall()
