"""Quarter and year (RULEBOOK §6): the mean of a unit's own closed months, ranks by the exact mean."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.periods import Period
from scoring.selectors.standings import Standing, UnitMonth, period_ranks, ranks, standings
from scoring.selectors.stationed import Stationed, Stay, through

JULY, AUGUST, SEPTEMBER = (date(2026, month, 1) for month in (7, 8, 9))
QUARTER = (JULY, AUGUST, SEPTEMBER)


def unit_month(month: date, unit: int, total: int, follow_ups: int = 0) -> UnitMonth:
    """Totals in half-points."""
    return UnitMonth(month, unit, f"单位{unit}", total, 1, follow_ups, (total, 0))


def quarter(*totals: tuple[int, ...], before: dict[int, int] | None = None) -> list[Standing]:
    """Units 1, 2, … with their totals of July, August, September; 0 stands for no result."""
    rows = [
        unit_month(month, unit, total)
        for unit, own in enumerate(totals, start=1)
        for month, total in zip(QUARTER, own, strict=True)
        if total
    ]
    return standings(rows, QUARTER, {unit: unit for unit in range(1, 9)}, before or {})


@pytest.mark.parametrize(
    ("totals", "mean"),
    [
        ((195, 200, 193), "98.00"),
        ((195, 200, 194), "98.17"),
        ((195, 0, 0), "97.50"),
        ((0, 199, 200), "99.75"),
        ((1, 1, 0), "0.50"),
        ((200, 200, 199), "99.83"),
    ],
    ids=["even", "half up", "one month", "two months", "smallest", "sixths"],
)
def test_the_mean_is_over_the_units_own_months_to_two_decimals(totals: tuple[int, ...], mean: str) -> None:
    (row,) = quarter(totals)

    assert (row.mean, row.months) == (mean, sum(1 for total in totals if total))


def test_the_arithmetic_of_a_mean_is_written_out() -> None:
    assert [row.arithmetic for row in quarter((185, 196, 194), (0, 0, 195))] == [
        "只有1个月：97.5",
        "（92.5 + 98 + 97）÷ 3 = 95.83",
    ]


def test_means_that_only_look_alike_are_ranked_apart_and_equal_ones_share_a_rank() -> None:
    """99.833… and 99.83 both print as 99.83: the exact mean decides, and exact ties stay."""
    assert ranks({1: Fraction(599, 6), 2: Fraction(9983, 100), 3: Fraction(599, 6), 4: Fraction(1)}) == {
        1: 1,
        3: 1,
        2: 3,
        4: 4,
    }


def test_units_of_one_rank_stand_in_the_offices_order() -> None:
    rows = standings(
        [unit_month(JULY, 7, 200), unit_month(JULY, 3, 200), unit_month(JULY, 5, 198)],
        (JULY,),
        {7: 0, 3: 1},
        {},
    )

    assert [(row.rank, row.unit_id) for row in rows] == [(1, 7), (1, 3), (3, 5)]


@pytest.mark.parametrize(
    ("before", "told"),
    [({1: 3}, "▲ 升2位"), ({1: 1}, "持平"), ({2: 1}, "")],
    ids=["risen", "same", "not ranked before"],
)
def test_movement_is_told_in_words(before: dict[int, int], told: str) -> None:
    assert quarter((200, 200, 200), before=before)[0].movement == told


def test_a_fall_is_told_in_words() -> None:
    rows = quarter((200, 200, 200), (199, 199, 199), before={1: 2, 2: 1})

    assert [row.movement for row in rows] == ["▲ 升1位", "▼ 降1位"]


TOTALS = st.lists(st.tuples(*[st.integers(0, 240)] * 3).filter(any), min_size=1, max_size=8)


@given(TOTALS)
def test_ranks_follow_the_exact_means(totals: list[tuple[int, ...]]) -> None:
    rows = quarter(*totals)
    exact = {row.unit_id: Fraction(row.halves, row.months) for row in rows}

    for row in rows:
        assert row.rank == 1 + sum(other > exact[row.unit_id] for other in exact.values())
        assert abs(Fraction(row.mean) - exact[row.unit_id] / 2) <= Fraction(1, 200)
    assert period_ranks(
        unit_month(month, row.unit_id, cell.halves)
        for row in rows
        for month, cell in zip(QUARTER, row.cells, strict=True)
        if cell
    ) == {row.unit_id: row.rank for row in rows}


@pytest.mark.parametrize(
    ("key", "first", "last", "before", "after", "name"),
    [
        ("2026-1", date(2026, 1, 1), date(2026, 3, 1), "2025-4", "2026-2", "2026年第一季度"),
        ("2026-4", date(2026, 10, 1), date(2026, 12, 1), "2026-3", "2027-1", "2026年第四季度"),
        ("2026", date(2026, 1, 1), date(2026, 12, 1), "2025", "2027", "2026年"),
    ],
)
def test_a_period_knows_its_months_and_neighbours(
    key: str, first: date, last: date, before: str, after: str, name: str
) -> None:
    period = Period.parsed(key)

    assert (period.first, period.last, period.key, period.name) == (first, last, key, name)
    assert (period.before.key, period.after.key) == (before, after)
    if period.quarter:
        assert {Period.quarter_of(month) for month in period.months} == {period}


@pytest.mark.parametrize("key", ["2026-5", "2026-0", "2026-", "26-1", "二〇二六", "2026-11", ""])
def test_what_names_no_period_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=key or "^$"):
        Period.parsed(key)


FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)


def stays(*spans: tuple[int, str, str | None]) -> list[Stay]:
    """(unit, from, to) of one person."""
    return [
        Stay(1, "王芳", unit, date.fromisoformat(first), date.fromisoformat(last) if last else None)
        for unit, first, last in spans
    ]


@pytest.mark.parametrize(
    ("spans", "unit"),
    [
        ([(1, "2026-01-01", None)], 1),
        ([(1, "2026-07-01", "2026-09-30")], 1),
        ([(1, "2026-01-01", "2026-08-07"), (2, "2026-08-10", None)], 2),
        ([(1, "2026-01-01", "2026-08-07"), (2, "2026-08-20", None)], 0),
        ([(1, "2026-07-02", None)], 0),
        ([(1, "2026-01-01", "2026-09-29")], 0),
        ([(1, "2026-01-01", None), (2, "2026-08-01", "2026-08-31")], 2),
    ],
    ids=[
        "long before",
        "to the day",
        "moved over a weekend",
        "away in between",
        "came late",
        "left early",
        "two",
    ],
)
def test_who_was_there_all_through_is_told_by_postings(
    spans: list[tuple[int, str, str | None]], unit: int
) -> None:
    found = through(stays(*spans), FIRST, LAST)

    assert found == ([Stationed(1, "王芳", unit)] if unit else [])
