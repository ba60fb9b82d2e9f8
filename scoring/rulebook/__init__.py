"""The rule book: what the paper says, as data, and how it is read. Standard library only.

`editions/2022.toml` is the shipped edition: every clause word for word, its behaviours, points, measures,
thresholds, options, readings (口径) and follow-ups. Nothing of the paper stands anywhere else.
"""

from scoring.rulebook.edition import Edition
from scoring.rulebook.errors import EditionError
from scoring.rulebook.loader import load_edition, shipped_edition, shipped_text
from scoring.rulebook.types import (
    OPTION_VALUES,
    Behaviour,
    Category,
    Clause,
    Flags,
    FollowUpKind,
    Limits,
    Measure,
    Options,
    Reading,
    Rival,
    Rung,
    Section,
    Thresholds,
)

__all__ = [
    "OPTION_VALUES",
    "Behaviour",
    "Category",
    "Clause",
    "Edition",
    "EditionError",
    "Flags",
    "FollowUpKind",
    "Limits",
    "Measure",
    "Options",
    "Reading",
    "Rival",
    "Rung",
    "Section",
    "Thresholds",
    "load_edition",
    "shipped_edition",
    "shipped_text",
]
