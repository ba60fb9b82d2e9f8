"""荣誉, the recommendations and the 观摩交流活动 as workbooks."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from notices.models import Exchange, Honour, Publicity
from notices.selectors.honours.quarters import quarter_of
from notices.selectors.honours.weighing import Facts, Weighed
from records.workbooks import Column, list_workbook

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

TOLD = COLUMNS[:7]
OWN = (*TOLD, Column("结果", 12), Column("理由", 40), COLUMNS[7])
WEIGHED = (
    Column("结果", 12),
    *COLUMNS[1:6],
    Column("各月得分", 36),
    Column("季度平均", 10),
    Column("名次", 8, "whole"),
    Column("本人或本窗口", 40),
    Column("本单位", 40),
    Column("本年度通报批评", 48),
    Column("理由", 40),
)
EXCHANGES = (
    Column("日期", 12, "day"),
    Column("主题", 36),
    Column("地点", 24),
    Column("参加单位", 48),
    Column("情况", 60),
)


def honours_workbook(rows: Iterable[Honour], *, at: datetime) -> bytes:
    """The honours as seen; `made_known` has been read with them."""
    cells = [
        [
            *_told(row),
            row.commended_in.number if row.commended_in else "待表彰",
            "；".join(
                f"{one.on:%Y-%m-%d} {one.get_where_display()}{_said(one.words)}" for one in made_known(row)
            ),
        ]
        for row in rows
    ]
    return list_workbook("荣誉", COLUMNS, cells, f"共{len(cells)}项", at=at, title="窗口单位文明优质服务荣誉")


def made_known(row: Honour) -> list[Publicity]:
    """Where it was made known."""
    return list(getattr(row, "made_known", ()))


def _said(words: str) -> str:
    return f"（{words}）" if words else ""


def recommendations_workbook(rows: Iterable[Honour], *, at: datetime) -> bytes:
    """A unit's recommendations as seen, with what became of each."""
    cells = [
        [
            *_told(row),
            row.get_state_display(),
            row.reason,
            row.commended_in.number if row.commended_in else "",
        ]
        for row in rows
    ]
    return list_workbook("推荐", OWN, cells, f"共{len(cells)}件", at=at, title="本单位推荐")


def weighed_workbook(rows: Iterable[Weighed], *, title: str, at: datetime) -> bytes:
    """The recommendations of a quarter with what is known beside each, for the meeting that selects."""
    cells = [_weighed(row) for row in rows]
    return list_workbook("推荐与选树", WEIGHED, cells, f"共{len(cells)}件", at=at, title=title)


def exchanges_workbook(rows: Iterable[Exchange], *, at: datetime) -> bytes:
    """The activities as seen; their units have been read with them."""
    cells = [
        [row.on, row.topic, row.place, "、".join(unit.name for unit in row.units.all()), row.words]
        for row in rows
    ]
    return list_workbook("观摩交流活动", EXCHANGES, cells, f"共{len(cells)}次", at=at)


def _told(row: Honour) -> list[Any]:
    return [
        quarter_of(row.quarter).name,
        row.get_kind_display(),
        row.unit.name,
        str(row.person or row.window or ""),
        row.get_excellence_display(),
        row.title,
        row.story,
    ]


def _weighed(row: Weighed) -> list[Any]:
    honour, standing = row.honour, row.standing
    months = [
        f"{one.month.month}月 {one.total}{'（未定分）' if one.is_open else ''}"
        for one in row.months
        if one.is_scored
    ]
    told = [f"{one.on} {one.label}（第{one.rung}次）" for one in row.criticisms]
    before = [f"启用本系统以前{row.opening}次"] if row.opening else []
    return [
        honour.get_state_display(),
        *_told(honour)[1:6],
        "；".join(months),
        str(standing.mean) if standing else "",
        standing.rank if standing else None,
        _facts(row.own),
        _facts(row.unit),
        "；".join([*told, *before]),
        honour.reason,
    ]


def _facts(facts: Facts | None) -> str:
    if facts is None:
        return ""
    return f"{facts.minus}；{facts.plus}；受表扬{facts.praise}件，投诉属实{facts.complaints}件"
