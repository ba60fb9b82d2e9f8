"""线索: the proposals of a month, open or decided, as the page shows them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import QuerySet, Value

from scoring.models import Month, ProposalDecision, ScoreEvent
from scoring.periods import first_of, last_of, next_month
from scoring.rulebook import Edition
from scoring.selectors.entry_choices import points_text
from scoring.selectors.month import CLOSED
from scoring.selectors.proposals import Proposed, proposals_between
from scoring.selectors.proposals.ground import Ground, reading_ground
from units.models import Bureau, LeaveSlip, Posting, StaffMember, Unit
from units.selectors import bureau

A_YEAR = timedelta(days=400)


@dataclass(frozen=True, kw_only=True)
class ProposalFilter:
    """What is looked for; empty values look for everything. `behaviour`: “1.1 迟到”."""

    unit_id: int | None = None
    kind: str = ""
    behaviour: str = ""
    words: str = ""

    def fits(self, row: "ProposalRow") -> bool:
        one = row.proposal
        if self.unit_id and one.unit_id != self.unit_id:
            return False
        if self.kind and one.kind != self.kind:
            return False
        if self.behaviour and row.behaviour != self.behaviour:
            return False
        return all(word in row.found_by for word in self.words.lower().split())

    def fits_decision(self, row: ProposalDecision) -> bool:
        """The same of one that was decided."""
        behaviour = f"{row.clause} {row.behaviour}"
        if self.unit_id not in (None, row.unit_id) or self.kind not in ("", row.kind):
            return False
        if self.behaviour not in ("", behaviour):
            return False
        person = f"{row.person.name} {row.person.pinyin} {row.person.number}" if row.person else ""
        text = f"{person} {row.unit.name} {behaviour} {row.fact} {row.reason}".lower()
        return all(word in text for word in self.words.lower().split())


@dataclass(frozen=True)
class ProposalRow:
    """An open proposal with the names that it speaks of."""

    proposal: Proposed
    unit: str
    unit_order: int
    person: str
    number: str
    pinyin: str
    points: str
    already: list[ScoreEvent] = field(default_factory=list)
    """What is recorded of the person and day under the same clause, or one that rivals it (R16); not what
    was confirmed from a sibling of this proposal."""
    rivals: tuple[str, ...] = ()
    """Other open proposals of the same act under a rival clause: one of them alone can be confirmed."""

    @property
    def value(self) -> str:
        """What stands for it in a form: “2026-10-09|attendance:late:am:7:2026-10-09”."""
        return f"{self.proposal.happened_on:%Y-%m-%d}|{self.proposal.key}"

    @property
    def behaviour(self) -> str:
        return f"{self.proposal.clause} {self.proposal.behaviour}"

    @property
    def place(self) -> tuple[Any, ...]:
        """Its place in the list: the office's order of units, then by person and day."""
        one = self.proposal
        return (self.unit_order, one.unit_id, self.number, one.person_id or 0, one.happened_on, one.key)

    @property
    def is_clear(self) -> bool:
        """Nothing speaks against it, and nothing of the kind is recorded."""
        return not (self.proposal.doubt or self.already or self.rivals)

    @cached_property
    def found_by(self) -> str:
        one = self.proposal
        return f"{self.person} {self.pinyin} {self.number} {self.unit} {self.behaviour} {one.fact}".lower()


@dataclass(frozen=True)
class MonthProposals:
    """All open proposals of a month, in the office's order of units, then by person and day."""

    month: date
    rows: list[ProposalRow]
    suggested: frozenset[str]
    """Keys of all that the rows suggest now, decided or not."""
    ground: Ground
    decided: int = 0

    @property
    def edition(self) -> Edition:
        return self.ground.editions[self.month]

    @cached_property
    def units(self) -> list[tuple[int, str, int]]:
        """(id, name, how many) of the units that have any."""
        counts = Counter((row.proposal.unit_id, row.unit) for row in self.rows)
        return [(pk, name, count) for (pk, name), count in counts.items()]

    @cached_property
    def kinds(self) -> list[tuple[str, int]]:
        return sorted(Counter(row.proposal.kind for row in self.rows).items())

    @cached_property
    def behaviours(self) -> list[tuple[str, int]]:
        return sorted(Counter(row.behaviour for row in self.rows).items())


@dataclass(frozen=True)
class Known:
    """Which months there are, and what was decided of their proposals."""

    first: date
    closed: frozenset[date]
    decided: Mapping[str, date]
    """The day of each decided key."""

    @property
    def open_from(self) -> date:
        """The first month that is still open."""
        return next_month(max(self.closed)) if self.closed else self.first

    def keys_of(self, month: date) -> frozenset[str]:
        return frozenset(key for key, day in self.decided.items() if first_of(day) == month)


