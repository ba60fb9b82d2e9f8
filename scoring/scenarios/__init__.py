"""Scenarios: small cases of the paper in TOML, scored without a database and held against what must come out.

The policy office can write one; a change of code or edition is held against all of them.
"""

from scoring.scenarios.fields import ScenarioError
from scoring.scenarios.files import scenario_files
from scoring.scenarios.reader import read_scenario
from scoring.scenarios.report import differences, printed
from scoring.scenarios.run import json_form, run_scenario
from scoring.scenarios.types import Scenario

__all__ = [
    "Scenario",
    "ScenarioError",
    "differences",
    "json_form",
    "printed",
    "read_scenario",
    "run_scenario",
    "scenario_files",
]
