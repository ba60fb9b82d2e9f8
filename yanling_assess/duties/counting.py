"""How many there are of several things, and which day is the nearest, asked in one query."""

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

from django.db.models import Count, DateField, Min, QuerySet, Value
from django.db.models.functions import Cast

from yanling_assess.duties.types import Counts


class Dated(NamedTuple):
    """Rows that have to be done by a day, which is in this field."""

    rows: QuerySet[Any]
    due: str


Sought: TypeAlias = Mapping[str, QuerySet[Any] | Dated]
"""What is counted, by the name that it is asked for afterwards."""


def counted(sought: Sought) -> Counts:
    """The number of rows of each queryset, by its name, and their nearest day; one query for all of them."""
    parts = [_part(name, asked) for name, asked in sought.items()]
    numbers, days = dict.fromkeys(sought, 0), {}
    if parts:
        first, *others = parts
        for row in first.union(*others, all=True):
            numbers[row["counted_as"]] = row["n"]
            if row["nearest"]:
                days[row["counted_as"]] = row["nearest"]
    return Counts(numbers, days)


def _part(name: str, asked: QuerySet[Any] | Dated) -> QuerySet[Any]:
    rows, nearest = (asked.rows, Min(asked.due)) if isinstance(asked, Dated) else (asked, _NO_DAY)
    named = rows.order_by().values(counted_as=Value(name))
    return named.annotate(n=Count("pk", distinct=True), nearest=nearest)


_NO_DAY = Min(Cast(Value(None), DateField()))
