"""What a month derives from its events: 超限 (6.3) and three complaints (2.9, 6.3).

每月累计 and 当月 are counted by unit and month of happening; what a tally derives counts in the month in
which it reaches its limit, which is a later one where a 补记 completes it (R14).
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from scoring.engine.history import History, Tally, TallyKey
from scoring.engine.types import Fact, Key
from scoring.rulebook import Behaviour, Edition, Thresholds

LATE, ABSENT, OVER = "late", "absent", "over_limit"
BY_PERSON, BY_WINDOW = "person_complaints", "window_complaints"


class Derived(NamedTuple):
    """A line that follows from a tally."""

    unit: Key
    behaviour: Behaviour
    person: Key | None
    window: Key | None
    happened: str
    """The month of happening whose tally it is."""
    tallies: tuple[tuple[str, int], ...]
    """Which tallies reached their limit, and how many times they hold."""
    causes: tuple[int, ...]
    earlier: str | None = None
    """再次超限: the month in which the unit was over the limit before."""
    follow_ups: tuple[str, ...] = ()
    for_window: bool = False
    shown: bool = True
    """False: the larger 6.3 line of the same person stands instead (R8); its follow-ups stay."""
    instead: bool = False
    """True: it stands for another one as well (R8)."""


class Outcome(NamedTuple):
    """What the tallies of one month come to."""

    derived: tuple[Derived, ...]
    tallies: Mapping[TallyKey, Tally]
    reached: frozenset[TallyKey]
    over_limit: Mapping[Key, tuple[str, ...]]


def derive(edition: Edition, month: str, tallied: Iterable[tuple[Fact, str]], before: History) -> Outcome:
    """The derived lines of a month, and the tallies after it."""
    tallies = added_up(tallied, before)
    if not tallies:
        return Outcome((), before.tallies, before.reached, before.over_limit)
    over = _over_limit(edition, month, tallies, before)
    complaints = _complaints(edition, tallies)
    reached = {_goal(line) for line in (*over, *complaints)}
    left = {key: tally for key, tally in {**before.tallies, **tallies}.items() if goal_of(key) not in reached}
    return Outcome(
        (*complaints, *_largest_alone(over, _person_lines(edition, complaints))),
        left,
        before.reached | reached,
        _with_month(before.over_limit, month, over),
    )


def added_up(tallied: Iterable[tuple[Fact, str]], before: History) -> dict[TallyKey, Tally]:
    """The tallies that this month's events add to, earlier months' share included."""
    times: dict[TallyKey, int] = {}
    events: dict[TallyKey, list[int]] = {}
    for fact, kind in tallied:
        for key in tally_keys(fact, kind):
            if before.reached and goal_of(key) in before.reached:
                continue
            times[key] = times.get(key, 0) + fact.times
            events.setdefault(key, []).append(fact.id)
    nothing = Tally(0, ())
    tallies = {}
    for key, count in times.items():
        earlier = before.tallies.get(key, nothing)
        tallies[key] = Tally(earlier.times + count, tuple(sorted((*earlier.events, *events[key]))))
    return tallies


def tally_keys(fact: Fact, kind: str) -> tuple[TallyKey, ...]:
    """Which tallies an event adds to; a complaint that names nobody and no window goes to the unnamed one."""
    unit, happened = fact.unit, fact.on[:7]
    person = fact.person or None
    if kind != "complaint":
        return ((kind, unit, happened, person),) if person else ()
    window = fact.window or None
    by_person: tuple[TallyKey, ...] = ((BY_PERSON, unit, happened, person),) if person else ()
    by_window: tuple[TallyKey, ...] = ((BY_WINDOW, unit, happened, window),) if window or not person else ()
    return by_person + by_window


def goal_of(key: TallyKey) -> TallyKey:
    """What a tally leads to, once for a month of happening: late and absent lead to the same."""
    return (OVER, *key[1:]) if key[0] in (LATE, ABSENT) else key


def _goal(line: Derived) -> TallyKey:
    if line.behaviour.derived != "complaints":
        return OVER, line.unit, line.happened, line.person
    if line.for_window:
        return BY_WINDOW, line.unit, line.happened, line.window
    return BY_PERSON, line.unit, line.happened, line.person


def limit_of(thresholds: Thresholds, kind: str) -> int:
    """From how many times on a tally of this kind is full."""
    limits = {
        LATE: thresholds.late,
        ABSENT: thresholds.absent,
        BY_PERSON: thresholds.person_complaints,
        BY_WINDOW: thresholds.window_complaints,
    }
    return limits[kind]


def _over_limit(
    edition: Edition, month: str, tallies: Mapping[TallyKey, Tally], before: History
) -> list[Derived]:
    """6.3 首次超限 or 再次超限, one for each person and month of happening."""
    full: dict[tuple[Key, str, Key | None], list[tuple[str, Tally]]] = {}
    for (kind, unit, happened, who), tally in tallies.items():
        if kind in (LATE, ABSENT) and tally.times >= limit_of(edition.thresholds, kind):
            full.setdefault((unit, happened, who), []).append((kind, tally))
    lines = []
    for (unit, happened, who), reached in full.items():
        earlier = earlier_over_limit(edition, month, before.over_limit.get(unit, ()))
        behaviour = edition.derived["again_over_limit" if earlier else "first_over_limit"]
        counts = tuple(sorted((kind, tally.times) for kind, tally in reached))
        causes = tuple(sorted(event for _, tally in reached for event in tally.events))
        lines.append(
            Derived(unit, behaviour, who, None, happened, counts, causes, earlier, behaviour.follow_ups)
        )
    return lines


def earlier_over_limit(edition: Edition, month: str, months: Iterable[str]) -> str | None:
    """The last earlier month with a person over the limit that R9 looks back to."""
    ever = edition.options.over_limit_lookback == "ever"
    return max((m for m in months if m < month and (ever or m[:4] == month[:4])), default=None)


def _complaints(edition: Edition, tallies: Mapping[TallyKey, Tally]) -> list[Derived]:
    """2.9 当月三次投诉, one for each person and each window that reaches the limit."""
    behaviour = edition.derived["complaints"]
    full = [
        (key, tally)
        for key, tally in tallies.items()
        if key[0] in (BY_PERSON, BY_WINDOW) and tally.times >= limit_of(edition.thresholds, key[0])
    ]
    units_of_persons = {key[1] for key, _ in full if key[0] == BY_PERSON}
    lines = []
    for (kind, unit, happened, who), tally in full:
        window = kind == BY_WINDOW
        lines.append(
            Derived(
                unit,
                behaviour,
                None if window else who,
                who if window else None,
                happened,
                ((kind, tally.times),),
                tally.events,
                follow_ups=behaviour.follow_ups if window and unit not in units_of_persons else (),
                for_window=window,
            )
        )
    return lines


def _person_lines(edition: Edition, complaints: Iterable[Derived]) -> list[Derived]:
    """6.3 当月三次投诉 for each person that reaches the limit of complaints."""
    behaviour = edition.derived["person_complaints"]
    return [
        line._replace(behaviour=behaviour, follow_ups=behaviour.follow_ups)
        for line in complaints
        if not line.for_window
    ]


def _largest_alone(over: Iterable[Derived], complained: Iterable[Derived]) -> list[Derived]:
    """R8: of a person's 6.3 lines for one month of happening only the larger stands (tie: over-limit)."""
    others = {(line.unit, line.person, line.happened): line for line in complained}
    lines = []
    for line in over:
        other = others.pop((line.unit, line.person, line.happened), None)
        if other is None:
            lines.append(line)
            continue
        over_stands = abs(line.behaviour.halves or 0) >= abs(other.behaviour.halves or 0)
        lines.append(line._replace(shown=over_stands, instead=over_stands))
        lines.append(other._replace(shown=not over_stands, instead=not over_stands))
    return [*lines, *others.values()]


def _with_month(
    months: Mapping[Key, tuple[str, ...]], month: str, over: Iterable[Derived]
) -> Mapping[Key, tuple[str, ...]]:
    units = {line.unit for line in over}
    return {**months, **{unit: (*months.get(unit, ()), month) for unit in units}} if units else months
