"""试算 says what the engine would say, from frozen facts where a month is closed; it writes nothing."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core import serializers
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from records.models import Change
from scoring.engine import History, Line, MonthScore, score_month
from scoring.models import Finding, Month, MonthResult, ScoreEvent, UnitScore
from scoring.periods import month_from, month_key, next_month
from scoring.rulebook import Edition, shipped_edition
from scoring.rulebook.parts import with_part
from scoring.selectors.facts import month_facts
from scoring.selectors.what_if import Trial, what_if
from scoring.services.corrections import correct_event
from scoring.services.findings import record_finding
from scoring.services.months import close_month
from tests.conftest import NOON
from tests.engine.mutants import mutants
from tests.scoring.factories import a_charge, a_finding
from tests.scoring.worlds import World
from units.models import StaffMember, Unit, User

pytestmark = pytest.mark.django_db
MUTANTS = dict(mutants(shipped_edition()))
LATER = NOON.replace(month=12, day=5)
LATE = {"clause": "1.1", "behaviour": "迟到", "verified": True}
WORLDS = ("02-", "07-", "10-", "13-", "14-", "63-", "71-", "78-", "84-", "100-")
TRIED = (
    "over_limit_lookback ever",
    "criticism_scope month",
    "late 2",
    "person_complaints 2",
    "1.1 迟到 +1 halves",
    "2.8 大厅督查通报 also if deducted",
    "2.9 投诉属实 out of the tally",
    "a rung less",
    "2.3 酒后上班 without 移送纪检",
)


def closed_world(name: str, months_left_open: int = 0) -> tuple[World, list[date]]:
    """A worked world with its months closed, but for the last so many."""
    world = World(name)
    first, last = (month_from(key) for key in (world.months[0], world.months[-1]))
    months = [first]
    while months[-1] < last:
        months.append(next_month(months[-1]))
    for month in months[: len(months) - months_left_open]:
        close_month(month=month, by=world.chief, at=NOON.replace(year=2030), reason="未了事项另行处理")
    return world, months


def directly(edition: Edition, months: Iterable[date], units: list[int]) -> dict[date, MonthScore]:
    """The months scored by the engine one after another, from today's rows."""
    scores, history = {}, History.empty()
    for month in months:
        scores[month] = score_month(edition, month_key(month), units, month_facts(month), history)
        history = scores[month].history
    return scores


def shown(score: MonthScore, unit: int) -> dict[str, Any]:
    found = score.units[unit]
    return {
        "score": (found.total, found.overflow, found.rank, found.categories),
        "lines": score.lines(unit),
        "follow-ups": score.follow_ups(unit),
    }


def effects(lines: Iterable[Line]) -> set[tuple[Any, ...]]:
    return {(x.event, x.clause, x.behaviour, x.person, x.points, x.counted, x.zeroes) for x in lines}


def worth(line: Line) -> tuple[Any, ...]:
    return line.points, line.counted, line.zeroes, line.covered_by


def agrees(trial: Trial, edition: Edition, own: Edition, months: list[date]) -> None:
    units = [unit.unit_id for unit in trial.months[0].units]
    before, after = directly(own, months, units), directly(edition, months, units)
    assert [month.month for month in trial.months] == months
    for month in trial.months:
        was, now = before[month.month], after[month.month]
        for unit in month.units:
            key = unit.unit_id
            assert shown(month.after, key) == shown(now, key)
            assert tuple(unit.before) == shown(was, key)["score"]
            assert tuple(unit.after) == shown(now, key)["score"]
            told_before = effects(c.before for c in unit.lines if c.before)
            told_after = effects(c.after for c in unit.lines if c.after)
            pairs = [(c.before, c.after) for c in unit.lines if c.before and c.after]
            assert [pair for pair in pairs if worth(pair[0]) == worth(pair[1])] == []
            kept = effects(was.lines(key)) & effects(now.lines(key))
            assert effects(was.lines(key)) - kept <= told_before
            assert effects(now.lines(key)) - kept <= told_after
            kinds = [{(row.kind, row.person) for row in score.follow_ups(key)} for score in (was, now)]
            assert {(row.kind, row.person) for row in unit.brought} == kinds[1] - kinds[0]
            assert {(row.kind, row.person) for row in unit.dropped} == kinds[0] - kinds[1]


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("open_months", [0, 1], ids=["all closed", "the last open"])
def test_it_agrees_with_the_engine_on_every_month(world: str, open_months: int) -> None:
    found, months = closed_world(world, open_months)
    own = shipped_edition().with_options(**found.scenario.options)

    for name in TRIED:
        edition = MUTANTS[name]
        agrees(what_if(edition, months), edition, own, months)


def test_a_month_tried_under_its_own_edition_is_as_it_was() -> None:
    _, months = closed_world("99-", 0)

    trial = what_if(shipped_edition(), months)

    assert [month.tried.drift for month in trial.months] == [[]] * len(months)
    assert [unit for unit in trial.units if not unit.is_same] == []
    assert (trial.moving, trial.rescored, trial.largest) == (set(), set(), None)


