"""An edition made ready for one pass over the rows: by (clause, behaviour) what an event means."""

from functools import lru_cache
from typing import NamedTuple, TypeAlias

from scoring.rulebook import Behaviour, Edition

CATEGORIES = 6


class Rule(NamedTuple):
    """What an event of one behaviour does."""

    plain: bool
    """It only adds points; nothing else need be looked at."""
    slot: int
    """The unit's cell that its points go to: 0 … 5 deductions, 6 … 11 awards, by category."""
    halves: int
    """Of one time; 0 where there are none."""
    priced: bool
    """A line of it has points, times alone making the difference: no emptying, no note, not by item."""
    category: int
    behaviour: Behaviour
    empties: bool
    charges: bool
    """It deducts or empties, so it takes part in what 2.8 covers."""
    per_item: bool
    """Points are taken for each item (R5 under `item`)."""


RuleKey: TypeAlias = tuple[str, str]


class Rules(dict[RuleKey, Rule]):
    """All rules of an edition; what it does not know is kept as a note at 0."""

    def __missing__(self, key: RuleKey) -> Rule:
        clause, name = key
        head = clause.partition(".")[0]
        category = int(head) if head in ("1", "2", "3", "4", "5", "6") else 0
        note = Behaviour(clause, category, name, "note", None, "")
        return Rule(True, 0, 0, False, category, note, False, False, False)


@lru_cache(maxsize=64)
def compiled(edition: Edition) -> Rules:
    """The rules of an edition. An edition is told by identity, so this is done once for each."""
    items = edition.options.missing_items == "item"
    return Rules({(b.clause, b.name): _rule(b, items) for b in edition.entered})


def _rule(behaviour: Behaviour, items: bool) -> Rule:
    per_item = items and behaviour.measure is not None and behaviour.measure.per_item
    special = (
        behaviour.effect == "empty"
        or behaviour.measure
        or behaviour.tally
        or behaviour.criticism
        or behaviour.unless_already_deducted
        or behaviour.follow_ups
    )
    return Rule(
        plain=not special,
        slot=behaviour.category - 1 + CATEGORIES * (behaviour.effect == "award"),
        halves=behaviour.halves or 0,
        priced=behaviour.effect in ("deduct", "award") and not per_item,
        category=behaviour.category,
        behaviour=behaviour,
        empties=behaviour.effect == "empty",
        charges=behaviour.effect in ("deduct", "empty"),
        per_item=per_item,
    )