def known(month: date | None, today: date) -> Known:
    """The site's months with the decisions of one, or of the last year where none is told; one query."""
    since, until = (month, last_of(month)) if month else (today - A_YEAR, today)
    decisions = ProposalDecision.objects.filter(happened_on__gte=since, happened_on__lte=until)
    nothing, closed = Value(""), Month.objects.filter(state__in=CLOSED)
    rows = decisions.order_by().values_list(Value("decided"), "key", "happened_on")
    found = rows.union(
        closed.order_by().values_list(Value("closed"), nothing, "month"),
        Bureau.objects.order_by().values_list(Value("first"), nothing, "first_month"),
        all=True,
    )
    told: dict[str, list[tuple[str, date]]] = {"decided": [], "closed": [], "first": []}
    for kind, key, day in found:
        told[kind].append((key, day))
    first = told["first"][0][1] if told["first"] else bureau().first_month
    return Known(first, frozenset(day for _, day in told["closed"]), dict(told["decided"]))


def month_proposals(month: date, keys: Collection[str], *, today: date) -> MonthProposals:
    """A month's proposals, up to today, without those decided (`keys`); eight queries at the most."""
    last = min(last_of(month), today)
    with reading_ground(month, last_of(month)) as ground:
        found = proposals_between(month, last) if month <= last else []
        rows = _rows([one for one in found if one.key not in keys], ground)
        return MonthProposals(month, rows, frozenset(one.key for one in found), ground, len(keys))


def with_recorded(rows: Sequence[ProposalRow], found: MonthProposals) -> list[ProposalRow]:
    """The same rows, each with what is recorded already of its person and day; one query, as the ground's."""
    of_day: dict[tuple[int | None, date], list[Any]] = {}
    for event in found.ground.events:
        of_day.setdefault((event.person_id, event.finding.happened_on), []).append(event)
    return [_recorded(row, of_day, found.edition) for row in rows]


def decisions_of(month: date) -> QuerySet[ProposalDecision]:
    """What was decided of a month's proposals, the newest first."""
    rows = ProposalDecision.objects.filter(happened_on__gte=month, happened_on__lte=last_of(month))
    return rows.select_related("unit", "person", "by")


def _rows(found: list[Proposed], ground: Ground) -> list[ProposalRow]:
    behind: list[LeaveSlip | Posting] = [*ground.slips, *ground.postings]
    people = {row.person_id: row.person for row in behind}
    units = {row.unit_id: row.unit for row in behind}
    of_person: dict[int | None, list[Proposed]] = defaultdict(list)
    for one in found:
        of_person[one.person_id].append(one)
    rows = [_row(one, people.get(one.person_id or 0), units[one.unit_id], ground) for one in found]
    told = [replace(row, rivals=_rivals(row.proposal, of_person, ground)) for row in rows]
    return sorted(told, key=lambda row: row.place)


def _rivals(one: Proposed, of_person: dict[int | None, list[Proposed]], ground: Ground) -> tuple[str, ...]:
    """Proposals of the same person and day, or slip, of which not both may stand (R16)."""
    edition = ground.editions[first_of(one.happened_on)]
    near = [other for other in of_person[one.person_id] if one.person_id and _is_near(one, other)]
    found = (f"{other.clause} {other.behaviour}" for other in near if _excludes(one, other, edition))
    return tuple(dict.fromkeys(found))


def _is_near(one: Proposed, other: Proposed) -> bool:
    is_same = other.happened_on == one.happened_on or (one.slip_id and other.slip_id == one.slip_id)
    return bool(is_same) and other.key != one.key


def _excludes(one: Proposed, other: Proposed, edition: Edition) -> bool:
    """The same clause from two rooms, or two sides of a pair of rival clauses."""
    if one.clause == other.clause:
        return one.kind != other.kind
    own, theirs = (edition.behaviours.get((each.clause, each.behaviour)) for each in (one, other))
    pairs = (rival for rival in edition.rivals if own and theirs and rival.concerns(own, theirs))
    return any(not rival.both for rival in pairs)


def _row(one: Proposed, person: StaffMember | None, unit: Unit, ground: Ground) -> ProposalRow:
    behaviour = ground.editions[first_of(one.happened_on)].behaviours.get((one.clause, one.behaviour))
    points = points_text(behaviour).partition("/")[0] if behaviour else ""
    who = (person.name, person.number, person.pinyin) if person else ("", "", "")
    return ProposalRow(one, unit.name, unit.order, *who, points)


def _recorded(
    row: ProposalRow, of_day: dict[tuple[int | None, date], list[Any]], edition: Edition
) -> ProposalRow:
    one = row.proposal
    near = of_day.get((one.person_id, one.happened_on), []) if one.person_id else []
    own = edition.behaviours.get((one.clause, one.behaviour))
    rivals = {clause for rival in edition.rivals_of(own) for clause in rival.facing(own)} if own else set()
    same = (event for event in near if event.clause == one.clause or _named(event) & rivals)
    return replace(row, already=[event for event in same if event.proposed_as != one.kind])


def _named(event: ScoreEvent) -> set[str]:
    return {event.clause, f"{event.clause} {event.behaviour}"}
