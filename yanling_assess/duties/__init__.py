"""工作台: what is to be done today, by role. Each line has a link, a count or a date where there is one.

Every room that asks for something to be done has a module here: `sought` says what is counted (all of it is
asked in one query), `duties` makes lines of it. `desk` puts them under headings, `sections` in order.
"""

from dataclasses import dataclass
from datetime import date

from scoring.periods import first_of, month_from
from scoring.selectors.coming import edition_scored, open_months
from scoring.selectors.editions import edition_for
from units.access import Actor, May
from yanling_assess.duties import (
    accounts,
    answers,
    attendance,
    calendar,
    coming,
    complaints,
    editions,
    follow_ups,
    honours,
    inspections,
    leave,
    months,
    own_unit,
    papers,
    settling,
)
from yanling_assess.duties.counting import counted
from yanling_assess.duties.sections import in_sections
from yanling_assess.duties.types import Area, Deadline, Duty, Section

__all__ = ["Deadline", "Desk", "Duty", "Section", "desk"]

Found = tuple[list[Duty], Deadline | None]


@dataclass(frozen=True)
class Desk:
    """What one actor finds on the desk: lines under headings, the most urgent first; the bulletin due."""

    sections: tuple[Section, ...]
    deadline: Deadline | None = None

    @property
    def duties(self) -> list[Duty]:
        """All lines in the order of the page."""
        return [duty for section in self.sections for duty in section.duties]

    @property
    def is_free(self) -> bool:
        """Nothing is to be done; what stands there is only to be looked at."""
        return all(section.area in (Area.LOOK, Area.UNIT) for section in self.sections)


def desk(actor: Actor, today: date) -> Desk:
    """The desk of an actor on a day."""
    found: list[Duty] = []
    deadline = None
    if actor.may(May.ENTER_FINDINGS, May.COMPOSE, May.ISSUE):
        found, deadline = _policy_office(actor, today)
    elif actor.may(May.SEE_ALL_SCORES):
        found, deadline = _leaders(actor, today)
    if actor.may(May.READ_BULLETINS):
        found = [*papers.last_bulletin(), *found]
    if actor.unit_ids:
        found += _of_units(actor, today)
    if actor.may(May.RECORD_PUBLICITY) and not actor.may(May.SELECT_HONOURS):
        found += honours.publicity()
    if actor.may(May.HOLD_TALKS):
        found += follow_ups.of_discipline(today)
    if actor.may(May.MANAGE_ACCOUNTS):
        counts = counted({**accounts.sought(today), **calendar.sought(today)})
        found += [*accounts.duties(counts), *calendar.duties(counts, today)]
    return Desk(in_sections(found), deadline)


def _policy_office(actor: Actor, today: date) -> Found:
    waiting, scored = months.unpublished(), open_months(today)
    start = months.first_open(waiting, scored)
    edition = edition_scored(scored, start) or edition_for(start)
    counts = counted(
        {
            **settling.sought(start, edition),
            **answers.sought(),
            **complaints.sought(today),
            **inspections.sought(today),
            **leave.sought(today),
            **editions.sought(today),
            **attendance.sought(today),
            **follow_ups.sought(today),
            **honours.sought(today),
            **papers.sought(),
            **calendar.sought(today),
        }
    )
    found = [
        *settling.duties(actor, counts),
        *attendance.duties(actor, counts, today),
        *coming.duties(scored),
        *complaints.duties(counts, scored),
        *answers.duties(actor, counts),
        *answers.reopened(waiting),
        *follow_ups.duties(actor, counts, today),
        *leave.duties(actor, counts),
        *editions.duties(actor, counts),
        *months.months(actor, today, start, edition, waiting),
        *honours.duties(actor, counts, today),
        *papers.untold(counts),
        *inspections.duties(counts),
        *calendar.duties(counts, today),
    ]
    return found, months.bulletin_deadline(actor, today, start, edition, waiting)


def _leaders(actor: Actor, today: date) -> Found:
    """What is past its day anywhere, and the tables; the bulletin that is due."""
    waiting = months.unpublished()
    start = months.first_open(waiting, ())
    counts = counted({**complaints.sought(today), **follow_ups.sought_late(today)})
    past = [complaints.looked_into(counts), follow_ups.late(counts, today)]
    deadline = months.bulletin_deadline(actor, today, start, edition_for(start), waiting)
    return [*(duty for duty in past if duty.late), *months.scores(start, today)], deadline


def _of_units(actor: Actor, today: date) -> list[Duty]:
    scored = open_months(today)
    own = own_unit.own_of(actor, scored)
    start = month_from(scored[0].score.month) if scored else first_of(today)
    counts = counted(
        {
            **answers.sought_of_units(actor, today),
            **follow_ups.sought_of_units(actor, today),
            **own_unit.sought(actor, start),
            **honours.sought_of_units(actor, today),
            **papers.sought_of_units(actor),
        }
    )
    return [
        *answers.of_units(actor, own, counts, today),
        *follow_ups.of_units(counts),
        *own_unit.own_units(own, counts, scored, today),
        *papers.of_units(actor, counts),
        *honours.of_units(counts, today),
    ]
