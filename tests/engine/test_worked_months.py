"""The worked months: each comes out as the policy office signed it, and together they meet every rule."""

from pathlib import Path

import pytest

from scoring.rulebook import shipped_edition
from scoring.scenarios import differences, read_scenario, run_scenario

FOLDER = Path(__file__).parents[1] / "worked_months"
FILES = sorted(FOLDER.glob("*.toml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_worked_month_comes_out_as_signed(file: Path) -> None:
    scenario = read_scenario(str(file))

    assert scenario.title
    assert scenario.expect
    assert differences(scenario, run_scenario(scenario)) == []


def test_worked_months_meet_every_behaviour_that_can_be_entered() -> None:
    met = {(fact.clause, fact.behaviour) for file in FILES for fact in read_scenario(str(file)).facts}

    assert [b.label for b in shipped_edition().entered if (b.clause, b.name) not in met] == []
