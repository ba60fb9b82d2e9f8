"""Half days as arithmetic: whatever the days, nothing is lost, doubled or left out between them."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.halves import (
    AFTERNOON,
    MORNING,
    HalfDay,
    Span,
    days_words,
    gaps,
    half_words,
    halves_words,
    in_days,
    span_of,
    span_words,
    stretches,
    uncovered,
    worked,
)

START = date(2026, 9, 21)
halves = st.builds(
    lambda days, half: HalfDay(START + timedelta(days=days), half),
    st.integers(0, 40),
    st.sampled_from([MORNING, AFTERNOON]),
)
spans = st.builds(lambda one, other: Span(min(one, other), max(one, other)), halves, halves)


def am(day: int, month: int = 10) -> HalfDay:
    return HalfDay(date(2026, month, day), MORNING)


def pm(day: int, month: int = 10) -> HalfDay:
    return HalfDay(date(2026, month, day), AFTERNOON)


@given(halves)
def test_next_and_previous_undo_each_other_and_go_forward(half: HalfDay) -> None:
    assert half.next.previous == half.previous.next == half
    assert half.previous < half < half.next


@given(spans)
def test_a_span_holds_exactly_the_halves_that_it_lists(span: Span) -> None:
    listed = list(span)

    assert len(listed) == len(span) == len(set(listed))
    assert listed == sorted(listed)
    assert (listed[0], listed[-1]) == (span.first, span.last)
    assert span.days == Decimal(len(listed)) / 2
    assert all(half in span for half in listed)
    assert span.first.previous not in span
    assert span.last.next not in span


@given(spans, spans)
def test_two_spans_meet_in_what_both_list(one: Span, other: Span) -> None:
    shared, met = set(one) & set(other), one.meet(other)

    assert one.overlaps(other) is other.overlaps(one) is bool(shared)
    assert set(met or ()) == shared
    assert one.encloses(other) is (set(other) <= set(one))


@given(spans, halves)
def test_what_is_before_a_half_is_every_earlier_one(span: Span, half: HalfDay) -> None:
    assert set(span.before(half) or ()) == {one for one in span if one < half}


@given(spans, st.lists(spans, max_size=4))
def test_every_half_is_covered_or_told_as_uncovered_never_both(span: Span, covers: list[Span]) -> None:
    left = uncovered(span, covers)
    covered = [half for half in span if half not in left]

    assert all(any(half in cover for cover in covers) for half in covered)
    assert not any(half in cover for half in left for cover in covers)


@given(spans, st.lists(spans, min_size=1, max_size=4))
def test_a_gap_lies_between_covers_and_in_none(span: Span, covers: list[Span]) -> None:
    found = gaps(list(span), covers)

    assert set(found) <= set(uncovered(span, covers))
    assert all(any(cover.last < half for cover in covers) for half in found)
    assert all(any(half < cover.first for cover in covers) for half in found)


def test_without_covers_there_is_no_gap_but_everything_is_open() -> None:
    whole = list(span_of(date(2026, 10, 8), MORNING, date(2026, 10, 9), AFTERNOON))

    assert gaps(whole, []) == []
    assert uncovered(whole, []) == whole


@given(st.lists(halves, max_size=30))
def test_stretches_hold_the_same_halves_and_never_touch(found: list[HalfDay]) -> None:
    joined = stretches(found)

    assert [half for span in joined for half in span] == sorted(set(found))
    assert all(one.last.next < other.first for one, other in pairwise(joined))


@given(spans, st.sets(st.integers(0, 40)))
def test_worked_halves_are_those_of_working_days(span: Span, numbers: set[int]) -> None:
    workdays = {START + timedelta(days=number) for number in numbers}
    found = worked(span, workdays)

    assert found == [half for half in span if half.day in workdays]
    assert in_days(found) <= span.days


@pytest.mark.parametrize(
    ("first", "last"),
    [(pm(8), am(8)), (am(9), pm(8)), (am(1, 11), am(31))],
    ids=["afternoon to morning", "a day back", "a month back"],
)
def test_a_span_that_ends_before_it_begins_is_refused(first: HalfDay, last: HalfDay) -> None:
    with pytest.raises(ValueError, match="is before"):
        Span(first, last)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span(am(8), am(8)), "10月8日上午"),
        (Span(am(8), pm(8)), "10月8日全天"),
        (Span(pm(8), am(9)), "10月8日下午至10月9日上午"),
        (Span(am(8), pm(10)), "10月8日上午至10月10日下午"),
        (span_of(date(2026, 12, 31), "am", date(2027, 1, 1), "pm"), "2026年12月31日上午至2027年1月1日下午"),
    ],
    ids=["half", "day", "two halves of two days", "days", "over new year"],
)
def test_a_span_is_told_as_people_say_it(span: Span, words: str) -> None:
    assert span_words(span) == words


def test_the_year_is_told_where_it_is_asked_for() -> None:
    assert span_words(Span(am(8), pm(9)), year=True) == "2026年10月8日上午至10月9日下午"
    assert half_words(pm(8), year=True) == "2026年10月8日下午"


def test_halves_are_told_in_as_few_words_as_fit() -> None:
    assert halves_words([pm(10), am(8), pm(8), am(9)]) == "10月8日上午至10月9日上午、10月10日下午"


def test_half_days_of_work_before_and_after_a_weekend_follow_each_other() -> None:
    work = [am(9), pm(9), am(12), pm(12), am(13)]  # the 10th and 11th are a weekend
    assert halves_words(work, work) == "10月9日上午至10月13日上午"
    assert halves_words([pm(9), am(12), am(13)], work) == "10月9日下午至10月12日上午、10月13日上午"


@pytest.mark.parametrize(("days", "words"), [("3", "3"), ("2.5", "2.5"), ("10", "10"), ("0.5", "0.5")])
def test_days_are_told_without_empty_decimals(days: str, words: str) -> None:
    assert days_words(Decimal(days)) == words
