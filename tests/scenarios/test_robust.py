"""Whatever is written: a scenario or an edition is used or refused in one line, never anything else."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.rulebook import EditionError, load_edition, shipped_edition, shipped_text
from scoring.scenarios import json_form, run_scenario
from scoring.scenarios.fields import ScenarioError
from scoring.scenarios.reader import parse_scenario

VALUES = (
    *('""', '"甲"', '"1.1"', '"迟到"', '"2026-09"', '"0000-01"', '"9999-12"', '"\\u0000"'),
    *("1", "-1", "1.5", "true", "nan", "inf", "1e400", "9999999999999999999999"),
    *("[]", "[1]", "{}", "[[]]", "[{}]"),
    *("2026-09-03", "08:00:00", "2026-09-03T08:00:00", "2026-09-03T08:00:00+08:00", "0001-01-01"),
)
FIELDS = (
    *("title", "units", "months", "options", "event", "expect", "id", "unit", "person", "window", "on"),
    *("clause", "behaviour", "times", "measure", "problem", "bulletin", "criticised", "verified"),
    *("waived", "counts_in"),
)
WHOLE = """title = "三次"
units = ["甲"]
months = ["2026-09"]
[options]
missing_items = "item"
[[event]]
id = "e1"
unit = "甲"
person = "王芳"
on = 2026-09-03
clause = "1.1"
behaviour = "迟到"
times = 3
measure = 2
problem = "p"
verified = true
counts_in = "2026-10"
[[event]]
unit = "甲"
on = 2026-09-03T08:00:00
clause = "4.1"
behaviour = "便民物品缺少或损坏"
measure = 2
[expect."2026-09"."甲"]
total = 100
categories = [25, 25, 20, 10, 10, 10]
"""


def is_one_line(refusal: str) -> bool:
    """Whether it names the file and stays on one line."""
    return refusal.startswith("x.toml") and len(refusal.splitlines()) == 1


@st.composite
def spoiled(draw: Any) -> str:
    """The whole scenario with a few of its values or lines replaced."""
    lines = WHOLE.splitlines()
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(lines) - 1))
        field = draw(st.sampled_from((lines[place].split(" = ")[0], *FIELDS)))
        lines[place] = f"{field} = {draw(st.sampled_from(VALUES))}"
    return "\n".join(lines)


@settings(max_examples=600, deadline=None)
@given(spoiled() | st.text(max_size=60))
def test_a_spoiled_scenario_is_scored_or_refused_in_one_line(text: str) -> None:
    refusal = ""
    try:
        scenario = parse_scenario(text, "x.toml", shipped_edition())
        assert json_form(scenario, run_scenario(scenario))["file"] == "x.toml"
    except ScenarioError as error:
        refusal = str(error)

    assert refusal == "" or is_one_line(refusal)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(shipped_text().splitlines()) - 1), st.sampled_from(VALUES))
def test_a_spoiled_edition_is_loaded_or_refused_in_one_line(place: int, value: str) -> None:
    lines = shipped_text().splitlines()
    lines[place] = f"{lines[place].split(' = ')[0]} = {value}"
    refusal = ""
    try:
        assert len(load_edition("\n".join(lines), "x.toml").categories) == 6
    except EditionError as error:
        refusal = str(error)

    assert refusal == "" or is_one_line(refusal)
