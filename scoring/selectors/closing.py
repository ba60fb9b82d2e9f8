"""What still stands in the way of closing a month: 待核实, 人员待查, praise without proof, open objections,
slips that nobody signed, complaints still looked into, proposals nobody decided, and that the month was not
shown to its units."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Value

from records.models import StoredFile
from scoring.models import Complaint, Month, Objection, ScoreEvent
from scoring.periods import day_name, last_of, next_month
from scoring.rulebook import Edition
from scoring.selectors.behaviours import missing_proof
from scoring.selectors.editions import edition_for
from scoring.selectors.proposals import open_proposals
from units.models import LeaveSlip

Status = ScoreEvent.Status


COUNTED = (
    ("pending", "待核实"),
    ("nameless", "人员待查"),
    ("unproved", "加分缺少证明材料"),
    ("objections", "申诉待复核"),
    ("slips", "请假条待签批"),
    ("complaints", "投诉待查"),
    ("proposals", "未处理的线索"),
)
"""What is counted, by field, and how it is called."""


@dataclass(frozen=True)
class OpenPoints:
    """Events by id that are not settled as they should be; closing over them takes a reason."""

    pending: tuple[int, ...] = ()
    nameless: tuple[int, ...] = ()
    """人员待查: confirmed, and the clause wants a person."""
    unproved: tuple[int, ...] = ()
    """Praise, pending or confirmed, with neither a file nor words of proof."""
    objections: tuple[int, ...] = ()
    """Objections not decided yet, by their own ids."""
    slips: tuple[int, ...] = ()
    """Leave slips of the month's days that nobody signed or refused, by their own ids."""
    complaints: tuple[int, ...] = ()
    """Complaints of what happened in the month that are still looked into, by their own ids."""
    proposals: tuple[str, ...] = ()
    """线索 of the month's days that nobody has decided, by their keys; asked only where it is closed."""
    review: str = ""
    """Why the units have not had their say; empty where they have, or where none is charged."""

    def __bool__(self) -> bool:
        return bool(self.review) or any(getattr(self, name) for name, _ in COUNTED)

    @property
    def counted(self) -> str:
        """还有待核实2项、人员待查5项; empty where nothing is open."""
        counts = ((label, len(getattr(self, name))) for name, label in COUNTED)
        told = "、".join(f"{label}{count}项" for label, count in counts if count)
        return f"还有{told}" if told else ""

    def in_words(self) -> str:
        """还有待核实2项、人员待查5项，尚未转入核对"""
        return "，".join(part for part in (self.counted, self.review) if part)

    def to_data(self) -> dict[str, Any]:
        """As kept with the result."""
        return {name: [*getattr(self, name)] for name, _ in COUNTED} | {"review": self.review}


def closing_points(month: date, today: date, edition: Edition | None = None) -> OpenPoints:
    """The same with the month's open proposals: what closing asks; theirs are the sources' queries."""
    keys = tuple(one.key for one in open_proposals(month, min(last_of(month), today)))
    return replace(open_points(month, today, edition), proposals=keys)


def open_points(month: date, today: date, edition: Edition | None = None) -> OpenPoints:
    """What is not settled of a month on a day; three queries besides the edition's."""
    edition = edition or edition_for(month)
    files = Exists(StoredFile.objects.filter(findings=OuterRef("finding")))
    rows = (
        ScoreEvent.objects.filter(counts_in=month, status__in=(Status.PENDING, Status.CONFIRMED))
        .filter(Q(status=Status.PENDING) | Q(person__isnull=True) | Q(finding__proof=""))
        .order_by("id")
        .values_list(
            "id", "status", "clause", "behaviour", "person", "finding__source", "finding__proof", files
        )
    )
    pending, nameless, unproved = [], [], []
    for event, status, clause, name, person, source, proof, has_files in rows:
        behaviour = edition.behaviours.get((clause, name))
        if status == Status.PENDING:
            pending.append(event)
        elif behaviour and behaviour.needs_person and person is None:
            nameless.append(event)
        if behaviour and missing_proof(behaviour, source, proof=proof, has_files=has_files):
            unproved.append(event)
    waiting = _waiting(month)
    return OpenPoints(
        tuple(pending),
        tuple(nameless),
        tuple(unproved),
        waiting["objections"],
        waiting["slips"],
        waiting["complaints"],
        review=_review(month, today),
    )


def _waiting(month: date) -> dict[str, tuple[int, ...]]:
    """Objections and complaints that nobody decided, slips that nobody signed; one query."""
    objections = Objection.objects.filter(event__counts_in=month, state=Objection.State.OPEN)
    slips = LeaveSlip.objects.filter(state=LeaveSlip.State.REGISTERED)
    slips = slips.filter(starts_on__lt=next_month(month), ends_on__gte=month)
    complaints = Complaint.objects.filter(state=Complaint.State.OPEN)
    complaints = complaints.filter(happened_on__gte=month, happened_on__lt=next_month(month))
    kinds = {"objections": objections, "slips": slips, "complaints": complaints}
    first, *others = (
        rows.order_by().annotate(what=Value(kind)).values_list("what", "id") for kind, rows in kinds.items()
    )
    found: dict[str, list[int]] = {kind: [] for kind in kinds}
    for kind, key in first.union(*others, all=True):
        found[kind].append(key)
    return {kind: tuple(sorted(keys)) for kind, keys in found.items()}


def _review(month: date, today: date) -> str:
    """Whether the units were shown what they are charged with, and could answer (promise 4); one query."""
    charged = ScoreEvent.objects.filter(counts_in=month, status=Status.CONFIRMED)
    row = Month.objects.filter(month=month).annotate(charged=Exists(charged)).first()
    if row is None or row.state == Month.State.REOPENED:
        return ""
    if row.state == Month.State.REVIEW and row.review_until:
        return f"申诉期到{day_name(row.review_until)}才满" if row.review_until >= today else ""
    return "尚未转入核对，各单位没有申诉期" if row.charged else ""
