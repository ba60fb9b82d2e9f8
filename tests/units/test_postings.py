"""进驻审查 (6.1, 6.2): reviewed before it goes to the hall; moved and withdrawn in one step or not at all."""

import re
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from records.changes import changes_of
from records.errors import EditConflict, Refusal
from tests.conftest import NOON, logged_in
from tests.units.leave import posted
from units.models import Posting, StaffMember, Unit, User, Window
from units.selectors.postings import is_breach, review_words, tab_counts
from units.services.postings import hand_in_posting, review_posting, rotate_posting, withdraw_posting

pytestmark = pytest.mark.django_db
FIRST_MONTH, TODAY = date(2026, 9, 1), NOON.date()


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def planned(unit: Unit) -> Posting:
    """周全, to stand at 社保中心 from 2 November on."""
    return Posting.objects.get(person=posted("周全", "008", unit, starts_on=date(2026, 11, 2)))


def reviewed(posting: Posting, by: User, **more: Any) -> Posting:
    told = {"approved": True, "note": "", "reviewed_on": TODAY} | more
    return review_posting(posting=posting, expected_version=posting.version, **told, by=by, at=NOON)


def send(user: User, url: str, **fields: Any) -> Any:
    return logged_in(user).post(url, {"form_key": str(uuid.uuid4()), **fields})


def test_a_person_passes_and_is_handed_in(chief: User, clerk: User, planned: Posting) -> None:
    passed = reviewed(planned, chief, note="业务熟练")
    handed = hand_in_posting(posting=passed, expected_version=2, handed_on=TODAY, by=clerk, at=NOON)

    assert (handed.reviewed_by, handed.reviewed_on, handed.handed_on) == (chief, TODAY, TODAY)
    assert (review_words(handed, FIRST_MONTH), is_breach(handed)) == ("通过", False)
    assert [change.action for change in changes_of(planned.person)] == ["递交大厅", "进驻审查通过"]


def test_a_person_who_does_not_pass_has_no_day_of_review(chief: User, planned: Posting) -> None:
    with pytest.raises(Refusal, match="不通过的，请写明意见"):
        reviewed(planned, chief, approved=False)
    failed = reviewed(planned, chief, approved=False, note="业务不熟")

    assert (failed.reviewed_on, failed.review_note) == (None, "业务不熟")
    assert review_words(failed, FIRST_MONTH) == "不通过"


BREACHES = {
    "not handed in": (None, None, False),
    "handed in unreviewed": (None, date(2026, 10, 5), True),
    "reviewed the day before": (date(2026, 10, 4), date(2026, 10, 5), False),
    "reviewed that day": (date(2026, 10, 5), date(2026, 10, 5), False),
    "reviewed the day after": (date(2026, 10, 6), date(2026, 10, 5), True),
}


@pytest.mark.parametrize(("reviewed_on", "handed_on", "breach"), BREACHES.values(), ids=BREACHES)
def test_handing_in_before_the_pass_is_a_breach(
    clerk: User, planned: Posting, reviewed_on: date | None, handed_on: date | None, breach: bool
) -> None:
    Posting.objects.filter(pk=planned.pk).update(reviewed_on=reviewed_on, handed_on=handed_on)
    planned.refresh_from_db()

    page = logged_in(clerk).get("/postings/", {"tab": "breach"}).content.decode()
    assert is_breach(planned) is breach
    assert {tab: count for tab, _, count in tab_counts(TODAY)}["breach"] == int(breach)
    assert ("周全" in page) is breach
    assert ("未经审查递交：" in logged_in(clerk).get(f"/postings/{planned.pk}/").content.decode()) is breach


STATES = {
    "begun since the site is in use": ({"starts_on": date(2026, 9, 1)}, "未审查", "waiting"),
    "there before": ({"starts_on": date(2026, 8, 31)}, "启用前进驻", ""),
    "a substitute": ({"post": "substitute"}, "不需审查", ""),
    "ended": ({"starts_on": date(2026, 9, 1), "ends_on": date(2026, 10, 7)}, "未审查", ""),
    "not passed": ({"review_note": "业务不熟"}, "不通过", "waiting"),
    "passed": ({"reviewed_on": TODAY}, "通过", "passed"),
    "passed and handed in": ({"reviewed_on": TODAY, "handed_on": TODAY}, "通过", ""),
}


@pytest.mark.parametrize(("columns", "words", "tab"), STATES.values(), ids=STATES)
def test_who_waits_is_who_came_since_and_has_no_pass(
    planned: Posting, columns: dict[str, Any], words: str, tab: str
) -> None:
    Posting.objects.filter(pk=planned.pk).update(**columns)
    planned.refresh_from_db()

    counts = {name: count for name, _, count in tab_counts(TODAY)}
    assert review_words(planned, FIRST_MONTH) == words
    assert {name for name in ("waiting", "passed", "breach") if counts[name]} == ({tab} if tab else set())


