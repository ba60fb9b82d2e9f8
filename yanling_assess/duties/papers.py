"""公文: corrections that no 更正通报 tells yet; for heads, papers to be confirmed."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from notices.selectors.corrections import untold_corrections
from notices.selectors.receipts import unsigned_by
from scoring.periods import month_name
from units.access import Actor
from yanling_assess.duties.types import Counts, Duty


def untold() -> list[Duty]:
    """待发更正通报, a line a month."""
    return [
        Duty(
            f"待发{month_name(one.month)}更正通报",
            reverse("notices:outgoing", args=["correction", one.key]),
            len(one.corrections),
        )
        for one in untold_corrections()
    ]


def sought_of_units(actor: Actor) -> dict[str, QuerySet[Any]]:
    """What each unit headed has still to confirm."""
    return {f"unsigned {unit}": unsigned_by(unit) for unit in actor.unit_ids}


def of_units(counts: Counts) -> list[Duty]:
    """待签收的公文 of the units headed."""
    waiting = sum(count for name, count in counts.items() if name.startswith("unsigned "))
    return [Duty("待签收的公文", f"{reverse('notices:list')}?unsigned=on", waiting)] if waiting else []
