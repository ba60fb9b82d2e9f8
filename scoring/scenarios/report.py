"""What differs from the expected, and the whole result, as lines that a clerk can read."""

from collections.abc import Iterator

from scoring.engine import Line, MonthScore
from scoring.rulebook.points import show, to_decimal
from scoring.scenarios.types import Expected, Scenario


def differences(scenario: Scenario, scores: dict[str, MonthScore]) -> list[str]:
    """One line for each expected value that did not come out; empty where all did."""
    rows = []
    for (month, unit), expected in scenario.expect.items():
        found = _found(scores[month], unit)
        rows += [
            f"{month} {unit} {key}：应为{_plain(value)}，算得{_plain(found[key])}"
            for key, value in expected.items()
            if found[key] != value
        ]
    return rows


def printed(scenario: Scenario, scores: dict[str, MonthScore]) -> Iterator[str]:
    """The whole result, unit by unit, line by line."""
    for month, score in scores.items():
        for unit in scenario.units:
            result = score.units[unit]
            marks = " ".join(show(points) for points in result.categories)
            overflow = f"，溢出加分{show(result.overflow)}" if result.overflow else ""
            yield f"  {month} {unit}：{show(result.total)}分（{marks}），第{result.rank}名{overflow}"
            for line in score.lines(unit):
                yield f"    {_line(line, scenario)}"
            for row in score.follow_ups(unit):
                yield f"    整改处理：{row.kind}" + (f" {row.person}" if row.person else "")


def _line(line: Line, scenario: Scenario) -> str:
    name = scenario.names[line.event - 1] if line.event else "推算"
    who = f" {line.person or line.window}" if line.person or line.window else ""
    day = f" {line.on}" if line.on else ""
    if line.zeroes:
        worth = "不得分" if line.counted is None else "计0"
    else:
        worth = f"{show(line.points or 0)}，计{show(line.counted or 0)}"
    late = "（补记）" if line.late else ""
    why = f"：{line.why}" if line.why else ""
    return f"{name}{day}{late} {line.clause} {line.behaviour}{who} {worth}{why}"


def _found(score: MonthScore, unit: str) -> dict[str, Expected]:
    result = score.units[unit]
    return {
        "total": to_decimal(result.total),
        "categories": [to_decimal(points) for points in result.categories],
        "overflow": to_decimal(result.overflow),
        "rank": result.rank,
        "follow_ups": sorted(row.kind for row in score.follow_ups(unit)),
    }


def _plain(value: Expected) -> str:
    if isinstance(value, list):
        return "[" + "、".join(str(item) for item in value) + "]"
    return str(value)