def test_review_and_handing_in_are_not_in_the_future(chief: User, planned: Posting) -> None:
    tomorrow = date(2026, 10, 9)

    with pytest.raises(Refusal, match="审查日期还没有到"):
        reviewed(planned, chief, reviewed_on=tomorrow)
    with pytest.raises(Refusal, match="递交日期还没有到"):
        hand_in_posting(posting=planned, expected_version=1, handed_on=tomorrow, by=chief, at=NOON)


def test_a_handing_in_entered_wrong_is_taken_back(clerk: User, planned: Posting) -> None:
    hand_in_posting(posting=planned, expected_version=1, handed_on=TODAY, by=clerk, at=NOON)
    back = hand_in_posting(posting=planned, expected_version=2, handed_on=None, by=clerk, at=NOON)

    assert back.handed_on is None
    with pytest.raises(Refusal, match="请填写递交大厅的日期"):
        hand_in_posting(posting=back, expected_version=3, handed_on=None, by=clerk, at=NOON)


def test_rotation_ends_the_one_and_begins_the_next(
    clerk: User, person: StaffMember, other_unit: Unit
) -> None:
    posting = Posting.objects.get(person=person)
    to = Posting(unit=other_unit, post="A", starts_on=date(2026, 10, 12))

    rotate_posting(posting=posting, expected_version=1, to=to, by=clerk, at=NOON)

    assert list(
        Posting.objects.filter(person=person)
        .order_by("starts_on")
        .values_list("unit__name", "ends_on", "end_reason", "reviewed_on")
    ) == [
        ("社保中心", date(2026, 10, 11), "轮换到公共就业服务中心", None),
        ("公共就业服务中心", None, "", None),
    ]


def test_a_rotation_that_fails_leaves_everything(
    clerk: User, person: StaffMember, other_unit: Unit, window: Window
) -> None:
    posting = Posting.objects.get(person=person)
    wrong_window = Posting(unit=other_unit, window=window, post="A", starts_on=date(2026, 10, 12))
    too_early = Posting(unit=other_unit, post="A", starts_on=date(2026, 1, 1))

    with pytest.raises(Refusal, match="不是公共就业服务中心的窗口"):
        rotate_posting(posting=posting, expected_version=1, to=wrong_window, by=clerk, at=NOON)
    with pytest.raises(Refusal, match="轮换日期须在进驻日期（2026年1月1日）之后"):
        rotate_posting(posting=posting, expected_version=1, to=too_early, by=clerk, at=NOON)

    posting.refresh_from_db()
    assert (posting.ends_on, posting.version, Posting.objects.count()) == (None, 1, 1)


@pytest.mark.parametrize(
    ("starts_on", "expected"),
    [(None, date(2026, 10, 10)), (date(2026, 10, 12), date(2026, 10, 12))],
    ids=["the next day", "a day told"],
)
def test_a_withdrawal_brings_the_replacement_to_the_same_place(
    clerk: User,
    person: StaffMember,
    window: Window,
    other_person: StaffMember,
    starts_on: date | None,
    expected: date,
) -> None:
    Posting.objects.filter(person=other_person).update(ends_on=date(2026, 9, 30))
    posting = Posting.objects.get(person=person)

    withdraw_posting(
        posting=posting, expected_version=1, ends_on=date(2026, 10, 9), reason="撤出",
        replacement=other_person, starts_on=starts_on, by=clerk, at=NOON,
    )  # fmt: skip

    posting.refresh_from_db()
    new = Posting.objects.get(person=other_person, ends_on=None)
    assert (posting.ends_on, posting.end_reason) == (date(2026, 10, 9), "撤出")
    assert (new.unit, new.window, new.post, new.starts_on) == (posting.unit, window, "A", expected)


def test_a_withdrawal_whose_replacement_cannot_come_is_not_half_done(
    clerk: User, person: StaffMember, other_person: StaffMember
) -> None:
    posting = Posting.objects.get(person=person)
    told = {"posting": posting, "expected_version": 1, "ends_on": date(2026, 10, 9), "reason": "撤出"}

    for more, message in (
        ({"replacement": other_person, "starts_on": None}, "时间重叠"),
        ({"replacement": person, "starts_on": None}, "不能是撤出的人员自己"),
        ({"replacement": other_person, "starts_on": date(2026, 10, 9)}, "须在撤出之后"),
    ):
        with pytest.raises(Refusal, match=message):
            withdraw_posting(**told, **more, by=clerk, at=NOON)
    posting.refresh_from_db()
    assert (posting.ends_on, Posting.objects.count()) == (None, 2)


def test_the_second_editor_of_a_posting_is_told(chief: User, planned: Posting) -> None:
    with pytest.raises(EditConflict):
        review_posting(
            posting=planned, expected_version=9, approved=True, note="", reviewed_on=TODAY,
            by=chief, at=NOON,
        )  # fmt: skip


def test_the_page_shows_6_1_and_6_2_in_the_papers_words(clerk: User, planned: Posting) -> None:
    page = logged_in(clerk).get(f"/postings/{planned.pk}/").content.decode()

    assert "没有经过局政策法规股审查直接向市民中心大厅递交进驻手续的，扣3分。" in page
    assert "进驻人员要有较高的政治觉悟和业务素质" in page


