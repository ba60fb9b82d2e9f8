"""事项台账 as a workbook, and the empty sheet of findings to be filled in."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from records.workbooks import Column, Sheet, list_workbook, write_workbook
from scoring.models.findings import Source
from scoring.selectors.ledger import LedgerRow

LEDGER = (
    Column("日期", 12, "day"),
    Column("时间", 8),
    Column("单位", 20),
    Column("窗口", 12),
    Column("人员", 12),
    Column("来源", 12),
    Column("发现情况", 46),
    Column("条款", 8),
    Column("行为", 22),
    Column("分值", 12),
    Column("次数", 8, "whole"),
    Column("数值", 8, "whole"),
    Column("同一问题", 20),
    Column("状态", 12),
    Column("计入月份", 12),
    Column("核定理由", 26),
)
PROOF = Column("证明材料", 26)


def ledger_workbook(rows: Iterable[LedgerRow], *, may_enter: bool, at: datetime, about: str = "") -> bytes:
    """The ledger as seen, `about` being its filter in words; what proves it is for the policy office."""
    columns = (*LEDGER, PROOF) if may_enter else LEDGER
    cells = [_ledger_row(row, may_enter=may_enter) for row in rows]
    return list_workbook(
        "事项台账",
        columns,
        cells,
        about or "全部事项",
        f"共{len(cells)}项",
        at=at,
        title="窗口单位百分考核事项台账",
    )


def _ledger_row(row: LedgerRow, *, may_enter: bool) -> list[Any]:
    finding, event = row.finding, row.event
    place = [
        finding.happened_on,
        f"{finding.happened_at:%H:%M}" if finding.happened_at else "",
        row.unit,
        row.window,
        _who(row),
        finding.source,
        finding.fact,
    ]
    charge: list[Any] = [""] * 9
    if event is not None:
        charge = [
            event.clause,
            event.behaviour,
            row.points,
            event.times,
            event.measure,
            event.problem.title if event.problem else "",
            row.status,
            f"{event.counts_in:%Y-%m}",
            event.settled_reason or event.exempt_reason,
        ]
    else:
        charge[6] = "好的做法" if finding.is_good else row.status
    return [*place, *charge, *([finding.proof] if may_enter else [])]


def _who(row: LedgerRow) -> str:
    if row.event is not None and row.event.person is not None:
        return row.event.person.name
    return "待查" if row.person_unknown else ""


def findings_template() -> bytes:
    """The empty sheet of findings: the columns with their notes, and an example on a sheet of its own."""
    columns = [
        Column("日期", 12, "day", "必填，如 2026-09-03"),
        Column("时间", 8, note="可不填，如 09:30"),
        Column("单位", 20, note="必填，与本站的单位名称一致"),
        Column("窗口", 12, note="可不填，如 3号窗口"),
        Column("人员", 12, note="姓名或工号，几个人用顿号分开；不知道是谁的留空（人员待查）"),
        Column("来源", 12, note="不填为日常抽查", choices=Source.values),
        Column("发现情况", 46, note="必填；请不要写投诉人的姓名和电话"),
        Column("条款", 8, note="如 1.1；细则没有列出的，条款和行为都留空"),
        Column("行为", 22, note="细则中的行为名称，如 迟到"),
        Column("次数", 8, "whole", "不填为1"),
        Column("数值", 8, "whole", "空岗、延时服务填分钟，便民物品填件数"),
        Column("同一问题", 20, note="同一单位写同样的名称，就是同一问题"),
        Column("证明材料", 26, note="表扬、加分要写明；文件以后可以补传"),
        Column("好的做法", 10, note="填“是”的列入通报的好的做法", choices=("是", "否")),
    ]
    row = [date(2026, 9, 1), "09:30", "社保中心", "3号窗口", "", "日常抽查", "窗口无人在岗，约半小时后返回"]
    example = [*row, "1.1", "空岗", 1, 30, "", "", ""]
    return write_workbook([Sheet("事项", columns, []), Sheet("示例", columns, [example])])
