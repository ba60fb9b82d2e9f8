"""The complaints as a workbook: what the list shows and what was found, nobody who complained."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from records.workbooks import Column, list_workbook
from scoring.models import ComplaintPoint
from scoring.selectors.complaints import ComplaintRow

COLUMNS = (
    Column("编号", 8, "whole"),
    Column("收到时间", 17, "moment"),
    Column("渠道", 12),
    Column("事发日期", 12, "day"),
    Column("被投诉单位", 24),
    Column("投诉内容", 46),
    Column("承办人", 12),
    Column("办理期限", 12, "day"),
    Column("状态", 10),
    Column("结果", 22),
    Column("逐项认定", 60),
    Column("答复情况", 40),
    Column("查结日期", 12, "day"),
)


def complaints_workbook(rows: Iterable[ComplaintRow], *, at: datetime) -> bytes:
    """The rows as seen."""
    cells = [_row(row) for row in rows]
    return list_workbook("投诉", COLUMNS, cells, f"共{len(cells)}件", at=at, title="投诉台账")


def _row(row: ComplaintRow) -> list[Any]:
    complaint = row.complaint
    return [
        complaint.pk,
        complaint.received_at,
        complaint.get_channel_display(),
        complaint.happened_on,
        row.units,
        complaint.content,
        complaint.investigator,
        complaint.due_on,
        "已超期" if row.overdue else complaint.get_state_display(),
        "、".join(row.results),
        "\n".join(_point(point) for point in row.points),
        complaint.reply,
        timezone.localdate(complaint.decided_at) if complaint.decided_at else None,
    ]


def _point(point: ComplaintPoint) -> str:
    where = [
        point.unit.name,
        point.window.number if point.window else "",
        point.person.name if point.person else "",
    ]
    head = f"{point.position}. {point.text}（{'，'.join(part for part in where if part)}）"
    return f"{head}：{point.get_result_display()}。{point.finding_text}".rstrip("。") + "。"