def test_the_whole_way_by_its_pages(
    clerk: User, planned: Posting, other_unit: Unit, other_person: StaffMember
) -> None:
    Posting.objects.filter(person=other_person).update(ends_on=date(2026, 9, 30))
    url = f"/postings/{planned.pk}/"
    day = {"reviewed_on": "2026-10-08", "verdict": "pass", "note": "同意"}

    assert send(clerk, f"{url}review/", version="1", **day).url == url
    assert send(clerk, f"{url}hand-in/", version="2", handed_on="2026-10-08").url == url
    moved = send(clerk, f"{url}rotate/", version="3", unit=other_unit.pk, post="B", starts_on="2026-11-09")
    new = Posting.objects.get(person=planned.person, unit=other_unit)
    assert moved.url == f"/postings/{new.pk}/"
    gone = send(
        clerk,
        f"/postings/{new.pk}/withdraw/",
        version="1",
        ends_on="2026-11-13",
        reason="撤出",
        replacement="002",
    )

    assert gone.url == f"/postings/{new.pk}/"
    assert Posting.objects.get(person=other_person, ends_on=None).starts_on == date(2026, 11, 14)
    page = logged_in(clerk).get(f"/postings/{new.pk}/").content.decode()
    assert "孙丽" in page


WRONG = {
    "no verdict": ("review", {"version": "1", "reviewed_on": "2026-10-08"}, "请选择通过或者不通过"),
    "an odd day": ("review", {"version": "1", "verdict": "pass", "reviewed_on": "1899-01-01"}, "年份须在"),
    "no version": ("review", {"verdict": "pass", "reviewed_on": "2026-10-08"}, "请先改正"),
    "an old version": (
        "review",
        {"version": "7", "verdict": "pass", "reviewed_on": "2026-10-08"},
        "刚刚被别人修改过",
    ),
    "a NUL byte": ("review", {"version": "1", "verdict": "pass", "note": "\0"}, "请先改正"),
    "no unit": ("rotate", {"version": "1", "post": "A", "starts_on": "2026-12-01"}, "请先改正"),
    "rotation to the first day of all": (
        "rotate",
        {"version": "1", "post": "A", "starts_on": "0001-01-01"},
        "年份须在",
    ),
    "a replacement nobody knows": (
        "withdraw",
        {"version": "1", "ends_on": "2026-11-09", "reason": "撤出", "replacement": "某人"},
        "没有找到“某人”",
    ),
    "withdrawn before it began": (
        "withdraw",
        {"version": "1", "ends_on": "2026-11-01", "reason": "撤出"},
        "离开日期不能早于进驻日期",
    ),
}


@pytest.mark.parametrize(("act", "fields", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_and_nothing_written(
    clerk: User, planned: Posting, act: str, fields: dict[str, str], message: str
) -> None:
    answer = send(clerk, f"/postings/{planned.pk}/{act}/", **fields)

    planned.refresh_from_db()
    assert (answer.status_code, message in answer.content.decode()) == (422, True)
    assert (planned.version, planned.ends_on, planned.reviewed_on) == (1, None, None)


FILTERS = {
    "waiting": ({}, ["周全"]),
    "all": ({"tab": "all"}, ["周全", "王芳"]),
    "by name": ({"tab": "all", "q": "wangf"}, ["王芳"]),
    "on a day": ({"tab": "all", "day": "2026-10-08"}, ["王芳"]),
    "odd values": ({"tab": "x", "unit": "9" * 30, "day": "x", "page": "0", "q": "\0"}, ["周全"]),
}


@pytest.mark.parametrize(("query", "names"), FILTERS.values(), ids=FILTERS)
def test_postings_are_found(
    clerk: User, person: StaffMember, planned: Posting, query: dict[str, str], names: list[str]
) -> None:
    page = logged_in(clerk).get("/postings/", query).content.decode()

    assert re.findall(r'<a href="/postings/\d+/">([^<]+)</a>', page) == names


def test_the_list_costs_the_same_for_one_and_many(
    clerk: User, planned: Posting, unit: Unit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = logged_in(clerk)
    client.get("/postings/")
    with django_assert_num_queries(8) as first:
        client.get("/postings/")
    for number in range(3):
        posted(f"人{number}", f"9{number}", unit, starts_on=date(2026, 11, 2))
    with django_assert_num_queries(len(first)):
        client.get("/postings/")


def test_a_persons_page_tells_the_review(clerk: User, head: User, planned: Posting) -> None:
    Posting.objects.filter(pk=planned.pk).update(starts_on=TODAY, handed_on=TODAY)
    url = f"/staff/{planned.person_id}/"

    pages = [logged_in(user).get(url).content.decode() for user in (clerk, head)]

    assert all("未审查" in page and "未经审查递交" in page for page in pages)
    assert [f'href="/postings/{planned.pk}/"' in page for page in pages] == [True, False]
