"""Drafts of the rules whose month has come or comes next, and that are not in force."""

from datetime import date

from django.urls import reverse

from scoring.models import RuleEdition
from scoring.periods import first_of, next_month
from units.access import Actor, May
from yanling_assess.duties.counting import Sought
from yanling_assess.duties.types import Area, Counts, Duty


def sought(today: date) -> Sought:
    coming = next_month(first_of(today))
    rows = RuleEdition.objects.filter(state=RuleEdition.State.DRAFT, effective_from__lte=coming)
    return {"editions": rows}


def duties(actor: Actor, counts: Counts) -> list[Duty]:
    """The chief is told: such a draft is to be brought into force, put off, or deleted."""
    if not actor.may(May.EDIT_EDITIONS):
        return []
    label, url = "施行月份将到的细则草稿", reverse("scoring:editions")
    return [Duty(label, url, Area.SETTLING, counts["editions"], "份")]
