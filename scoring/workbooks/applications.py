"""申报加分 as a workbook: what a unit applied for, and what became of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from records.workbooks import Column, list_workbook
from scoring.periods import month_name
from scoring.selectors.applications import ApplicationRow

COLUMNS = (
    Column("日期", 12, "day"),
    Column("单位", 24),
    Column("条款", 8),
    Column("申报事项", 20),
    Column("经办人员", 12),
    Column("情况", 46),
    Column("证明文件", 10, "whole"),
    Column("分值", 10),
    Column("计入月份", 12),
    Column("状态", 10),
    Column("处理意见", 36),
)


def applications_workbook(rows: Iterable[ApplicationRow], *, at: datetime) -> bytes:
    """The rows as listed."""
    cells = [_row(row) for row in rows]
    return list_workbook("申报加分", COLUMNS, cells, f"共{len(cells)}件", at=at)


def _row(row: ApplicationRow) -> list[Any]:
    event = row.event
    return [
        *(event.finding.happened_on, event.unit.name, event.clause, event.behaviour),
        *(event.person.name if event.person else "", event.finding.fact, row.files, row.points),
        *(month_name(event.counts_in), row.state_label, event.settled_reason),
    ]
