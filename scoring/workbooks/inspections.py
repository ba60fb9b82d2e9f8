"""督查记录 as workbooks: a row a unit visited, how long each unit has waited, what was drawn."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from records.workbooks import Column, list_workbook
from scoring.checklist import NAMES, UNSEEN
from scoring.models import Inspection, InspectionVisit
from scoring.selectors.inspection_pages import DrawRow
from scoring.selectors.visits import Coverage

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

COVERAGE = (
    Column("窗口单位", 26),
    Column("上次到访", 12, "day"),
    Column("距今（天）", 10, "whole"),
    Column("本月到访", 10, "whole"),
    Column("本年到访", 10, "whole"),
    Column("本月发现", 10, "whole"),
)
DRAWS = (
    Column("抽取时间", 17, "moment"),
    Column("抽取人", 12),
    Column("候选单位数", 10, "whole"),
    Column("抽中单位", 50),
    Column("据此督查", 30),
    Column("种子", 36),
)


def rounds_workbook(rows: Iterable[Inspection], *, at: datetime) -> bytes:
    """The rounds as listed, with their visits read along."""
    cells = [_row(row, visit) for row in rows for visit in row.visits.all()]
    return list_workbook(
        "督查记录", COLUMNS, cells, f"到访{len(cells)}个单位次", at=at, title="窗口单位督查记录"
    )


def _row(row: Inspection, visit: InspectionVisit) -> list[Any]:
    at = timezone.localtime(visit.visited_at)
    checks = [visit.checks.get(name, UNSEEN) for name in NAMES]
    who = [row.get_kind_display(), row.by.name, row.companions]
    return [at.date(), f"{at:%H:%M}", visit.unit.name, *who, *checks, visit.note, row.note]


def coverage_workbook(rows: Iterable[Coverage], *, at: datetime) -> bytes:
    """The units as listed."""
    cells = [[row.unit.name, row.last, row.days, row.this_month, row.this_year, row.found] for row in rows]
    return list_workbook("到访情况", COVERAGE, cells, f"共{len(cells)}个单位", at=at, title="各单位到访情况")


def draws_workbook(entries: Iterable[DrawRow], *, at: datetime) -> bytes:
    """The draws as listed, each with the seed that it can be repeated from."""
    cells = [
        [
            *(entry.row.at, entry.row.by.name, len(entry.row.pool), "、".join(entry.names)),
            "、".join(f"{timezone.localtime(round_.started_at):%Y-%m-%d}" for round_ in entry.rounds),
            entry.row.seed,
        ]
        for entry in entries
    ]
    return list_workbook("随机抽取", DRAWS, cells, f"共{len(cells)}次", at=at, title="督查单位随机抽取记录")
