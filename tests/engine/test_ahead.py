"""What is about to happen (6.3, 2.9, 四（二）): seen from the engine's own tallies and ladder."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine import Fact, History, RungAhead, TallyAhead, rungs_ahead, score_month, tallies_ahead
from scoring.engine.score import MonthScore
from scoring.rulebook import Edition, shipped_edition

MONTH = "2026-09"


def fact(number: int, clause: str = "1.1", behaviour: str = "迟到", **more: Any) -> Fact:
    """An event of 王芳 in unit 甲 on 3 September, verified unless told otherwise."""
    about: dict[str, Any] = {
        "unit": "甲",
        "person": "王芳",
        "window": None,
        "substitute": None,
        "on": "2026-09-03",
        "times": 1,
        "measure": None,
        "problem": None,
        "bulletin": None,
        "criticised": False,
        "accountable": False,
        "serious": False,
        "verified": True,
        "waived": None,
        "month": MONTH,
    }
    return Fact(id=number, clause=clause, behaviour=behaviour, **(about | more))


def scored(*facts: Fact, history: History | None = None, edition: Edition | None = None) -> MonthScore:
    return score_month(edition or shipped_edition(), MONTH, ["甲", "乙"], facts, history or History.empty())


def told(row: TallyAhead) -> tuple[Any, ...]:
    return row.kind, row.who, row.times, row.pending, row.is_due, [line.name for line in row.brings]


FIRST, AGAIN = ["首次超限"], ["再次超限"]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([fact(1)], []),
        ([fact(1), fact(2)], [("late", "王芳", 2, 0, False, FIRST)]),
        ([fact(1, times=2)], [("late", "王芳", 2, 0, False, FIRST)]),
        ([fact(1), fact(2), fact(3)], []),
        ([fact(1), fact(2, verified=False)], [("late", "王芳", 1, 1, False, FIRST)]),
        ([fact(1, times=2), fact(2, verified=False)], [("late", "王芳", 2, 1, True, FIRST)]),
        ([fact(1, "1.2", "脱岗半天及以上", verified=False)], [("absent", "王芳", 0, 1, True, FIRST)]),
        ([fact(1), fact(2, waived="公出")], []),
        ([fact(1, person=None), fact(2, person=None)], []),
        ([fact(1), fact(2, person="李明")], []),
    ],
    ids=[
        "one",
        "two",
        "two at once",
        "over already",
        "one and one pending",
        "two and one pending",
        "absence pending",
        "one of two waived",
        "nobody named",
        "two persons",
    ],
)
def test_a_person_one_short_of_the_limit_is_seen_before(
    facts: list[Fact], expected: list[tuple[Any, ...]]
) -> None:
    assert [told(row) for row in tallies_ahead(scored(*facts))] == expected


def test_who_is_over_by_lateness_is_not_told_again_for_an_absence() -> None:
    facts = [fact(1, times=3), fact(2, "1.2", "未履行请假手续", verified=False)]

    assert tallies_ahead(scored(*facts)) == []


def test_the_unit_that_was_over_the_limit_this_year_faces_a_further_one() -> None:
    history = History.opening(2026, {"甲": ["2026-03"]}, {})

    (row,) = tallies_ahead(scored(fact(1, times=2), history=history))

    assert (told(row), row.earlier) == (("late", "王芳", 2, 0, False, AGAIN), "2026-03")


def test_complaints_are_seen_by_person_and_by_window() -> None:
    facts = [fact(number, "2.9", "投诉属实", window="3号") for number in (1, 2)]

    assert [told(row) for row in tallies_ahead(scored(*facts))] == [
        ("person_complaints", "王芳", 2, 0, False, ["当月三次投诉", "当月三次投诉"]),
        ("window_complaints", "3号", 2, 0, False, ["当月三次投诉"]),
    ]


def test_what_remains_of_an_earlier_month_is_told_only_where_something_pending_may_complete_it() -> None:
    earlier = score_month(
        shipped_edition(),
        "2026-08",
        ["甲"],
        [fact(1, on="2026-08-04", times=2, month="2026-08")],
        History.empty(),
    ).history
    late = fact(2, on="2026-08-20", verified=False)

    assert tallies_ahead(scored(history=earlier)) == []
    (row,) = tallies_ahead(scored(late, history=earlier))
    assert (row.happened, row.times, row.pending, row.is_due) == ("2026-08", 2, 1, True)


@given(st.lists(st.tuples(st.integers(1, 2), st.booleans()), max_size=5))
def test_what_is_due_happens_once_everything_is_verified(given_times: list[tuple[int, bool]]) -> None:
    facts = [fact(n, times=times, verified=sure) for n, (times, sure) in enumerate(given_times, start=1)]
    ahead = tallies_ahead(scored(*facts))
    after = scored(*(one._replace(verified=True) for one in facts))
    before = {line.behaviour for line in scored(*facts).lines("甲") if line.event is None}
    derived = {line.behaviour for line in after.lines("甲") if line.event is None}

    assert any(row.is_due for row in ahead) == bool(derived - before)


@given(st.lists(st.booleans(), max_size=3))
def test_one_more_is_exactly_one_more(waiting: list[bool]) -> None:
    """Who is told that one more lateness suffices is over the limit with it, and nobody else is."""
    facts = [fact(n, verified=not pending) for n, pending in enumerate(waiting, start=1)]
    score = scored(*facts)
    near = any(not row.is_due and not row.pending for row in tallies_ahead(score))
    with_one = scored(*facts, fact(99))
    now = [line for line in score.lines("甲") if line.event is None]
    then = [line for line in with_one.lines("甲") if line.event is None]

    if near:
        assert (now, [line.behaviour for line in then]) == ([], ["首次超限"])
    elif not any(waiting):
        assert len(then) == len(now)


def criticism(number: int, **more: Any) -> Fact:
    return fact(number, "2.8", "大厅督查通报", **more)


def test_the_next_rung_is_told_for_a_unit_that_was_criticised() -> None:
    (row,) = rungs_ahead(scored(criticism(1)))

    assert row == RungAhead("甲", 1, 0, shipped_edition().rung(2))
    assert row.rung.follow_ups == ("约谈",)


def test_the_year_counts_unless_the_office_counts_by_the_month() -> None:
    history = History.opening(2026, {}, {"甲": 2})
    by_month = shipped_edition().with_options(criticism_scope="month")

    assert [(row.rungs, row.rung.number) for row in rungs_ahead(scored(criticism(1), history=history))] == [
        (3, 3)
    ]
    (row,) = rungs_ahead(scored(criticism(1), history=history, edition=by_month))
    assert (row.rungs, row.rung.number) == (1, 2)
    assert rungs_ahead(scored(history=history, edition=by_month)) == []


def test_pending_criticisms_are_told_beside_and_two_of_them_alone() -> None:
    waiting = [criticism(1, verified=False), fact(2, verified=False, criticised=True)]

    assert [(row.rungs, row.pending) for row in rungs_ahead(scored(*waiting))] == [(0, 2)]
    assert rungs_ahead(scored(waiting[0])) == []
    assert [(row.rungs, row.pending) for row in rungs_ahead(scored(*waiting, criticism(3)))] == [(1, 2)]


def test_a_person_is_to_be_withdrawn_and_a_windows_people_to_be_looked_into() -> None:
    facts = [fact(number, "2.9", "投诉属实", window="3号") for number in (1, 2)]

    assert {row.kind: row.follow_ups for row in tallies_ahead(scored(*facts))} == {
        "person_complaints": ("5日内撤出并替换",),
        "window_complaints": ("研究撤出人员",),
    }
