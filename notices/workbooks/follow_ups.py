"""The 整改台账 as a workbook: what the list shows, and how each was settled."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from notices.selectors.follow_ups.rows import FollowUpRow
from records.workbooks import Column, list_workbook

COLUMNS = (
    Column("编号", 8, "whole"),
    Column("办理期限", 12, "day"),
    Column("还有（天）", 12),
    Column("处理方式", 16),
    Column("窗口单位", 24),
    Column("人员", 10),
    Column("月份", 12),
    Column("依据", 14),
    Column("办理", 18),
    Column("状态", 20),
    Column("决定及理由", 48),
    Column("决定日期", 12, "day"),
)


def follow_ups_workbook(rows: Iterable[FollowUpRow], *, about: str, at: datetime) -> bytes:
    """The rows as seen; `about` says of which state they are."""
    cells = [_row(row) for row in rows]
    return list_workbook("整改台账", COLUMNS, cells, f"状态：{about}", f"共{len(cells)}件", at=at)


def _row(listed: FollowUpRow) -> list[Any]:
    row = listed.follow_up
    return [
        row.pk,
        row.due_on,
        listed.days,
        row.kind,
        row.unit.name,
        row.person.name if row.person else "",
        str(row.month),
        row.basis,
        row.handled_by,
        listed.state,
        row.decision,
        timezone.localdate(row.decided_at) if row.decided_at else None,
    ]
