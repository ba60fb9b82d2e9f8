"""月度总表 as it is laid out: the steps, what stands in the way, the table, and only then what proves it."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from scoring.services.months import close_month
from scoring.services.reopening import reopen_month
from tests.conftest import NOON, logged_in
from tests.scoring.factories import record
from units.models import StaffMember, Unit, User

pytestmark = pytest.mark.django_db
SEPTEMBER = date(2026, 9, 1)
ON = date(2026, 9, 10)
PAGE = "/months/2026-09/"


@pytest.fixture(autouse=True)
def _october() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def september(clerk: User, unit: Unit, person: StaffMember) -> None:
    """A charge that is confirmed and a pending one."""
    record(clerk, unit, on=ON, person=person, verified=True)
    record(clerk, unit, on=ON, clause="2.2", behaviour="吃零食", verified=False)


def in_order(text: str, *parts: str) -> bool:
    """Whether the parts stand in the text one after another."""
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


@pytest.mark.usefixtures("september")
def test_what_stands_in_the_way_is_said_once_and_before_the_table(clerk: User) -> None:
    text = logged_in(clerk).get(PAGE).content.decode()

    assert text.count("待核实") == 1
    assert text.count("转入核对后") == 1
    assert in_order(text, 'aria-label="本月进度"', "还要处理", "转入核对…", "<table", "颜色越深")


@pytest.mark.usefixtures("unit")
def test_a_month_with_nothing_in_the_way_says_so(cast: dict[str, User]) -> None:
    texts = [logged_in(cast[name]).get(PAGE).content.decode() for name in ("clerk", "leader")]

    assert ["<li>没有</li>" in text for text in texts] == [False, True]
    assert "未处理的线索" in texts[0]


@pytest.mark.usefixtures("september")
@pytest.mark.parametrize("reopened", [False, True], ids=["closed", "reopened"])
def test_what_proves_a_closed_month_comes_after_the_table(reopened: bool, chief: User) -> None:
    close_month(month=SEPTEMBER, by=chief, at=NOON, reason="按期定分")
    if reopened:
        reopen_month(month=SEPTEMBER, by=chief, at=NOON, reason="另有事实")

    text = logged_in(chief).get(PAGE).content.decode()

    assert in_order(text, 'aria-label="本月进度"', "<table", "</table>", "定分结果和验证")


@pytest.mark.usefixtures("september")
def test_the_heads_are_short_and_each_is_told_in_full(clerk: User) -> None:
    text = logged_in(clerk).get(PAGE).content.decode()
    head = text.partition("<thead>")[2].partition("</thead>")[0]

    shown = re.findall(
        r'<th scope="col" class="num heat-head" title="([^"]+)"><span aria-hidden="true">([^<]+)<', head
    )
    assert shown == [
        ("窗口人员上岗要求及请销假", "上岗要求及请销假"),
        ("文明廉洁服务", "文明廉洁服务"),
        ("办件质量", "办件质量"),
        ("办公秩序", "办公秩序"),
        ("着装规定", "着装规定"),
        ("窗口工作人员进驻管理", "进驻管理"),
    ]
    assert all(f'<span class="visually-hidden">{name}</span>' in head for name, _ in shown)
