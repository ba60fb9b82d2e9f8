"""More of everything that lists show: the small site's rows again, so many times, straight into the tables.

The guards must be lifted. Copies bear new names and numbers; they belong to new people, units and accounts
where a row may not stand twice. No service could bring this about: it is for counting queries.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from itertools import cycle, islice
from typing import Any
from uuid import uuid4

from django.db.models import QuerySet

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
from tests.conftest import NOON
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

    def copies(self, of: QuerySet[Any], **vary: Vary | Sequence[Any]) -> list[Any]:
        """So many copies of rows in turn; a field is varied by a function, or takes the values in turn."""
        return self._kept(list(islice(cycle(of.order_by("pk")), self.count)), vary)

    def of_one(self, of: QuerySet[Any], **vary: Vary | Sequence[Any]) -> list[Any]:
        """The same of the first row alone: a page with many of something on it."""
        return self._kept([of.order_by("pk")[0]] * self.count, vary)

    def _kept(self, rows: Sequence[Any], vary: Mapping[str, Vary | Sequence[Any]]) -> list[Any]:
        copies = [self._copy(row, number, vary) for number, row in enumerate(rows)]
        return list(type(rows[0])._base_manager.bulk_create(copies))

    def _copy(self, row: Any, number: int, vary: Mapping[str, Vary | Sequence[Any]]) -> Any:
        fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        fields.pop(row._meta.pk.attname)
        copy = type(row)(**fields)
        for name, value in vary.items():
            given = value(row, self.start + number) if callable(value) else value[number % len(value)]
            setattr(copy, name, given)
        return copy


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
    files = crowd.copies(StoredFile.objects.all(), name=named("name"))
    _findings(crowd, people, files)
    _complaints(crowd, files)
    _notices(crowd, people, files)
    crowd.copies(Change.objects.all(), number=lambda _row, number: 1_000_000 + 1000 * number)
    crowd.copies(ImportBatch.objects.all())


def _people(crowd: Crowd) -> list[StaffMember]:
    units = crowd.copies(Unit.objects.all(), name=named("name"), order=counted("order"))
    crowd.copies(Window.objects.all(), number=named("number"))
    crowd.copies(Window.objects.all(), unit=units)
    people = crowd.copies(StaffMember.objects.all(), number=named("number"), name=named("name"))
    crowd.copies(Posting.objects.all(), person=people)
    crowd.of_one(Posting.objects.all(), starts_on=days_later("starts_on"), ends_on=days_later("starts_on"))
    users = crowd.copies(User.objects.all(), username=named("username"))
    crowd.copies(Membership.objects.filter(unit__isnull=False), user=users)
    return list(people)


def _leave(crowd: Crowd, people: list[StaffMember]) -> None:
    slips = crowd.copies(LeaveSlip.objects.all(), person=people)
    LeaveCover.objects.bulk_create(
        LeaveCover(slip=slip, substitute=people[0], starts_on=slip.starts_on, ends_on=slip.ends_on)
        for slip in slips
    )
    crowd.copies(AttendanceDay.objects.all(), person=people)
    crowd.copies(CalendarDay.objects.all(), day=days_later("day"))
    crowd.copies(WorkingHours.objects.all(), starts_on=days_later("starts_on"))


def _findings(crowd: Crowd, people: list[StaffMember], files: list[StoredFile]) -> None:
    draws = crowd.copies(InspectionDraw.objects.all())
    inspections = crowd.copies(Inspection.objects.all(), key=lambda _row, _number: uuid4(), draw=draws)
    crowd.copies(InspectionVisit.objects.all(), inspection=inspections)
    crowd.copies(Report.objects.all(), title=named("title"))
    findings = crowd.copies(Finding.objects.all(), imported_as=lambda _row, _number: None)
    attach("evidence", [*Finding.objects.order_by("pk")[:1], *findings], files[:3])
    crowd.copies(Problem.objects.all(), title=named("title"))
    events = crowd.copies(ScoreEvent.objects.all(), finding=findings, person=people)
    crowd.of_one(ScoreEvent.objects.all(), person=people)
    crowd.copies(ScoreLine.objects.all(), event=events, position=counted("position"))
    objections = crowd.copies(Objection.objects.all(), event=events)
    crowd.copies(Correction.objects.all(), event=events, objection=objections)
    crowd.copies(RuleEdition.objects.filter(state=RuleEdition.State.DRAFT), name=named("name"))
    crowd.copies(ProposalDecision.objects.all(), key=named("key"))


def _complaints(crowd: Crowd, files: list[StoredFile]) -> None:
    complaints = crowd.copies(Complaint.objects.all())
    attach("files", complaints, files[:2])
    first = Complaint.objects.order_by("pk")[0]
    ComplaintStep.objects.bulk_create(
        ComplaintStep(complaint=one, on=first.received_at, text="已核实", by=first.recorded_by, at=NOON)
        for one in (*complaints, *[first] * crowd.count)
    )
    points = crowd.copies(ComplaintPoint.objects.all(), complaint=complaints)
    recorded = Finding.objects.filter(complaint_point__isnull=False)
    crowd.copies(ScoreEvent.objects.all(), finding=crowd.copies(recorded, complaint_point=points))
    crowd.of_one(ComplaintPoint.objects.all(), position=counted("position"))


def _notices(crowd: Crowd, people: list[StaffMember], files: list[StoredFile]) -> None:
    follow_ups = crowd.copies(
        FollowUp.objects.filter(arose_from__isnull=True), person=people, rung=lambda _row, _number: None
    )
    handed = crowd.copies(HandedIn.objects.all(), follow_up=follow_ups)
    talks = crowd.copies(Talk.objects.all(), follow_up=follow_ups)
    attach("files", handed, files[:2])
    attach("files", talks, files[:2])
    posting, user = Posting.objects.order_by("pk")[0], User.objects.order_by("pk")[0]
    Removal.objects.bulk_create(
        Removal(follow_up=row, posting=posting, left_on=NOON.date(), by=user, at=NOON) for row in follow_ups
    )
    letters = {"kind": [Notice.Kind.TALK], "unit": [row.unit for row in follow_ups], "result": [None]}
    keys = [str(row.pk) for row in follow_ups]
    notices = crowd.copies(
        Notice.objects.all(),
        sequence=counted("sequence"),
        key=keys,
        replaces=lambda _row, _number: None,
        **letters,
    )
    crowd.copies(NoticePaper.objects.all(), notice=notices)
    Receipt.objects.bulk_create(
        Receipt(notice=notice, unit=posting.unit, by=user, at=NOON) for notice in notices
    )
    honours = crowd.copies(Honour.objects.filter(person__isnull=False), person=people)
    attach("files", honours, files[:2])
    crowd.copies(Publicity.objects.all(), honour=honours)
    exchanges = crowd.copies(Exchange.objects.all())
    attach("honours", exchanges, honours[:3])
    attach("files", exchanges, files[:2])
