"""One event, or one finding, with all that belongs to it, as far as the actor may see."""

from dataclasses import dataclass, field

from django.db.models import Q

from records.changes import changes_of
from records.models import Change, StoredFile
from scoring.models import Correction, Finding, Objection, ScoreEvent
from scoring.rulebook import Behaviour, Clause, Edition
from scoring.selectors.behaviours import behaviour_or_none, is_praise, is_report, missing_proof
from scoring.selectors.entry_choices import PersonChoice, people_on, points_text
from scoring.selectors.evidence import shows_papers
from units.access import Actor


@dataclass(frozen=True)
class EventPage:
    """What the page of an event shows. Papers and the log are empty for who may not see them."""

    event: ScoreEvent
    behaviour: Behaviour | None
    clause: Clause | None
    points: str
    person_unknown: bool
    siblings: list[ScoreEvent]
    same_problem: list[ScoreEvent]
    shows_papers: bool
    shows_statement: bool
    evidence: list[StoredFile] = field(default_factory=list)
    lacks_proof: str = ""
    people: list[PersonChoice] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    objections: list[Objection] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)

    @property
    def finding(self) -> Finding:
        return self.event.finding

    @property
    def may_be_false(self) -> bool:
        """A praise that stands or waits: found false, it is withdrawn and charged (2.7)."""
        standing = self.event.status in (ScoreEvent.Status.PENDING, ScoreEvent.Status.CONFIRMED)
        return standing and self.behaviour is not None and is_praise(self.behaviour)

    @property
    def waived_before(self) -> ScoreEvent | None:
        """A waived event of the same problem: the chief says whether this report is too."""
        pending = self.event.status == ScoreEvent.Status.PENDING
        if not pending or self.behaviour is None or not is_report(self.behaviour):
            return None
        waived = (row for row in self.same_problem if row.status == ScoreEvent.Status.WAIVED)
        return next(waived, None)


def visible_event(pk: int, actor: Actor) -> ScoreEvent | None:
    """The event, where the actor may see its unit."""
    found: ScoreEvent | None = (
        ScoreEvent.objects.visible_to(actor)
        .select_related(
            *("finding__unit", "finding__window", "finding__recorded_by", "finding__report"),
            *("finding__complaint_point", "unit", "window", "person", "substitute", "problem"),
            *("settled_by", "concerns__finding"),
        )
        .filter(pk=pk)
        .first()
    )
    return found


def visible_finding(pk: int, actor: Actor) -> Finding | None:
    """The finding, where the actor may see its unit or one that it charges."""
    together = ("unit", "window", "recorded_by", "report", "complaint_point")
    findings = Finding.objects.select_related(*together).filter(pk=pk)
    if not actor.sees_all_units:
        ids = list(actor.unit_ids)
        findings = findings.filter(Q(unit__in=ids) | Q(events__unit__in=ids)).distinct()
    return findings.first()


def event_page(
    event: ScoreEvent, actor: Actor, edition: Edition, *, may_enter: bool, month_open: bool
) -> EventPage:
    """All that stands around an event; at most ten queries."""
    behaviour = behaviour_or_none(edition, event.clause, event.behaviour)
    finding = event.finding
    papers = shows_papers(finding, may_enter=may_enter)
    evidence = list(finding.evidence.all()) if papers else []
    unknown = event.person_id is None and bool(behaviour and behaviour.needs_person)
    related = ScoreEvent.objects.visible_to(actor).select_related("unit", "person", "finding")
    return EventPage(
        event=event,
        behaviour=behaviour,
        clause=edition.clauses.get(event.clause),
        points=points_text(behaviour) if behaviour else "",
        person_unknown=unknown,
        siblings=[row for row in related.filter(finding=finding) if row.pk != event.pk],
        same_problem=_same_problem(event) if event.problem_id else [],
        shows_papers=papers,
        shows_statement=shows_statement(finding, actor),
        evidence=evidence,
        lacks_proof=_missing(behaviour, finding, has_files=bool(evidence)),
        people=_first_own(event, people_on(finding.happened_on)) if may_enter and unknown else [],
        changes=event_changes(event) if may_enter else [],
        objections=list(event.objections.all()),
        corrections=[] if month_open else list(event.corrections.all()),
    )


def _missing(behaviour: Behaviour | None, finding: Finding, *, has_files: bool) -> str:
    if behaviour is None:
        return ""
    return missing_proof(behaviour, finding.source, proof=finding.proof, has_files=has_files)


def shows_statement(finding: Finding, actor: Actor) -> bool:
    """What the person said is for that person's own unit and the office."""
    return actor.sees_unit(finding.unit_id)


def event_changes(event: ScoreEvent) -> list[Change]:
    """The log of an event and of its finding, newest first."""
    both = changes_of(event) | changes_of(event.finding)
    return list(both.order_by("-id")[:100])


def _same_problem(event: ScoreEvent) -> list[ScoreEvent]:
    """A problem lies inside one unit, so who sees the event may see these."""
    rows = ScoreEvent.objects.filter(problem=event.problem_id).exclude(pk=event.pk)
    return list(rows.select_related("unit", "person", "finding").order_by("finding__happened_on", "id")[:50])


def _first_own(event: ScoreEvent, people: list[PersonChoice]) -> list[PersonChoice]:
    return sorted(people, key=lambda choice: choice.unit_id != event.unit_id)


def visible_events_of(finding: Finding, actor: Actor) -> list[ScoreEvent]:
    """A finding's events of the units that the actor may see."""
    rows = finding.events.visible_to(actor).select_related("unit", "person", "window", "problem")
    return list(rows.order_by("id"))


def finding_changes(finding: Finding) -> list[Change]:
    """The log of a finding, newest first."""
    return list(changes_of(finding).order_by("-id")[:100])
