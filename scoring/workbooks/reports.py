"""来文 as a workbook."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from records.workbooks import Column, list_workbook
from scoring.models import Report

REPORTS = (
    Column("成文日期", 12, "day"),
    Column("收到日期", 12, "day"),
    Column("种类", 16),
    Column("标题", 40),
    Column("文号或期号", 20),
    Column("来文单位", 24),
    Column("内容摘要", 46),
    Column("原件", 8, "whole"),
    Column("登记事项", 10, "whole"),
    Column("涉及单位", 30),
)


def reports_workbook(rows: Iterable[Report], units: Mapping[int, str], *, at: datetime) -> bytes:
    """来文 as seen; `units` names those of each document's items."""
    cells = [
        [
            *(row.issued_on, row.received_on, row.get_kind_display(), row.title, row.number, row.issued_by),
            *(row.summary, row.originals, row.items, units.get(row.pk, "")),  # type: ignore[attr-defined]
        ]
        for row in rows
    ]
    return list_workbook("来文", REPORTS, cells, f"共{len(cells)}份", at=at, title="窗口单位百分考核来文登记")
