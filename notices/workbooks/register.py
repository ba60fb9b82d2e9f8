"""公文登记簿 as a workbook."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from notices.models import Notice
from notices.selectors.receipts import Tally
from records.workbooks import Column, list_workbook

REGISTER = (
    Column("编号", 26),
    Column("文种", 16),
    Column("标题", 46),
    Column("主送", 22),
    Column("收文单位", 18),
    Column("成文日期", 12, "day"),
    Column("办理期限", 12, "day"),
    Column("签发人", 12),
    Column("签发时间", 18, "moment"),
    Column("取号", 12),
    Column("替代", 26),
    Column("被替代", 26),
    Column("状态", 10),
    Column("签收", 10),
    Column("SHA-256", 66),
)


def register_workbook(
    rows: Iterable[Notice],
    tallies: Mapping[int, Tally],
    digests: Mapping[int, str],
    *,
    at: datetime,
) -> bytes:
    """The papers as seen; `tallies` may be empty for those who do not see other units' receipts."""
    cells = [_cells(row, tallies.get(row.pk), digests.get(row.pk, "")) for row in rows]
    return list_workbook("公文登记簿", REGISTER, cells, f"共{len(cells)}件", at=at)


def _cells(row: Notice, tally: Tally | None, digest: str) -> list[Any]:
    replaced_by = getattr(row, "replaced_by", None)
    state = "已被替代" if replaced_by else "须替代" if getattr(row, "outdated", False) else "有效"
    return [
        row.number,
        row.get_kind_display(),
        row.title,
        row.addressee,
        row.unit.name if row.unit else "",
        row.issued_on,
        row.due_on,
        str(row.issued_by),
        row.issued_at,
        "登记簿" if row.by_hand else "顺次",
        row.replaces.number if row.replaces else "",
        replaced_by.number if replaced_by else "",
        state,
        str(tally) if tally else "",
        digest,
    ]
