"""More of everything that lists show: the small site's rows again, so many times, straight into the tables.

The guards must be lifted. Copies bear new names and numbers; they belong to new people, units and accounts
where a row may not stand twice. No service could bring this about: it is for counting queries.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from itertools import cycle, islice
from typing import Any
from uuid import uuid4

from django.db.models import Model, QuerySet

from notices.models import (
    Exchange,
    FollowUp,
    HandedIn,
    Honour,
    Notice,
    NoticePaper,
    Publicity,
    Receipt,
    Removal,
    Talk,
)
from records.models import Change, ImportBatch, StoredFile
from scoring.models import (
    Complaint,
    ComplaintPoint,
    ComplaintStep,
    Correction,
    Finding,
    Inspection,
    InspectionDraw,
    InspectionVisit,
    Objection,
    Problem,
    ProposalDecision,
    Report,
    RuleEdition,
    ScoreEvent,
    ScoreLine,
)
from units.models import (
    AttendanceDay,
    CalendarDay,
    LeaveCover,
    LeaveSlip,
    Membership,
    Posting,
    StaffMember,
    Unit,
    User,
    Window,
    WorkingHours,
)

Vary = Callable[[Any, int], Any]
"""A field's value in the n-th copy, from the row copied."""


class Crowd:
    """Adds rows; `start` keeps what two crowds call their rows apart."""

    def __init__(self, count: int, start: int = 0) -> None:
        self.count, self.start = count, start

    def copies(self, of: Any, **vary: Vary | Sequence[Any]) -> list[Any]:
        """So many copies of rows in turn; a field is varied by a function, or takes the values in turn."""
        rows: QuerySet[Any] = of.objects.all() if isinstance(of, type) else of
        sources = list(islice(cycle(rows.order_by("pk")), self.count))
        return self._kept([self._copy(row, number, vary) for number, row in enumerate(sources)])

    def of_each(self, of: Any, **vary: Vary | Sequence[Any]) -> list[Any]:
        """The same of one row alone, the first: a page with many of something on it."""
        rows: QuerySet[Any] = of.objects.all() if isinstance(of, type) else of
        row = rows.order_by("pk").first()
        return self._kept([self._copy(row, number, vary) for number in range(self.count)]) if row else []

    def _copy(self, row: Any, number: int, vary: Mapping[str, Vary | Sequence[Any]]) -> Any:
        fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        fields.pop(row._meta.pk.attname)
        copy = type(row)(**fields)
        for name, value in vary.items():
            given = value(row, self.start + number) if callable(value) else value[number % len(value)]
            setattr(copy, name, given)
        return copy

    def _kept(self, copies: list[Model]) -> list[Any]:
        return type(copies[0])._base_manager.bulk_create(copies) if copies else []  # type: ignore[attr-defined]


def named(field: str) -> Vary:
    """The text that stood there, with the copy's number behind."""
    return lambda row, number: f"{getattr(row, field)}{number}"


def counted(field: str) -> Vary:
    """The number that stood there, moved on past all others: none of them is beyond a thousand."""
    return lambda row, number: getattr(row, field) + 1000 + 100 * number


def days_later(field: str) -> Vary:
    return lambda row, number: getattr(row, field) + timedelta(days=400 + number)


def attach(field: str, rows: Sequence[Any], others: Sequence[Any]) -> None:
    """Each of the others to each of the rows."""
    if rows:
        link = type(rows[0])._meta.get_field(field)
        through, here, there = link.remote_field.through, link.m2m_field_name(), link.m2m_reverse_field_name()
        through.objects.bulk_create(through(**{here: row, there: other}) for row in rows for other in others)


def add_crowd(count: int, start: int = 0) -> None:
    """So many more of everything."""
    crowd = Crowd(count, start)
    people = _people(crowd)
    _leave(crowd, people)
    files = crowd.copies(StoredFile, name=named("name"))
    _findings(crowd, people, files)
    _complaints(crowd, files)
    _notices(crowd, people, files)
    crowd.copies(Change, number=lambda _row, number: 1_000_000 + 1000 * number)
    crowd.copies(ImportBatch)


