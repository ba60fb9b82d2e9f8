"""择优选树 (四（一）): the chief selects or declines; undone until the 表彰通报 is out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from notices.models import Honour, Notice
from notices.selectors.honours.quarters import is_commended, quarter_key, quarter_of
from notices.selectors.honours.weighing import weigh
from records.changes import record_change
from records.errors import EditConflict, Refusal
from records.versions import save_edit
from scoring.periods import Period

State = Honour.State
REASON_LENGTH = 300
DECIDED = (State.SELECTED, State.DECLINED)


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to become of one recommendation; `state` is SELECTED or DECLINED."""

    honour: Honour
    version: int
    state: str
    reason: str = ""

    @property
    def field(self) -> str:
        """Where a refusal of it belongs in the form."""
        return f"reason-{self.honour.pk}"


def check_decisions(*, period: Period, decisions: Sequence[Decision], at: datetime) -> None:
    """What stands against them; Refusal names the recommendation. Nothing is written."""
    if not decisions:
        raise Refusal("还没有选定任何一件：请在要决定的推荐上选“选树”或“不选树”。")
    if is_commended(period):
        raise Refusal(f"{period.name}的表彰通报已经签发，不能再选树。")
    weighed = weigh([one.honour for one in decisions], period, timezone.localdate(at))
    criticised = {row.honour.pk for row in weighed if row.is_criticised}
    for one in decisions:
        if len(one.reason) > REASON_LENGTH:
            raise Refusal(f"理由请不超过{REASON_LENGTH}字。", field=one.field)
        if one.state == State.SELECTED and not one.reason and one.honour.pk in criticised:
            raise Refusal(
                f"“{one.honour.title}”所属本年度受过通报批评，仍要选树的请写明理由。", field=one.field
            )


def decide_honours(*, period: Period, decisions: Sequence[Decision], by: Any, at: datetime) -> list[Honour]:
    """Carry out several decisions of one quarter at once: all of them or none."""
    with transaction.atomic():
        check_decisions(period=period, decisions=decisions, at=at)
        return [_decide(one, period, by, at) for one in decisions]


def undo_decision(*, honour: Honour, expected_version: int, by: Any, at: datetime) -> Honour:
    """Put it back among those to be decided, while no 表彰通报 is out and nothing was made known."""
    with transaction.atomic():
        current = _locked(honour)
        if current.state not in DECIDED:
            raise Refusal(f"这件推荐现在是“{current.get_state_display()}”，没有可以撤销的决定。")
        if is_commended(quarter_of(current.quarter)):
            raise Refusal(f"{quarter_of(current.quarter).name}的表彰通报已经签发，不能再撤销。")
        if current.publicity.filter(removed_at__isnull=True).exists():
            raise Refusal("这件典型已经宣传，请先撤去宣传记录，再撤销选树。")
        if current.exchanges.exists():
            raise Refusal("这件典型已在观摩交流活动上展示，请先修改那次活动的记录，再撤销选树。")
        before = {"结果": current.get_state_display(), "理由": current.reason}
        changes = {"state": State.RECOMMENDED, "decided_by": None, "decided_at": None, "reason": ""}
        saved = save_edit(current, expected_version=expected_version, changes=changes)
        after = {"结果": saved.get_state_display()}
        record_change(by=by, at=at, action="撤销选树决定", subject=saved, before=before, after=after)
    return saved


def commend(*, notice: Notice, period: Period, by: Any, at: datetime) -> None:
    """The 表彰通报 is out: the quarter's selected honours stand in it. Runs in the issuing transaction."""
    rows = Honour.objects.select_for_update(of=("self",)).filter(
        quarter=quarter_key(period), state=State.SELECTED, commended_in__isnull=True
    )
    for honour in rows:
        changes = {"commended_in": notice}
        saved = save_edit(honour, expected_version=honour.version, changes=changes)
        record_change(by=by, at=at, action="表彰", subject=saved, after={"表彰通报": notice.number})


def _decide(one: Decision, period: Period, by: Any, at: datetime) -> Honour:
    current = _locked(one.honour)
    if current.quarter != quarter_key(period) or one.state not in DECIDED:
        raise Refusal("选择的内容不在列表中，请刷新页面后重新选择。")
    if current.state != State.RECOMMENDED:
        raise Refusal(f"“{current.title}”已经是“{current.get_state_display()}”，请刷新页面。")
    changes = {"state": one.state, "reason": one.reason, "decided_by": by, "decided_at": at}
    saved = save_edit(current, expected_version=one.version, changes=changes)
    after = {"结果": saved.get_state_display()}
    record_change(by=by, at=at, action="择优选树", subject=saved, after=after, reason=one.reason)
    return saved


def _locked(honour: Honour) -> Honour:
    row = Honour.objects.select_for_update(of=("self",)).filter(pk=honour.pk).first()
    if row is None:
        raise EditConflict(None)
    return row
