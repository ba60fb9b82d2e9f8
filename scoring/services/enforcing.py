"""施行 and 撤回: an edition holds for open months only, and is frozen while it is in force."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from records.changes import record_change
from records.errors import Refusal, given
from records.versions import save_edit
from scoring.models import Month, RuleEdition
from scoring.periods import month_name
from scoring.selectors.edition_list import KeptEdition, held_before, kept_editions
from scoring.selectors.enforcing import Obstacle, enforcing_obstacles, withdrawing_obstacles
from scoring.selectors.month import open_from
from scoring.services.editions import locked_draft

REASON_LENGTH = 500
State = RuleEdition.State


def bring_into_force(*, draft: RuleEdition, expected_version: int, by: Any, at: datetime) -> RuleEdition:
    """Let a draft hold from its month on. Refusal where anything stands in the way.

    EditConflict where the draft has been changed since it was looked at.
    """
    with transaction.atomic():
        _hold_closing()
        row = locked_draft(draft.pk)
        kept, editions = KeptEdition(row), kept_editions()
        held = held_before(kept, editions)
        if row.version == expected_version:
            _refuse(enforcing_obstacles(kept, editions, held.edition))
        saved = save_edit(row, expected_version=expected_version, changes={"state": State.IN_FORCE})
        after = {"状态": State.IN_FORCE.label, "施行月份": month_name(row.effective_from)}
        record_change(
            by=by,
            at=at,
            action="施行",
            subject=saved,
            before={"状态": State.DRAFT.label},
            after=after | {"代替": held.name, "SHA-256": row.sha256},
        )
    return saved


def withdraw(
    *, edition: RuleEdition, expected_version: int, reason: str, by: Any, at: datetime
) -> RuleEdition:
    """Make an edition in force a draft again, while no month has been closed under it."""
    reason = given(reason, "请写明撤回的理由。", most=REASON_LENGTH)
    with transaction.atomic():
        _hold_closing()
        row = RuleEdition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
        if row.state != State.IN_FORCE:
            raise Refusal(f"“{row.name}”没有施行，不用撤回。")
        kept = KeptEdition(row)
        _refuse(withdrawing_obstacles(kept, held_before(kept, kept_editions()).edition))
        saved = save_edit(row, expected_version=expected_version, changes={"state": State.DRAFT})
        record_change(
            by=by,
            at=at,
            action="撤回",
            subject=saved,
            before={"状态": State.IN_FORCE.label},
            after={"状态": State.DRAFT.label},
            reason=reason,
        )
    return saved


def _hold_closing() -> None:
    """Keep the next month from being closed until the transaction ends: closing locks the same row."""
    Month.objects.select_for_update().get_or_create(month=open_from())


def _refuse(obstacles: Iterable[Obstacle]) -> None:
    told = [obstacle.text for obstacle in obstacles]
    if told:
        raise Refusal("；".join(told))