def _people(crowd: Crowd) -> list[StaffMember]:
    units = crowd.copies(Unit, name=named("name"), order=counted("order"))
    crowd.copies(Window, number=named("number"))
    crowd.copies(Window, unit=units)
    people = crowd.copies(StaffMember, number=named("number"), name=named("name"))
    crowd.copies(Posting, person=people)
    crowd.of_each(Posting, starts_on=days_later("starts_on"), ends_on=days_later("starts_on"))
    users = crowd.copies(User, username=named("username"))
    crowd.copies(Membership.objects.filter(unit__isnull=False), user=users)
    return list(people)


def _leave(crowd: Crowd, people: list[StaffMember]) -> None:
    slips = crowd.copies(LeaveSlip, person=people)
    crowd.copies(LeaveCover, slip=slips)
    crowd.copies(AttendanceDay, person=people)
    crowd.copies(CalendarDay, day=days_later("day"))
    crowd.copies(WorkingHours, starts_on=days_later("starts_on"))


def _findings(crowd: Crowd, people: list[StaffMember], files: list[StoredFile]) -> None:
    draws = crowd.copies(InspectionDraw)
    inspections = crowd.copies(Inspection, key=lambda _row, _number: uuid4(), draw=draws or [None])
    crowd.copies(InspectionVisit, inspection=inspections)
    crowd.copies(Report, title=named("title"))
    findings = crowd.copies(Finding, imported_as=lambda _row, _number: None)
    first = Finding.objects.order_by("pk").first()
    attach("evidence", [first, *findings], files[:3])
    crowd.copies(Problem, title=named("title"))
    events = crowd.copies(ScoreEvent, finding=findings, person=people)
    crowd.of_each(ScoreEvent, person=people)
    crowd.copies(ScoreLine, event=events, position=counted("position"))
    objections = crowd.copies(Objection, event=events)
    crowd.copies(Correction, event=events, objection=objections or [None])
    crowd.copies(RuleEdition.objects.filter(state=RuleEdition.State.DRAFT), name=named("name"))
    crowd.copies(ProposalDecision, key=named("key"))


def _complaints(crowd: Crowd, files: list[StoredFile]) -> None:
    complaints = crowd.copies(Complaint)
    attach("files", complaints, files[:2])
    crowd.copies(ComplaintStep, complaint=complaints)
    crowd.of_each(ComplaintStep)
    crowd.copies(ComplaintPoint, complaint=complaints)
    crowd.of_each(ComplaintPoint, position=counted("position"))


def _notices(crowd: Crowd, people: list[StaffMember], files: list[StoredFile]) -> None:
    follow_ups = crowd.copies(
        FollowUp.objects.filter(arose_from__isnull=True), person=people, rung=lambda _row, _number: None
    )
    handed = crowd.copies(HandedIn, follow_up=follow_ups)
    talks = crowd.copies(Talk, follow_up=follow_ups)
    attach("files", handed, files[:2])
    attach("files", talks, files[:2])
    crowd.copies(Removal, follow_up=follow_ups)
    letters = {"kind": [Notice.Kind.TALK], "unit": [row.unit for row in follow_ups], "result": [None]}
    keys = [str(row.pk) for row in follow_ups]
    notices = crowd.copies(
        Notice, sequence=counted("sequence"), key=keys, replaces=lambda _row, _number: None, **letters
    )
    crowd.copies(NoticePaper, notice=notices)
    crowd.copies(Receipt, notice=notices)
    honours = crowd.copies(Honour.objects.filter(person__isnull=False), person=people)
    attach("files", honours, files[:2])
    crowd.copies(Publicity, honour=honours)
    exchanges = crowd.copies(Exchange)
    attach("honours", exchanges, honours[:3])
    attach("files", exchanges, files[:2])
