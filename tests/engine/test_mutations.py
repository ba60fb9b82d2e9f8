"""Each number, threshold and option of the edition, changed alone, makes a worked month fail."""

import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from scoring.rulebook import Edition, shipped_edition, shipped_text
from scoring.scenarios import Scenario, differences, read_scenario, run_scenario
from tests.engine.mutants import mutants

FOLDER = Path(__file__).parents[1] / "worked_months"
NOT_OF_THE_ARITHMETIC = {"limits", "number"}
"""Numbers that act elsewhere (their own test: tests/rulebook/test_edition.py), and places in the paper."""


@pytest.fixture(scope="module")
def scenarios() -> list[Scenario]:
    return [read_scenario(str(file)) for file in sorted(FOLDER.glob("*.toml"))]


def is_noticed(edition: Edition, scenarios: list[Scenario]) -> bool:
    return any(
        differences(changed, run_scenario(changed))
        for changed in (replace(s, edition=edition.with_options(**s.options)) for s in scenarios)
    )


def test_worked_months_agree_with_the_edition_as_it_is(scenarios: list[Scenario]) -> None:
    assert not is_noticed(shipped_edition(), scenarios)


@pytest.mark.slow
def test_every_change_of_the_edition_alone_is_noticed(scenarios: list[Scenario]) -> None:
    unnoticed = [name for name, edition in mutants(shipped_edition()) if not is_noticed(edition, scenarios)]

    assert unnoticed == []


def test_every_number_of_the_edition_is_changed() -> None:
    changed = {name for name, _ in mutants(shipped_edition())}
    numbers = list(_numbers(tomllib.loads(shipped_text(), parse_float=Decimal)))
    thresholds = sum(
        f"{name} {limit + 1}" in changed for name, limit in vars(shipped_edition().thresholds).items()
    )
    marks = sum(name.startswith("category") and name.endswith(("full +1", "floor +1")) for name in changed)
    points = sum(name.endswith(" +1 halves") for name in changed)
    measures = sum(" measure " in name for name in changed) // 2

    assert len(numbers) == thresholds + marks + points + measures


def _numbers(data: Any, key: str = "") -> Any:
    """Every number of the file that takes part in the arithmetic."""
    if key in NOT_OF_THE_ARITHMETIC:
        return
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _numbers(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from _numbers(value)
    elif isinstance(data, (int, Decimal)) and not isinstance(data, bool):
        yield data
