"""The edition whose words a month is read by: a closed month's own, else the one in force in it."""

from collections.abc import Iterable
from datetime import date

from scoring.models import MonthResult
from scoring.selectors.edition_list import KeptEdition, held_in, in_force


def read_by(month: date, editions: Iterable[KeptEdition]) -> tuple[KeptEdition, bool]:
    """The edition, and whether the month is frozen with it; one query."""
    editions = list(editions)
    results = MonthResult.objects.filter(month__month=month).order_by("-revision")
    stored = results.values_list("edition_sha256", flat=True).first()
    kept = next((one for one in in_force(editions) if one.sha256 == stored), None)
    return (kept, True) if kept else (held_in(month, editions), False)
