"""Units, people, postings, accounts, and who stands where, as spreadsheets: what their lists show."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from records.workbooks import Column, list_workbook
from units.models import Membership, Posting, User
from units.selectors.on_duty import DayDuty, PlaceDuty

UNITS = (
    Column("单位", 26),
    Column("简称", 14),
    Column("负责人", 12),
    Column("电话", 18),
    Column("在用窗口", 10, "whole"),
    Column("今日人员", 10, "whole"),
    Column("启用", 12, "day"),
    Column("停用", 12, "day"),
    Column("状态", 10),
)
STAFF = (
    Column("姓名", 12),
    Column("工号", 12),
    Column("今日所在", 36),
    Column("党员", 8),
    Column("工装", 10),
    Column("身份", 10),
)
POSTINGS = (
    Column("人员", 12),
    Column("工号", 12),
    Column("单位", 24),
    Column("窗口", 12),
    Column("岗位", 8),
    Column("进驻日期", 12, "day"),
    Column("审查", 12),
    Column("审查日期", 12, "day"),
    Column("审查意见", 30),
    Column("递交大厅", 12, "day"),
    Column("未经审查递交", 10),
    Column("离开日期", 12, "day"),
    Column("离开原因", 20),
)
DUTY = (
    Column("单位", 24),
    Column("窗口", 12),
    Column("业务", 16),
    Column("人员", 20),
    Column("岗位", 8),
    Column("当日情况", 50),
)
ACCOUNTS = (
    Column("用户名", 16),
    Column("姓名", 12),
    Column("角色", 60),
    Column("状态", 8),
)
PostingRow = tuple[Posting, str, bool]


def units_workbook(rows: Iterable[Any], *, at: datetime) -> bytes:
    """The units as listed, each with `counters`, `people`, `is_out`."""
    names = ("name", "short_name", "head", "phone", "counters", "people", "in_service_from", "in_service_to")
    cells = [[*(getattr(row, name) for name in names), "已停用" if row.is_out else "在用"] for row in rows]
    return list_workbook("窗口单位", UNITS, cells, f"共{len(cells)}个", at=at)


def staff_workbook(rows: Iterable[Any], *, at: datetime) -> bytes:
    """The people as listed, each with `posts`, those held today."""
    cells = [_person(row) for row in rows]
    return list_workbook("工作人员", STAFF, cells, f"共{len(cells)}名", at=at)


def postings_workbook(rows: Iterable[PostingRow], label: str, *, at: datetime) -> bytes:
    """The postings as listed: (posting, what its review came to, whether it breaks 6.1)."""
    cells = [_posting(*row) for row in rows]
    return list_workbook("进驻审查", POSTINGS, cells, label, f"共{len(cells)}条", at=at)


def accounts_workbook(rows: Iterable[User], *, at: datetime) -> bytes:
    """The accounts as listed, with their roles."""
    cells = [
        [
            *(row.username, row.name, "、".join(map(_role, row.memberships.all()))),
            "在用" if row.is_active else "停用",
        ]
        for row in rows
    ]
    return list_workbook("账号", ACCOUNTS, cells, f"共{len(cells)}个", at=at)


def duty_workbook(duty: DayDuty, day: date, *, at: datetime) -> bytes:
    """Who stands where that day, one a line."""
    cells = [
        [unit.unit.name, *line]
        for unit in duty.units
        for place in unit.places
        for line in _place_lines(place)
    ]
    about = f"{day.year}年{day.month}月{day.day}日{'' if duty.is_workday else '（休息日）'}"
    return list_workbook("谁在岗", DUTY, cells, about, at=at)


def _person(row: Any) -> list[Any]:
    places = [
        f"{post.unit.name}{f' {post.window.number}' if post.window else ''}（{post.get_post_display()}）"
        for post in row.posts
    ]
    party = "是" if row.party_member else "否"
    kept = [row.name, row.number, "；".join(places) or "未进驻", party]
    return [*kept, row.get_uniform_display(), row.get_kind_display()]


def _posting(row: Posting, review: str, is_breach: bool) -> list[Any]:
    return [
        *(row.person.name, row.person.number, row.unit.name, row.window.number if row.window else ""),
        *(row.get_post_display(), row.starts_on, review, row.reviewed_on, row.review_note),
        *(row.handed_on, "是" if is_breach else "", row.ends_on, row.end_reason),
    ]


def _role(row: Membership) -> str:
    """代理政策法规股负责人（2026-09-01至2026-09-30）, 窗口单位负责人（社会保障卡窗口）"""
    days = (f"{row.starts_on or ''}至{row.ends_on or ''}",) if row.starts_on or row.ends_on else ()
    told = "，".join([*([row.unit.name] if row.unit else []), *days])
    return f"{'代理' if row.acting else ''}{row.get_role_display()}{f'（{told}）' if told else ''}"


def _place_lines(place: PlaceDuty) -> list[list[Any]]:
    where = [place.window.number, place.window.name] if place.window else ["后台、未定窗口", ""]
    people = [
        [*where, person.name, person.post, "；".join(note.text for note in person.notes) or "在岗"]
        for person in place.people
    ]
    return [*people, *([*where, guest.text, "", "替岗"] for guest in place.guests)]
