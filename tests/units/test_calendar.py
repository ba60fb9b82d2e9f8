"""工作日历: a year seeded once, changed by day and by season, every change on record."""

import uuid
from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records.errors import EditConflict, Refusal
from records.models import Change
from tests.conftest import NOON, logged_in
from tests.units.test_malformed import ODD
from units.models import CalendarDay, CalendarYear, User, WorkingHours
from units.selectors.calendar_year import year_page
from units.services.calendar import complete_year, remove_day, seed_year, withdraw_year
from units.workdays import hours_on, is_announced, is_workday

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 2, 1)
HOURS = {
    "morning_start": "08:00",
    "morning_end": "12:00",
    "afternoon_start": "15:00",
    "afternoon_end": "18:00",
}


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def post(user: User, path: str, **fields: Any) -> Any:
    return logged_in(user).post(path, {"form_key": str(uuid.uuid4()), **fields})


def add(user: User, day: date, *, works: bool, name: str = "", source: str = "own") -> Any:
    return post(user, "/calendar/days/new/", day=f"{day}", is_working=f"{works}", name=name, source=source)


def test_a_year_is_seeded_once_with_the_days_that_differ_from_the_week(clerk: User) -> None:
    answer = post(clerk, "/calendar/years/", year="2026")

    assert (answer.status_code, answer.url) == (302, "/calendar/?year=2026")
    rows = CalendarDay.objects.filter(source="national")
    assert rows.count() == 25
    assert rows.get(day=date(2026, 10, 10)).is_working
    assert rows.get(day=date(2026, 10, 1)).name == "国庆节"
    assert rows.get(day=date(2026, 10, 10)).name == "国庆节调休"
    assert CalendarYear.objects.get().year == 2026
    assert Change.objects.get(action="载入放假安排").after == {"载入": "25天"}
    with pytest.raises(Refusal, match="已经载入"):
        seed_year(year=2026, by=clerk, at=NOON)


def test_seeding_leaves_the_bureaus_own_changes_as_they_are(clerk: User) -> None:
    add(clerk, date(2026, 10, 7), works=True, name="国庆值班")
    post(clerk, "/calendar/years/", year="2026")

    row = CalendarDay.objects.get(day=date(2026, 10, 7))
    assert (row.is_working, row.source, row.name) == (True, "own", "国庆值班")


def test_a_year_that_is_not_announced_says_so_and_is_typed_in_by_hand(clerk: User) -> None:
    text = logged_in(clerk).get("/calendar/?year=2027").content.decode()
    assert "2027年的国务院放假安排，程序里还没有。" in text
    assert "不能开始：还没有录入一天" in text

    add(clerk, MONDAY, works=False, name="春节", source="national")
    answer = post(clerk, "/calendar/years/", year="2027", source="国办发明电〔2026〕7号")
    assert answer.url == "/calendar/?year=2027"
    assert is_announced(2027)
    assert not is_workday(MONDAY)
    text = logged_in(clerk).get("/calendar/?year=2027").content.decode()
    assert "国办发明电〔2026〕7号" in text
    assert "程序里还没有" not in text

    post(clerk, "/calendar/years/", year="2027", withdraw="1")
    assert not is_announced(2027)
    assert not is_workday(MONDAY)


def test_a_year_of_which_nothing_was_typed_in_is_not_complete(clerk: User) -> None:
    answer = post(clerk, "/calendar/years/", year="2027", source="通知")

    assert answer.status_code == 422
    assert "还没有录入放假和调休上班的日子" in answer.content.decode()
    assert 'value="通知"' in answer.content.decode()
    assert not is_announced(2027)


@pytest.mark.parametrize(
    ("act", "year", "message"),
    [
        (seed_year, 2027, "程序里还没有2027年"),
        (withdraw_year, 2027, "不用撤回"),
        (withdraw_year, 2026, "不用撤回"),
    ],
    ids=["seed unknown", "withdraw nothing", "withdraw a known year"],
)
def test_a_year_is_not_dealt_with_the_wrong_way(clerk: User, act: Any, year: int, message: str) -> None:
    with pytest.raises(Refusal, match=message):
        act(year=year, by=clerk, at=NOON)
    with pytest.raises(Refusal, match="可以直接载入"):
        complete_year(year=2026, source="", by=clerk, at=NOON)


def test_an_own_change_goes_before_the_national_one_and_gives_way_when_removed(clerk: User) -> None:
    seed_year(year=2026, by=clerk, at=NOON)
    row = CalendarDay.objects.get(day=date(2026, 10, 8 - 1))
    post(clerk, f"/calendar/days/{row.pk}/edit/", version="1", is_working="True", name="值班", source="own")
    assert is_workday(row.day)

    post(clerk, f"/calendar/days/{row.pk}/remove/", version="2")
    row.refresh_from_db()
    assert (row.is_working, row.name, row.source, row.version) == (False, "国庆节", "national", 3)
    with pytest.raises(Refusal, match="是国务院的安排，不能删除"):
        remove_day(row=row, expected_version=3, by=clerk, at=NOON)


def test_a_change_of_an_ordinary_day_is_gone_when_removed(clerk: User) -> None:
    add(clerk, date(2026, 10, 12), works=False, name="大厅停电检修")
    assert not is_workday(date(2026, 10, 12))

    row = CalendarDay.objects.get()
    post(clerk, f"/calendar/days/{row.pk}/remove/", version="1")
    assert is_workday(date(2026, 10, 12))
    assert Change.objects.filter(action="删除").get().before == {
        "安排": "休息",
        "名称": "大厅停电检修",
        "来源": "本局调整",
    }


