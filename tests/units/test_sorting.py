"""Lists of units, people and accounts sorted by a column: links in the heads, kept with search and paging."""

import re
from datetime import date
from typing import Any

import pytest

from tests.conftest import logged_in
from units.models import Posting, StaffMember, Unit, User, Window


@pytest.fixture
def office(db: None) -> None:
    """Three units and four people, in an order that no column gives by chance."""
    names = (
        ("人才交流中心", "曾强", ""),
        ("公共就业服务中心", "", "0374-2"),
        ("社会保障卡窗口", "安宁", "0374-1"),
    )
    units = [
        Unit.objects.create(name=name, head=head, phone=phone, order=order)
        for order, (name, head, phone) in enumerate(names, start=5)
    ]
    units[1].in_service_to = date(2020, 1, 1)
    units[1].save()
    for number in range(2):
        Window.objects.create(unit=units[2], number=f"{number}号窗口")
    people = (("张三", "zhangsan zs", "4"), ("曾明", "zengming zm", "3"), ("李四", "lisi ls", "2"))
    for place, (name, pinyin, number) in enumerate(people):
        person = StaffMember.objects.create(
            name=name, pinyin=pinyin, number=number, party_member=name == "李四", kind="contract"
        )
        if place:
            Posting.objects.create(person=person, unit=units[place], starts_on=date(2026, 1, 1))
    StaffMember.objects.create(name="安安", pinyin="anan aa", number="1", uniform="on_order")


def shown(page: str) -> list[str]:
    """The first cell of each row."""
    rows = page.partition("<tbody>")[2].partition("</tbody>")[0].split("<tr>")[1:]
    return [re.sub(r"<[^>]*>", "", re.split("</t[dh]>", row)[0]).strip() for row in rows]


def sorted_heads(page: str) -> dict[str, str]:
    found = re.findall(r'<th scope="col"[^>]*?aria-sort="(\w+)"><a[^>]*>([^<]+)', page)
    return {label: direction for direction, label in found}


UNITS = {
    "": ["人才交流中心", "公共就业服务中心", "社会保障卡窗口"],
    "name": ["公共就业服务中心", "人才交流中心", "社会保障卡窗口"],
    "-name": ["社会保障卡窗口", "人才交流中心", "公共就业服务中心"],
    "head": ["社会保障卡窗口", "人才交流中心", "公共就业服务中心"],
    "-head": ["人才交流中心", "社会保障卡窗口", "公共就业服务中心"],
    "phone": ["人才交流中心", "社会保障卡窗口", "公共就业服务中心"],
    "-counters": ["社会保障卡窗口", "人才交流中心", "公共就业服务中心"],
    "-people": ["公共就业服务中心", "社会保障卡窗口", "人才交流中心"],
    "state": ["人才交流中心", "社会保障卡窗口", "公共就业服务中心"],
    "-state": ["公共就业服务中心", "人才交流中心", "社会保障卡窗口"],
    "nonsense": ["人才交流中心", "公共就业服务中心", "社会保障卡窗口"],
}


@pytest.mark.parametrize(("sort", "names"), UNITS.items(), ids=UNITS)
def test_units_stand_in_the_order_of_the_column(
    clerk: User, office: None, sort: str, names: list[str]
) -> None:
    assert shown(logged_in(clerk).get("/units/", {"sort": sort}).content.decode()) == names


STAFF = {
    "": ["安安", "李四", "曾明", "张三"],
    "name": ["安安", "李四", "曾明", "张三"],
    "-name": ["张三", "曾明", "李四", "安安"],
    "-number": ["张三", "曾明", "李四", "安安"],
    "place": ["曾明", "李四", "安安", "张三"],
    "party": ["李四", "安安", "曾明", "张三"],
    "uniform": ["李四", "曾明", "张三", "安安"],
    "kind": ["安安", "李四", "曾明", "张三"],
    "-kind": ["李四", "曾明", "张三", "安安"],
}


