"""人员待查: a list of its own; one click names the person, on record; a closed month's are only shown."""

import re
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from records.models import Change
from scoring.models import ScoreEvent
from scoring.services.corrections import correct_event
from scoring.services.editing import attach_evidence
from scoring.services.months import close_month
from tests.conftest import NOON, logged_in
from tests.records.test_files import picture
from tests.scoring.factories import closed, record
from tests.scoring.test_record_page import text_of
from units.models import Posting, StaffMember, Unit, User, Window

PAGE = "/nameless/"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk(clerk: User) -> Client:
    return logged_in(clerk)


def nobody(by: User, unit: Unit, /, on: date = date(2026, 10, 6), **more: Any) -> ScoreEvent:
    given = {"clause": "1.1", "behaviour": "空岗", "measure": 20, "fact": "窗口无人"} | more
    return record(by, unit, on=on, **given).events.get()


def click(desk: Client, event: ScoreEvent, /, **more: Any) -> Any:
    data = {"form_key": str(uuid.uuid4()), "version": event.version, "query": ""} | more
    return desk.post(f"{PAGE}{event.pk}/", data)


def colleague(unit: Unit, name: str, number: str, window: Window | None = None, **more: Any) -> StaffMember:
    person = StaffMember.objects.create(name=name, number=number)
    Posting.objects.create(person=person, unit=unit, window=window, **{"starts_on": date(2026, 1, 1)} | more)
    return person


def test_who_stood_at_the_window_that_day_is_one_click_away(
    desk: Client, clerk: User, unit: Unit, window: Window, person: StaffMember, other_person: StaffMember
) -> None:
    stand_in = colleague(unit, "李强", "009", window, post="B")
    gone = colleague(unit, "赵敏", "010", window, ends_on=date(2026, 10, 5))
    elsewhere = colleague(unit, "钱进", "011")
    event = nobody(clerk, unit, window=window)
    page = desk.get(PAGE).content.decode()

    buttons = re.findall(r'name="person" value="(\d+)">([^<]+)<', page)
    assert buttons == [(str(person.pk), "王芳"), (str(stand_in.pk), "李强")]
    assert re.search(rf'<option value="{elsewhere.pk}">钱进', page)
    assert str(gone) not in page
    assert str(other_person) not in page

    answer = click(desk, event, person=person.pk)
    event.refresh_from_db()
    assert event.person == person
    assert Change.objects.filter(action="查明人员", by=clerk, subject_id=str(event.pk)).exists()
    told = text_of(desk.get(answer.headers["Location"]))
    assert "已写明：10月6日（周二） 社保中心 1.1 空岗，是 王芳" in told
    assert "没有待查的人员" in told
    assert f"/events/{event.pk}/edit/" in desk.get(answer.headers["Location"]).content.decode()


def test_person_is_picked_from_the_list_too(
    desk: Client, clerk: User, unit: Unit, person: StaffMember
) -> None:
    event = nobody(clerk, unit)
    click(desk, event, other=person.pk)
    event.refresh_from_db()
    assert event.person == person


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "nobody picked": ({}, "请先选择人员"),
    "no such person": ({"person": "9999"}, "不在列表中"),
    "not a number": ({"person": "\x00"}, "不在列表中"),
    "named meanwhile": ({"version": 9}, "刚刚被别人处理过"),
    "no version": ({"version": ""}, "这个字段是必填项"),
}


@pytest.mark.parametrize(("change", "words"), REFUSED.values(), ids=REFUSED)
def test_click_that_does_not_fit_writes_nothing_and_says_why(
    desk: Client, clerk: User, unit: Unit, person: StaffMember, change: dict[str, Any], words: str
) -> None:
    event = nobody(clerk, unit)
    given = {"person": person.pk} | change if "version" in change else change
    answer = click(desk, event, **given)
    page = desk.get(answer.headers["Location"]).content.decode()
    assert words in page
    event.refresh_from_db()
    assert event.person is None


def test_double_click_names_once(desk: Client, clerk: User, unit: Unit, person: StaffMember) -> None:
    event = nobody(clerk, unit)
    key = str(uuid.uuid4())
    first = click(desk, event, person=person.pk, form_key=key)
    second = click(desk, event, person=person.pk, form_key=key)
    assert first.headers["Location"] == second.headers["Location"]
    assert Change.objects.filter(action="查明人员").count() == 1


