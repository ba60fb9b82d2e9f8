"""What was struck out of a text and what was put in, sign by sign; numbers and Latin words stay whole."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

TOKENS = re.compile(r"[0-9A-Za-z.]+|.", re.DOTALL)
LEAST_ALIKE = 0.4
"""Texts that have less in common are shown as a whole."""


class Piece(NamedTuple):
    """A run of a text, and whether the other text lacks it."""

    text: str
    differs: bool


def marked(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces."""
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < LEAST_ALIKE:
        return _pieces([(before, True)]), _pieces([(after, True)])
    steps = matcher.get_opcodes()
    return (
        _pieces(("".join(old[a:b]), what != "equal") for what, a, b, _, _ in steps),
        _pieces(("".join(new[a:b]), what != "equal") for what, _, _, a, b in steps),
    )


def _pieces(runs: Iterable[tuple[str, bool]]) -> list[Piece]:
    return [Piece(text, differs) for text, differs in runs if text]
