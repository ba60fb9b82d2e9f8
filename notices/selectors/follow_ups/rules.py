"""What the paper says of a kind of follow-up, in the edition that its month was scored with."""

from notices.models import FollowUp
from notices.selectors.bulletins import edition_of
from scoring.rulebook import Edition, FollowUpKind
from scoring.selectors.editions import edition_for


def edition_behind(row: FollowUp) -> Edition:
    """The edition of the result that the opening paper states."""
    result = row.opened_by.result
    return edition_of(result) if result is not None else edition_for(row.month.month)


def rule_of(row: FollowUp, kind: str) -> FollowUpKind:
    """Who handles a kind, and the paper's sentence on it."""
    return edition_behind(row).follow_ups[kind]
