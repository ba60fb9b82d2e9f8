"""将要发生: 超限, three complaints and rungs of the ladder, seen before and not after.

The numbers are the engine's (`scoring.engine.ahead`) over the open months; here they get their names. Pages
of one unit hand in their own month and words; `coming` looks at all open months.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from scoring.engine import RungAhead, TallyAhead, rungs_ahead, tallies_ahead
from scoring.engine.ahead import over_limit_before
from scoring.models import ScoreEvent
from scoring.periods import first_of, month_from, month_key, month_name
from scoring.rulebook import Behaviour, Edition
from scoring.rulebook.points import show
from scoring.selectors.details import Details
from scoring.selectors.facts import ScoredMonth, scored_months
from scoring.selectors.month import standing
from units.models import Unit

LATE, ABSENT, BY_PERSON, BY_WINDOW = "late", "absent", "person_complaints", "window_complaints"
OVER_LIMIT, COMPLAINED = (LATE, ABSENT), (BY_PERSON, BY_WINDOW)
KINDS = (*OVER_LIMIT, *COMPLAINED)
NO_EVENT = 0
"""No row has it: asked for where there are none, so that a page costs the same before and after."""
WORDS = {LATE: "迟到", ABSENT: "旷工", BY_PERSON: "投诉属实", BY_WINDOW: "投诉属实"}


class Names(Protocol):
    """Who the keys are: `Details` of a month knows."""

    def person(self, key: object) -> str:
        """A person's name."""

    def window(self, key: object) -> str:
        """A window's number."""


@dataclass(frozen=True)
class TallyComing:
    """A person, or a window, that one more time (or what is pending) takes to a limit."""

    unit_id: int
    unit_name: str
    person_id: int | None
    who: str
    """The person's name, the window's number, or that none is written."""
    for_window: bool
    month: date
    """The month of happening whose tally it is."""
    what: str
    times: int
    pending: int
    limit: int
    is_due: bool
    """What is pending reaches the limit once verified."""
    brings: str
    events: tuple[int, ...]

    @property
    def key(self) -> str:
        return month_key(self.month)

    @property
    def state(self) -> str:
        """已迟到2次，再有1次即达到3次"""
        so_far = f"已{self.what}{self.times}次" if self.times else f"{self.what}尚未核实"
        waiting = f"，待核实{self.pending}次" if self.pending else ""
        if self.is_due:
            return f"{so_far}{waiting}，核实后即达到{self.limit}次"
        after = "核实后" if self.pending else ""
        return f"{so_far}{waiting}，{after}再有1次即达到{self.limit}次"


@dataclass(frozen=True)
class RungComing:
    """A unit whose next criticism, or next person over the limit, brings more than a first one."""

    unit_id: int
    unit_name: str
    rungs: int
    pending: int
    next_number: int
    follow_ups: tuple[str, ...]
    """What the next criticism brings; empty where only the limit is near."""
    over_limit_in: str
    """2026年9月: the month in which a person was over the limit; empty where none was."""
    again: str
    """What a further person over the limit brings."""


@dataclass(frozen=True)
class Coming:
    """All of it."""

    lates: list[TallyComing]
    complaints: list[TallyComing]
    rungs: list[RungComing]

    def __bool__(self) -> bool:
        return bool(self.lates or self.complaints or self.rungs)

    def without_complaints(self) -> "Coming":
        """What is not for the policy office alone."""
        return replace(self, complaints=[])

    @property
    def count(self) -> int:
        """What is near a limit; rungs alone are no alarm."""
        return len(self.lates) + len(self.complaints)


def coming(today: date, unit_ids: Collection[int] | None = None) -> Coming:
    """What is about to happen in the open months, of all units or some; at most eight queries."""
    months = open_months(today)
    names = names_for(months)
    return Coming(
        lates_coming(months, names, unit_ids),
        complaints_coming(months, names, unit_ids),
        rungs_coming(months, unit_ids),
    )


def coming_in(scored: ScoredMonth, names: Names, unit_id: int) -> Coming:
    """The same for one unit in one open month; no query."""
    return Coming(
        lates_coming([scored], names, [unit_id]),
        complaints_coming([scored], names, [unit_id]),
        rungs_coming([scored], [unit_id]),
    )


def near_limit_count(
    months: Iterable[ScoredMonth], kinds: Collection[str] = KINDS, unit_ids: Collection[int] | None = None
) -> int:
    """How many persons and windows stand before a limit of these kinds; no query."""
    return sum(
        row.kind in kinds and (unit_ids is None or row.unit in unit_ids)
        for month in months
        for row in tallies_ahead(month.score)
    )


