"""定分: a month is closed once, in order, and copied whole; from then on it is only read (promise 2)."""

from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from records.changes import record_change
from records.errors import Refusal
from scoring.models import Month, MonthResult, ScoreEvent, ScoreLine, UnitScore
from scoring.periods import first_of, month_key, month_name, next_month
from scoring.selectors.closing import OpenPoints, closing_points
from scoring.selectors.details import details
from scoring.selectors.editions import edition_text
from scoring.selectors.facts import scored_month
from scoring.selectors.frozen import Outcome, digest_of, frozen_inputs, outcome_of
from scoring.selectors.month import CLOSED, Standing, earliest_not_closed, open_from, standing
from units.selectors import bureau

REASON_LENGTH = 500
MOST_FROZEN = 200_000
"""Events of one result: PostgreSQL holds at most 256 MB of words in one column (docs/省级规模.md)."""
WRITTEN_AT_ONCE = 2000
"""Rows of one INSERT: a large month would else be one statement of gigabytes."""


def ensure_month(month: date) -> Month:
    """The month's row, made when it is first needed. Refusal before the site's first month."""
    month = first_of(month)
    first = bureau().first_month
    if month < first:
        raise Refusal(f"本系统从{month_name(first)}起计分，没有{month_name(month)}。")
    return Month.objects.get_or_create(month=month)[0]


def close_month(*, month: date, by: Any, at: datetime, reason: str = "") -> MonthResult:
    """Close the earliest open month and store its result, revision 1 or the next one.

    Refusal where the month is closed already, not over yet, not the next in order, or where something is not
    settled and no reason is given. With a reason, pending events move to the next open month as 补记.
    """
    reason = reason.strip()
    if len(reason) > REASON_LENGTH:
        raise Refusal(f"说明请不超过{REASON_LENGTH}字（现在{len(reason)}字）。", field="reason")
    with transaction.atomic():
        row = Month.objects.select_for_update().get(pk=ensure_month(month).pk)
        check_order(row, at=at)
        where, points = standing(row.month), closing_points(row.month, timezone.localdate(at))
        _ask_reason(row, points, reason)
        before = row.get_state_display()
        row.state = Month.State.CLOSED
        Month.objects.filter(pk=row.pk).update(state=row.state, version=F("version") + 1)
        move_pending(row.month, points, by=by, at=at, reason=reason)
        result = _store(row, where, points, by=by, at=at, reason=reason)
        record_change(
            by=by,
            at=at,
            action="定分",
            subject=row,
            before={"状态": before},
            after={"状态": row.get_state_display(), "版次": result.revision, "摘要": result.digest},
            reason=reason,
        )
    return result


def publish_month(*, month: Month, by: Any, at: datetime) -> None:
    """定分 → 通报: the month's bulletin has been issued. Called inside the transaction that issues it."""
    written = Month.objects.filter(pk=month.pk, state=Month.State.CLOSED).update(
        state=Month.State.PUBLISHED, version=F("version") + 1
    )
    if not written:
        raise Refusal(f"{month}还没有定分，或者已经通报过。")
    before, after = {"状态": Month.State.CLOSED.label}, {"状态": Month.State.PUBLISHED.label}
    record_change(by=by, at=at, action="通报", subject=month, before=before, after=after)


def check_order(row: Month, *, at: datetime) -> None:
    """Refusal where this month cannot be closed now, whatever its events."""
    if row.state in CLOSED:
        raise Refusal(f"{row}已经定分，不能重复定分。")
    first_open = earliest_not_closed()
    if first_open < row.month:
        raise Refusal(f"定分须按月份顺序进行：请先为{month_name(first_open)}定分，再为{row}定分。")
    over = next_month(row.month)
    if timezone.localdate(at) < over:
        raise Refusal(f"{row}还没有结束，{over.month}月{over.day}日起才能定分。")


def _ask_reason(row: Month, points: OpenPoints, reason: str) -> None:
    if points and not reason:
        raise Refusal(
            f"{row}还没有办完：{points.in_words()}。请先处理；确需现在定分的，请写明理由，"
            "其中待核实的事项将移到下一个未定分的月份补记，以后认定的线索也按补记计入。",
            field="reason",
        )


def move_pending(month: date, points: OpenPoints, *, by: Any, at: datetime, reason: str) -> date:
    """Let pending events count in the next open month (R14), which is returned; each is logged."""
    target = open_from()
    for event in ScoreEvent.objects.filter(pk__in=points.pending, counts_in=month):
        ScoreEvent.objects.filter(pk=event.pk).update(counts_in=target, version=F("version") + 1)
        before, after = {"计入月份": month_name(month)}, {"计入月份": month_name(target)}
        record_change(
            by=by, at=at, action="移到下月补记", subject=event, before=before, after=after, reason=reason
        )
    return target


def _store(
    row: Month, where: Standing, points: OpenPoints, *, by: Any, at: datetime, reason: str
) -> MonthResult:
    scored = scored_month(where)
    if not scored.units:
        raise Refusal(f"{row}没有在用的窗口单位，无从定分；请先在“单位与人员”中登记单位。")
    if len(scored.facts) > MOST_FROZEN:
        raise Refusal(
            f"{row}计入{len(scored.facts)}个事项，一次定分最多存档{MOST_FROZEN}个，没有定分；"
            "请按局分开设站、分别定分（见 docs/省级规模.md）。"
        )
    words = details(where)
    inputs, outcome = frozen_inputs(scored, words), outcome_of(scored, words)
    after = scored.score.history.to_data()
    last = row.results.order_by("-revision").values_list("revision", flat=True).first() or 0
    result = MonthResult.objects.create(
        month=row,
        revision=last + 1,
        edition_name=scored.edition.name,
        edition_text=edition_text(scored.edition),
        **inputs,
        history_after=after,
        digest=digest_of(month_key(row.month), inputs, outcome, after),
        closed_by=by,
        closed_at=at,
        reason=reason,
        unsettled=points.to_data(),
    )
    _write_scores(result, outcome)
    return result


def _write_scores(result: MonthResult, outcome: Outcome) -> None:
    scores = UnitScore.objects.bulk_create(
        (UnitScore(result=result, **vars(unit)) for unit, _ in outcome), batch_size=WRITTEN_AT_ONCE
    )
    lines = (
        ScoreLine(score=score, unit_id=score.unit_id, **line._asdict())
        for score, (_, own) in zip(scores, outcome, strict=True)
        for line in own
    )
    while some := list(islice(lines, WRITTEN_AT_ONCE)):
        ScoreLine.objects.bulk_create(some)