def test_list_keeps_its_filters_however_long(
    desk: Client, clerk: User, unit: Unit, person: StaffMember
) -> None:
    event = nobody(clerk, unit)
    answer = click(desk, event, person=person.pk, query=f"q={'窗' * 100}&unit={unit.pk}")
    assert f"unit={unit.pk}" in answer.headers["Location"]
    assert desk.get(answer.headers["Location"]).status_code == 200


def test_oldest_comes_first_with_its_photos_and_what_is_settled_is_gone(
    desk: Client, clerk: User, unit: Unit, other_unit: Unit, person: StaffMember
) -> None:
    nobody(clerk, unit, fact="后来的")
    first = nobody(clerk, other_unit, on=date(2026, 9, 30), fact="最早的")
    nobody(clerk, unit, fact="有人的", person=person)
    record(clerk, unit, fact="不用落实到人的")
    upload = SimpleUploadedFile("现场.jpg", picture())
    attach_evidence(finding=first.finding, files=[upload], by=clerk, at=NOON)
    page = desk.get(PAGE).content.decode()
    assert "共 2 件" in page
    assert page.index("最早的") < page.index("后来的")
    assert f"/evidence/{first.finding.evidence.get().pk}/thumbnail/" in page
    assert "有人的" not in page
    assert "不用落实到人的" not in page


def test_closed_months_events_are_shown_and_cannot_be_named(
    desk: Client, clerk: User, unit: Unit, person: StaffMember
) -> None:
    old = nobody(clerk, unit, on=date(2026, 9, 3), fact="九月的", verified=True)
    closed(date(2026, 9, 1))
    page = desk.get(PAGE).content.decode()
    assert "已定分月份中仍待查的" in page
    assert "只对以后的累计起作用" in page
    assert f'action="/nameless/{old.pk}/"' not in page
    answer = click(desk, old, person=person.pk)
    assert "已定分" in text_of(desk.get(answer.headers["Location"]))
    old.refresh_from_db()
    assert old.person is None


def test_chief_names_somebody_of_a_closed_month_by_a_correction(
    desk: Client, clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    old = nobody(clerk, unit, on=date(2026, 9, 3), fact="九月的", verified=True)
    close_month(month=date(2026, 9, 1), by=chief, at=NOON, reason="人员待查")
    link = f"/events/{old.pk}/correct/"
    assert link in logged_in(chief).get(PAGE).content.decode()
    assert link not in desk.get(PAGE).content.decode()
    said = {"statement": "查明是王芳", "reason": "调看监控"}
    correct_event(event=old, changes={"person": person.pk}, **said, by=chief, at=NOON)
    assert "九月的" not in desk.get(PAGE).content.decode()


def test_list_is_filtered_by_unit_month_and_words(
    desk: Client, clerk: User, unit: Unit, other_unit: Unit, window: Window
) -> None:
    nobody(clerk, unit, fact="窗口无人", window=window)
    nobody(clerk, other_unit, on=date(2026, 9, 30), fact="开门晚")
    found = {
        f"unit={unit.pk}": "窗口无人",
        "month=2026-09": "开门晚",
        "q=3号": "窗口无人",
        "q=就业": "开门晚",
    }
    for query, words in found.items():
        page = text_of(desk.get(f"{PAGE}?{query}"))
        assert (words in page, "共 1 件" in page) == (True, True), query
    assert "没有符合条件的事项" in text_of(desk.get(f"{PAGE}?q=没有"))


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_for_any_number(
    desk: Client, clerk: User, unit: Unit, window: Window, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        nobody(clerk, unit, window=window, fact=f"第{number}件")
        nobody(clerk, unit, on=date(2026, 9, 2), fact=f"旧{number}")
        colleague(unit, f"人{number}", f"n{number}", window)
    closed(date(2026, 9, 1))
    with django_assert_num_queries(11):
        desk.get(PAGE)


def test_home_leads_to_the_list(desk: Client, clerk: User, unit: Unit) -> None:
    nobody(clerk, unit)
    home = desk.get("/").content.decode()
    assert re.search(r'<a href="/nameless/">人员待查的事项</a>\s*<span class="count">1 件', home)
