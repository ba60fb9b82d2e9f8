"""Carries the story in through the services: every finding, settlement and naming, as it was done."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from scoring.entry import ChargeData, FindingData
from scoring.models import Finding, ScoreEvent
from scoring.services.editing import name_person
from scoring.services.findings import record_finding
from scoring.services.settling import confirm_event, dismiss_event, waive_event
from units.models import Window
from yanling_assess.demo.people import Hall
from yanling_assess.demo.pictures import picture_upload
from yanling_assess.demo.plan import DISMISSED, PENDING, WAIVED, Happening
from yanling_assess.demo.roster import people_by_key
from yanling_assess.demo.timeline import entered_at, named_at, settled_at


@dataclass(frozen=True)
class Step:
    """Something that was done at a moment."""

    at: datetime
    act: Callable[[], object]


class Telling:
    """One happening on its way in: entered, settled, named."""

    def __init__(self, hall: Hall, happening: Happening, place: int) -> None:
        self.hall = hall
        self.happening = happening
        self.place = place
        self.clerk, self.chief = hall.users["jingban"], hall.users["fuzeren"]
        self.finding: Finding | None = None

    def steps(self) -> Iterator[Step]:
        """What was done about it, each with its moment."""
        happening = self.happening
        yield Step(entered_at(happening), self.enter)
        if happening.clause and happening.status != PENDING:
            yield Step(settled_at(happening), self.settle)
        if happening.named_later:
            yield Step(named_at(happening), self.name)

    def enter(self) -> None:
        happening = self.happening
        pictures = [picture_upload(happening.picture, seed=self.place)] if happening.picture else []
        self.finding = record_finding(
            by=self.clerk,
            at=entered_at(happening),
            finding=self._finding(),
            charges=list(self._charges()),
            files=pictures,
        )

    def settle(self) -> None:
        happening, at = self.happening, settled_at(self.happening)
        for event in self._events():
            settled: dict[str, Any] = {"event": event, "expected_version": event.version, "at": at}
            if happening.status == WAIVED:
                waive_event(**settled, reason=happening.reason, by=self.chief)
            elif happening.status == DISMISSED:
                dismiss_event(**settled, reason=happening.reason, by=self.clerk)
            else:
                confirm_event(**settled, by=self.clerk)

    def name(self) -> None:
        person = self.hall.people[self.happening.named_later]
        for event in self._events():
            name_person(
                event=event,
                expected_version=event.version,
                person=person,
                by=self.clerk,
                at=named_at(self.happening),
            )

    def _events(self) -> list[ScoreEvent]:
        return list(ScoreEvent.objects.filter(finding=self.finding).select_related("finding").order_by("id"))

    def _finding(self) -> FindingData:
        happening = self.happening
        return FindingData(
            happened_on=happening.on,
            happened_at=time.fromisoformat(happening.at) if happening.at else None,
            unit=self.hall.units[self._unit()],
            window=self._window(happening.people[0] if happening.people else None),
            source=happening.source,
            fact=happening.fact,
            is_good=happening.is_good,
            statement=happening.statement,
            proof=happening.proof,
            report=self.hall.reports[happening.report] if happening.report else None,
        )

    def _charges(self) -> Iterator[ChargeData]:
        happening = self.happening
        if not happening.clause:
            return
        for key in happening.people or (None,):
            yield self._charge(self._unit(), happening.behaviour, key)
        for unit, behaviour in happening.others:
            yield self._charge(unit, behaviour, None)

    def _charge(self, unit: str, behaviour: str, key: str | None) -> ChargeData:
        happening, hall = self.happening, self.hall
        return ChargeData(
            unit=hall.units[unit],
            window=self._window(key) if unit == self._unit() else None,
            person=hall.people[key] if key else None,
            substitute=hall.people.get(happening.substitute),
            clause=happening.clause,
            behaviour=behaviour,
            times=happening.times,
            measure=happening.measure,
            problem_title=happening.problem,
            bulletin=happening.bulletin,
            criticised=happening.criticised,
            accountable=happening.accountable,
            serious=happening.serious,
            choice_reason=happening.choice_reason,
            concerns=self._praise(),
        )

    def _praise(self) -> ScoreEvent | None:
        """The praise that an act of 弄虚作假 was about."""
        if not self.happening.concerns:
            return None
        return ScoreEvent.objects.get(finding__fact=self.happening.concerns)

    def _unit(self) -> str:
        """The unit told, else where the first person named stood on that day."""
        happening = self.happening
        if happening.unit:
            return happening.unit
        posting = people_by_key()[happening.people[0]].posting_on(happening.on)
        if posting is None:
            raise ValueError(f"{happening.people[0]} was nowhere on {happening.on}")
        return posting.unit

    def _window(self, key: str | None) -> Window | None:
        """The window told, else the person's own on that day."""
        unit = self._unit()
        if self.happening.window:
            return self.hall.windows[unit, self.happening.window]
        posting = people_by_key()[key].posting_on(self.happening.on) if key else None
        if posting is None or posting.window is None or posting.unit != unit:
            return None
        numbers = [number for name, number in self.hall.windows if name == unit]
        return self.hall.windows[unit, numbers[posting.window]]