@pytest.mark.parametrize(("sort", "names"), STAFF.items(), ids=STAFF)
def test_people_stand_in_the_order_of_the_column(
    clerk: User, office: None, sort: str, names: list[str]
) -> None:
    assert shown(logged_in(clerk).get("/staff/", {"sort": sort}).content.decode()) == names


@pytest.mark.parametrize("sort", ["username", "name", "role", "state"])
def test_accounts_stand_in_the_order_of_the_column(cast: dict[str, User], sort: str) -> None:
    User.objects.filter(username=cast["clerk"].username).update(is_active=False)
    desk = logged_in(cast["admin"])
    up, down = (shown(desk.get("/accounts/", {"sort": key}).content.decode()) for key in (sort, f"-{sort}"))
    assert sorted(up) == sorted(down) == sorted(user.username for user in cast.values())
    clerk = cast["clerk"].username
    first = {"username": min(up), "role": clerk, "name": up[0], "state": up[0]}
    assert up[0] == first[sort]
    if sort == "state":
        assert (up[-1], down[0]) == (clerk, clerk)
    else:
        assert up != down


def test_heads_say_and_turn_the_order(clerk: User, office: None) -> None:
    desk = logged_in(clerk)
    assert sorted_heads(desk.get("/units/").content.decode()) == {}
    page = desk.get("/units/?sort=name&q=中心").content.decode()
    assert sorted_heads(page) == {"单位": "ascending"}
    assert 'href="?q=%E4%B8%AD%E5%BF%83&amp;sort=-name"' in page
    assert 'href="?q=%E4%B8%AD%E5%BF%83&amp;sort=people"' in page
    assert '<input type="hidden" name="sort" value="name">' in page
    assert "按单位排列" in page
    turned = desk.get("/units/?sort=-name").content.decode()
    assert "按单位倒序排列" in turned
    assert sorted_heads(turned) == {"单位": "descending"}
    assert 'href="?sort=name"' in turned


def test_search_and_pages_keep_the_order(clerk: User) -> None:
    StaffMember.objects.bulk_create(
        [StaffMember(name="王", pinyin=f"w{99 - number}", number=f"{number:03}") for number in range(70)]
    )
    page = logged_in(clerk).get("/staff/?q=w&sort=-name").content.decode()
    assert 'href="?q=w&amp;sort=-name&amp;page=2"' in page
    numbers = re.findall(r">(\d{3})</td>", page)
    second = logged_in(clerk).get("/staff/?q=w&sort=-name&page=2").content.decode()
    assert numbers + re.findall(r">(\d{3})</td>", second) == [f"{number:03}" for number in range(70)]


@pytest.mark.parametrize("url", ["/units/", "/staff/", "/accounts/"])
@pytest.mark.parametrize("sort", ["\0", "name\0", "-", "--name", "name,number", "password", "9" * 500])
def test_any_other_word_leaves_the_list_as_it_is(cast: dict[str, User], url: str, sort: str) -> None:
    desk = logged_in(cast["admin"])
    plain = shown(desk.get(url).content.decode())
    answer = desk.get(url, {"sort": sort})
    assert answer.status_code == 200
    if sort != "name\0":
        assert shown(answer.content.decode()) == plain


@pytest.mark.parametrize("url", ["/units/?sort=name", "/staff/?sort=place", "/accounts/?sort=name"])
def test_sorting_costs_the_same_for_one_and_three_rows(
    cast: dict[str, User], url: str, django_assert_max_num_queries: Any
) -> None:
    desk = logged_in(cast["admin"])
    for number in range(3):
        unit = Unit.objects.create(name=f"单位{number}", order=number)
        person = StaffMember.objects.create(name="王", number=f"{number}", pinyin="wang w")
        Posting.objects.create(person=person, unit=unit, starts_on=date(2026, 1, 1))
        with django_assert_max_num_queries(9):
            desk.get(url)
