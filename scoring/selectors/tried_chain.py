"""Months one after another under the edition tried, each on the history that it would have left so far.

A month sees the corrections (更正) that it saw in truth: those that count in it or earlier. Where a further
one comes into sight, the months before are walked again with it; their own scores stay as they were.
"""

from collections.abc import Collection
from datetime import date
from functools import cached_property
from typing import NamedTuple

from scoring.engine import Fact, History, MonthScore, score_month
from scoring.models import Correction
from scoring.periods import month_key
from scoring.rulebook import Edition
from scoring.selectors.correcting import Wanted, corrected_facts, wanted_of
from scoring.selectors.corrections import HEAVY, Corrected, by_month, by_unit, in_force
from scoring.selectors.tried_months import TriedMonth


class Seen(NamedTuple):
    """A correction, and from which month on it is seen."""

    counts_in: date
    wanted: Wanted


class Corrections:
    """The corrections in force, read once and only where somebody asks for any of them."""

    @cached_property
    def rows(self) -> list[Correction]:
        return list(in_force().select_related("result__month").defer(*HEAVY).order_by("id"))

    def counting(self, first: date, last: date) -> dict[date, list[Corrected]]:
        """By month, what counts in the months from the first to the last."""
        return by_month(row for row in self.rows if first <= row.counts_in <= last)

    def of(self, first: date, last: date) -> list[Seen]:
        """Those that correct the months from the first to the last."""
        own = (row for row in self.rows if first <= row.result.month.month <= last)
        return [Seen(row.counts_in, wanted_of(row)) for row in own]


class Chain:
    """Scores months in the calendar's order."""

    def __init__(self, edition: Edition, last: date, corrections: Corrections) -> None:
        self.edition, self.last, self.in_force = edition, last, corrections
        self._corrections: list[Seen] = []
        self._past: list[TriedMonth] = []
        self._seen: list[Wanted] = []
        self._history = History.empty()

    def score(self, tried: TriedMonth) -> MonthScore:
        """The next month, none of them after `last`."""
        if tried.is_corrected and not self._corrections:
            self._corrections = self.in_force.of(tried.month, self.last)
        seen = [one.wanted for one in self._corrections if one.counts_in <= tried.month]
        if not self._past:
            self._history = tried.scored.before
        elif seen != self._seen:
            self._history = self._past[0].scored.before
            for earlier in self._past:
                self._history = self._left_by(earlier, seen)
        self._seen = seen
        after = self._scored(tried, tried.scored.facts)
        self._history = self._left_by(tried, seen) if seen else after.history
        self._past.append(tried)
        return after

    def _left_by(self, tried: TriedMonth, seen: Collection[Wanted]) -> History:
        """What a month leaves behind once these corrections are seen."""
        return self._scored(tried, corrected_facts(tried.scored.facts, seen)).history

    def _scored(self, tried: TriedMonth, facts: list[Fact]) -> MonthScore:
        scored = tried.scored
        corrections = by_unit(scored.corrections)
        return score_month(
            self.edition, month_key(tried.month), scored.units, facts, self._history, corrections
        )