def edition_scored(months: Iterable[ScoredMonth], month: date) -> Edition | None:
    """The edition of a month, where it is among those scored."""
    key = month_key(month)
    return next((one.edition for one in months if one.score.month == key), None)


def open_months(today: date, units: Sequence[Unit] | None = None) -> list[ScoredMonth]:
    """The open months up to today's, scored as of now; none where today's is closed or before the first.

    `units`: all of them, where they were read already.
    """
    where = standing(first_of(today))
    if not where.is_open or where.start > where.month:
        return []
    return list(scored_months(where, units=units))


def lates_coming(
    months: Sequence[ScoredMonth], names: Names, unit_ids: Collection[int] | None = None
) -> list[TallyComing]:
    """Persons about to be over the limit (6.3), those whose pending events suffice first."""
    return _tallies(months, names, unit_ids, OVER_LIMIT)


def complaints_coming(
    months: Sequence[ScoredMonth], names: Names, unit_ids: Collection[int] | None = None
) -> list[TallyComing]:
    """Persons and windows about to reach three complaints (2.9)."""
    return _tallies(months, names, unit_ids, COMPLAINED)


def rungs_coming(months: Sequence[ScoredMonth], unit_ids: Collection[int] | None = None) -> list[RungComing]:
    """Units past their first criticism, or with a person over the limit before; from the last open month."""
    if not months:
        return []
    last = months[-1]
    ahead = {int(row.unit): row for row in rungs_ahead(last.score)}
    found = []
    for unit in last.units.values():
        row, before = ahead.get(unit.pk), over_limit_before(last.score, unit.pk)
        if (row or before) and (unit_ids is None or unit.pk in unit_ids):
            found.append(_rung(unit.pk, unit.name, row, before, last.edition))
    return sorted(found, key=lambda row: -row.rungs)


def names_for(months: Iterable[ScoredMonth], kinds: Collection[str] = KINDS) -> Details:
    """The names of all that is near a limit of these kinds; one query, also where nothing is."""
    ahead = [row for month in months for row in tallies_ahead(month.score) if row.who and row.kind in kinds]
    events = [event for row in ahead for event in row.events]
    rows = ScoreEvent.objects.filter(pk__in=events or [NO_EVENT]).order_by("id")
    names = Details()
    for person, name, window, number in rows.values_list(
        "person_id", "person__name", "window_id", "window__number"
    ):
        names.persons[person], names.windows[window] = name, number
    return names


def _tallies(
    months: Sequence[ScoredMonth], names: Names, unit_ids: Collection[int] | None, kinds: tuple[str, ...]
) -> list[TallyComing]:
    found = [
        _tally(month, row, names)
        for month in months
        for row in tallies_ahead(month.score)
        if row.kind in kinds and row.unit in month.units and (unit_ids is None or row.unit in unit_ids)
    ]
    order = {unit: place for month in months for place, unit in enumerate(month.units)}
    return sorted(found, key=lambda row: (not row.is_due, row.month, order[row.unit_id], row.who))


def _tally(month: ScoredMonth, row: TallyAhead, names: Names) -> TallyComing:
    is_person = row.kind != BY_WINDOW
    who = names.person(row.who) if is_person else names.window(row.who) or "未指明的窗口"
    unit = month.units[int(row.unit)]
    return TallyComing(
        unit_id=unit.pk,
        unit_name=unit.name,
        person_id=int(row.who) if is_person and row.who else None,
        who=who,
        for_window=not is_person,
        month=month_from(row.happened),
        what=WORDS[row.kind],
        times=row.times,
        pending=row.pending,
        limit=row.limit,
        is_due=row.is_due,
        brings=_brings(row.brings, row.follow_ups, month.edition),
        events=row.events,
    )


def _rung(unit_id: int, name: str, row: RungAhead | None, before: str | None, edition: Edition) -> RungComing:
    again = edition.derived["again_over_limit"]
    return RungComing(
        unit_id=unit_id,
        unit_name=name,
        rungs=row.rungs if row else 0,
        pending=row.pending if row else 0,
        next_number=(row.rungs if row else 0) + 1,
        follow_ups=row.rung.follow_ups if row else (),
        over_limit_in=month_name(month_from(before)) if before else "",
        again=_brings((again,), again.follow_ups, edition) if before else "",
    )


def _brings(lines: Sequence[Behaviour], follow_ups: Sequence[str], edition: Edition) -> str:
    """首次超限，扣3分；限期整改"""
    told = []
    for line in lines:
        if line.halves is None:
            told.append(f"{line.label}，“{edition.category(line.category).name}”类不得分")
        else:
            told.append(f"{line.label}，扣{show(-line.halves)}分")
    return "；".join([*told, *(["、".join(follow_ups)] if follow_ups else [])])
