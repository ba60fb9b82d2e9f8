"""拒绝撤出、未限期整改 → 移送纪检 (6.3, RULEBOOK §4): proposed by the office, confirmed by the chief."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from notices.handling import MAY_LAPSE, REFERRAL, Ground
from notices.models import FollowUp
from notices.selectors.follow_ups.basis import basis_of
from notices.services.follow_ups.arising import arisen
from notices.services.follow_ups.moving import MOST, expect, held, moved
from records.changes import record_change
from records.errors import Refusal, given

State = FollowUp.State


def propose_referral(
    *, follow_up: FollowUp, expected_version: int, ground: str, reason: str, by: Any, at: datetime
) -> FollowUp:
    """Record a refusal or a lapse: a referral of the person, else of the unit, waits for the chief.

    Refusal where a lapse is told before its day, while an objection is open, or where it is proposed already.
    """
    reason = given(reason, "请写明拒绝或者逾期的情况。", most=MOST - 20, what="情况")
    with transaction.atomic():
        row = held(follow_up, expected_version)
        expect(row, State.OPEN, act="提出移送", kinds=MAY_LAPSE)
        _check(row, ground, at)
        words = f"{row.kind}{Ground(ground).label}：{reason}"
        referral = arisen(
            row, REFERRAL, person=row.person, state=State.PROPOSED, ground=words[:MOST], by=by, at=at
        )
        told = {"处理方式": REFERRAL, "事由": words}
        record_change(by=by, at=at, action="提出移送纪检", subject=row, after=told)
    return referral


def settle_referral(
    *, follow_up: FollowUp, expected_version: int, outcome: str, by: Any, at: datetime
) -> FollowUp:
    """The 纪检监察组 records what it decided: 移送纪检 → done."""
    outcome = given(outcome, "请写明处理结果。", field="outcome", most=MOST, what="处理结果")
    with transaction.atomic():
        row = held(follow_up, expected_version)
        expect(row, State.OPEN, act="登记处理结果", kinds=(REFERRAL,))
        return moved(row, State.DONE, action="登记处理结果", by=by, at=at, decision=outcome)


def _check(row: FollowUp, ground: str, at: datetime) -> None:
    today = timezone.localdate(at)
    if ground not in Ground.values:
        raise Refusal("请选择是拒绝办理，还是逾期未办。", field="ground")
    if ground == Ground.LAPSED and (row.due_on is None or row.due_on >= today):
        raise Refusal("办理期限还没有过，不能按逾期未办提出移送。", field="ground")
    if row.pk in basis_of([row]).contested:
        raise Refusal("所据事项正在申诉复核，复核以前不提出移送。")
    if row.escalations.exclude(state=State.WITHDRAWN).exists():
        raise Refusal("这一件已经提出移送，正在等负责人确认。")
