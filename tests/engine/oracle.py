"""A second, slow way to the same results: every month is worked out from all events that came before it.

Written from the paper's readings alone, sharing only the edition with the engine: no history, no passes,
each question answered by looking through everything again.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from scoring.engine import Fact
from scoring.rulebook import Behaviour, Edition


class Oracle:
    """What a set of events comes to, month by month."""

    def __init__(self, edition: Edition, facts: Iterable[Fact]) -> None:
        self.edition = edition
        self.facts = sorted(facts, key=lambda fact: fact.id)

    def behaviour(self, fact: Fact) -> Behaviour:
        return self.edition.behaviour(fact.clause, fact.behaviour)

    def points(self, fact: Fact) -> int:
        behaviour = self.behaviour(fact)
        halves = (behaviour.halves or 0) * fact.times
        if behaviour.measure and behaviour.measure.per_item and self.edition.options.missing_items == "item":
            halves *= int(fact.measure or 0)
        return halves

    def stands(self, fact: Fact) -> bool:
        """Verified, not waived, not below its measure."""
        measure = self.behaviour(fact).measure
        enough = measure is None or (fact.measure is not None and measure.reached(fact.measure))
        return bool(fact.verified) and not fact.waived and enough

    # -- one problem, deducted once

    def cover(self, fact: Fact) -> int | None:
        """The event that covers this one."""
        if not (fact.problem and self.stands(fact) and self.behaviour(fact).effect in ("deduct", "empty")):
            return None
        counted: list[Fact] = []
        for other in self._of_problem(fact):
            free = self.behaviour(other).effect == "empty" or not (
                counted
                if self.behaviour(other).unless_already_deducted
                else [one for one in counted if self.behaviour(one).unless_already_deducted]
            )
            if other == fact:
                return None if free else counted[0].id
            if free:
                counted.append(other)
        raise AssertionError

    def _of_problem(self, fact: Fact) -> list[Fact]:
        def turn(one: Fact) -> Any:
            emptying = self.behaviour(one).effect == "empty"
            first = 0 if self.behaviour(one).unless_already_deducted else 1
            return one.month, one.on[:10], first, not emptying, 0 if emptying else self.points(one), one.id

        same = [
            one
            for one in self.facts
            if (one.unit, one.problem) == (fact.unit, fact.problem)
            and self.stands(one)
            and self.behaviour(one).effect in ("deduct", "empty")
        ]
        return sorted(same, key=turn)

    # -- tallies

    def months(self) -> list[str]:
        return sorted({fact.month for fact in self.facts})

    def reached_in(self, facts: Sequence[Fact], limit: int) -> str | None:
        """The month in which these events come to the limit."""
        for month in self.months():
            if sum(fact.times for fact in facts if fact.month <= month) >= limit:
                return month
        return None

    def tallied(self, unit: Any, happened: str, tally: str) -> list[Fact]:
        return [
            fact
            for fact in self.facts
            if fact.unit == unit
            and fact.on[:7] == happened
            and self.behaviour(fact).tally == tally
            and self.stands(fact)
        ]

    def over_limit(self, unit: Any) -> list[tuple[str, Any, str]]:
        """(month it counts in, person, month of happening) of all over the limit."""
        rows = []
        for happened in sorted({fact.on[:7] for fact in self.facts}):
            late, absent = self.tallied(unit, happened, "late"), self.tallied(unit, happened, "absent")
            for person in {fact.person for fact in (*late, *absent)} - {None}:
                limits = self.edition.thresholds
                months = [
                    self.reached_in([f for f in late if f.person == person], limits.late),
                    self.reached_in([f for f in absent if f.person == person], limits.absent),
                ]
                if any(months):
                    rows.append((min(month for month in months if month), person, happened))
        return rows

    def complained(self, unit: Any, what: str) -> list[tuple[str, Any, str]]:
        """(month it counts in, person or window, month of happening) of all with three complaints."""
        limit = getattr(self.edition.thresholds, f"{what}_complaints")
        rows = []
        for happened in sorted({fact.on[:7] for fact in self.facts}):
            boxes: dict[Any, list[Fact]] = {}
            for fact in self.tallied(unit, happened, "complaint"):
                if what == "person" and fact.person:
                    boxes.setdefault(fact.person, []).append(fact)
                if what == "window" and (fact.window or not fact.person):
                    boxes.setdefault(fact.window, []).append(fact)
            for who, facts in boxes.items():
                month = self.reached_in(facts, limit)
                if month:
                    rows.append((month, who, happened))
        return rows

    def over_kind(self, unit: Any, month: str) -> str:
        ever = self.edition.options.over_limit_lookback == "ever"
        before = [m for m, _, _ in self.over_limit(unit) if m < month and (ever or m[:4] == month[:4])]
        return "再次超限" if before else "首次超限"

    def derived(self, unit: Any, month: str) -> list[tuple[Any, ...]]:
        """(clause, behaviour, person, window, halves, month of happening) of the derived lines."""
        persons = [row for row in self.complained(unit, "person") if row[0] == month]
        windows = [row for row in self.complained(unit, "window") if row[0] == month]
        lines: list[tuple[Any, ...]] = []
        lines += sorted(("2.9", "当月三次投诉", who, None, None, h) for _, who, h in persons)
        lines += [
            ("2.9", "当月三次投诉", None, who, None, h)
            for _, who, h in sorted(windows, key=lambda row: (row[1] is not None, row[1] or "", row[2]))
        ]
        six = []
        over = {(who, h) for m, who, h in self.over_limit(unit) if m == month}
        complaints = {(who, h) for _, who, h in persons}
        for who, h in over | complaints:
            names = [self.over_kind(unit, month)] * ((who, h) in over) + ["当月三次投诉"] * (
                (who, h) in complaints
            )
            name = min(names, key=lambda n: self.edition.behaviour("6.3", n).halves or 0)
            six.append(("6.3", name, who, None, self.edition.behaviour("6.3", name).halves, h))
        return lines + sorted(six, key=lambda line: (line[2], line[5]))

    # -- criticisms

    def rungs(self, unit: Any, month: str) -> list[tuple[Fact, int, bool]]:
        """(event, rung, whether its criticism is placed in this month) of the month's criticising events."""
        yearly = self.edition.options.criticism_scope == "year"
        scope = month[:4] if yearly else month
        events = [
            fact
            for fact in self.facts
            if fact.unit == unit
            and fact.month.startswith(scope)
            and fact.month <= month
            and self.stands(fact)
            and (fact.criticised or self.behaviour(fact).criticism)
        ]
        events.sort(key=lambda f: (f.month, f.on if "T" in f.on else f.on + "T00:00:00", f.id))
        belongs: dict[Any, int] = {}
        placed: list[str] = []
        rows = []
        for fact in events:
            labels = [("b", fact.bulletin)] * bool(fact.bulletin) + [("p", fact.problem)] * bool(fact.problem)
            known = [belongs[label] for label in labels if label in belongs]
            if not known:
                placed.append(fact.month)
            rung = min(known) if known else len(placed)
            belongs.update(dict.fromkeys(labels, rung))
            rows.append((fact, rung, placed[rung - 1] == month))
        return [row for row in rows if row[0].month == month]

    # -- follow-ups

    def follow_ups(self, unit: Any, month: str) -> list[tuple[str, Any]]:
        """(kind, person) of the month, sorted by kind, then person, none first."""
        found: set[tuple[str, Any]] = set()
        for fact in self.facts:
            if fact.unit == unit and fact.month == month and self.stands(fact):
                found |= self._of_event(fact)
        for fact, rung, placed in self.rungs(unit, month):
            if rung == 1 and fact.person:
                found.add(("书面检查", fact.person))
            if placed:
                found.add(({1: "书面整改意见", 2: "约谈"}.get(rung, "移送纪检"), None))
        persons = [who for m, who, _ in self.complained(unit, "person") if m == month]
        windows = [who for m, who, _ in self.complained(unit, "window") if m == month]
        found |= {("5日内撤出并替换", who) for who in persons}
        if windows and not persons:
            found.add(("研究撤出人员", None))
        for m, who, _ in self.over_limit(unit):
            if m == month:
                again = self.over_kind(unit, month) == "再次超限"
                found.add(("5日内撤出并替换", who) if again else ("限期整改", None))
        return sorted(found, key=lambda row: (row[0], row[1] is not None, row[1] or ""))

    def _of_event(self, fact: Fact) -> set[tuple[str, Any]]:
        found: set[tuple[str, Any]] = set()
        if fact.clause == "1.5":
            found.add(("处理意见", None))
            if fact.person:
                found.add(("书面检查", fact.person))
        if (
            fact.clause in ("2.3", "2.5")
            or fact.behaviour == "新闻媒体曝光"
            or fact.serious
            or fact.accountable
        ):
            found.add(("移送纪检", fact.person or None))
        return found

    # -- scores

    def event_line(self, fact: Fact) -> tuple[Any, ...]:
        """(event, points, counted, zeroes, covered by)."""
        cover = self.cover(fact)
        free = self.stands(fact) and cover is None
        if self.behaviour(fact).effect == "empty":
            return fact.id, None, None if free else 0, self.behaviour(fact).category, cover
        return fact.id, self.points(fact), self.points(fact) if free else 0, None, cover

    def category(self, unit: Any, month: str, number: int) -> tuple[int, int]:
        """(score, overflow)."""
        category = self.edition.category(number)
        mine = [f for f in self.facts if (f.unit, f.month) == (unit, month) and f.clause[0] == str(number)]
        lines = [self.event_line(fact) for fact in mine]
        derived = [line for line in self.derived(unit, month) if line[0][0] == str(number)]
        if any(line[2] is None for line in lines) or any(line[4] is None for line in derived):
            return 0, 0
        raw = category.full + sum(line[2] for line in lines) + sum(line[4] for line in derived)
        if self.edition.options.bonus_above_cap == "cap" and raw > category.full:
            return category.full, raw - category.full
        return max(raw, category.floor), 0

    def month(self, month: str, units: Sequence[Any]) -> dict[Any, dict[str, Any]]:
        """Everything of one month, by unit."""
        scores = {unit: [self.category(unit, month, n) for n in range(1, 7)] for unit in units}
        worth = {u: (sum(s for s, _ in rows), sum(o for _, o in rows)) for u, rows in scores.items()}
        return {
            unit: {
                "total": worth[unit][0],
                "categories": [score for score, _ in scores[unit]],
                "overflow": worth[unit][1],
                "rank": 1 + sum(other > worth[unit] for other in worth.values()),
                "lines": [self.event_line(f) for f in self.facts if (f.unit, f.month) == (unit, month)],
                "derived": self.derived(unit, month),
                "follow_ups": self.follow_ups(unit, month),
            }
            for unit in units
        }


def span(first: str, last: str) -> list[str]:
    """All months from one to another."""
    numbers = range(int(first[:4]) * 12 + int(first[5:]) - 1, int(last[:4]) * 12 + int(last[5:]))
    months = [f"{n // 12:04}-{n % 12 + 1:02}" for n in numbers]
    assert all(one < other for one, other in pairwise(months))
    return months
