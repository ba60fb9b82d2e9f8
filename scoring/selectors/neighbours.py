"""What already stands near a new charge: same person and day, rival clauses (R16), same problem (R7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scoring.entry import ChargeData, FindingData
from scoring.models import ScoreEvent
from scoring.periods import month_name
from scoring.rulebook import Behaviour, Edition, Rival
from scoring.selectors.behaviours import behaviour_or_none, is_report
from scoring.selectors.likeness import Likeness, days_spoken_of, likeness
from scoring.selectors.month import closed_months

LOOK_BACK = timedelta(days=186)
MOST_RELATED = 8


@dataclass(frozen=True)
class Related:
    """An event that may be the same problem, how alike it is, and why it cannot be joined (empty: it can)."""

    event: ScoreEvent
    likeness: Likeness
    refusal: str = ""


def events_near(unit_ids: Iterable[int], on: date) -> list[ScoreEvent]:
    """Events of these units within half a year of a day, not dismissed, newest first; one query."""
    return list(
        ScoreEvent.objects.filter(
            unit_id__in=list(unit_ids),
            finding__happened_on__gte=on - LOOK_BACK,
            finding__happened_on__lte=on + LOOK_BACK,
        )
        .exclude(status=ScoreEvent.Status.DISMISSED)
        .select_related("finding", "person", "unit", "problem", "window")
        .order_by("-finding__happened_on", "-id")
    )


def same_charges(
    near: Iterable[ScoreEvent], *, unit_id: int, person_id: int | None, on: date, clause: str
) -> list[ScoreEvent]:
    """Already recorded: same day, same clause, same person (or nobody named on either side)."""
    return [
        event
        for event in near
        if (event.unit_id, event.clause) == (unit_id, clause)
        and event.finding.happened_on == on
        and event.person_id == person_id
    ]


def rivals_recorded(
    near: Iterable[ScoreEvent],
    edition: Edition,
    behaviour: Behaviour,
    *,
    unit_id: int,
    person_id: int | None,
    on: date,
) -> list[tuple[ScoreEvent, Rival]]:
    """Events of the day that the same act may already stand under, with the pair they make."""
    found: list[tuple[ScoreEvent, Rival]] = []
    for event in near:
        if event.unit_id != unit_id or event.finding.happened_on != on or not _may_be(event, person_id):
            continue
        other = behaviour_or_none(edition, event.clause, event.behaviour)
        if other is not None:
            pairs = (rival for rival in edition.rivals_of(behaviour) if rival.concerns(behaviour, other))
            found.extend((event, rival) for rival in pairs)
    return found


def related(
    near: Iterable[ScoreEvent],
    edition: Edition,
    behaviour: Behaviour,
    *,
    finding: FindingData,
    charges: Sequence[ChargeData],
) -> list[Related]:
    """Events of the unit that may be the same problem, the likest first: for a report (2.8, a criticism) what
    it may report, for an act the reports about it. What can no longer be joined is offered with the reason,
    where something speaks for it. One query: which months are closed."""
    unit = charges[0].unit
    events = [event for event in near if event.unit_id == unit.pk and _reports(behaviour, event, edition)]
    if not events:
        return []
    persons = frozenset(charge.person.pk for charge in charges if charge.person and charge.unit == unit)
    days = days_spoken_of(finding.fact, finding.happened_on)
    weighed = [
        (
            likeness(
                persons=persons,
                days=days,
                text=finding.fact,
                person=event.person_id,
                on=event.finding.happened_on,
                other=f"{event.behaviour}{event.finding.fact}",
            ),
            event,
        )
        for event in events
    ]
    weighed.sort(key=lambda pair: pair[0])
    closed = frozenset(closed_months())
    found = (Related(event, alike, _refusal(event, closed)) for alike, event in weighed)
    return [row for row in found if not row.refusal or row.likeness.marks][:MOST_RELATED]


def _reports(behaviour: Behaviour, event: ScoreEvent, edition: Edition) -> bool:
    """Whether one of the two is a report that the other may be about."""
    other = behaviour_or_none(edition, event.clause, event.behaviour)
    if other is None or other.effect not in ("deduct", "empty"):
        return False
    return is_report(behaviour) or other.unless_already_deducted


def _refusal(event: ScoreEvent, closed: frozenset[date]) -> str:
    """Why an event takes no label any more: its month is closed, and it had none (RULEBOOK §3)."""
    if event.problem_id is not None or event.counts_in not in closed:
        return ""
    return (
        f"{month_name(event.counts_in)}已定分，当时没有记“同一问题”，不能再补记。"
        "确是同一件事的，请先登记为待核实，由政策法规股负责人决定免予扣分。"
    )


def _may_be(event: ScoreEvent, person_id: int | None) -> bool:
    return event.person_id is None or person_id is None or event.person_id == person_id
