"""人员待查 as a workbook, to be taken along and asked about at the windows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from records.workbooks import Column, list_workbook
from scoring.periods import month_name
from scoring.selectors.nameless import NamelessRow

COLUMNS = (
    Column("日期", 12, "day"),
    Column("时间", 8),
    Column("单位", 24),
    Column("窗口", 12),
    Column("条款", 8),
    Column("行为", 20),
    Column("发现情况", 46),
    Column("状态", 10),
    Column("计入月份", 12),
    Column("当日在该窗口的", 24),
    Column("本单位其他人员", 46),
    Column("是谁（手写）", 16),
)


def nameless_workbook(rows: Iterable[NamelessRow], *, at: datetime) -> bytes:
    """The rows as listed, with who stood there that day."""
    cells = [_row(row) for row in rows]
    return list_workbook("人员待查", COLUMNS, cells, f"共{len(cells)}件", at=at)


def _row(row: NamelessRow) -> list[Any]:
    event, finding = row.event, row.event.finding
    here = "、".join(candidate.person.name for candidate in row.here)
    others = "、".join(candidate.person.name for candidate in row.others)
    return [
        *(finding.happened_on, f"{finding.happened_at:%H:%M}" if finding.happened_at else ""),
        *(event.unit.name, row.window.number if row.window else "", event.clause, event.behaviour),
        *(finding.fact, event.get_status_display(), month_name(event.counts_in), here, others, ""),
    ]
