"""How many rows, and since when: one query for any number of kinds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, DateTimeField, Min, QuerySet, Value
from django.utils import timezone


@dataclass(frozen=True)
class Counted:
    """How many rows there are, and the day of the oldest."""

    count: int
    oldest: date | None


def count_all(kinds: Iterable[tuple[str, QuerySet, str]]) -> dict[str, Counted]:
    """{name: Counted} of (name, rows, field of their time), a day or a moment; one query for all."""
    first, *others = (
        rows.order_by()
        .values(counted_as=Value(name))
        .annotate(how_many=Count("pk", distinct=True), oldest=Min(field, output_field=DateTimeField()))
        for name, rows, field in kinds
    )
    return {
        row["counted_as"]: Counted(
            row["how_many"], timezone.localdate(row["oldest"]) if row["oldest"] else None
        )
        for row in first.union(*others, all=True)
    }
