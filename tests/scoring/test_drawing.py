"""随机抽取: whole numbers alone, so that anybody can repeat a draw, and the long unvisited come first."""

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from records.errors import Refusal
from records.models import Change
from scoring.drawing import MOST_WEIGHT, Candidate, draw, weight_of
from scoring.models import Inspection, InspectionDraw, InspectionVisit
from scoring.selectors.visits import draw_pool
from scoring.services.drawing import make_draw
from tests.conftest import NOON, TODAY, logged_in
from units.models import Unit, User

pytestmark = pytest.mark.usefixtures("_today")


@pytest.fixture(scope="module")
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


POOLS = st.lists(st.integers(1, MOST_WEIGHT), max_size=30).map(
    lambda weights: [Candidate(number, weight) for number, weight in enumerate(weights)]
)


@given(POOLS, st.text(max_size=20), st.integers(0, 40))
def test_draw_takes_as_many_as_wanted_each_once_and_only_from_the_pool(
    pool: list[Candidate], seed: str, wanted: int
) -> None:
    chosen = draw(pool, seed, wanted)
    assert len(chosen) == len(set(chosen)) == min(wanted, len(pool))
    assert set(chosen) <= {candidate.unit for candidate in pool}


@given(POOLS, st.text(max_size=20), st.integers(1, 40))
def test_draw_gives_the_same_again_and_one_more_place_changes_none_before_it(
    pool: list[Candidate], seed: str, wanted: int
) -> None:
    chosen = draw(pool, seed, wanted)
    assert draw(list(pool), seed, wanted) == chosen
    assert draw(pool, seed, wanted + 1)[: len(chosen)] == chosen


def test_draw_follows_the_rule_that_its_page_tells() -> None:
    """By hand: SHA-256 of “seed:place”, modulo the weights left, laid side by side."""
    pool = [Candidate(11, 3), Candidate(12, 1), Candidate(13, 6)]
    first = int(sha256(b"abc:1").hexdigest(), 16) % 10
    laid = [11] * 3 + [12] + [13] * 6
    chosen = laid[first]
    left = [unit for unit in laid if unit != chosen]
    second = left[int(sha256(b"abc:2").hexdigest(), 16) % len(left)]
    assert draw(pool, "abc", 2) == (chosen, second)


def test_unit_with_twice_the_weight_is_drawn_first_twice_as_often() -> None:
    pool = [Candidate(1, 30), Candidate(2, 60), Candidate(3, 10)]
    first = Counter(draw(pool, str(seed), 1)[0] for seed in range(6000))
    assert {unit: round(times / 600) for unit, times in first.items()} == {1: 3, 2: 6, 3: 1}


@pytest.mark.parametrize(
    ("days", "weight"),
    [(None, 90), (0, 1), (1, 1), (2, 2), (89, 89), (90, 90), (400, 90), (-1, 1)],
    ids=["never", "today", "yesterday", "two days", "89 days", "90 days", "over a year", "clock set back"],
)
def test_weight_is_the_days_since_the_last_visit(days: int | None, weight: int) -> None:
    assert weight_of(days) == weight


def visited(unit: Unit, by: User, *, days: int) -> None:
    """A visit so many days ago."""
    at = NOON - timedelta(days=days)
    row = Inspection.objects.create(key=uuid.uuid4(), started_at=at, sent_at=at, by=by)
    InspectionVisit.objects.create(inspection=row, unit=unit, visited_at=at)


def test_pool_holds_the_units_in_service_with_their_days(clerk: User, unit: Unit, other_unit: Unit) -> None:
    Unit.objects.create(name="停用单位", order=3, in_service_to=TODAY - timedelta(days=1))
    visited(unit, clerk, days=40)
    visited(unit, clerk, days=12)
    assert draw_pool(TODAY) == [
        {"unit": unit.pk, "name": "社保中心", "days": 12, "weight": 12},
        {"unit": other_unit.pk, "name": "公共就业服务中心", "days": None, "weight": 90},
    ]


def test_draw_is_kept_with_pool_seed_and_who_drew(clerk: User, unit: Unit, other_unit: Unit) -> None:
    row = make_draw(wanted=2, seed="s", by=clerk, at=NOON)
    kept = InspectionDraw.objects.get()
    assert (kept.by, kept.at, kept.seed, kept.wanted) == (clerk, NOON, "s", 2)
    assert sorted(kept.chosen) == sorted([unit.pk, other_unit.pk])
    assert Change.objects.get(action="随机抽取").subject_id == str(row.pk)


@pytest.mark.parametrize("wanted", [0, -1, 3, 10**9])
def test_draw_of_too_many_or_none_is_refused(clerk: User, unit: Unit, other_unit: Unit, wanted: int) -> None:
    with pytest.raises(Refusal, match="须在1到2之间"):
        make_draw(wanted=wanted, seed="s", by=clerk, at=NOON)
    assert not InspectionDraw.objects.exists()


def test_draw_without_any_unit_is_refused(clerk: User) -> None:
    with pytest.raises(Refusal, match="没有在用的窗口单位"):
        make_draw(wanted=1, seed="s", by=clerk, at=NOON)


def test_form_draws_once_however_often_it_is_sent(clerk: User, unit: Unit) -> None:
    desk, data = logged_in(clerk), {"form_key": str(uuid.uuid4()), "wanted": 1}
    answers = [desk.post("/inspect/draw/", data) for _ in range(2)]
    row = InspectionDraw.objects.get()
    assert [answer.headers["Location"] for answer in answers] == [f"/inspections/draws/{row.pk}/"] * 2


@pytest.mark.parametrize("wanted", ["", "x", "0", "9" * 40, "5", "三", "\x00"])
def test_odd_number_is_said_in_chinese_and_draws_nothing(clerk: User, unit: Unit, wanted: str) -> None:
    data = {"form_key": str(uuid.uuid4()), "wanted": wanted}
    answer = logged_in(clerk).post("/inspect/draw/", data)
    assert answer.status_code == 422
    assert "请先改正以下 1 处" in answer.content.decode()
    assert not InspectionDraw.objects.exists()


def test_page_of_a_draw_repeats_it(clerk: User, unit: Unit, other_unit: Unit) -> None:
    row = make_draw(wanted=1, seed="s", by=clerk, at=NOON)
    page = logged_in(clerk).get(f"/inspections/draws/{row.pk}/").content.decode()
    assert "重新计算，结果相同" in page
    InspectionDraw.objects.update(chosen=[unit.pk + other_unit.pk - row.chosen[0]])
    page = logged_in(clerk).get(f"/inspections/draws/{row.pk}/").content.decode()
    assert "重新计算的结果与记录不符" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_many(
    clerk: User, unit: Unit, rows: int, django_assert_num_queries: object
) -> None:
    for number in range(rows):
        make_draw(wanted=1, seed=str(number), by=clerk, at=NOON)
    desk = logged_in(clerk)
    with django_assert_num_queries(7):  # type: ignore[operator]
        assert len(desk.get("/inspections/draws/").context["page"].object_list) == rows


def test_days_are_counted_here_and_not_in_utc(clerk: User, unit: Unit) -> None:
    at = NOON.replace(hour=1)  # still the day before in UTC
    row = Inspection.objects.create(key=uuid.uuid4(), started_at=at, sent_at=at, by=clerk)
    InspectionVisit.objects.create(inspection=row, unit=unit, visited_at=at)
    assert draw_pool(date(2026, 10, 8))[0]["days"] == 0