def test_a_day_that_stands_there_already_is_changed_in_its_place(clerk: User) -> None:
    add(clerk, date(2026, 10, 12), works=False)
    again = add(clerk, date(2026, 10, 12), works=True)
    row = CalendarDay.objects.get()

    assert "这一天已有安排" in again.content.decode()
    assert logged_in(clerk).get("/calendar/days/new/?day=2026-10-12").url == f"/calendar/days/{row.pk}/edit/"


def test_of_two_editors_the_second_sees_both_texts(clerk: User) -> None:
    add(clerk, date(2026, 10, 12), works=False, name="停电")
    row = CalendarDay.objects.get()
    url = f"/calendar/days/{row.pk}/edit/"
    post(clerk, url, version="1", is_working="False", name="停电检修", source="own")
    second = post(clerk, url, version="1", is_working="True", name="停电", source="own").content.decode()

    assert "停电检修" in second
    assert "上班" in second
    assert "True" not in second.replace('value="True"', "")
    with pytest.raises(EditConflict):
        remove_day(row=row, expected_version=1, by=clerk, at=NOON)


def test_hours_hold_from_their_day_until_the_next(clerk: User) -> None:
    post(clerk, "/calendar/hours/new/", name="夏季", starts_on="2027-05-01", **HOURS)
    row = WorkingHours.objects.get()
    assert hours_on(date(2027, 5, 1)).morning_start == time(8)
    assert hours_on(date(2027, 4, 30)).morning_start == time(8, 30)

    changed = HOURS | {"morning_start": "08:15"}
    post(
        clerk, f"/calendar/hours/{row.pk}/edit/", version="1", name="夏季", starts_on="2027-05-01", **changed
    )
    assert hours_on(date(2027, 5, 1)).morning_start == time(8, 15)
    post(clerk, f"/calendar/hours/{row.pk}/remove/", version="2")
    assert not WorkingHours.objects.exists()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"morning_end": "07:00"}, "四个时间须依次往后"),
        ({"morning_start": "八点"}, "时间请写成 08:30 的样子"),
        ({"starts_on": "五月"}, "日期请写成 2026-10-08 的样子"),
    ],
    ids=["out of order", "no time", "no day"],
)
def test_hours_that_make_no_sense_are_refused(clerk: User, fields: dict[str, str], message: str) -> None:
    told = {"name": "夏季", "starts_on": "2027-05-01", **HOURS, **fields}
    answer = post(clerk, "/calendar/hours/new/", **told)

    assert message in answer.content.decode()
    assert not WorkingHours.objects.exists()


def test_the_year_shows_every_day_with_what_it_is(clerk: User) -> None:
    seed_year(year=2026, by=clerk, at=NOON)
    add(clerk, date(2026, 10, 12), works=False, name="检修")
    page = year_page(2026)

    assert sum(day is not None for month in page.months for week in month.weeks for day in week) == 365
    october = {day.on.day: day for week in page.months[9].weeks for day in week if day}
    kinds = [october[number].kind for number in (1, 8, 10, 11, 12)]
    assert kinds == ["holiday", "", "makeup", "off", "own-off"]
    assert [october[number].mark for number in (1, 8, 10, 11, 12)] == ["休", "", "班", "", "休"]
    assert page.months[9].workdays == 17


@pytest.mark.parametrize("rows", [0, 60], ids=["nothing", "sixty days"])
def test_the_year_costs_few_queries(clerk: User, rows: int, django_assert_max_num_queries: Any) -> None:
    CalendarDay.objects.bulk_create(
        CalendarDay(day=date(2026, 1 + count // 28, 1 + count % 28), is_working=False)
        for count in range(rows)
    )
    client = logged_in(clerk)

    with django_assert_max_num_queries(6):
        assert client.get("/calendar/?year=2026").status_code == 200


@pytest.mark.parametrize("year", ["", "1", "9999", "2027年", "²", "\x00", "2003", "2200"])
def test_an_odd_year_is_this_year(clerk: User, year: str) -> None:
    assert logged_in(clerk).get("/calendar/", {"year": year}).context["page"].year == 2026


FIELDS = (
    "day",
    "is_working",
    "name",
    "source",
    "version",
    "year",
    "withdraw",
    "starts_on",
    *HOURS,
    "form_key",
)
SENT = st.dictionaries(st.sampled_from(FIELDS), st.one_of(ODD, st.lists(ODD, max_size=2)), max_size=8)


@pytest.mark.parametrize(
    "path", ["years/", "days/new/", "days/{}/edit/", "days/{}/remove/", "hours/new/", "hours/{}/edit/"]
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=SENT)
def test_a_malformed_form_never_fails_the_site(clerk: User, path: str, fields: dict[str, Any]) -> None:
    day, _ = CalendarDay.objects.get_or_create(day=MONDAY, defaults={"is_working": False})
    WorkingHours.objects.get_or_create(name="夏", starts_on=MONDAY, defaults=HOURS)
    key = day.pk if "days" in path else WorkingHours.objects.latest("pk").pk
    client = logged_in(clerk)
    client.raise_request_exception = False
    sent = {"form_key": str(uuid.uuid4()), **fields}

    assert client.post(f"/calendar/{path.format(key)}", sent).status_code in (200, 302, 400, 409, 422)
