"""Who is about to be over the limit (6.3): seen before, not after. Complaints have lines of their own."""

from collections.abc import Sequence

from django.urls import reverse

from scoring.selectors.coming import OVER_LIMIT, near_limit_count
from scoring.selectors.facts import ScoredMonth
from yanling_assess.duties.types import Area, Duty


def duties(scored: Sequence[ScoredMonth]) -> list[Duty]:
    """How many persons one lateness or absence more, or what is pending, takes over the limit; no query."""
    count = near_limit_count(scored, OVER_LIMIT)
    return [Duty("将要超限的人员", reverse("scoring:coming"), Area.SETTLING, count, "名")]
