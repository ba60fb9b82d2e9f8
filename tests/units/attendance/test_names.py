"""Whom the names of a sign-in file mean: by number, by unit, by what was said; the doubtful are asked."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from records.errors import Refusal
from tests.conftest import NOON
from tests.units.attendance.sheets import CHOSEN, FOUR, SLOTS, SUN, WANG, Desk, book, kept
from units.attendance.names import Who, is_near
from units.models import AttendanceName, Posting, StaffMember, Unit, User
from units.services.attendance_memory import remember_names

pytestmark = pytest.mark.django_db
TIMES = WANG[3:]
DAY = WANG[2]


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk(clerk: User, person: StaffMember, other_person: StaffMember) -> Desk:
    return Desk(clerk)


def another(name: str, number: str, unit: Unit, pinyin: str = "") -> StaffMember:
    person = StaffMember.objects.create(name=name, number=number, pinyin=pinyin)
    Posting.objects.create(person=person, unit=unit, starts_on=date(2026, 1, 1))
    return person


def seen(desk: Desk, *rows: tuple[str, ...]) -> None:
    """Rows of (name, department), each with the same signs, looked at."""
    desk.upload(book(FOUR, *((name, group, DAY, *TIMES) for name, group in rows)))
    desk.tell_columns()


def doubts(desk: Desk) -> list[tuple[str, str, list[str]]]:
    return [
        (str(doubt.who), doubt.why, [known.number for known in doubt.offered])
        for doubt in desk.plan().matches.doubts
    ]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("王晓芳", "王小芳", True),
        ("王芳", "王丽", False),
        ("王芳", "王芳芳", True),
        ("王芳", "李丽", False),
        ("欧阳麦收", "欧阳麦秋", True),
        ("王", "王芳", False),
    ],
)
def test_names_are_near_by_one_sign(one: str, other: str, near: bool) -> None:
    assert is_near(one, other) == is_near(other, one) == near


def test_namesakes_are_told_apart_by_their_unit(desk: Desk, other_unit: Unit) -> None:
    other = another("王芳", "003", other_unit)
    seen(desk, ("王芳", "社保中心"), ("王芳", "就业"))

    assert doubts(desk) == []
    desk.confirm()
    assert sorted(row.person_id for row in StaffMember.objects.get(pk=other.pk).attendance.all()) == [
        other.pk
    ]
    assert len(kept()) == 2


def test_namesakes_that_nothing_tells_apart_are_asked_about(desk: Desk, unit: Unit) -> None:
    another("王芳", "003", unit)
    seen(desk, ("王芳", "社保中心"))

    assert doubts(desk) == [("王芳（社保中心）", "有2位王芳", ["001", "003"])]
    refused = desk.post(f"{desk.path}confirm/", plan=desk.plan().digest)
    assert "还有 1 个姓名没有认定" in refused.content.decode()
    assert kept() == []


def test_who_stands_in_another_unit_than_the_file_says_is_asked_about(desk: Desk) -> None:
    seen(desk, ("王芳", "公共就业服务中心"))

    assert doubts(desk) == [("王芳（公共就业服务中心）", "有同名的人员，但不在“公共就业服务中心”", ["001"])]


@pytest.mark.parametrize(
    ("written", "offered"),
    [("王方", ["001"]), ("孙莉", ["002"]), ("孙丽丽", ["002"]), ("赵六", [])],
    ids=["sounds the same", "sounds the same too", "a sign more", "nobody"],
)
def test_a_name_that_is_nearly_ours_is_asked_about_with_who_it_may_be(
    desk: Desk, written: str, offered: list[str]
) -> None:
    seen(desk, (written, "社保中心"))

    assert doubts(desk) == [(f"{written}（社保中心）", "人员名单里没有这个姓名", offered)]


def test_people_of_other_bureaus_are_left_out_without_a_question(desk: Desk) -> None:
    seen(desk, ("王芳", "社保中心"), ("钱七", "税务局"), ("周八", "税务局"), ("吴九", "公安局"))

    assert doubts(desk) == []
    assert "不是本局人员的不导入：税务局2人、公安局1人。" in desk.preview().content.decode()
    desk.confirm()
    assert [name for name, _, _ in kept()] == ["王芳"]


def test_a_namesake_of_another_bureau_is_asked_about(desk: Desk) -> None:
    seen(desk, ("王芳", "社保中心"), ("孙丽", "税务局"))

    assert doubts(desk) == [("孙丽（税务局）", "有同名的人员，但“税务局”不是本局的窗口单位", ["002"])]


def test_a_file_that_calls_all_our_units_by_one_name_is_matched_by_names(desk: Desk) -> None:
    seen(desk, ("王芳", "人社局"), ("孙丽", "人社局"), ("钱七", "税务局"))

    assert doubts(desk) == []
    desk.confirm()
    assert [name for name, _, _ in kept()] == ["王芳", "孙丽"]


def test_a_number_that_is_somebody_elses_is_asked_about(desk: Desk) -> None:
    desk.upload(book(("姓名", "工号", *FOUR[2:]), ("王芳", "002", DAY, *TIMES)))
    desk.tell_columns(**CHOSEN | SLOTS | {"number": "1", "group": ""})

    assert doubts(desk) == [("王芳（002）", "工号002是孙丽的", ["001", "002"])]


def test_a_number_with_its_own_name_needs_no_question(desk: Desk, unit: Unit) -> None:
    another("王芳", "003", unit)
    desk.upload(book(("姓名", "工号", *FOUR[2:]), ("王芳", "003", DAY, *TIMES)))
    desk.tell_columns(**CHOSEN | SLOTS | {"number": "1", "group": ""})
    desk.confirm()

    assert StaffMember.objects.get(number="003").attendance.count() == 1


@pytest.mark.parametrize(
    "answer",
    [{"who": "id"}, {"other": "002"}, {"other": "孙丽"}, {"other": "孙丽 002 公共就业服务中心"}],
    ids=["picked", "by number", "by name", "by what was offered"],
)
def test_an_answer_is_remembered_for_the_next_file(desk: Desk, answer: dict[str, str]) -> None:
    sun = StaffMember.objects.get(number="002")
    seen(desk, ("孙莉", "社保中心"))
    key = desk.plan().matches.doubts[0].key
    desk.post(
        f"{desk.path}names/",
        **{f"{name}-{key}": value.replace("id", str(sun.pk)) for name, value in answer.items()},
    )

    assert doubts(desk) == []
    desk.confirm()
    assert [row.person_id for row in sun.attendance.all()] == [sun.pk]
    row = AttendanceName.objects.get()
    assert (row.name, row.group, row.person) == ("孙莉", "社保中心", sun)


def test_who_is_not_ours_is_remembered_too_and_can_be_asked_about_again(desk: Desk) -> None:
    seen(desk, ("孙莉", "社保中心"), ("王芳", "社保中心"))
    key = desk.plan().matches.doubts[0].key
    desk.post(f"{desk.path}names/", **{f"who-{key}": "none"})

    assert doubts(desk) == []
    row = AttendanceName.objects.get()
    assert row.person is None
    desk.post(f"{desk.path}names/", forget=str(row.pk))
    assert len(doubts(desk)) == 1


def test_the_rest_can_be_told_at_once(desk: Desk) -> None:
    seen(desk, ("孙莉", "社保中心"), ("赵六", "社保中心"), ("王芳", "社保中心"))
    sun = StaffMember.objects.get(number="002")
    first = desk.plan().matches.doubts[0]
    desk.post(f"{desk.path}names/", rest="on", **{f"who-{first.key}": str(sun.pk)})

    assert list(AttendanceName.objects.order_by("name").values_list("name", "person__number")) == [
        ("孙莉", "002"),
        ("赵六", None),
    ]


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({}, "还没有认定任何姓名"),
        ({"other": "查无此人"}, "没有找到“查无此人”"),
        ({"who": "999999"}, "选择的人员不在名单中"),
        ({"who": "²"}, "选择的人员不在名单中"),
    ],
    ids=["nothing", "nobody of the name", "no such person", "no number"],
)
def test_an_answer_that_is_none_is_refused_and_what_was_typed_is_kept(
    desk: Desk, told: dict[str, str], message: str
) -> None:
    seen(desk, ("孙莉", "社保中心"), ("王芳", "社保中心"))
    key = desk.plan().matches.doubts[0].key
    answer = desk.post(f"{desk.path}names/", **{f"{name}-{key}": value for name, value in told.items()})

    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert all(
        f'value="{value}"' in answer.content.decode() for name, value in told.items() if name == "other"
    )
    assert not AttendanceName.objects.exists()


def test_two_names_that_mean_one_person_on_one_day_are_an_error(desk: Desk) -> None:
    sun = StaffMember.objects.get(number="002")
    desk.upload(book(FOUR, SUN, ("孙莉", SUN[1], DAY, "08:50", *TIMES[1:])))
    desk.tell_columns()
    key = desk.plan().matches.doubts[0].key
    desk.post(f"{desk.path}names/", **{f"who-{key}": str(sun.pk)})

    (error,) = desk.plan().errors
    assert (error.place, error.message) == (
        "工作表“签到”第3行",
        "孙丽9月28日与工作表“签到”第2行重复，时间不同；请只留一行。",
    )


def test_who_says_otherwise_than_somebody_just_did_is_told_both_answers(
    clerk: User, person: StaffMember, other_person: StaffMember
) -> None:
    who = Who("王方", group="社保中心")
    remember_names(answers={who: person.pk}, by=clerk, at=NOON)
    remember_names(answers={who: person.pk}, by=clerk, at=NOON)

    with pytest.raises(Refusal, match="由经办甲认定为王芳（001），您认定为孙丽（002）"):
        remember_names(answers={who: other_person.pk}, by=clerk, at=NOON)
    with pytest.raises(Refusal, match="您认定为不是本局人员"):
        remember_names(answers={who: None}, by=clerk, at=NOON)
    assert AttendanceName.objects.get().person == person
