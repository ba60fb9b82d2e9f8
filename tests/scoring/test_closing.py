"""A month closed holds what the open month showed, is only read from then on, and can be replayed."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from scoring.models import MonthResult
from scoring.periods import month_from, next_month
from scoring.rulebook.points import to_number
from scoring.scenarios.run import json_form, run_scenario
from scoring.selectors.details import details
from scoring.selectors.facts import scored_month
from scoring.selectors.frozen import outcome_of
from scoring.selectors.month import standing
from scoring.selectors.replay import drift, replayed
from scoring.selectors.results import stored_lines, stored_unit
from scoring.services.months import close_month
from tests.scoring.worlds import WORKED, World

pytestmark = pytest.mark.django_db
SCENARIOS = [path.stem for path in sorted(WORKED.glob("*.toml"))]


def after(month: date) -> datetime:
    """The 8th of the month after, at noon."""
    return timezone.make_aware(datetime.combine(next_month(month) + timedelta(days=7), datetime.min.time()))


def unit_json(unit: Any, lines: Any) -> dict[str, Any]:
    return {
        "total": to_number(unit.total_halves),
        "categories": [to_number(row["score"]) for row in unit.categories],
        "overflow": to_number(unit.overflow_halves),
        "rank": unit.rank,
        "lines": [line_json(line) for line in lines],
        "follow_ups": [
            {"kind": row["kind"], "person": row["person_name"] or None} for row in unit.follow_ups
        ],
    }


def line_json(line: Any) -> dict[str, Any]:
    form = {
        "event": f"e{line.event_id}" if line.event_id else None,
        "clause": line.clause,
        "behaviour": line.behaviour,
        "person": line.person_name or None,
        "points": None if line.points_halves is None else to_number(line.points_halves),
        "counted": None if line.counted_halves is None else to_number(line.counted_halves),
        "why": line.why,
    }
    if line.zeroes:
        form["zeroes"] = line.category
        if line.event_id is None and line.person_id is None:
            form["window"] = line.window_name or None
    return form


def renamed(form: dict[str, Any], world: World, ids: list[int]) -> dict[str, Any]:
    """The scenario's result with its events called by their rows."""
    names = dict(zip(world.scenario.names, (f"e{key}" for key in ids), strict=True))
    for unit in form.values():
        for line in unit["lines"]:
            line["event"] = names.get(line["event"])
    return form


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_through_the_database_gives_what_the_engine_gives(name: str) -> None:
    world = World(name)
    ids = sorted(world.ids)
    expected = json_form(world.scenario, run_scenario(world.scenario))["months"]
    for key in world.months:
        where = standing(month_from(key))
        opened = outcome_of(scored_month(where), details(where))
        if key in expected:
            form = {unit.unit_name: unit_json(unit, lines) for unit, lines in opened}
            assert form == renamed(expected[key], world, ids)
        if any(not fact.verified for fact in world.scenario.facts):
            return  # closing would move it on
        result = close_month(month=where.month, by=world.chief, at=after(where.month), reason="照此定分")
        stored = [(stored_unit(score), stored_lines(score)) for score in result.scores.order_by("unit")]
        assert stored == sorted(opened, key=lambda pair: pair[0].unit_id)
        assert replayed(MonthResult.objects.get(pk=result.pk)) == []
        assert drift(result) == []