def test_months_left_out_in_between_still_leave_their_history() -> None:
    _, months = closed_world("02-")
    edition = MUTANTS["late 2"]
    whole = {month.month: month for month in what_if(edition, months).months}

    trial = what_if(edition, [months[0], months[-1]])

    assert [month.month for month in trial.months] == [months[0], months[-1]]
    assert [month.units for month in trial.months] == [whole[months[0]].units, whole[months[-1]].units]


def test_the_first_month_starts_from_what_stood_before_it() -> None:
    _, months = closed_world("10-")
    result = MonthResult.objects.get(month__month=months[1])

    trial = what_if(MUTANTS["criticism_scope month"], months[1:2])

    facts = month_facts(months[1])
    alone = score_month(
        MUTANTS["criticism_scope month"],
        month_key(months[1]),
        [unit.unit_id for unit in trial.units],
        facts,
        History.from_data(result.history_before),
    )
    assert [shown(trial.months[0].after, u.unit_id) for u in trial.units] == [
        shown(alone, u.unit_id) for u in trial.units
    ]


def test_closed_months_are_tried_on_what_was_frozen_with_them(unguarded: None) -> None:
    _, months = closed_world("02-")
    before = what_if(MUTANTS["late 2"], months)

    ScoreEvent.objects.update(status=ScoreEvent.Status.DISMISSED, settled_reason="查无此事")

    after = what_if(MUTANTS["late 2"], months)
    assert [month.units for month in after.months] == [month.units for month in before.months]


def test_a_stored_result_that_the_control_does_not_give_again_is_told(unguarded: None) -> None:
    _, months = closed_world("02-")
    row = UnitScore.objects.filter(result__month__month=months[0]).select_related("unit")[0]
    QuerySet(UnitScore).filter(pk=row.pk).update(total_halves=7)

    trial = what_if(shipped_edition(), months)

    assert trial.months[0].tried.drift == [row.unit.name]
    assert next(u for u in trial.months[0].units if u.unit_id == row.unit_id).before.total == 7


def test_a_behaviour_that_the_edition_lacks_counts_nothing_and_is_told() -> None:
    _, months = closed_world("01-")
    edition = without_behaviour(shipped_edition(), "1.1", "迟到")

    trial = what_if(edition, months)

    events = ScoreEvent.objects.filter(behaviour="迟到", counts_in=months[0])
    assert trial.months[0].unknown == {"1.1 迟到": events.count()}
    lost = [c for u in trial.months[0].units for c in u.lines if c.after and c.after.behaviour == "迟到"]
    assert {(c.after.counted, c.after.why) for c in lost if c.after} == {
        (0, "本月适用的细则没有1.1“迟到”这一行为，只作记录，不计分")
    }


def without_behaviour(edition: Edition, clause: str, name: str) -> Edition:
    found = edition.clause(clause)
    return with_part(edition, replace(found, behaviours=tuple(b for b in found.behaviours if b.name != name)))


def rows() -> str:
    models = (Change, Finding, Month, MonthResult, ScoreEvent, UnitScore)
    return serializers.serialize("json", [row for model in models for row in model.objects.order_by("pk")])


def test_nothing_is_written() -> None:
    _, months = closed_world("10-", 1)
    before = rows()

    with CaptureQueriesContext(connection) as asked:
        what_if(MUTANTS["late 2"], months)

    assert rows() == before
    assert [query["sql"] for query in asked if not query["sql"].lstrip().startswith("SELECT")] == []


def test_its_queries_do_not_grow_with_the_months(django_assert_num_queries: Callable[..., Any]) -> None:
    _, months = closed_world("79-", 1)
    assert len(months) > 2
    what_if(shipped_edition(), months)
    with CaptureQueriesContext(connection) as two:
        what_if(shipped_edition(), months[-2:])

    with django_assert_num_queries(len(two)):
        what_if(shipped_edition(), months)
    assert len(two) <= 9


def test_corrections_count_before_and_after_as_they_count_in_truth(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    for month in (9, 10, 11):
        for day in (2, 3, 4):
            finding = a_finding(unit, happened_on=date(2026, month, day))
            charges = [a_charge(unit, person=person, **LATE)]
            record_finding(by=clerk, at=LATER, finding=finding, charges=charges)
    close_month(month=date(2026, 9, 1), by=chief, at=LATER, reason="未设申诉期")
    event = ScoreEvent.objects.filter(counts_in=date(2026, 9, 1)).earliest("id")
    correct_event(event=event, changes={}, statement="撤销", reason="大厅来函", by=chief, at=LATER)
    months = [date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)]

    for closing in (None, date(2026, 10, 1)):
        if closing:
            close_month(month=closing, by=chief, at=LATER, reason="未设申诉期")
        own = what_if(shipped_edition(), months)
        assert [month.tried.drift for month in own.months] == [[], [], []]
        assert [u for u in own.units if not u.is_same] == []
    assert derived(own, unit) == [["首次超限"], ["首次超限"], ["再次超限"]]

    stricter = what_if(MUTANTS["late 2"], months)
    assert derived(stricter, unit) == [["首次超限"], ["再次超限"], ["再次超限"]]


def derived(trial: Trial, unit: Unit) -> list[list[str]]:
    """What the tallies come to, month by month."""
    return [[x.behaviour for x in month.after.lines(unit.pk) if x.event is None] for month in trial.months]
