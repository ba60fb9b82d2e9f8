"""撤销: a follow-up whose basis was corrected away falls, on record, with the correction and the paper."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from notices.models import FollowUp, Notice
from notices.selectors.follow_ups.basis import LIVE, basis_of, corrections_behind, gone_of
from notices.services.follow_ups.moving import expect, held, moved
from records.errors import Refusal
from scoring.models import Month

CORRECTED, CLOSED_ANEW = "因更正撤销：", "因重新定分撤销："
"""How the words of such a decision begin. What the chief declined reads otherwise, and stays declined."""


def withdraw_follow_up(*, follow_up: FollowUp, expected_version: int, by: Any, at: datetime) -> FollowUp:
    """The chief withdraws one whose basis was corrected away, before the 更正通报 does. Refusal where the
    basis stands: then it is to be done."""
    with transaction.atomic():
        row = held(follow_up, expected_version, may_be_gone=True)
        expect(row, *LIVE, act="撤销")
        if row.pk not in basis_of([row]).gone:
            raise Refusal("所依据的事项没有更正，不能撤销；确需纠正的，先更正有关事项。")
        saved = _withdrawn(row, (), by=by, at=at)
        for child in FollowUp.objects.filter(arose_from=saved, state__in=LIVE):
            _withdrawn(child, (), by=by, at=at)
    return saved


def withdraw_gone(*, month: Month | None, notice: Notice, by: Any, at: datetime) -> list[FollowUp]:
    """Withdraw what a month and those after it no longer bring, naming the paper and the correction."""
    rows = FollowUp.objects.select_for_update(of=("self",)).select_related("month", "unit", "person")
    rows = rows.filter(state__in=LIVE)
    if month is not None:
        rows = rows.filter(month__month__gte=month.month)
    found = list(rows.order_by("id"))
    gone = gone_of(found)
    return [_withdrawn(row, [notice], by=by, at=at) for row in found if row.pk in gone]


def _withdrawn(row: FollowUp, papers: Iterable[Notice], *, by: Any, at: datetime) -> FollowUp:
    words = withdrawal_words(row, papers)
    return moved(row, FollowUp.State.WITHDRAWN, action="撤销", by=by, at=at, decision=words)


def withdrawal_words(row: FollowUp, papers: Iterable[Notice] = ()) -> str:
    """因更正撤销：依据的事项…, with the correction or objection and the paper."""
    told = []
    for one in corrections_behind(row)[:3]:
        why = f"申诉{one.objection.get_state_display()}" if one.objection else one.reason
        told.append(f"{one.statement}（{why}）")
    what = "；".join(told) or f"{row.month}重新定分后不再有此项"
    words = f"{CORRECTED}依据的事项{what}" if told else f"{CLOSED_ANEW}{what}"
    numbers = "、".join(paper.number for paper in papers)
    return (f"{words[:440]}，见{numbers}" if numbers else words[:490]) + "。"
