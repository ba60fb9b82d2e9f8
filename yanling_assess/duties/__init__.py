"""工作台: what is to be done today, by role. Each duty has a count, a link, and a date where there is one.

Every room that asks for something to be done has a module here: `sought` says what is counted (all of it is
asked in one query), `duties` makes lines of it. `desk` puts them in order.
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from notices.models import Notice
from scoring.selectors.coming import edition_scored, open_months
from scoring.selectors.editions import edition_for
from units.access import Actor, May
from units.models import Membership, User
from yanling_assess.duties import (
    answers,
    attendance,
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
from yanling_assess.duties.types import Deadline, Duty

__all__ = ["Deadline", "Desk", "Duty", "desk"]


@dataclass(frozen=True)
class Desk:
    """What one actor finds on the desk: lines, the most urgent first, and the bulletin that is due."""

    duties: list[Duty]
    deadline: Deadline | None = None


def desk(actor: Actor, today: date) -> Desk:
    """The desk of an actor on a day."""
    found: list[Duty] = []
    deadline = None
    if actor.may(May.ENTER_FINDINGS, May.COMPOSE, May.ISSUE):
        found, deadline = _policy_office(actor, today)
    if actor.unit_ids:
        found += _of_units(actor, today)
    if actor.may(May.SEE_ALL_SCORES) and not actor.may(May.ENTER_FINDINGS):
        found += months.scores(today)
    if actor.may(May.RECORD_PUBLICITY) and not actor.may(May.SELECT_HONOURS):
        found += honours.publicity()
    if actor.may(May.HOLD_TALKS):
        found += follow_ups.of_discipline()
    if actor.may(May.READ_BULLETINS):
        found += _bulletins()
    if actor.may(May.MANAGE_ACCOUNTS):
        found += _accounts(today)
    return Desk(found, deadline)


def _policy_office(actor: Actor, today: date) -> tuple[list[Duty], Deadline | None]:
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
        *papers.untold(),
        *inspections.duties(counts),
    ]
    return found, months.bulletin_deadline(today, start, edition, waiting)


def _of_units(actor: Actor, today: date) -> list[Duty]:
    counts = counted(
        {
            **answers.sought_of_units(actor, today),
            **follow_ups.sought_of_units(actor, today),
            **honours.sought_of_units(actor, today),
            **papers.sought_of_units(actor),
        }
    )
    return [
        *answers.of_units(actor, counts, today),
        *follow_ups.of_units(actor, counts),
        *own_unit.own_units(actor, today),
        *papers.of_units(counts),
        *honours.of_units(counts, today),
    ]


def _bulletins() -> list[Duty]:
    last = Notice.objects.filter(kind=Notice.Kind.BULLETIN).order_by("-issued_at", "-pk").first()
    return [Duty(f"最近一期通报：{last.number}", reverse("notices:notice", args=[last.pk]))] if last else []


def _accounts(today: date) -> list[Duty]:
    with_role = Membership.objects.in_force(today).values("user")
    without = User.objects.filter(is_active=True).exclude(pk__in=with_role).count()
    return [Duty("没有角色的账号", reverse("units:accounts"), without)]
