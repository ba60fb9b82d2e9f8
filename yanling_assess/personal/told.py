"""本人信息: what is kept about one member of staff, gathered at that person's request (个人信息保护法 45)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from notices.models import FollowUp, Honour, Talk
from records.workbooks import Column, Sheet, exported, write_workbook
from scoring.models import Objection, ProposalDecision, ScoreEvent, ScoreLine
from scoring.rulebook.points import to_decimal
from units.models import AttendanceDay, LeaveSlip, Posting, StaffMember

Row = Sequence[Any]
SLOTS = ("morning_in", "morning_out", "afternoon_in", "afternoon_out")
DAY, PLACE, WORDS = Column("日期", 12, "day"), Column("窗口单位", 20), Column("内容", 60)


def told_workbook(person: StaffMember, *, at: datetime) -> bytes:
    """A sheet a kind, oldest first; one query each. Who complained stands in none of them."""
    whose = f"{person.name}（{person.number}）"
    sheets = [
        Sheet(name, columns, rows(person), title=f"{whose}：{name}", note=exported(at))
        for name, columns, rows in SHEETS
    ]
    return write_workbook(sheets)


def _about(person: StaffMember) -> Iterable[Row]:
    return [
        ("姓名", person.name),
        ("工号", person.number),
        ("拼音", person.pinyin),
        ("党员", "是" if person.party_member else "否"),
        ("工装", person.get_uniform_display()),
        ("身份", person.get_kind_display()),
    ]


def _postings(person: StaffMember) -> Iterable[Row]:
    rows = Posting.objects.filter(person=person).select_related("unit", "window").order_by("starts_on")
    return [
        (
            row.starts_on,
            row.ends_on,
            row.unit.name,
            str(row.window or ""),
            row.get_post_display(),
            row.review_note,
            row.end_reason,
        )
        for row in rows
    ]


def _attendance(person: StaffMember) -> Iterable[Row]:
    rows = AttendanceDay.objects.filter(person=person).order_by("day")
    return [(row.day, *(_time(getattr(row, slot)) for slot in SLOTS)) for row in rows]


def _slips(person: StaffMember) -> Iterable[Row]:
    rows = LeaveSlip.objects.filter(person=person).order_by("starts_on", "id")
    return [
        (
            row.get_kind_display(),
            row.words,
            row.reason,
            row.proxy_name,
            row.special_reason,
            row.get_state_display(),
            row.returned_on,
        )
        for row in rows
    ]


def _events(person: StaffMember) -> Iterable[Row]:
    rows = ScoreEvent.objects.filter(Q(person=person) | Q(substitute=person))
    return [
        (
            row.finding.happened_on,
            row.unit.name,
            row.clause,
            row.behaviour,
            row.finding.fact,
            row.finding.statement,
            "本人" if row.person_id == person.pk else "替岗",
            row.get_status_display(),
            row.settled_reason,
        )
        for row in rows.select_related("finding", "unit").order_by("finding__happened_on", "id")
    ]


def _lines(person: StaffMember) -> Iterable[Row]:
    rows = ScoreLine.objects.filter(person=person).select_related("score__result__month")
    return [
        (
            str(row.score.result.month),
            row.score.result.revision,
            row.happened_on,
            row.score.unit_name,
            row.clause,
            row.behaviour,
            row.fact,
            to_decimal(row.counted_halves or 0),
            row.why,
        )
        for row in rows.order_by("happened_on", "id")
    ]


def _proposals(person: StaffMember) -> Iterable[Row]:
    rows = ProposalDecision.objects.filter(person=person).order_by("happened_on", "id")
    return [
        (row.happened_on, row.clause, row.behaviour, row.fact, row.get_state_display(), row.reason)
        for row in rows
    ]


def _objections(person: StaffMember) -> Iterable[Row]:
    rows = Objection.objects.filter(event__person=person).select_related("event").order_by("filed_at")
    return [
        (
            timezone.localdate(row.filed_at),
            row.event.clause,
            row.text,
            row.get_state_display(),
            row.decision,
        )
        for row in rows
    ]


def _follow_ups(person: StaffMember) -> Iterable[Row]:
    rows = FollowUp.objects.filter(person=person).select_related("unit").order_by("opened_at")
    return [
        (
            timezone.localdate(row.opened_at),
            row.unit.name,
            row.kind,
            row.ground,
            row.due_on,
            row.get_state_display(),
            row.decision,
        )
        for row in rows
    ]


def _talks(person: StaffMember) -> Iterable[Row]:
    rows = Talk.objects.filter(follow_up__person=person).order_by("held_at")
    return [
        (timezone.localdate(row.held_at), row.place, row.led_by, row.points, row.answer, row.demands)
        for row in rows
    ]


def _honours(person: StaffMember) -> Iterable[Row]:
    rows = Honour.objects.filter(person=person).select_related("unit").order_by("recommended_at")
    return [
        (row.quarter, row.get_kind_display(), row.title, row.story, row.get_state_display(), row.reason)
        for row in rows
    ]


def _time(value: Any) -> str:
    return f"{value:%H:%M}" if value else ""


SHEETS: tuple[tuple[str, Sequence[Column], Callable[[StaffMember], Iterable[Row]]], ...] = (
    ("基本情况", (Column("项目", 12), Column("内容", 30)), _about),
    (
        "进驻",
        (
            Column("自", 12, "day"),
            Column("至", 12, "day"),
            PLACE,
            Column("窗口", 12),
            Column("岗位", 10),
            Column("审查意见", 30),
            Column("离开原因", 20),
        ),
        _postings,
    ),
    (
        "考勤",
        (DAY, *(Column(name, 10) for name in ("上午签到", "上午签退", "下午签到", "下午签退"))),
        _attendance,
    ),
    (
        "请假",
        (
            Column("假别", 10),
            Column("起止", 36),
            Column("事由", 30),
            Column("代办人", 10),
            Column("特殊原因", 20),
            Column("状态", 10),
            Column("销假", 12, "day"),
        ),
        _slips,
    ),
    (
        "计分事项",
        (
            DAY,
            PLACE,
            Column("条款", 8),
            Column("行为", 20),
            WORDS,
            Column("当事人说明", 30),
            Column("本人或替岗", 12),
            Column("状态", 10),
            Column("核定理由", 30),
        ),
        _events,
    ),
    (
        "定分结果",
        (
            Column("月份", 12),
            Column("版次", 6, "whole"),
            DAY,
            PLACE,
            Column("条款", 8),
            Column("行为", 20),
            WORDS,
            Column("实计（分）", 10, "points"),
            Column("说明", 40),
        ),
        _lines,
    ),
    (
        "线索",
        (DAY, Column("条款", 8), Column("行为", 20), WORDS, Column("处理", 10), Column("理由", 30)),
        _proposals,
    ),
    (
        "申诉",
        (DAY, Column("条款", 8), WORDS, Column("结果", 10), Column("复核意见", 40)),
        _objections,
    ),
    (
        "整改处理",
        (
            DAY,
            PLACE,
            Column("方式", 16),
            Column("事由", 40),
            Column("期限", 12, "day"),
            Column("状态", 10),
            Column("决定", 40),
        ),
        _follow_ups,
    ),
    (
        "约谈",
        (
            DAY,
            Column("地点", 16),
            Column("主谈人", 12),
            Column("要点", 40),
            Column("表态", 40),
            Column("要求", 40),
        ),
        _talks,
    ),
    (
        "荣誉",
        (
            Column("季度", 10),
            Column("类别", 14),
            Column("题目", 30),
            WORDS,
            Column("结果", 10),
            Column("理由", 30),
        ),
        _honours,
    ),
)
