"""What stands beside the numbers: the words of findings, names, evidence. One query for a unit or for all."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from typing import Any, NamedTuple

from scoring.periods import next_month
from scoring.selectors.detail_rows import detail_rows
from scoring.selectors.moments import day_of
from scoring.selectors.month import Standing


class Evidence(NamedTuple):
    """A file that proves a finding."""

    id: int
    name: str
    sha256: str


EVENT_COLUMNS = 8
OPEN_OBJECTION = "open"


@dataclass
class EventDetail:
    """What a line shows of its event beside the numbers."""

    finding: "FindingDetail"
    person_name: str
    substitute_name: str
    window_name: str
    status: str
    measure: int | None
    objections: list[dict[str, Any]] = field(default_factory=list)
    """id, filed_on, text, state, decision, decided_on: as kept with a result."""

    @property
    def is_contested(self) -> bool:
        """An objection is open: what the event would trigger waits."""
        return any(told["state"] == OPEN_OBJECTION for told in self.objections)


@dataclass
class FindingDetail:
    """What was seen, once, however many events charge it."""

    id: int
    on: date
    at: time | None
    unit_id: int
    window_name: str
    source: str
    fact: str
    is_good: bool
    statement: str
    proof: str
    evidence: dict[int, Evidence] = field(default_factory=dict)
    events: list[int] = field(default_factory=list)

    def files(self) -> list[dict[str, Any]]:
        """The evidence as kept with a result."""
        return [self.evidence[key]._asdict() for key in sorted(self.evidence)]


@dataclass
class Details:
    """The words and names of a month's (or one unit's) findings."""

    events: dict[int, EventDetail] = field(default_factory=dict)
    findings: dict[int, FindingDetail] = field(default_factory=dict)
    persons: dict[int, str] = field(default_factory=dict)
    windows: dict[int, str] = field(default_factory=dict)

    def person(self, key: Any) -> str:
        """A person's name; nothing for nobody."""
        return self.persons.get(key, "") if key else ""

    def window(self, key: Any) -> str:
        """A window's number as it hangs in the hall; nothing for none."""
        return self.windows.get(key, "") if key else ""

    def name(self, key: Any) -> str:
        """The name that derived lines are sorted by: a person's, else a window's."""
        return self.person(key) or self.window(key)

    def is_contested(self, events: Iterable[int]) -> bool:
        """Whether any of these events is under objection."""
        return any(event in self.events and self.events[event].is_contested for event in events)

    def notes_of(self, unit_id: int) -> list[FindingDetail]:
        """A unit's findings that no clause scores, good ones among them."""
        return self._notes_by_unit.get(unit_id, [])

    @cached_property
    def _notes_by_unit(self) -> dict[int, list[FindingDetail]]:
        by_unit: dict[int, list[FindingDetail]] = {}
        for found in self.findings.values():
            if not found.events:
                by_unit.setdefault(found.unit_id, []).append(found)
        return by_unit


def details(where: Standing, unit_ids: Collection[int] | None = None) -> Details:
    """The findings behind a month's events, and those outside every clause that belong to the month: its own,
    and (in the earliest open month) those recorded after their own month was closed."""
    is_first = where.month == where.start and where.closed_at is not None
    late = (where.closed_at, where.late_until) if is_first and where.closed_at else None
    return _gathered(detail_rows(where.month, next_month(where.month), late, unit_ids))


def _gathered(rows: Iterable[tuple[Any, ...]]) -> Details:
    found = Details()
    for row in rows:
        (key, on, at, unit, window, source, fact, good, statement, proof, file, name, sha, event, *rest) = row
        finding = found.findings.get(key)
        if finding is None:
            finding = FindingDetail(
                key, on, at, unit, window or "", source, fact, bool(good), statement, proof
            )
            found.findings[key] = finding
        if file is not None:
            finding.evidence[file] = Evidence(file, name, sha)
        if event is not None and event not in found.events:
            finding.events.append(event)
            found.events[event] = _event(found, finding, rest[:EVENT_COLUMNS])
        if event is not None:
            _add_objection(found.events[event], *rest[EVENT_COLUMNS:])
    return found


def _event(found: Details, finding: FindingDetail, rest: list[Any]) -> EventDetail:
    status, measure, person_id, person, substitute_id, substitute, window_id, window = rest
    if person_id:
        found.persons[person_id] = person
    if substitute_id:
        found.persons[substitute_id] = substitute
    if window_id:
        found.windows[window_id] = window
    return EventDetail(finding, person or "", substitute or "", window or "", status, measure)


def _add_objection(
    event: EventDetail, key: int | None, filed_at: Any, text: str, state: str, decision: str, decided_at: Any
) -> None:
    """An objection as it is kept with a result; a row repeats for every file that proves the finding."""
    if key is None or any(told["id"] == key for told in event.objections):
        return
    told = {"id": key, "filed_on": day_of(filed_at), "text": text, "state": state, "decision": decision}
    event.objections.append(told | {"decided_on": day_of(decided_at) if decided_at else ""})
