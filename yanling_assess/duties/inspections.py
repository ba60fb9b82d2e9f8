"""Which units still wait for a visit this month (三、督查通报: 每月不定期抽查)."""

from datetime import date

from django.urls import reverse

from scoring.selectors.visits import unvisited
from yanling_assess.duties.counting import Sought
from yanling_assess.duties.types import Area, Counts, Duty


def sought(today: date) -> Sought:
    return {"unvisited": unvisited(today)}


def duties(counts: Counts) -> list[Duty]:
    """The units in service that nobody has been to this month."""
    url = f"{reverse('scoring:coverage')}?unvisited=on"
    return [Duty("本月还没有督查的单位", url, Area.PEOPLE, counts["unvisited"], "个")]
