"""How alike two records are: the same person first, then the day, then the words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.selectors.likeness import (
    OTHER,
    SAME,
    UNNAMED,
    Likeness,
    days_spoken_of,
    likeness,
    shared_words,
)

DAY = date(2026, 10, 20)

SHARED = {
    "the same words": ("窗口无人值守", "窗口无人值守", 1.0),
    "nothing in common": ("窗口无人值守", "迟到", 0.0),
    "half of it": ("上班网购", "上班网聊", 2 / 3),
    "numbers and points say nothing": ("10月9日，窗口无人。", "窗口无人25分钟", 0.6),
    "one character has no pairs": ("人", "人", 0.0),
    "nothing at all": ("", "", 0.0),
}


@pytest.mark.parametrize(("one", "other", "share"), SHARED.values(), ids=SHARED)
def test_words_shared_are_pairs_of_neighbouring_characters(one: str, other: str, share: float) -> None:
    assert shared_words(one, other) == pytest.approx(share)


@given(st.text(max_size=40), st.text(max_size=40))
def test_sharing_lies_between_nothing_and_all_and_goes_both_ways(one: str, other: str) -> None:
    assert 0 <= shared_words(one, other) <= 1
    assert shared_words(one, other) == shared_words(other, one)


SPOKEN = {
    "a day named": ("10月9日下午无人值守", [DAY, date(2026, 10, 9)]),
    "two days named": ("10月9日、10月12号两次", [DAY, date(2026, 10, 9), date(2026, 10, 12)]),
    "a day that would lie ahead is of last year": ("12月30日", [DAY, date(2025, 12, 30)]),
    "no such day": ("2月30日", [DAY]),
    "a day in a number is none": ("第110月9日", [DAY]),
    "none named": ("窗口无人", [DAY]),
}


@pytest.mark.parametrize(("text", "days"), SPOKEN.values(), ids=SPOKEN)
def test_a_text_speaks_of_its_own_day_and_those_it_names(text: str, days: list[date]) -> None:
    assert days_spoken_of(text, DAY) == days


@given(st.text(max_size=60), st.dates(date(2001, 1, 1), date(2199, 12, 31)))
def test_no_day_spoken_of_lies_ahead(text: str, on: date) -> None:
    assert max(days_spoken_of(text, on)) == on


def alike(person: int | None, days_before: int, words: str = "") -> Likeness:
    return likeness(
        persons=frozenset({7}),
        days=[DAY],
        text="上班时间网购",
        person=person,
        on=DAY - timedelta(days=days_before),
        other=words,
    )


def test_person_weighs_more_than_day_and_day_more_than_words() -> None:
    same_far, same_near = alike(7, 60), alike(7, 3)
    same_week_alike = alike(7, 5, "工作时间上班网购")
    nobody, other_today = alike(None, 0), alike(8, 0, "上班时间网购")

    assert sorted([other_today, nobody, same_near, same_far, same_week_alike]) == [
        same_week_alike,
        same_near,
        same_far,
        nobody,
        other_today,
    ]
    assert [found.who for found in (same_far, nobody, other_today)] == [SAME, UNNAMED, OTHER]


def test_what_speaks_for_it_is_said_in_words() -> None:
    assert alike(7, 0, "上班时间网购").marks == ("同一人", "日期相符", "说法相近")
    assert alike(8, 40, "迟到").marks == ()
