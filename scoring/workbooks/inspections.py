"""督查记录 as a workbook: a row a unit visited, for the office's own file."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from records.workbooks import Column, Sheet, exported, write_workbook
from scoring.checklist import NAMES, UNSEEN
from scoring.models import Inspection, InspectionVisit

COLUMNS = (
    Column("日期", 12, "day"),
    Column("到达时间", 10),
    Column("窗口单位", 24),
    Column("方式", 12),
    Column("督查人", 12),
    Column("同行人员", 16),
    *(Column(name, 16 if len(name) > 2 else 8) for name in NAMES),
    Column("本单位备注", 26),
    Column("本次备注", 26),
)


def rounds_workbook(rows: Iterable[Inspection], *, at: datetime) -> bytes:
    """The rounds as listed, with their visits read along."""
    cells = [_row(row, visit) for row in rows for visit in row.visits.all()]
    note = exported(at, f"到访{len(cells)}个单位次")
    return write_workbook([Sheet("督查记录", COLUMNS, cells, title="窗口单位督查记录", note=note)])


def _row(row: Inspection, visit: InspectionVisit) -> list[Any]:
    at = timezone.localtime(visit.visited_at)
    checks = [visit.checks.get(name, UNSEEN) for name in NAMES]
    who = [row.get_kind_display(), row.by.name, row.companions]
    return [at.date(), f"{at:%H:%M}", visit.unit.name, *who, *checks, visit.note, row.note]
