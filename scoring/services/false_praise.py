"""弄虚作假 (2.7): it names the praise that it is about, and that praise is not recognised."""

from datetime import datetime
from typing import Any

from records.changes import record_change
from records.errors import Refusal
from records.versions import save_edit
from scoring.models import ScoreEvent
from scoring.rulebook import Behaviour
from scoring.selectors.behaviours import FALSE_PRAISE, is_false_praise
from scoring.services.open_months import hold_open, is_open
from units.models import Unit


def check_praise(behaviour: Behaviour, praise: ScoreEvent | None, unit: Unit) -> None:
    """The praise must be named, of the same unit and clause, and an award. Refusal at `concerns`."""
    if not is_false_praise(behaviour):
        return
    if praise is None:
        raise Refusal("登记“弄虚作假”要选出所涉及的那项表扬加分，核实后该加分撤销。", field="concerns")
    if praise.unit_id != unit.pk or praise.clause != behaviour.clause or praise.behaviour == behaviour.name:
        raise Refusal(f"所涉及的加分要是“{unit.name}”在{behaviour.clause}登记的表扬。", field="concerns")


def withdraw_praise(event: ScoreEvent, *, by: Any, at: datetime) -> None:
    """Dismiss the praise that a confirmed 弄虚作假 is about, while its month is open.

    In a closed month it stays as it was scored: a closed month never changes.
    """
    praise = event.concerns
    if praise is None or (event.clause, event.behaviour) != FALSE_PRAISE:
        return
    if praise.status == ScoreEvent.Status.DISMISSED or not is_open(praise.counts_in):
        return
    hold_open(praise.counts_in)
    on = event.finding.happened_on
    reason = f"{on.year}年{on.month}月{on.day}日查实弄虚作假，该加分撤销"
    save_edit(
        praise,
        expected_version=praise.version,
        changes={
            "status": ScoreEvent.Status.DISMISSED,
            "settled_by": by,
            "settled_at": at,
            "settled_reason": reason,
        },
    )
    record_change(by=by, at=at, action="不予认定", subject=praise, after={"状态": "不予认定"}, reason=reason)
