"""Persons with several counted lines, as the page and the workbook show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.rulebook.points import show
from scoring.selectors.counted import PersonSum, Sum
from scoring.selectors.statistic_tables import ledger_query
from scoring.selectors.statistics import Wanted
from units.models import StaffMember


@dataclass(frozen=True)
class RepeatRow:
    """One person."""

    person_id: int
    name: str
    number: str
    units: str
    lines: int
    points: str
    cleared: int
    behaviours: str
    """1.1 迟到 3件、4.5 接打手机 1件"""
    query: str


def repeat_rows(
    people: Sequence[tuple[int, PersonSum]], units: Mapping[int, str], wanted: Wanted
) -> list[RepeatRow]:
    """The rows of these persons; one query."""
    known = StaffMember.objects.in_bulk([key for key, _ in people])
    return [_row(known[key], sums, units, wanted) for key, sums in people]


def _row(person: StaffMember, sums: PersonSum, units: Mapping[int, str], wanted: Wanted) -> RepeatRow:
    return RepeatRow(
        person_id=person.pk,
        name=person.name,
        number=person.number,
        units="、".join(units.get(unit, "") for unit in sums.units),
        lines=sums.total.lines,
        points=show(sums.total.halves),
        cleared=sums.total.cleared,
        behaviours="、".join(f"{label} {one.lines}件" for label, one in _most_first(sums.behaviours)),
        query=ledger_query(wanted, person=person.pk),
    )


def _most_first(behaviours: Mapping[str, Sum]) -> list[tuple[str, Sum]]:
    return sorted(behaviours.items(), key=lambda one: (-one[1].lines, one[0]))
