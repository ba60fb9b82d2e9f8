"""The lists of 申诉 and 更正 as spreadsheets; the rows come from the same scoped selectors as the pages."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from records.workbooks import Column, list_workbook
from scoring.models import Correction, Objection
from scoring.periods import month_name
from scoring.rulebook.points import to_decimal

EVENT = (
    Column("条款", 8),
    Column("行为", 18),
    Column("日期", 12, "day"),
    Column("人员", 12),
)
OBJECTIONS = (
    Column("申诉时间", 17, "moment"),
    Column("逾期", 8),
    Column("窗口单位", 24),
    *EVENT,
    Column("计入月份", 12),
    Column("申诉理由", 46),
    Column("结果", 10),
    Column("复核意见", 40),
    Column("复核人", 12),
    Column("复核时间", 17, "moment"),
)
CORRECTIONS = (
    Column("更正时间", 17, "moment"),
    Column("窗口单位", 24),
    Column("更正的月份", 12),
    *EVENT,
    Column("方式", 10),
    Column("内容", 40),
    Column("理由", 40),
    Column("差额", 8, "points"),
    Column("计入", 12),
    Column("更正人", 12),
    Column("状态", 10),
)


def objections_workbook(rows: Iterable[Objection], *, at: datetime) -> bytes:
    """The objections as listed, with what was decided."""
    cells = [_objection(row) for row in rows]
    return list_workbook("申诉", OBJECTIONS, cells, f"共{len(cells)}件", at=at)


def corrections_workbook(rows: Iterable[Correction], *, at: datetime) -> bytes:
    """The corrections as listed."""
    cells = [_correction(row) for row in rows]
    return list_workbook("更正", CORRECTIONS, cells, f"共{len(cells)}件", at=at)


def _objection(row: Objection) -> list[Any]:
    return [
        *(row.filed_at, "是" if row.is_late else "", row.unit.name, *_event(row)),
        *(month_name(row.event.counts_in), row.text, row.get_state_display()),
        *(row.decision, str(row.decided_by) if row.decided_by else "", row.decided_at),
    ]


def _correction(row: Correction) -> list[Any]:
    return [
        *(row.at, row.unit.name, str(row.result.month), *_event(row), row.get_kind_display()),
        *(row.statement, row.reason, to_decimal(row.difference_halves), month_name(row.counts_in)),
        *(str(row.by), row.get_state_display()),
    ]


def _event(row: Objection | Correction) -> list[Any]:
    event = row.event
    person = event.person.name if event.person else ""
    return [event.clause, event.behaviour, event.finding.happened_on, person]
