"""期初情况 (RULEBOOK §6): what of this year came before the site's first month, signed by the chief."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from records.changes import record_change
from records.errors import EditConflict, Refusal
from scoring.models import Month, MonthResult
from scoring.opening import in_words
from scoring.services.months import ensure_month
from units.models import Unit
from units.selectors import bureau


@transaction.atomic
def set_opening(
    *,
    criticisms: Mapping[int, int],
    over_limit: Mapping[int, Sequence[str]],
    expected_version: int,
    by: Any,
    at: datetime,
) -> Month:
    """Keep each unit's criticisms of the year and over-limit months (2026-03) before the first month.

    Refusal once the first month was ever closed, or for a month that is not an earlier one.
    """
    month = Month.objects.select_for_update().get(pk=ensure_month(bureau().first_month).pk)
    if MonthResult.objects.filter(month=month).exists():
        raise Refusal(f"{month}已定过分，期初情况不能再改。")
    if month.version != expected_version:
        raise EditConflict(month)
    names = dict(Unit.objects.values_list("pk", "name"))
    opening = {
        "over_limit": sorted([unit, sorted(set(months))] for unit, months in over_limit.items() if months),
        "criticisms": sorted([unit, count] for unit, count in criticisms.items() if count),
    }
    before = in_words(month.opening, names)
    Month.objects.filter(pk=month.pk).update(opening=opening, version=F("version") + 1)
    month.refresh_from_db()
    after = in_words(opening, names)
    record_change(by=by, at=at, action="登记期初情况", subject=month, before=before, after=after)
    return month
