"""当月三次投诉 (2.9, 6.3) before it is reached: whom two verified complaints of a month already name.

Counted by the engine itself (`added_up`): by unit and month of happening, for the person that an event names
and for its window; what names neither counts for the unit's unnamed window (R10).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from scoring.engine import Fact, History
from scoring.engine.history import TallyKey
from scoring.engine.tallies import BY_PERSON, BY_WINDOW, added_up, limit_of
from scoring.entry import ChargeData
from scoring.models import ScoreEvent
from scoring.periods import first_of, month_from, month_key, next_month
from scoring.rulebook import Behaviour, Edition

COLUMNS = ("id", "unit_id", "person_id", "window_id", "finding__happened_on", "clause", "behaviour", "times")
NAMES = ("unit__name", "person__name", "window__number")
NEW = 10**15
"""Ids of what is not written yet."""


@dataclass(frozen=True)
class ComplaintTally:
    """How many verified complaints a month of happening has against a person or a window of a unit."""

    unit_id: int
    unit_name: str
    month: date
    who: str
    """王芳, 3号窗口, 未指明的窗口."""
    for_window: bool
    times: int
    limit: int

    @property
    def is_coming(self) -> bool:
        """One more reaches the limit."""
        return self.times == self.limit - 1

    @property
    def is_full(self) -> bool:
        return self.times >= self.limit

    @property
    def place(self) -> str:
        return f"{self.who}（{self.unit_name}）"

    @property
    def outcome(self) -> str:
        """What the limit brings: a person is withdrawn, of a window it is for the office to decide who."""
        return "清零本类并研究撤出人员" if self.for_window else "清零本类并撤出"

    @property
    def text(self) -> str:
        """The sentence shown wherever one more would do it."""
        if self.is_coming:
            return f"再有一次属实投诉将{self.outcome}：{self.place}，{self.month.month}月已有{self.times}次"
        return f"{self.place}{self.month.month}月属实投诉已有{self.times}次，{self.outcome}"


def coming_complaints(
    first: date, last: date, edition: Edition, *, unit_ids: Collection[int] | None = None
) -> list[ComplaintTally]:
    """Who stands one complaint before the limit, or has reached it, in these months (both included)."""
    found = _tallies(_rows(first, last, edition, unit_ids), edition)
    return [tally for tally in found.values() if tally.is_coming or tally.is_full]


def tallies_with(
    on: date, charges: Sequence[tuple[ChargeData, Behaviour]], edition: Edition, *, gone: Collection[int] = ()
) -> list[ComplaintTally]:
    """The tallies of a day's month that these charges add to, with them added; no query without a complaint.

    `gone`: events that would be dismissed with it.
    """
    new = [charge for charge, behaviour in charges if behaviour.tally == "complaint"]
    if not new:
        return []
    rows = _rows(first_of(on), first_of(on), edition, {charge.unit.pk for charge in new})
    facts = [_new_row(number, charge, on) for number, charge in enumerate(new)]
    touched = set(_added(facts))
    found = _tallies([*(row for row in rows if row[0] not in gone), *facts], edition)
    return [tally for key, tally in found.items() if key in touched and (tally.is_coming or tally.is_full)]


def _rows(
    first: date, last: date, edition: Edition, unit_ids: Collection[int] | None
) -> list[tuple[Any, ...]]:
    """The complaints of these months that are verified and neither waived nor exempt; one query."""
    names = [b for b in edition.entered if b.tally == "complaint"]
    condition = Q(pk__in=[])
    for behaviour in names:
        condition |= Q(clause=behaviour.clause, behaviour=behaviour.name)
    rows = ScoreEvent.objects.filter(
        condition,
        status=ScoreEvent.Status.CONFIRMED,
        exempt_reason="",
        finding__happened_on__gte=first,
        finding__happened_on__lt=next_month(last),
    )
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=list(unit_ids))
    return list(rows.order_by("id").values_list(*COLUMNS, *NAMES))


def _new_row(number: int, charge: ChargeData, on: date) -> tuple[Any, ...]:
    person, window = charge.person, charge.window
    return (
        *(NEW + number, charge.unit.pk, person and person.pk, window and window.pk, on),
        *(charge.clause, charge.behaviour, charge.times),
        *(charge.unit.name, person and person.name, window and window.number),
    )


def _added(rows: Iterable[tuple[Any, ...]]) -> dict[TallyKey, Any]:
    return dict(added_up(((_fact(row), "complaint") for row in rows), History.empty()))


def _fact(row: tuple[Any, ...]) -> Fact:
    event, unit, person, window, on, clause, behaviour, times = row[: len(COLUMNS)]
    return Fact(
        event,
        unit,
        person,
        window,
        substitute=None,
        on=on.isoformat(),
        clause=clause,
        behaviour=behaviour,
        times=times,
        measure=None,
        problem=None,
        bulletin=None,
        criticised=False,
        accountable=False,
        serious=False,
        verified=True,
        waived=None,
        month=month_key(on),
    )


def _tallies(rows: Sequence[tuple[Any, ...]], edition: Edition) -> dict[TallyKey, ComplaintTally]:
    """Every tally of these rows, whatever it holds, in an order that stays."""
    units, people, windows = {}, {}, {}
    for row in rows:
        units[row[1]], people[row[2]], windows[row[3]] = row[len(COLUMNS) :]
    found = {
        key: _tally(key, tally.times, edition, units[key[1]], people if key[0] == BY_PERSON else windows)
        for key, tally in _added(rows).items()
    }
    return dict(sorted(found.items(), key=lambda item: (item[1].month, item[1].unit_id, item[1].place)))


def _tally(
    key: TallyKey, times: int, edition: Edition, unit_name: str, names: Mapping[Any, str]
) -> ComplaintTally:
    kind, unit, happened, who = key
    return ComplaintTally(
        unit_id=int(unit),
        unit_name=unit_name,
        month=month_from(happened),
        who=names.get(who, "") if who else "未指明的窗口",
        for_window=kind == BY_WINDOW,
        times=times,
        limit=limit_of(edition.thresholds, kind),
    )
