"""The list of slips as a spreadsheet; the rows come from the same scoped selector as the page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from records.workbooks import Column, list_workbook
from units.models import Half
from units.selectors.leave import SlipRow, covers_words

COLUMNS = (
    Column("单位", 20),
    Column("请假人", 12),
    Column("工号", 10),
    Column("假别", 10),
    Column("事由", 30),
    Column("自", 12, "day"),
    Column("上午/下午", 8),
    Column("至", 12, "day"),
    Column("上午/下午", 8),
    Column("天数", 16),
    Column("替岗", 36),
    Column("递交时间", 17, "moment"),
    Column("代办人", 10),
    Column("特殊原因", 20),
    Column("状态", 10),
    Column("签批意见", 20),
    Column("督查室留档", 12, "day"),
    Column("销假", 12, "day"),
    Column("待办", 20),
)


def slips_workbook(rows: Iterable[SlipRow], *, at: datetime) -> bytes:
    """One slip a line, as they stand in the list."""
    cells = [_cells(row) for row in rows]
    return list_workbook("请假条", COLUMNS, cells, f"共{len(cells)}张", at=at, title="窗口工作人员请假条")


def _cells(row: SlipRow) -> list[Any]:
    slip = row.slip
    return [
        slip.unit.name,
        slip.person.name,
        slip.person.number,
        slip.get_kind_display(),
        slip.reason,
        slip.starts_on,
        Half(slip.starts_half).label,
        slip.ends_on,
        Half(slip.ends_half).label,
        row.days,
        covers_words(slip.covers.all()),
        slip.handed_at,
        slip.proxy_name,
        slip.special_reason,
        slip.get_state_display(),
        slip.sign_note,
        slip.filed_on,
        slip.returned_on,
        "、".join(row.missing),
    ]
