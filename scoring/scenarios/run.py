"""Scoring a scenario through the same engine that the months use, and its results as plain data."""

from typing import Any

from scoring.engine import Line, MonthScore, score_months
from scoring.engine.types import Key
from scoring.rulebook.points import to_number
from scoring.scenarios.types import Scenario


def run_scenario(scenario: Scenario) -> dict[str, MonthScore]:
    """The months that are shown, scored. Events of other months feed the history."""
    months = sorted({*scenario.months, *(fact.month for fact in scenario.facts)})
    scores = score_months(scenario.edition, months, scenario.units, scenario.facts)
    shown = set(scenario.months)
    return {score.month: score for score in scores if score.month in shown}


def json_form(scenario: Scenario, scores: dict[str, MonthScore]) -> dict[str, Any]:
    """The object that `--json` prints for a file."""
    months = {
        month: {unit: _unit_form(score, unit, scenario.names) for unit in scenario.units}
        for month, score in scores.items()
    }
    return {"file": scenario.file, "title": scenario.title, "months": months}


def _unit_form(score: MonthScore, unit: Key, names: tuple[str, ...]) -> dict[str, Any]:
    result = score.units[unit]
    return {
        "total": to_number(result.total),
        "categories": [to_number(points) for points in result.categories],
        "overflow": to_number(result.overflow),
        "rank": result.rank,
        "lines": [_line_form(line, names) for line in score.lines(unit)],
        "follow_ups": [{"kind": row.kind, "person": row.person} for row in score.follow_ups(unit)],
    }


def _line_form(line: Line, names: tuple[str, ...]) -> dict[str, Any]:
    form: dict[str, Any] = {
        "event": names[line.event - 1] if line.event else None,
        "clause": line.clause,
        "behaviour": line.behaviour,
        "person": line.person,
        "points": None if line.points is None else to_number(line.points),
        "counted": None if line.counted is None else to_number(line.counted),
        "why": line.why,
    }
    if line.zeroes is not None:
        form["zeroes"] = line.zeroes
        if line.event is None and line.person is None:
            form["window"] = line.window
    return form
