"""督查记录: the rounds found, and one of them with its visits, what was seen and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from records.searching import terms
from scoring.checklist import NAMES, UNSEEN
from scoring.models import Finding, Inspection, InspectionDraw, InspectionVisit, ScoreEvent
from scoring.periods import next_month
from scoring.selectors.neighbours import same_charges
from scoring.selectors.visits import midnight


@dataclass(frozen=True)
class RoundFilter:
    """What is looked for; empty values look for everything."""

    month: date | None = None
    unit_id: int | None = None
    kind: str = ""
    words: str = ""


def inspections(wanted: RoundFilter) -> QuerySet[Inspection]:
    """The rounds that fit, newest first, each with its visits and the number of things seen and waiting."""
    condition = Q()
    if wanted.month:
        until = midnight(next_month(wanted.month))
        condition &= Q(started_at__gte=midnight(wanted.month), started_at__lt=until)
    if wanted.unit_id:
        condition &= Q(pk__in=InspectionVisit.objects.filter(unit=wanted.unit_id).values("inspection"))
    if wanted.kind:
        condition &= Q(kind=wanted.kind)
    for term in terms(wanted.words):
        condition &= _term(term)
    visits = Prefetch("visits", InspectionVisit.objects.select_related("unit"))
    waiting = Q(findings__events__status=ScoreEvent.Status.PENDING)
    return (
        Inspection.objects.filter(condition)
        .select_related("by", "draw")
        .prefetch_related(visits)
        .annotate(
            found=Count("findings", distinct=True),
            waiting=Count("findings__events", filter=waiting, distinct=True),
        )
        .order_by("-started_at", "-id")
    )


def _term(term: str) -> Q:
    visits = InspectionVisit.objects.filter(Q(unit__name__icontains=term) | Q(note__icontains=term))
    seen = Finding.objects.filter(fact__icontains=term, inspection__isnull=False)
    return (
        Q(by__name__icontains=term)
        | Q(companions__icontains=term)
        | Q(note__icontains=term)
        | Q(pk__in=visits.values("inspection"))
        | Q(pk__in=seen.values("inspection"))
    )


@dataclass(frozen=True)
class SeenRow:
    """One thing seen: its finding, its events with what looks like the same again."""

    finding: Finding
    events: list[tuple[ScoreEvent, ScoreEvent | None]]


@dataclass(frozen=True)
class VisitRow:
    """One unit visited: the checks in their order, and what was seen there."""

    visit: InspectionVisit
    checks: list[tuple[str, str]]
    seen: list[SeenRow]


@dataclass(frozen=True)
class RoundPage:
    """A round whole."""

    row: Inspection
    visits: list[VisitRow]
    missed: list[str]
    """Units that were drawn and not visited."""

    @property
    def pending(self) -> list[ScoreEvent]:
        """The events that wait to be settled."""
        events = (event for visit in self.visits for seen in visit.seen for event, _ in seen.events)
        return [event for event in events if event.status == ScoreEvent.Status.PENDING]


def round_page(pk: int) -> RoundPage | None:
    """The round with all that belongs to it; seven queries whatever its length."""
    row = Inspection.objects.select_related("by", "draw__by").filter(pk=pk).first()
    if row is None:
        return None
    visits = list(row.visits.select_related("unit"))
    findings = list(
        row.findings.select_related("window", "unit")
        .prefetch_related("evidence", Prefetch("events", _events()))
        .order_by("happened_on", "happened_at", "id")
    )
    near = _others(row, findings)
    return RoundPage(
        row,
        [_visit_row(visit, findings, near) for visit in visits],
        _missed(row.draw, {visit.unit_id for visit in visits}),
    )


def _events() -> QuerySet[ScoreEvent]:
    return ScoreEvent.objects.select_related("person", "substitute", "unit").order_by("id")


def _others(row: Inspection, findings: list[Finding]) -> list[ScoreEvent]:
    """Events of the same units and days that came from elsewhere and still stand."""
    if not findings:
        return []
    units, days = {finding.unit_id for finding in findings}, {finding.happened_on for finding in findings}
    return list(
        ScoreEvent.objects.filter(unit__in=units, finding__happened_on__in=days)
        .exclude(finding__inspection=row)
        .exclude(status=ScoreEvent.Status.DISMISSED)
        .select_related("finding")
    )


def _visit_row(visit: InspectionVisit, findings: Iterable[Finding], near: list[ScoreEvent]) -> VisitRow:
    checks = [(name, visit.checks.get(name, UNSEEN)) for name in NAMES]
    own = [finding for finding in findings if finding.unit_id == visit.unit_id]
    return VisitRow(visit, checks, [_seen_row(finding, near) for finding in own])


def _seen_row(finding: Finding, near: list[ScoreEvent]) -> SeenRow:
    return SeenRow(finding, [(event, _again(event, finding, near)) for event in finding.events.all()])


def _again(event: ScoreEvent, finding: Finding, near: list[ScoreEvent]) -> ScoreEvent | None:
    """An event from elsewhere with the same day, clause and person."""
    found = same_charges(
        near,
        unit_id=event.unit_id,
        person_id=event.person_id,
        on=finding.happened_on,
        clause=event.clause,
    )
    return found[0] if found else None


def _missed(row: InspectionDraw | None, visited: set[int]) -> list[str]:
    if row is None:
        return []
    return [entry["name"] for entry in row.pool if entry["unit"] in set(row.chosen) - visited]


@dataclass(frozen=True)
class DrawRow:
    """A draw with what came of it."""

    row: InspectionDraw
    names: list[str]
    rounds: list[Inspection]


def draws() -> QuerySet[InspectionDraw]:
    """All draws, newest first, with the rounds that followed."""
    return InspectionDraw.objects.select_related("by").prefetch_related("inspections").order_by("-id")


def draw_rows(rows: Iterable[InspectionDraw]) -> list[DrawRow]:
    return [DrawRow(row, chosen_names(row), list(row.inspections.all())) for row in rows]


def chosen_names(row: InspectionDraw) -> list[str]:
    """The units drawn, in the order in which they were, under the names they had."""
    names = {entry["unit"]: entry["name"] for entry in row.pool}
    return [names[unit] for unit in row.chosen]
