"""重算验证: a stored result is computed again from its frozen facts, and what came out is kept."""

from datetime import datetime
from typing import Any

from records.errors import Refusal
from scoring.models import MonthResult, ReplayCheck
from scoring.selectors.replay import replayed


def check_result(*, result: MonthResult, by: Any, at: datetime) -> ReplayCheck:
    """Prove one result; a damaged one is told as such. `by` is None for a command."""
    try:
        differences = replayed(result)
    except (Refusal, ValueError, TypeError, LookupError) as error:
        differences = [f"存档已损坏，无法重算：{error}"]
    return ReplayCheck.objects.create(
        result=result, by=by, at=at, agrees=not differences, differences=differences
    )
