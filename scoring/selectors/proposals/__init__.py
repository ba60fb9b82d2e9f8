"""Proposed charges, computed from the rows of units at every look; what was decided of them is kept apart."""

from collections.abc import Callable
from datetime import date

from scoring.models import ProposalDecision
from scoring.selectors.proposals.attendance import attendance_proposals
from scoring.selectors.proposals.ground import reading_ground
from scoring.selectors.proposals.leave import leave_proposals
from scoring.selectors.proposals.postings import posting_proposals
from scoring.selectors.proposals.substitutes import substitute_proposals
from scoring.selectors.proposals.types import Proposed

__all__ = ["Proposed", "open_proposals", "proposals_between"]

Proposing = Callable[[date, date], list[Proposed]]
SOURCES: tuple[Proposing, ...] = (
    attendance_proposals,
    leave_proposals,
    substitute_proposals,
    posting_proposals,
)
"""Each finds what the days from the first to the last, both included, suggest."""


def proposals_between(first: date, last: date) -> list[Proposed]:
    """All that is suggested by the days from the first to the last, decided or not, in order of days."""
    with reading_ground(first, last):
        found = [proposal for source in SOURCES for proposal in source(first, last)]
    return sorted(found, key=lambda one: (one.happened_on, one.unit_id, one.person_id or 0, one.key))


def open_proposals(first: date, last: date) -> list[Proposed]:
    """Those that nobody has decided yet."""
    found = proposals_between(first, last)
    if not found:
        return []
    decided = ProposalDecision.objects.filter(happened_on__gte=first, happened_on__lte=last)
    keys = frozenset(decided.values_list("key", flat=True))
    return [one for one in found if one.key not in keys]
