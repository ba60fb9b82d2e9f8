"""谁请假 and 谁在岗 as lists: found by person or window, sorted, exported as shown, each unit its own."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from records.workbooks import Cell, read_workbook
from tests.conftest import NOON, logged_in
from tests.units.leave import a_cover, registered, signed
from units.models import StaffMember, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def duty_page(user: User, **query: str) -> tuple[list[str], list[str], list[str]]:
    """The units, places and names of the page of Monday 12 October, in their order."""
    page = logged_in(user).get("/leave/on-duty/", {"day": "2026-10-12", **query}).content.decode()
    units = re.findall(r'<h2 id="u-\d+">(\S+)', page)
    places = re.findall(r"<h3>([^\s<]+)", page)
    return units, places, re.findall(r'<a href="/staff/\d+/">([^<]+)</a>', page)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("王芳", (["社保中心"], ["3号窗口"], ["王芳"])),
        ("wf", (["社保中心"], ["3号窗口"], ["王芳"])),
        ("SUNLI", (["公共就业服务中心"], ["后台、未定窗口"], ["孙丽"])),
        ("001", (["社保中心"], ["3号窗口"], ["王芳"])),
        ("4号", (["社保中心"], ["4号窗口"], ["李强"])),
        ("李强", (["社保中心"], ["3号窗口", "4号窗口"], ["李强"])),
        ("没有这样的", ([], [], [])),
        ("\0", None),
    ],
)
def test_who_is_on_duty_is_found_by_person_or_window(
    clerk: User,
    person: StaffMember,
    mate: StaffMember,
    other_person: StaffMember,
    words: str,
    found: tuple[list[str], list[str], list[str]] | None,
) -> None:
    signed(clerk, person, covers=[a_cover(mate)])

    everyone = duty_page(clerk)

    assert duty_page(clerk, q=words) == (everyone if found is None else found)


def test_a_head_finds_nobody_of_another_unit_on_duty(
    head: User, person: StaffMember, other_person: StaffMember
) -> None:
    assert duty_page(head, q="孙丽") == ([], [], [])


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("unit", "公共就业服务中心"),
        ("-unit", "社保中心"),
        ("people", "公共就业服务中心"),
        ("-people", "社保中心"),
        ("away", "社保中心"),
        ("-away", "公共就业服务中心"),
        ("", "社保中心"),
        ("nonsense", "社保中心"),
    ],
)
def test_units_on_duty_stand_in_the_order_asked_for_on_the_page_and_in_its_export(
    clerk: User, person: StaffMember, mate: StaffMember, other_person: StaffMember, sort: str, first: str
) -> None:
    registered(clerk, other_person)

    units, _, _ = duty_page(clerk, sort=sort)
    rows = sheet_of(clerk, "/leave/on-duty/export/", day="2026-10-12", sort=sort)

    assert (units[0], rows[0][0]) == (first, first)


def test_the_days_beside_keep_what_is_looked_for(clerk: User, person: StaffMember) -> None:
    query = {"day": "2026-10-12", "q": "王芳", "sort": "unit"}
    page = logged_in(clerk).get("/leave/on-duty/", query).content.decode()

    kept = "q=%E7%8E%8B%E8%8A%B3&amp;sort=unit"
    assert f'rel="prev" href="?day=2026-10-11&amp;{kept}"' in page
    assert f'href="/leave/on-duty/export/?day=2026-10-12&amp;{kept}"' in page


def sheet_of(user: User, url: str, **query: str) -> list[tuple[Cell, ...]]:
    """The head of an export and the rows below it."""
    data = logged_in(user).get(url, query).content
    (sheet,) = read_workbook("表.xlsx", data, max_rows=999, max_bytes=999_999)
    return [cells for _, cells in sheet.rows][3 if "on-duty" in url else 2 :]


def test_who_is_away_is_exported_as_shown(
    clerk: User, head: User, person: StaffMember, mate: StaffMember, other_person: StaffMember
) -> None:
    signed(clerk, person, covers=[a_cover(mate, starts_half="pm")], starts_half="pm")
    registered(clerk, other_person, ends_on=date(2026, 10, 13))
    asked = {"day": "2026-10-12", "span": "week"}

    title, ours, theirs = sheet_of(clerk, "/leave/calendar/export/", **asked)

    assert title[7:] == (
        *(f"10月{day}日" for day in range(12, 17)),
        *(f"10月{day}日（休）" for day in (17, 18)),
    )
    assert ours == ("社保中心", "王芳", "001", "事假", "已签批", "李强", None, "下")
    assert theirs[:9] == ("公共就业服务中心", "孙丽", "002", "事假", "待签批", None, "有", "全！", "全！")
    assert [row[1] for row in sheet_of(head, "/leave/calendar/export/", **asked)[1:]] == ["王芳"]
    assert len(sheet_of(clerk, "/leave/calendar/export/", day="2026-10-12")[0]) == 7 + 31


def test_who_is_away_is_found_by_person(clerk: User, person: StaffMember, other_person: StaffMember) -> None:
    for one in (person, other_person):
        registered(clerk, one)
    asked = {"day": "2026-10-12", "q": "wangfang"}

    page = logged_in(clerk).get("/leave/calendar/", asked).content.decode()
    rows = sheet_of(clerk, "/leave/calendar/export/", **asked)[1:]

    assert ("王芳" in page, "孙丽" in page, "无人请假" in page) == (True, False, False)
    assert [row[1] for row in rows] == ["王芳"]


def test_days_without_leave_say_so(clerk: User, person: StaffMember) -> None:
    desk = logged_in(clerk)

    assert "这些天没有人请假" in desk.get("/leave/calendar/").content.decode()
    assert "没有符合条件的人员请假" in desk.get("/leave/calendar/?q=没有").content.decode()
