"""A unit's head recommends at the quarter's end, mends and takes back, until it is decided."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from notices.models import Honour
from notices.selectors.honours.quarters import open_quarter, quarter_of
from notices.services.honours.recommending import (
    edit_recommendation,
    recommend_honour,
    withdraw_recommendation,
)
from records.changes import changes_of
from records.errors import EditConflict, Refusal
from records.files import store_file
from scoring.periods import Period
from tests.access.world import photo
from tests.conftest import NOON
from tests.notices.honours.conftest import QUARTER, Recommend, decide, told
from units.models import Bureau, StaffMember, Unit, User, Window


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 8, 31), Period(2026, 2)),
        (date(2026, 9, 1), Period(2026, 3)),
        (date(2026, 11, 30), Period(2026, 3)),
        (date(2026, 12, 1), Period(2026, 4)),
        (date(2027, 1, 15), Period(2026, 4)),
    ],
    ids=lambda value: f"{value:%m-%d}" if isinstance(value, date) else value.key,
)
def test_a_quarter_opens_with_its_last_month_and_stays_open_until_the_next(
    bureau: Bureau, day: date, expected: Period
) -> None:
    Bureau.objects.update(first_month="2026-04-01")

    opening = open_quarter(day)

    assert opening is not None
    assert opening.period == expected
    assert opening.since <= day <= opening.until


def test_no_quarter_is_open_before_the_first_month(bureau: Bureau) -> None:
    assert open_quarter(date(2026, 8, 31)) is None


@pytest.mark.parametrize("key", ["2026-3", "2026-Q5", "二〇二六-Q3", "", "26-Q3"])
def test_a_key_that_names_no_quarter_is_told(key: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(key) or chr(36)}"):
        quarter_of(key)


def test_a_person_is_recommended_with_files_and_stands_on_record(
    people: dict[str, StaffMember], unit: Unit, head: User
) -> None:
    file = store_file(upload=photo("锦旗.png"), by=head, at=NOON)
    what = told(kind="person", person=people["李明"], excellence="skill")

    honour = recommend_honour(unit=unit, period=QUARTER, told=what, files=[file], by=head, at=NOON)

    assert str(honour) == "2026-Q3 文明优质服务标兵 李明"
    assert (honour.state, honour.excellence, list(honour.files.all())) == ("recommended", "skill", [file])
    change = changes_of(honour).get()
    assert (change.action, change.after["人员"], change.after["附件"]) == ("推荐", "李明", ["锦旗.png"])


def test_what_the_kind_does_not_ask_for_is_not_kept(
    recommend: Recommend, window: Window, people: Any
) -> None:
    honour = recommend(kind="window", window=window, person=people["李明"])

    assert (honour.person, honour.window) == (None, window)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"kind": "other"}, "kind", "类别"),
        ({"excellence": ""}, "excellence", "五优"),
        ({"kind": "person"}, "person", "请选择人员"),
        ({"kind": "window"}, "window", "请选择窗口"),
        ({"title": "  "}, "title", "题目"),
        ({"title": "长" * 61}, "title", "不超过60字"),
        ({"story": ""}, "story", "事迹"),
        ({"story": "长" * 5001}, "story", "不超过5000字"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_missing_is_told_at_its_field(
    recommend: Recommend, changes: dict[str, Any], field: str, said: str
) -> None:
    with pytest.raises(Refusal, match=said) as refused:
        recommend(**changes)

    assert refused.value.field == field
    assert not Honour.objects.exists()


def test_another_units_person_and_window_are_refused(
    recommend: Recommend, people: dict[str, StaffMember], other_window: Window
) -> None:
    with pytest.raises(Refusal, match="孙丽2026年第三季度没有进驻社保中心"):
        recommend(kind="person", person=people["孙丽"])
    with pytest.raises(Refusal, match="7号窗口不是社保中心的窗口"):
        recommend(kind="window", window=other_window)


def test_a_unit_is_recommended_for_by_its_own_head_alone(
    people: Any, unit: Unit, other_head: User, chief: User
) -> None:
    for by in (other_head, chief):
        with pytest.raises(Refusal, match="只能推荐本单位"):
            recommend_honour(unit=unit, period=QUARTER, told=told(), by=by, at=NOON)


@pytest.mark.parametrize("period", [Period(2026, 2), Period(2026, 4)], ids=lambda one: one.key)
def test_another_quarter_is_not_open(people: Any, unit: Unit, head: User, period: Period) -> None:
    with pytest.raises(Refusal, match="现在不能推荐"):
        recommend_honour(unit=unit, period=period, told=told(), by=head, at=NOON)


def test_a_person_is_recommended_once_a_quarter_unless_withdrawn(
    recommend: Recommend, people: dict[str, StaffMember], head: User
) -> None:
    first = recommend(kind="person", person=people["李明"])
    with pytest.raises(Refusal, match="本季度已经推荐过"):
        recommend(kind="person", person=people["李明"])

    withdraw_recommendation(honour=first, expected_version=1, reason="写错了", by=head, at=NOON)
    again = recommend(kind="person", person=people["李明"])

    assert again.pk != first.pk
    first.refresh_from_db()
    assert (first.state, first.reason) == ("withdrawn", "写错了")


def test_it_is_mended_and_the_log_tells_what_changed(recommend: Recommend, head: User) -> None:
    honour = recommend()

    saved = edit_recommendation(
        honour=honour, expected_version=1, told=told(title="马上办"), files=[], by=head, at=NOON
    )

    change = changes_of(honour).filter(action="修改推荐").get()
    assert (saved.title, saved.version) == ("马上办", 2)
    assert (change.before, change.after) == ({"题目": "一次办结"}, {"题目": "马上办"})


def test_the_second_editor_is_told(recommend: Recommend, head: User) -> None:
    honour = recommend()
    act = {"honour": honour, "expected_version": 1, "files": [], "by": head, "at": NOON}
    edit_recommendation(told=told(title="甲"), **act)  # type: ignore[arg-type]

    with pytest.raises(EditConflict):
        edit_recommendation(told=replace(told(), title="乙"), **act)  # type: ignore[arg-type]


def acts(honour: Honour, by: User) -> list[Callable[[], Honour]]:
    honour.refresh_from_db()
    about: dict[str, Any] = {"honour": honour, "expected_version": honour.version, "by": by, "at": NOON}
    return [
        lambda: edit_recommendation(told=told(title="改"), files=[], **about),
        lambda: withdraw_recommendation(**about),
    ]


def test_what_is_decided_or_another_units_is_neither_mended_nor_taken_back(
    recommend: Recommend, chief: User, head: User, other_head: User
) -> None:
    honour = recommend()
    for act in acts(honour, other_head):
        with pytest.raises(Refusal, match="本单位"):
            act()
    decide(honour, by=chief)
    for act in acts(honour, head):
        with pytest.raises(Refusal, match="已经是“已选树”，不能再"):
            act()


def test_a_posting_of_the_quarter_is_enough_to_be_recommended(
    recommend: Recommend, people: dict[str, StaffMember]
) -> None:
    people["李明"].postings.update(ends_on=NOON.date() - timedelta(days=60))

    assert recommend(kind="person", person=people["李明"]).person == people["李明"]
