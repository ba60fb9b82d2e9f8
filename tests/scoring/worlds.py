"""A scenario file written into the database as rows, for months, closing and pages to be held against."""

import re
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils import timezone

from scoring.engine import Fact
from scoring.models import Finding, Problem, RuleEdition, ScoreEvent
from scoring.periods import month_from
from scoring.rulebook import load_edition, shipped_text
from scoring.scenarios.reader import read_scenario
from scoring.scenarios.types import Scenario
from tests.conftest import make_user
from units.models import Bureau, Role, StaffMember, Unit, User, Window

WORKED = Path(__file__).resolve().parent.parent / "worked_months"


class World:
    """The rows of one scenario; `chief` closes its months."""

    def __init__(self, name: str) -> None:
        self.scenario: Scenario = read_scenario(str(next(WORKED.glob(f"{name}*.toml"))))
        self.months = sorted({*self.scenario.months, *(fact.month for fact in self.scenario.facts)})
        Bureau.objects.create(id=1, first_month=month_from(self.months[0]))
        self.chief: User = make_user("chief", "负责乙", Role.CHIEF)
        self.units = {
            name: Unit.objects.create(name=name, order=order)
            for order, name in enumerate(self.scenario.units)
        }
        self.people: dict[str, StaffMember] = {}
        self.windows: dict[tuple[str, str], Window] = {}
        self.problems: dict[tuple[str, str], Problem] = {}
        if self.scenario.options:
            in_force(self.scenario.options, month_from(self.months[0]))
        self.ids = [self.write(fact).pk for fact in self.scenario.facts]

    def write(self, fact: Fact) -> ScoreEvent:
        unit = self.units[str(fact.unit)]
        finding = Finding.objects.create(
            happened_on=date.fromisoformat(fact.on[:10]),
            happened_at=time.fromisoformat(fact.on[11:]) if fact.on[11:] else None,
            unit=unit,
            fact=f"{fact.clause}{fact.behaviour}",
            proof="已附",
            recorded_by=self.chief,
            recorded_at=timezone.make_aware(datetime.fromisoformat(fact.on[:10])),
        )
        status = "waived" if fact.waived else "confirmed" if fact.verified else "pending"
        return ScoreEvent.objects.create(
            finding=finding,
            unit=unit,
            person=self.person(fact.person),
            substitute=self.person(fact.substitute),
            window=self.window(fact.unit, fact.window),
            problem=self.problem(fact.unit, fact.problem),
            clause=fact.clause,
            behaviour=fact.behaviour,
            times=fact.times,
            measure=None if fact.measure is None else int(fact.measure),
            bulletin=fact.bulletin or "",
            criticised=fact.criticised,
            accountable=fact.accountable,
            serious=fact.serious,
            status=status,
            settled_reason=fact.waived or "",
            counts_in=month_from(fact.month),
        )

    def person(self, name: Any) -> StaffMember | None:
        if name and name not in self.people:
            self.people[name] = StaffMember.objects.create(name=name, number=f"{len(self.people) + 1:03}")
        return self.people.get(name)

    def window(self, unit: Any, number: Any) -> Window | None:
        key = unit, number
        if number and key not in self.windows:
            self.windows[key] = Window.objects.create(unit=self.units[unit], number=number)
        return self.windows.get(key)

    def problem(self, unit: Any, title: Any) -> Problem | None:
        key = unit, title
        if title and key not in self.problems:
            self.problems[key] = Problem.objects.create(unit=self.units[unit], title=str(title))
        return self.problems.get(key)


def in_force(options: Any, month: date) -> RuleEdition:
    """The shipped edition under other options, in force from a month."""
    text = shipped_text()
    for name, value in options.items():
        text = re.sub(rf'^{name} = "\w+"', f'{name} = "{value}"', text, count=1, flags=re.MULTILINE)
    return RuleEdition.objects.create(
        name="试行",
        text=text,
        sha256=load_edition(text, "试行").sha256,
        effective_from=month,
        state=RuleEdition.State.IN_FORCE,
        created_at=timezone.now(),
    )
