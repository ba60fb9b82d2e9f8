"""个人信息: what is kept of whom in counts and days alone, for those who answer for it."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.workbooks import read_workbook
from scoring.services.complainants import look_at_complainant
from tests.access.canaries import CANARIES
from tests.access.page import PageReader
from tests.access.rooms import complaints as complaint_rooms
from tests.access.test_canaries import COMPLAINT
from tests.access.test_pages import Seen, faults
from tests.access.world import World, build_world
from tests.conftest import NOON, logged_in
from tests.personal.kept import everything
from tests.scoring.complaints import CONTACT, NAME, a_complaint
from tests.scoring.factories import recorded_event
from tests.units.leave import registered
from units.models import Posting, StaffMember, Unit, User
from yanling_assess.personal.holdings import HOLDINGS

pytestmark = pytest.mark.django_db
PAGE = "/personal-data/"


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def shown(user: User) -> str:
    return PageReader(logged_in(user).get(PAGE).content.decode()).text


def test_each_role_gets_the_page_and_the_workbook_or_is_refused(
    cast: dict[str, User], person: StaffMember
) -> None:
    asked = {
        name: [logged_in(user).get(path).status_code for path in (PAGE, f"{PAGE}staff/{person.pk}/")]
        for name, user in {**cast, "anonymous": None}.items()
    }

    assert asked == {
        "anonymous": [302, 302],
        "stranger": [403, 403],
        "clerk": [403, 200],
        "chief": [200, 200],
        "head": [403, 403],
        "other_head": [403, 403],
        "discipline": [403, 403],
        "office": [403, 403],
        "leader": [200, 403],
        "admin": [200, 403],
    }


def test_the_page_is_guarded_and_in_chinese(
    chief: User, clerk: User, unit: Unit, person: StaffMember
) -> None:
    everything(clerk, unit, person)
    answer = logged_in(chief).get(PAGE)
    policy = answer.headers["Content-Security-Policy"]
    seen = Seen("personal as chief", policy, PageReader(answer.content.decode()))

    assert faults(seen, frozenset({"chief"})) == []


def test_the_page_says_how_much_is_kept_since_when_and_until_when(
    chief: User, clerk: User, unit: Unit, person: StaffMember
) -> None:
    everything(clerk, unit, person)

    text = shown(chief)

    for words in (
        "考勤签到每日上午、下午签到和签退的时间 2 2023年10月7日 细则1.1、1.2、4.3、6.3 自当日起3年",
        "姓名、电话或其他联系方式；加密保存，平时遮住 2 2026年10月7日 细则2.9、3.6",
        "自投诉查结起2年",
        "点“查看”才显示，每次记录）经办人、负责人",
        "投诉人的姓名和联系方式 自投诉查结之日起保存2年 1位 2024年10月7日",
        "有保存期满、应当清除的内容",
        "erase_expired --apply",
    ):
        assert words in text


def test_an_empty_site_has_nothing_past_its_time(chief: User) -> None:
    text = shown(chief)

    assert "现在没有保存期满的内容" in text
    assert "考勤签到每日上午、下午签到和签退的时间 0 — " in text


def test_looks_at_complainants_are_counted_for_ninety_days(
    cast: dict[str, User], clerk: User, chief: User, unit: Unit
) -> None:
    row = a_complaint(clerk, unit)
    for moment, who in (
        (NOON.replace(month=7, day=9), clerk),
        (NOON.replace(month=7, day=11), clerk),
        (NOON, clerk),
        (NOON, chief),
    ):
        look_at_complainant(complaint=row, by=who, at=moment)

    for who in (chief, cast["leader"], cast["admin"]):
        text = shown(who)
        assert "近90天查看投诉人 3 次 打开投诉材料 0 次 查看的账号 2 个" in text
        assert [word for word in (NAME, CONTACT, "经办甲") if word in text] == []
    link = "/log/?q=查看投诉&amp;since=2026-07-10"
    found = {
        name: link in logged_in(user).get(PAGE).content.decode()
        for name, user in (("chief", chief), ("leader", cast["leader"]), ("admin", cast["admin"]))
    }
    assert found == {"chief": True, "leader": True, "admin": False}


@pytest.mark.slow
def test_nobody_is_named(cast: dict[str, User], unit: Unit, other_unit: Unit) -> None:
    world: World = build_world(cast, unit, other_unit)
    complaint_rooms.paths(world)

    for who in ("chief", "leader", "admin"):
        text = logged_in(cast[who]).get(PAGE).content.decode()
        assert [word for word in (*CANARIES.values(), *COMPLAINT, "王芳") if word in text] == []


def queries(user: User) -> int:
    client = logged_in(user)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(PAGE).status_code == 200
    return len(seen)


def test_the_page_takes_the_same_few_queries_for_little_and_for_much(
    chief: User, clerk: User, unit: Unit, person: StaffMember
) -> None:
    queries(chief)
    little = queries(chief)
    for _ in range(3):
        everything(clerk, unit, Posting.objects.filter(unit=unit).latest("pk").person)

    assert (queries(chief), little <= 12) == (little, True)


def test_every_kind_says_why_until_when_and_who_sees_it() -> None:
    assert len({one.key for one in HOLDINGS}) == len(HOLDINGS)
    for one in HOLDINGS:
        assert all((one.what, one.fields, one.why, one.where, one.viewers, one.until())), one.key


def test_one_persons_own_data_is_gathered_into_a_workbook(
    clerk: User, unit: Unit, person: StaffMember, other_person: StaffMember
) -> None:
    recorded_event(clerk, unit, person=person, clause="2.2", behaviour="打瞌睡")
    registered(clerk, person)
    registered(clerk, other_person, reason="别人的事由")

    answer = logged_in(clerk).get(f"{PAGE}staff/{person.pk}/")

    book = read_workbook("本人.xlsx", answer.content, max_rows=500, max_bytes=10**6)
    sheets = {sheet.name: cells(sheet) for sheet in book}
    assert list(sheets)[:5] == ["基本情况", "进驻", "考勤", "请假", "计分事项"]
    assert ("姓名", "王芳") in sheets["基本情况"]
    assert [row[2] for row in sheets["进驻"][-1:]] == ["社保中心"]
    assert "打瞌睡" in sheets["计分事项"][-1]
    assert "家中有事" in sheets["请假"][-1]
    assert "别人的事由" not in str(sheets)


def cells(sheet: Any) -> list[tuple[Any, ...]]:
    return [row for _, row in sheet.rows]
