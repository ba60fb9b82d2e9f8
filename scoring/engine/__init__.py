"""The engine: facts in, results out. Pure, exact, standard library only; the numbers are the rule book's.

`score_month` reads the month in one pass. What simply counts is added up at once; only what was silenced,
covered, derived or brings a follow-up is remembered, and lines with their reasons are made on demand.
"""

from scoring.engine.ahead import RungAhead, TallyAhead, rungs_ahead, tallies_ahead
from scoring.engine.history import History
from scoring.engine.score import MonthScore, score_month, score_months
from scoring.engine.types import CategorySheet, Fact, FollowUp, Key, Line, UnitScore

__all__ = [
    "CategorySheet",
    "Fact",
    "FollowUp",
    "History",
    "Key",
    "Line",
    "MonthScore",
    "RungAhead",
    "TallyAhead",
    "UnitScore",
    "rungs_ahead",
    "score_month",
    "score_months",
    "tallies_ahead",
]
