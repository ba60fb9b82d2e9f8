"""荣誉 as a workbook."""

from collections.abc import Iterable
from datetime import datetime

from notices.models import Honour, Publicity
from notices.selectors.honours.quarters import quarter_of
from records.workbooks import Column, Sheet, exported, write_workbook

COLUMNS = (
    Column("季度", 16),
    Column("类别", 18),
    Column("窗口单位", 24),
    Column("人员或窗口", 18),
    Column("五优", 12),
    Column("题目", 30),
    Column("事迹材料", 60),
    Column("表彰通报", 24),
    Column("宣传", 40),
)


def honours_workbook(rows: Iterable[Honour], *, at: datetime) -> bytes:
    """The honours as seen; `made_known` has been read with them."""
    cells = [
        [
            quarter_of(row.quarter).name,
            row.get_kind_display(),
            row.unit.name,
            str(row.person or row.window or ""),
            row.get_excellence_display(),
            row.title,
            row.story,
            row.commended_in.number if row.commended_in else "待表彰",
            "；".join(
                f"{one.on:%Y-%m-%d} {one.get_where_display()}{_said(one.words)}" for one in made_known(row)
            ),
        ]
        for row in rows
    ]
    note = exported(at, f"共{len(cells)}项")
    return write_workbook(
        [Sheet("荣誉", COLUMNS, cells, title="窗口单位文明优质服务荣誉", note=note, upright=False)]
    )


def made_known(row: Honour) -> list[Publicity]:
    """Where it was made known."""
    return list(getattr(row, "made_known", ()))


def _said(words: str) -> str:
    return f"（{words}）" if words else ""
