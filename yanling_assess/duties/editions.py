"""Drafts of the rules whose month has come or comes next, and that are not in force."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from scoring.models import RuleEdition
from scoring.periods import first_of, next_month
from units.access import Actor, May
from yanling_assess.duties.types import Counts, Duty


def sought(today: date) -> dict[str, QuerySet[Any]]:
    coming = next_month(first_of(today))
    rows = RuleEdition.objects.filter(state=RuleEdition.State.DRAFT, effective_from__lte=coming)
    return {"editions": rows}


def duties(actor: Actor, counts: Counts) -> list[Duty]:
    """The chief is told: such a draft is to be brought into force, put off, or deleted."""
    if not counts["editions"] or not actor.may(May.EDIT_EDITIONS):
        return []
    return [Duty("施行月份将到的细则草稿", reverse("scoring:editions"), counts["editions"])]
