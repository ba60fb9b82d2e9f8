"""线索 as workbooks: those that wait for a decision, and those decided with what they stood on."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from records.workbooks import Column, list_workbook
from scoring.models import ProposalDecision
from scoring.periods import month_name
from scoring.selectors.proposal_page import ProposalRow

FOUND = (
    Column("单位", 24),
    Column("人员", 12),
    Column("工号", 12),
    Column("日期", 12, "day"),
    Column("条款和行为", 24),
)
OPEN = (
    *FOUND,
    Column("次数", 8, "whole"),
    Column("分值", 10),
    Column("情况", 46),
    Column("依据", 46),
    Column("疑点", 30),
    Column("只能认定一条", 24),
    Column("已登记过", 24),
)
DECIDED = (
    Column("处理", 10),
    *FOUND,
    Column("情况", 46),
    Column("当时的依据", 46),
    Column("理由", 30),
    Column("处理人", 12),
    Column("处理时间", 17, "moment"),
    Column("现在的记录", 14),
)


def proposals_workbook(rows: Iterable[ProposalRow], month: date, *, at: datetime) -> bytes:
    """The open ones as listed."""
    cells = [_open(row) for row in rows]
    return list_workbook("待处理的线索", OPEN, cells, month_name(month), f"共{len(cells)}条", at=at)


def decisions_workbook(
    rows: Iterable[ProposalDecision], month: date, suggested: Iterable[str], *, at: datetime
) -> bytes:
    """The decided ones as listed; `suggested` are the keys that the records still speak for."""
    still = frozenset(suggested)
    cells = [_decided(row, is_changed=row.key not in still) for row in rows]
    return list_workbook("已处理的线索", DECIDED, cells, month_name(month), f"共{len(cells)}条", at=at)


def _open(row: ProposalRow) -> list[Any]:
    one = row.proposal
    already = [f"{event.clause} {event.behaviour}（{event.get_status_display()}）" for event in row.already]
    return [
        *(row.unit, row.person, row.number, one.happened_on, row.behaviour, one.times, row.points, one.fact),
        *(_told(one.basis), one.doubt, "、".join(row.rivals), "、".join(already)),
    ]


def _decided(row: ProposalDecision, *, is_changed: bool) -> list[Any]:
    who = [row.person.name, row.person.number] if row.person else ["", ""]
    return [
        *(row.get_state_display(), row.unit.name, *who, row.happened_on, f"{row.clause} {row.behaviour}"),
        *(row.fact, _told(row.basis), row.reason, row.by.name, row.at),
        "已不再提出" if is_changed else "",
    ]


def _told(basis: Iterable[Iterable[str]]) -> str:
    return "；".join(f"{label}：{value}" for label, value in basis)
