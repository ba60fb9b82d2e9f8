"""工作台: each role opens the site on what is to be done today, each line with a link that works."""

import re
from datetime import date
from typing import Any

import pytest
import time_machine

from scoring.models import Month
from tests.conftest import NOON, logged_in
from tests.scoring.editions import a_draft
from tests.scoring.factories import record
from tests.units.leave import registered
from units.access import Actor
from units.models import Bureau, LeaveSlip, Posting, Role, StaffMember, Unit, User
from yanling_assess.duties import Deadline, desk

pytestmark = pytest.mark.django_db


def deadline_on(month: int, day: int) -> Deadline | None:
    office = Actor(None, frozenset({Role.CLERK}), frozenset())
    return desk(office, date(2026, month, day)).deadline


def test_the_bulletin_is_due_by_the_tenth_of_the_next_month(unit: Unit) -> None:
    assert deadline_on(9, 30) is None
    assert deadline_on(10, 1) == Deadline(date(2026, 9, 1), date(2026, 10, 10), 9)
    assert deadline_on(10, 12) == Deadline(date(2026, 9, 1), date(2026, 10, 10), -2)


def test_a_published_month_is_no_longer_due(unit: Unit) -> None:
    Month.objects.create(month=date(2026, 9, 1), state=Month.State.PUBLISHED)

    assert deadline_on(10, 12) is None
    assert deadline_on(11, 1) == Deadline(date(2026, 10, 1), date(2026, 11, 10), 9)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (
            "clerk",
            [
                *("待核实的事项", "人员待查的事项", "待核实的加分申报", "缺少证明材料的加分"),
                *("未处理的线索", "2026年9月考勤还没有导入", "将要超限的人员", "待查的投诉"),
                *("请假条待补证明", "请假条未到督查室留档", "请假条到期未销假", "待审查的进驻"),
                *("2026年9月准备定分", "2026年10月得分", "本月还没有督查的单位"),
            ],
        ),
        (
            "chief",
            [
                *("待核实的事项", "人员待查的事项", "待核实的加分申报", "缺少证明材料的加分"),
                *("未处理的线索", "2026年9月考勤还没有导入", "将要超限的人员", "待查的投诉"),
                "待签批的请假条",
                *("2026年9月定分", "2026年10月得分", "本月还没有督查的单位"),
            ],
        ),
        (
            "head",
            [
                "社保中心2026年10月得分及明细",
                "社保中心2026年9月得分及明细",
                "社保中心正在核实的事项",
                "社保中心申报的加分，待核实",
                "推荐典型（2026年第三季度）",
            ],
        ),
        ("leader", ["2026年10月月度总表"]),
        ("admin", ["没有角色的账号"]),
        ("discipline", []),
        ("office", []),
    ],
)
def test_each_role_sees_its_own_duties_and_every_link_opens(
    cast: dict[str, User], person: StaffMember, who: str, expected: list[str]
) -> None:
    client = logged_in(cast[who])
    with time_machine.travel(NOON, tick=False):
        text = client.get("/").content.decode()
        found = re.findall(r'<li>\s*<a href="([^"]+)">([^<]+)</a>\s*<span>', text)
        answers = [client.get(url.replace("&amp;", "&")).status_code for url, _ in found]

    assert [label for _, label in found] == expected
    assert answers == [200] * len(expected)


@pytest.mark.parametrize("who", ["clerk", "chief", "head", "leader", "admin"])
def test_the_home_page_costs_few_queries(
    cast: dict[str, User], who: str, django_assert_max_num_queries: Any
) -> None:
    client = logged_in(cast[who])

    with time_machine.travel(NOON, tick=False), django_assert_max_num_queries(12):
        assert client.get("/").status_code == 200


def test_a_unit_head_sees_the_units_score_so_far(
    clerk: User, head: User, unit: Unit, person: StaffMember
) -> None:
    record(clerk, unit, person=person, verified=True)

    with time_machine.travel(NOON, tick=False):
        text = logged_in(head).get("/").content.decode()

    assert "98分，1条明细" in text


def test_the_office_sees_how_many_slips_and_postings_wait(
    clerk: User, chief: User, person: StaffMember, other_person: StaffMember
) -> None:
    registered(clerk, person, special_reason="车祸")
    done = registered(clerk, other_person, starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 7))
    LeaveSlip.objects.filter(pk=done.pk).update(state="signed")
    Posting.objects.filter(person=other_person).update(starts_on=date(2026, 9, 1))

    with time_machine.travel(NOON, tick=False):
        texts = [logged_in(user).get("/").content.decode() for user in (clerk, chief)]
    counts = [
        dict(re.findall(r'<li>\s*<a href="[^"]+">([^<]+)</a>\s*<span>\s*<span class="count[^>]*>(\d+)', text))
        for text in texts
    ]

    assert {name: counts[0][name] for name in ("请假条待补证明", "请假条未到督查室留档")} == {
        "请假条待补证明": "1",
        "请假条未到督查室留档": "1",
    }
    assert (counts[0]["请假条到期未销假"], counts[0]["待审查的进驻"]) == ("1", "1")
    assert counts[1]["待签批的请假条"] == "1"


def test_the_home_page_opens_before_the_first_month(head: User, clerk: User, bureau: Bureau) -> None:
    Bureau.objects.update(first_month=date(2027, 1, 1))

    with time_machine.travel(NOON, tick=False):
        assert [logged_in(user).get("/").status_code for user in (head, clerk)] == [200, 200]


@pytest.mark.parametrize(
    ("month", "told"),
    [(date(2026, 11, 1), True), (date(2026, 10, 1), True), (date(2026, 12, 1), False)],
    ids=["next month", "this month", "later"],
)
def test_the_chief_is_told_of_drafts_whose_month_is_near(
    chief: User, clerk: User, unit: Unit, month: date, told: bool
) -> None:
    a_draft(chief, month=month)

    with time_machine.travel(NOON, tick=False):
        pages = [logged_in(user).get("/").content.decode() for user in (chief, clerk)]

    assert ["施行月份将到的细则草稿" in page for page in pages] == [told, False]
