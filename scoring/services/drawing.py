"""随机抽取 for 不定期抽查: drawn once, kept on record with all that it can be repeated from."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from records.changes import record_change
from records.errors import Refusal
from scoring.drawing import Candidate, draw
from scoring.models import InspectionDraw
from scoring.selectors.visits import draw_pool


def make_draw(*, wanted: int, seed: str, by: Any, at: datetime) -> InspectionDraw:
    """Draw `wanted` of the units in service today, those long unvisited the likelier."""
    pool: list[dict[str, Any]] = draw_pool(timezone.localdate(at))
    if not pool:
        raise Refusal("今天没有在用的窗口单位，无法抽取。", field="wanted")
    if not 1 <= wanted <= len(pool):
        raise Refusal(f"抽取个数须在1到{len(pool)}之间（在用的窗口单位共{len(pool)}个）。", field="wanted")
    chosen = draw([Candidate(row["unit"], row["weight"]) for row in pool], seed, wanted)
    names = {row["unit"]: row["name"] for row in pool}
    with transaction.atomic():
        row = InspectionDraw.objects.create(
            at=at, by=by, wanted=wanted, seed=seed, pool=pool, chosen=list(chosen)
        )
        after = {"抽中单位": [names[unit] for unit in chosen], "随机种子": seed}
        record_change(by=by, at=at, action="随机抽取", subject=row, after=after)
    return row
