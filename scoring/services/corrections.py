"""更正: what a line of a closed month should have been; the difference counts in the earliest open month."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from records.changes import record_change
from records.errors import Refusal, given
from records.versions import save_edit
from scoring.engine import Fact
from scoring.models import Correction, HistoryRevision, Month, MonthResult, Objection, ScoreEvent
from scoring.periods import month_name
from scoring.selectors.correcting import (
    Effects,
    Wanted,
    corrected_chain,
    effects_of,
    newest_results,
    wanted_of,
)
from scoring.selectors.corrections import in_force
from scoring.selectors.month import CLOSED, open_from
from scoring.selectors.wording import signed
from scoring.services.open_months import hold_open, is_open
from units.models import StaffMember

Kind = Correction.Kind
REASON_LENGTH, STATEMENT_LENGTH = 500, 300


def preview_correction(*, event: ScoreEvent, changes: Mapping[str, Any]) -> tuple[MonthResult, Effects]:
    """What a correction would do; nothing is written. Refusals as for `correct_event`."""
    result = _result_of(event)
    wanted = Wanted(event.pk, dict(changes))
    _check(event, result, wanted)
    return result, effects_of(result, event.unit_id, wanted, _names(wanted))


def correct_event(
    *,
    event: ScoreEvent,
    changes: Mapping[str, Any],
    statement: str,
    reason: str,
    by: Any,
    at: datetime,
    objection: Objection | None = None,
) -> Correction:
    """Correct one event of a closed month; no changes: it should not have counted.

    Refusal where its month is open (it is edited there), where a correction is in force, where nothing would
    change, or where a text is missing.
    """
    statement, reason = (
        given(statement, "请写明更正的内容。", field="statement", most=STATEMENT_LENGTH, what=""),
        given(reason, "请写明理由。", most=REASON_LENGTH, what=""),
    )
    with transaction.atomic():
        counts_in = _hold_earliest_open()
        result, effects = preview_correction(event=event, changes=changes)
        correction = Correction.objects.create(
            result=result,
            unit_id=event.unit_id,
            event=event,
            kind=_kind(changes),
            changes=dict(changes),
            statement=statement,
            reason=reason,
            objection=objection,
            counts_in=counts_in,
            before_halves=effects.before,
            after_halves=effects.after,
            effects=effects.to_data(),
            by=by,
            at=at,
        )
        _revise_history(since=result.month.month, at=at)
        after = {"更正": statement, "计入月份": month_name(counts_in), "差额": signed(effects.difference)}
        record_change(by=by, at=at, action="更正", subject=event, after=after, reason=reason)
    return correction


def withdraw_correction(
    *, correction: Correction, expected_version: int, reason: str, by: Any, at: datetime
) -> Correction:
    """Take a correction back while the month that it counts in is open."""
    reason = given(reason, "请写明理由。", most=300, what="")
    with transaction.atomic():
        if correction.state != Correction.State.IN_FORCE:
            raise Refusal("这件更正已经撤回。")
        if not is_open(correction.counts_in):
            raise Refusal(
                f"这件更正计入的{month_name(correction.counts_in)}已定分，不能撤回；确有错误的再作更正。"
            )
        hold_open(correction.counts_in)
        changes = {
            "state": Correction.State.WITHDRAWN,
            "withdrawn_by": by,
            "withdrawn_at": at,
            "withdrawn_reason": reason,
        }
        saved = save_edit(correction, expected_version=expected_version, changes=changes)
        _revise_history(since=saved.result.month.month, at=at)
        before = {"更正": saved.statement, "差额": signed(saved.difference_halves)}
        record_change(by=by, at=at, action="撤回更正", subject=saved.event, before=before, reason=reason)
    return saved


def _revise_history(*, since: date, at: datetime) -> None:
    """Keep what each closed month leaves behind once all corrections in force are seen."""
    corrections = list(in_force().select_related("result__month"))
    first = min([since, *(row.result.month.month for row in corrections)])
    wanted = [wanted_of(row) for row in corrections]
    for result, history in corrected_chain(newest_results(first), wanted):
        if result.month.month >= since:
            HistoryRevision.objects.create(result=result, history=history.to_data(), at=at)


def _hold_earliest_open() -> date:
    month = open_from()
    Month.objects.select_for_update().get_or_create(month=month)
    return month


def _result_of(event: ScoreEvent) -> MonthResult:
    """The newest result of the closed month that the event counts in."""
    month = Month.objects.filter(month=event.counts_in).first()
    if month is None or month.state not in CLOSED:
        raise Refusal(f"{month_name(event.counts_in)}还没有定分，请直接修改这一项。")
    return MonthResult.objects.select_related("month").filter(month=month).order_by("-revision")[0]


def _check(event: ScoreEvent, result: MonthResult, wanted: Wanted) -> None:
    frozen = next((row for row in result.facts if row[0] == event.pk), None)
    if frozen is None or event.unit_id not in [row["id"] for row in result.units]:
        raise Refusal("这一项没有列入该月的定分结果，不能更正。")
    if in_force().filter(event=event).exists():
        raise Refusal("这一项已有一件更正，请先撤回再重新更正。")
    if wanted.changes and all(
        getattr(Fact._make(frozen), name) == value for name, value in wanted.changes.items()
    ):
        raise Refusal("填写的内容与定分时一样，没有要更正的。")


def _kind(changes: Mapping[str, Any]) -> str:
    if not changes:
        return Kind.CANCELLED
    return Kind.NAMED if set(changes) == {"person"} else Kind.CHANGED


def _names(wanted: Wanted) -> dict[int, str]:
    person = wanted.changes.get("person")
    return dict(StaffMember.objects.filter(pk=person).values_list("pk", "name")) if person else {}
