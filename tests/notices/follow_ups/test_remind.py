"""`remind`: what is due and overdue, by who must act."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from notices.models import FollowUp, Notice
from tests.conftest import NOON
from tests.notices.follow_ups.making import a_follow_up
from units.models import Unit


def remind(at: object, *arguments: str) -> tuple[int, str]:
    """Run it at a moment; its exit status and what it said."""
    out, err, status = StringIO(), StringIO(), 0
    with time_machine.travel(at, tick=False):
        try:
            call_command("remind", *arguments, stdout=out, stderr=err)
        except SystemExit as stop:
            status = int(stop.code or 0)
    return status, out.getvalue() + err.getvalue()


def test_nothing_due_is_said_and_exits_0(notice: Notice) -> None:
    assert remind(NOON) == (0, "没有到期或者逾期的事项。\n")


def test_what_is_due_soon_and_overdue_is_told_by_who_must_act(notice: Notice, unit: Unit) -> None:
    a_follow_up(notice, unit, "处理意见", due_on=date(2026, 10, 7))
    a_follow_up(notice, unit, "书面整改意见", due_on=date(2026, 10, 11))
    a_follow_up(notice, unit, "限期整改", due_on=date(2026, 10, 12))
    a_follow_up(notice, unit, "约谈", due_on=None)
    a_follow_up(notice, unit, "移送纪检", FollowUp.State.PROPOSED, due_on=None)

    status, said = remind(NOON)

    assert status == 1
    assert said.splitlines() == [
        "【政策法规股负责人】",
        "  社保中心 移送纪检，2026年9月，待确认",
        "【社保中心】",
        "  逾期 社保中心 处理意见，2026年9月：2026-10-07，逾期1天",
        "  社保中心 书面整改意见，2026年9月：2026-10-11，还有3天",
        "【驻人社局纪检监察组】",
        "  社保中心 约谈，2026年9月，待办理",
    ]
    assert remind(NOON, "--days", "4")[1].count("限期整改") == 1


def test_json_is_for_other_programs(notice: Notice, unit: Unit) -> None:
    a_follow_up(notice, unit, "处理意见", due_on=date(2026, 10, 8))

    status, said = remind(NOON, "--json")

    assert status == 0
    assert json.loads(said) == [
        {"who": "社保中心", "what": "社保中心 处理意见，2026年9月", "due": "2026-10-08", "overdue": False}
    ]


def test_a_bulletin_not_out_by_the_tenth_is_overdue(notice: Notice) -> None:
    status, said = remind(NOON + timedelta(days=34))

    assert status == 1
    assert "逾期 2026年10月督查通报（尚未定分）：2026-11-10，逾期1天" in said


@pytest.mark.parametrize("days", ["-1", "400"])
def test_days_out_of_range_exit_2(notice: Notice, days: str) -> None:
    assert remind(NOON, f"--days={days}") == (2, f"--days 是{days}，须在0到366之间。\n")
