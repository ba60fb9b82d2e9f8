"""投诉台账: what is looked for, the rows that fit; the same for page, count and export, no complainant."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, Prefetch, Q, QuerySet, When

from records.searching import terms
from scoring.models import Complaint, ComplaintPoint, ScoreEvent
from scoring.periods import next_month
from scoring.selectors.complaint_proposals import waiting
from units.access import Actor

OPEN, DECIDED, OVERDUE = "open", "decided", "overdue"
TRUE = ComplaintPoint.Result.TRUE
URGENT_FIRST = (
    Case(When(state=Complaint.State.OPEN, then=F("due_on"))).asc(nulls_last=True),
    "-received_at",
    "-id",
)


@dataclass(frozen=True)
class ComplaintFilter:
    """What is looked for; empty values look for everything. `month`: in which it happened."""

    state: str = ""
    unit_id: int | None = None
    channel: str = ""
    month: date | None = None
    words: str = ""


@dataclass(frozen=True)
class ComplaintRow:
    """A complaint as listed."""

    complaint: Complaint
    points: list[ComplaintPoint]
    overdue: bool
    waiting: int
    """Points found true whose events are not recorded yet."""

    @property
    def units(self) -> str:
        """The units concerned, the first one in front."""
        names = [self.complaint.unit.name, *(point.unit.name for point in self.points)]
        return "、".join(dict.fromkeys(names))

    @property
    def results(self) -> list[str]:
        """属实1项, 不属实1项, 待查1项"""
        counts = [(label, sum(point.result == value for point in self.points)) for value, label in RESULTS]
        return [f"{label}{count}项" for label, count in counts if count]


RESULTS = [(value, ComplaintPoint.Result(value).label) for value in (TRUE, "false", "open")]


def complaints_found(wanted: ComplaintFilter, actor: Actor, *, today: date) -> QuerySet[Complaint]:
    """The complaints that the actor may see and that fit, the most urgent first."""
    rows = Complaint.objects.visible_to(actor).filter(_state(wanted.state, today))
    if wanted.unit_id:
        concerned = ComplaintPoint.objects.filter(unit=wanted.unit_id).values("complaint")
        rows = rows.filter(Q(unit=wanted.unit_id) | Q(pk__in=concerned))
    if wanted.channel:
        rows = rows.filter(channel=wanted.channel)
    if wanted.month:
        rows = rows.filter(happened_on__gte=wanted.month, happened_on__lt=next_month(wanted.month))
    for term in terms(wanted.words):
        rows = rows.filter(_term(term))
    return rows.order_by(*URGENT_FIRST)


def complaint_rows(complaints: QuerySet[Complaint], *, today: date) -> list[ComplaintRow]:
    """These complaints as listed; four queries whatever their number."""
    events = ScoreEvent.objects.exclude(status=ScoreEvent.Status.DISMISSED).order_by("id")
    points = (
        ComplaintPoint.objects.select_related("unit", "window", "person")
        .prefetch_related("findings", Prefetch("findings__events", events))
        .order_by("position")
    )
    found = complaints.select_related("unit", "decided_by").prefetch_related(Prefetch("points", points))
    return [_row(complaint, today) for complaint in found]


def _row(complaint: Complaint, today: date) -> ComplaintRow:
    points = list(complaint.points.all())
    standing = {
        point.pk: [event for finding in point.findings.all() for event in finding.events.all()]
        for point in points
    }
    is_open = complaint.state == Complaint.State.OPEN
    late = len(waiting(points, standing)) if is_open else 0
    return ComplaintRow(complaint, points, is_open and complaint.due_on < today, late)


def _state(state: str, today: date) -> Q:
    if state == OVERDUE:
        return Q(state=Complaint.State.OPEN, due_on__lt=today)
    return Q(state=state) if state in (OPEN, DECIDED) else Q()


def _term(term: str) -> Q:
    """Words are looked for in what was complained of and found, never in who complained."""
    condition = Q(pk=int(term)) if term.isascii() and term.isdecimal() and len(term) < 18 else Q()
    for path in ("content", "reply", "investigator", "unit__name"):
        condition |= Q(**{f"{path}__icontains": term})
    named = ComplaintPoint.objects.filter(
        Q(text__icontains=term) | Q(finding_text__icontains=term) | Q(person__name__icontains=term)
    )
    return condition | Q(pk__in=named.values("complaint"))


def visible_complaint(pk: int, actor: Actor) -> Complaint | None:
    """The complaint, where the actor may see it."""
    found: Complaint | None = (
        Complaint.objects.visible_to(actor)
        .select_related("unit", "recorded_by", "decided_by")
        .filter(pk=pk)
        .first()
    )
    return found


def visible_point(complaint_id: int, pk: int, actor: Actor) -> ComplaintPoint | None:
    """A point with its complaint, where the actor may see that; one query."""
    found: ComplaintPoint | None = (
        ComplaintPoint.objects.filter(pk=pk, complaint=complaint_id)
        .filter(complaint__in=Complaint.objects.visible_to(actor))
        .select_related("unit", "window", "person", "decided_by", "complaint__unit")
        .first()
    )
    return found
