"""操作记录 as a workbook; the rows come from the same scoped selector as the page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from records.models import Change
from records.workbooks import Column, list_workbook

COLUMNS = (
    Column("序号", 10, "whole"),
    Column("时间", 18, "moment"),
    Column("操作人", 14),
    Column("操作", 18),
    Column("对象", 46),
    Column("结果", 8),
    Column("理由", 40),
    Column("来自", 18),
    Column("请求编号", 36),
    Column("链", 66),
)


def log_workbook(rows: Iterable[Change], *, at: datetime) -> bytes:
    """One line of the log a line, with its link, so that a copy outside can be held against the database."""
    cells = [_cells(row) for row in rows]
    return list_workbook("操作记录", COLUMNS, cells, f"共{len(cells)}条", at=at)


def _cells(row: Change) -> list[Any]:
    return [
        row.number,
        row.at,
        str(row.by) if row.by else "",
        row.action,
        row.subject_label,
        row.get_result_display(),
        row.reason,
        row.address,
        row.request_id,
        row.link,
    ]
