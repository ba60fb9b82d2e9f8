"""申报加分 (2.6, 2.7, 4.3): what a unit's head has applied for, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from records.models import StoredFile
from records.searching import terms
from scoring.models import ScoreEvent
from scoring.models.findings import Source
from scoring.rulebook import Behaviour, Clause, Edition
from scoring.selectors.behaviours import LETTER, behaviour_or_none, missing_proof
from scoring.selectors.cases import CaseFilter
from scoring.selectors.entry_choices import points_text
from scoring.selectors.ledger import applied
from scoring.selectors.likeness import shared_words
from units.access import Actor
from units.models import StaffMember, Unit

WITHDRAWN = "单位撤回"
"""What the reason of a withdrawn application begins with."""
STATES = {
    "pending": "待核实",
    "confirmed": "已核实",
    "dismissed": "不予认定",
    "withdrawn": "已撤回",
}
PRAISE = (LETTER, ("2.7", "锦旗"))
"""What citizens give themselves; all else a unit tells of itself."""
NEAR = timedelta(days=31)
SAME_STORY = 0.5


@dataclass(frozen=True)
class ApplicationRow:
    """One application as the unit sees it."""

    event: ScoreEvent
    points: str
    files: int

    @property
    def state(self) -> str:
        return state_of(self.event)

    @property
    def state_label(self) -> str:
        return STATES[self.state]


@dataclass(frozen=True)
class ApplicationPage:
    """One application whole: the clause, its proof, and what it still lacks."""

    event: ScoreEvent
    clause: Clause | None
    points: str
    lacks_proof: str
    is_letter: bool
    evidence: list[StoredFile] = field(default_factory=list)

    @property
    def state(self) -> str:
        return state_of(self.event)

    @property
    def state_label(self) -> str:
        return STATES[self.state]


def state_of(event: ScoreEvent) -> str:
    """A key of STATES."""
    if event.status == ScoreEvent.Status.DISMISSED and event.settled_reason.startswith(WITHDRAWN):
        return "withdrawn"
    return "dismissed" if event.status == ScoreEvent.Status.WAIVED else event.status


def bonuses(edition: Edition) -> list[Behaviour]:
    """All that a unit may apply for."""
    return [behaviour for behaviour in edition.entered if behaviour.effect == "award"]


def source_of(behaviour: Behaviour) -> str:
    """How an application for it is said to have become known."""
    return Source.PRAISE if (behaviour.clause, behaviour.name) in PRAISE else Source.APPLICATION


def own_applications(actor: Actor) -> QuerySet[ScoreEvent]:
    """The applications of the units that the actor heads, whoever headed them then."""
    own: QuerySet[ScoreEvent] = ScoreEvent.objects.of_units(actor.unit_ids)
    return own.filter(applied(user="finding__recorded_by", unit="unit"))


def application_list(wanted: CaseFilter, actor: Actor) -> QuerySet[ScoreEvent]:
    """Those that fit, the newest first."""
    found = own_applications(actor).filter(_fitting(wanted))
    for term in terms(wanted.words):
        found = found.filter(
            Q(finding__fact__icontains=term)
            | Q(behaviour__icontains=term)
            | Q(person__name__icontains=term)
            | Q(person__pinyin__icontains=term)
        )
    return found.order_by("-finding__happened_on", "-id")


def application_rows(events: Iterable[ScoreEvent], edition: Edition) -> list[ApplicationRow]:
    """The rows of these; one query more for their files."""
    events = list(events)
    files = dict(
        ScoreEvent.objects.filter(pk__in=[event.pk for event in events])
        .annotate(found=Count("finding__evidence"))
        .values_list("pk", "found")
    )
    return [ApplicationRow(event, _points(event, edition), files[event.pk]) for event in events]


def application_page(event: ScoreEvent, edition: Edition) -> ApplicationPage:
    """All that stands around an application."""
    behaviour = behaviour_or_none(edition, event.clause, event.behaviour)
    evidence, finding = list(event.finding.evidence.all()), event.finding
    lacking = (
        missing_proof(behaviour, finding.source, proof=finding.proof, has_files=bool(evidence))
        if behaviour
        else ""
    )
    return ApplicationPage(
        event=event,
        clause=edition.clauses.get(event.clause),
        points=_points(event, edition),
        lacks_proof=lacking,
        is_letter=(event.clause, event.behaviour) == LETTER,
        evidence=evidence,
    )


def similar_bonuses(
    *,
    unit: Unit,
    behaviour: Behaviour,
    on: date,
    person: StaffMember | None,
    fact: str,
    edition: Edition,
) -> list[ScoreEvent]:
    """Bonuses recorded before that may be for the same thing: the same day, person and kind, or the same
    story under whatever kind (what was 代办 is not 上门 as well)."""
    near = (
        ScoreEvent.objects.filter(unit=unit, behaviour__in=[bonus.name for bonus in bonuses(edition)])
        .filter(finding__happened_on__gte=on - NEAR, finding__happened_on__lte=on + NEAR)
        .exclude(status=ScoreEvent.Status.DISMISSED)
        .select_related("finding", "person")
        .order_by("-finding__happened_on", "-id")
    )
    person_id = person.pk if person else None
    return [
        event
        for event in near
        if (
            event.behaviour == behaviour.name
            and event.finding.happened_on == on
            and event.person_id in (None, person_id)
        )
        or shared_words(event.finding.fact, fact) >= SAME_STORY
    ]


def _points(event: ScoreEvent, edition: Edition) -> str:
    behaviour = behaviour_or_none(edition, event.clause, event.behaviour)
    text = points_text(behaviour).partition("/")[0] if behaviour else ""
    return f"{text}×{event.times}" if text and event.times > 1 else text


def _fitting(wanted: CaseFilter) -> Q:
    condition, withdrawn = Q(), Q(settled_reason__startswith=WITHDRAWN)
    if wanted.state == "withdrawn":
        condition &= Q(status=ScoreEvent.Status.DISMISSED) & withdrawn
    elif wanted.state == "dismissed":
        condition &= Q(status=ScoreEvent.Status.DISMISSED) & ~withdrawn
    elif wanted.state:
        condition &= Q(status=wanted.state)
    if wanted.month:
        condition &= Q(counts_in=wanted.month)
    if wanted.unit_id:
        condition &= Q(unit=wanted.unit_id)
    return condition
