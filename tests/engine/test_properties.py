"""What must hold whatever happened: tried on random months that cross a year's end."""

import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.engine import Fact, History, score_month
from scoring.rulebook import Edition, shipped_edition
from tests.engine.oracle import Oracle
from tests.engine.worlds import MONTHS, UNITS, editions, event, events, outcome, scored

EDITION = shipped_edition()


@settings(max_examples=400, deadline=None)
@given(editions(), events())
def test_engine_agrees_with_the_slow_oracle(edition: Edition, facts: list[Fact]) -> None:
    oracle = Oracle(edition, facts)

    for score in scored(edition, facts):
        assert {unit: outcome(score, unit) for unit in UNITS} == oracle.month(score.month, UNITS)


@settings(max_examples=100, deadline=None)
@given(events(), st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(facts: list[Fact], chance: random.Random) -> None:
    mixed = list(facts)
    chance.shuffle(mixed)

    for one, other in zip(scored(EDITION, facts), scored(EDITION, mixed), strict=True):
        assert [outcome(one, unit) for unit in UNITS] == [outcome(other, unit) for unit in UNITS]
        assert [one.follow_ups(unit) for unit in UNITS] == [other.follow_ups(unit) for unit in UNITS]
        assert one.history == other.history


@settings(max_examples=200, deadline=None)
@given(editions(), events(), st.randoms(use_true_random=False))
def test_order_of_entry_never_changes_a_score(
    edition: Edition, facts: list[Fact], chance: random.Random
) -> None:
    order = list(range(1, len(facts) + 1))
    chance.shuffle(order)
    entered_otherwise = [fact._replace(id=place) for fact, place in zip(facts, order, strict=True)]

    for one, other in zip(scored(edition, facts), scored(edition, entered_otherwise), strict=True):
        assert one.units == {
            unit: score._replace(emptied_by=one.units[unit].emptied_by) for unit, score in other.units.items()
        }


@settings(max_examples=200, deadline=None)
@given(events())
def test_scores_stay_in_bounds(facts: list[Fact]) -> None:
    for score in scored(EDITION, facts):
        for result in score.units.values():
            assert all(
                0 <= points <= category.full
                for points, category in zip(result.categories, EDITION.categories, strict=True)
            )
            assert result.total == sum(result.categories)
            assert result.overflow >= 0
            assert all(swallowed >= 0 for swallowed in result.swallowed)


@settings(max_examples=200, deadline=None)
@given(editions(), events(), event())
def test_another_deduction_never_raises_the_total_of_its_month(
    edition: Edition, facts: list[Fact], extra: Fact
) -> None:
    behaviour = edition.behaviour(extra.clause, extra.behaviour)
    if behaviour.effect not in ("deduct", "empty"):
        return
    extra = extra._replace(id=len(facts) + 1, problem=None)

    before = {score.month: score.units for score in scored(edition, facts)}
    after = {score.month: score.units for score in scored(edition, [*facts, extra])}

    assert after[extra.month][extra.unit].total <= before[extra.month][extra.unit].total


@settings(max_examples=100, deadline=None)
@given(editions(), events(), st.integers(1, len(MONTHS)))
def test_a_month_does_not_depend_on_later_months(edition: Edition, facts: list[Fact], known: int) -> None:
    so_far = [fact for fact in facts if fact.month in MONTHS[:known]]

    short = scored(edition, so_far, MONTHS[:known])

    for one, other in zip(short, scored(edition, facts), strict=False):
        assert [outcome(one, unit) for unit in UNITS] == [outcome(other, unit) for unit in UNITS]


@settings(max_examples=100, deadline=None)
@given(editions(), events())
def test_history_survives_json_and_gives_the_same_next_month(edition: Edition, facts: list[Fact]) -> None:
    history = History.empty()
    for score in scored(edition, facts):
        own = [fact for fact in facts if fact.month == score.month]
        again = score_month(edition, score.month, UNITS, own, history)
        data = score.history.to_data()

        history = History.from_data(json.loads(json.dumps(data)))

        assert [outcome(again, unit) for unit in UNITS] == [outcome(score, unit) for unit in UNITS]
        assert history == score.history
        assert history.to_data() == data


@settings(max_examples=100, deadline=None)
@given(events())
def test_every_event_is_a_line_with_its_reason(facts: list[Fact]) -> None:
    for score in scored(EDITION, facts):
        for unit in UNITS:
            lines = score.lines(unit)
            own = [fact.id for fact in facts if (fact.unit, fact.month) == (unit, score.month)]
            assert [line.event for line in lines if line.event] == own
            assert [bool(line.why) for line in lines if line.event] == [
                line.counted != line.points for line in lines if line.event
            ]
            assert all(line.why for line in lines if not line.event)


@settings(max_examples=100, deadline=None)
@given(events())
def test_the_arithmetic_of_a_category_adds_up(facts: list[Fact]) -> None:
    for score in scored(EDITION, facts):
        for unit, result in score.units.items():
            for sheet in result.sheets:
                counted = [x.counted or 0 for x in score.lines(unit) if x.category == sheet.number]
                assert sheet.raw == sheet.full + sheet.deducted + sheet.awarded == sheet.full + sum(counted)
                if not sheet.emptied_by:
                    assert sheet.score == sheet.raw + sheet.swallowed - sheet.overflow
