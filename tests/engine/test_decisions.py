"""Readings that the paper leaves open (docs/decisions), each held by a worked month of its own."""

from pathlib import Path

from scoring.scenarios import differences, read_scenario, run_scenario

FOLDER = Path(__file__).parents[1] / "worked_months"


def follow_ups(name: str, unit: str) -> dict[str, list[str]]:
    scenario = read_scenario(str(FOLDER / f"{name}.toml"))
    scores = run_scenario(scenario)
    assert differences(scenario, scores) == []
    return {month: [row.kind for row in score.follow_ups(unit)] for month, score in scores.items()}


def test_unsettled_criticism_is_no_criticism() -> None:
    assert follow_ups("90-unsettled-criticism", "甲") == {"2026-09": ["书面整改意见", "书面检查"]}


def test_research_looks_at_the_month_that_the_window_counts_in() -> None:
    name = "101-research-looks-at-the-month-it-counts-in"

    assert follow_ups(name, "甲") == {"2026-09": ["5日内撤出并替换"], "2026-10": ["研究撤出人员"]}
    assert follow_ups(name, "乙") == {"2026-09": [], "2026-10": ["5日内撤出并替换"]}
