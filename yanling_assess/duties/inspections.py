"""Which units still wait for a visit this month (三、督查通报: 每月不定期抽查)."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from scoring.selectors.visits import unvisited
from yanling_assess.duties.types import Counts, Duty


def sought(today: date) -> dict[str, QuerySet[Any]]:
    return {"unvisited": unvisited(today)}


def duties(counts: Counts) -> list[Duty]:
    """The units in service that nobody has been to this month."""
    url = f"{reverse('scoring:coverage')}?unvisited=on"
    return [Duty("本月还没有督查的单位", url, counts["unvisited"])]
