"""A closed month computed again with corrected facts, and what it then leaves to the months after it.

Everything comes from what was frozen with the results; nothing of today's rows takes part.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from scoring.engine import Fact, History, MonthScore, score_month
from scoring.models import Correction, MonthResult
from scoring.periods import month_key
from scoring.rulebook.points import show
from scoring.selectors.corrections import Corrected, by_unit, in_force
from scoring.selectors.details import Details
from scoring.selectors.editions import edition_of
from scoring.selectors.month import CLOSED
from scoring.selectors.outcome import follow_up_row
from scoring.selectors.replay import frozen_words
from scoring.selectors.wording import signed


class Wanted(NamedTuple):
    """What an event of a closed month should have been; no changes: it should not have counted at all."""

    event_id: int
    changes: Mapping[str, Any]
    """Fact's fields by name."""

    @property
    def cancels(self) -> bool:
        return not self.changes


@dataclass(frozen=True)
class LineChange:
    """A line that comes out differently; empty text where it is not there."""

    label: str
    who: str
    before: str
    after: str
    why: str


@dataclass(frozen=True)
class Effects:
    """What a corrected month comes to, for one unit. Totals are half-points."""

    before: int
    after: int
    lines: list[LineChange] = field(default_factory=list)
    follow_ups_added: list[dict[str, Any]] = field(default_factory=list)
    follow_ups_dropped: list[dict[str, Any]] = field(default_factory=list)

    @property
    def difference(self) -> int:
        return self.after - self.before

    @property
    def in_words(self) -> str:
        """97 → 99，本月＋2"""
        return f"{show(self.before)} → {show(self.after)}，差 {signed(self.difference)} 分"

    def to_data(self) -> dict[str, Any]:
        """As kept with the correction."""
        return {
            "lines": [vars(line) for line in self.lines],
            "follow_ups_added": self.follow_ups_added,
            "follow_ups_dropped": self.follow_ups_dropped,
        }


def wanted_of(correction: Correction) -> Wanted:
    return Wanted(correction.event_id, correction.changes)


def corrected_facts(frozen: Iterable[Sequence[Any]], wanted: Iterable[Wanted]) -> list[Fact]:
    """The frozen facts with the corrected ones in their place, cancelled ones left out."""
    changed = {one.event_id: one for one in wanted}
    facts = []
    for row in frozen:
        fact = Fact._make(row)
        one = changed.get(fact.id)
        if one is None:
            facts.append(fact)
        elif not one.cancels:
            facts.append(fact._replace(**one.changes))
    return facts


def corrected_score(
    result: MonthResult, wanted: Iterable[Wanted], before: History | None = None
) -> MonthScore:
    """A result computed again with corrected facts; under its own history unless another is given."""
    edition = edition_of(result.edition_text, result.edition_sha256, result.edition_name)
    return score_month(
        edition,
        month_key(result.month.month),
        [row["id"] for row in result.units],
        corrected_facts(result.facts, wanted),
        before or History.from_data(result.history_before),
        by_unit(Corrected(**row) for row in result.corrections),
    )


def effects_of(result: MonthResult, unit_id: int, wanted: Wanted, names: Mapping[int, str]) -> Effects:
    """What this correction does to its month, on top of those in force there. `names`: persons it names."""
    earlier = [wanted_of(row) for row in in_force().filter(result__month=result.month_id)]
    was, now = corrected_score(result, earlier), corrected_score(result, [*earlier, wanted])
    words = frozen_words(result)
    words.persons.update(names)
    due_before, due_after = (_due(score, unit_id, words) for score in (was, now))
    return Effects(
        was.units[unit_id].total,
        now.units[unit_id].total,
        list(_line_changes(was, now, unit_id, words)),
        [row for key, row in due_after.items() if key not in due_before],
        [row for key, row in due_before.items() if key not in due_after],
    )


def corrected_chain(
    results: Sequence[MonthResult], corrections: Iterable[Wanted]
) -> Iterator[tuple[MonthResult, History]]:
    """What each of these months, in the calendar's order, leaves behind once the corrections are seen."""
    wanted = list(corrections)
    before: History | None = None
    for result in results:
        before = corrected_score(result, wanted, before).history
        yield result, before


def newest_results(since: Any) -> list[MonthResult]:
    """The newest result of every closed month from a month on, in the calendar's order."""
    rows = MonthResult.objects.filter(month__month__gte=since, month__state__in=CLOSED)
    found = {row.month_id: row for row in rows.select_related("month").order_by("month__month", "revision")}
    return list(found.values())


def _due(score: MonthScore, unit_id: int, words: Details) -> dict[tuple[str, Any], dict[str, Any]]:
    rows = score.follow_ups(unit_id, words.name)
    return {(row.kind, row.person): follow_up_row(row, score.edition, words) for row in rows}


def _line_changes(was: MonthScore, now: MonthScore, unit_id: int, words: Details) -> Iterator[LineChange]:
    """Lines that come, go or count differently, in the order of the month."""
    old, new = _counted(was, unit_id, words), _counted(now, unit_id, words)
    for key in dict.fromkeys([*old, *new]):
        before, after = old.get(key), new.get(key)
        if before != after:
            label, who = key[1], key[2]
            yield LineChange(
                label, who, before[0] if before else "", after[0] if after else "", after[1] if after else ""
            )


def _counted(score: MonthScore, unit_id: int, words: Details) -> dict[tuple[Any, str, str], tuple[str, str]]:
    """By event (or derived line): what it counts and why."""
    found = {}
    for line in score.lines(unit_id, words.name):
        clears = line.zeroes is not None and line.counted is None
        who = words.person(line.person) or words.window(line.window)
        key = (line.event or line.month_of_tally, f"{line.clause} {line.behaviour}", who)
        found[key] = (signed(None if clears else line.counted or 0), line.why)
    return found
