"""A substitute's breach (1.3, R4): recorded against whoever stood in, laid to the one on leave."""

from collections.abc import Iterator
from datetime import date

from scoring.models import ScoreEvent
from scoring.periods import first_of
from scoring.rulebook import Behaviour, Edition
from scoring.selectors.behaviours import behaviour_or_none, is_light
from scoring.selectors.proposals.ground import ground_of
from scoring.selectors.proposals.leave import KIND
from scoring.selectors.proposals.types import Proposed
from scoring.selectors.substitutes import OWN_CLAUSE, halves_at, is_charge
from units.presence import Cover
from units.selectors.presence import Roll
from units.workdays import WorkCalendar

BREACH = "替岗人员违纪"
STANDS = (ScoreEvent.Status.PENDING, ScoreEvent.Status.CONFIRMED)


def substitute_proposals(first: date, last: date) -> list[Proposed]:
    """A light breach is proposed under 1.3, a graver one under its own clause with another bearer."""
    ground = ground_of(first, last)
    editions = ground.editions
    people = {cover.substitute_id for covers in ground.roll.covers.values() for cover in covers}
    rows = [event for event in ground.events if _is_breach(event, people, first, last)]
    found = (
        _of_event(row, ground.roll, ground.calendar, editions[first_of(row.finding.happened_on)])
        for row in rows
    )
    return [proposal for proposals in found for proposal in proposals]


def _is_breach(event: ScoreEvent, people: set[int], first: date, last: date) -> bool:
    """Charged to one of these people on these days, under a clause that is not 1.3 itself."""
    stands = event.status in STANDS and event.person_id in people
    return stands and event.clause != OWN_CLAUSE and first <= event.finding.happened_on <= last


def _of_event(event: ScoreEvent, roll: Roll, calendar: WorkCalendar, edition: Edition) -> Iterator[Proposed]:
    behaviour = behaviour_or_none(edition, event.clause, event.behaviour)
    if behaviour is None or not is_charge(behaviour):
        return
    cover = _cover_of(event, roll, calendar)
    if cover is not None:
        yield _proposed(event, cover, behaviour, roll, is_light=is_light(behaviour, edition))


def _cover_of(event: ScoreEvent, roll: Roll, calendar: WorkCalendar) -> Cover | None:
    """The cover in which the person stood in then; on either half of the day where no time is told."""
    finding = event.finding
    hours = calendar.hours_on(finding.happened_on)
    halves = halves_at(finding.happened_on, finding.happened_at, hours)
    covers = (roll.presence.standing_in(event.person_id or 0, half) for half in halves)
    return next((cover for cover in covers if cover is not None), None)


def _proposed(
    event: ScoreEvent, cover: Cover, behaviour: Behaviour, roll: Roll, *, is_light: bool
) -> Proposed:
    finding, slip = event.finding, roll.slips[cover.slip]
    who, whom = roll.name(cover.substitute), slip.person.name
    own = roll.presence.own_post(cover.person, finding.happened_on)
    recorded = f"{behaviour.label}（{who}，{event.get_status_display()}）"
    return Proposed(
        key=f"leave-substitute:{event.pk}:{cover.person}:{cover.substitute}",
        kind=KIND,
        slip_id=slip.pk,
        unit_id=slip.unit_id,
        person_id=cover.person,
        substitute_id=cover.substitute,
        window_id=own.window if own else None,
        happened_on=finding.happened_on,
        happened_at=finding.happened_at,
        clause=OWN_CLAUSE if is_light else event.clause,
        behaviour=BREACH if is_light else event.behaviour,
        times=event.times,
        measure=None if is_light else event.measure,
        source=finding.source,
        fact=f"{who}替{whom}上岗期间：{finding.fact}",
        basis=(
            ("请假条", f"{whom}　{slip.get_kind_display()}　{slip.words}"),
            ("替岗", f"{who}替{whom}"),
            ("已登记", recorded),
        ),
        doubt=_doubt(recorded, who, whom, is_light=is_light),
    )


def _doubt(recorded: str, who: str, whom: str, *, is_light: bool) -> str:
    if is_light:
        return f"认定后，原来登记的{recorded}要改为“不予认定”：一次行为只计一次（口径R4）。"
    return (
        f"较重的违纪按原条款计，由请假人员承担（口径R4）：可以把原来登记的{recorded}的人员改为{whom}、"
        f"替岗人员填{who}；认定本线索的，原来那一项要改为“不予认定”。"
    )
