"""What all of them share: when they were made, formulas with what they come to, lines written out."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from records.workbooks import Column, Formula
from scoring.periods import month_from, month_name
from scoring.rulebook.points import to_decimal
from scoring.selectors.lines import STATUS, shown_files
from scoring.selectors.outcome import ResultLine

LINES = (
    Column("事项编号", 7, "whole"),
    Column("日期", 12, "day"),
    Column("时间", 8),
    Column("窗口", 9),
    Column("人员", 10),
    Column("条款", 7),
    Column("行为", 14),
    Column("次数", 6, "whole"),
    Column("数值", 8),
    Column("发现情况", 30),
    Column("来源", 10),
    Column("状态", 9),
    Column("应计分", 8, "points"),
    Column("实计分", 8, "points"),
    Column("说明", 30),
    Column("已由哪项扣分", 8, "whole"),
    Column("补记", 9),
    Column("条款原文", 42),
    Column("证明文件", 14),
)
POINTS_DUE, POINTS_COUNTED = 12, 13
"""Where the two columns of points stand among LINES."""
CLEARS = "清零"


def letter(place: int) -> str:
    """The name of a column: 0 → A, 25 → Z, 26 → AA."""
    return (letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def held(total: str, correction: str, full: str) -> str:
    """A total with corrections of earlier months as the engine holds it: from 0, not lifted above full."""
    return f"MAX(0,MIN({total}+{correction},MAX({total},{full})))"


def summed(place: int, first: int, values: Sequence[Any]) -> Formula | None:
    """The sum of a column's rows from line `first` on; texts among the values count nothing."""
    if not values:
        return None
    numbers = [value for value in values if isinstance(value, int | Decimal)]
    last = first + len(values) - 1
    return Formula(f"=SUM({letter(place)}{first}:{letter(place)}{last})", sum(numbers, Decimal(0)))


def mean_formula(cells: str, values: Iterable[Decimal | int]) -> Formula | None:
    """The mean of some cells to two decimals, half up."""
    numbers = [Decimal(value) for value in values]
    if not numbers:
        return None
    mean = (sum(numbers, Decimal(0)) / len(numbers)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Formula(f"=ROUND(AVERAGE({cells}),2)", mean, "mean")


def line_rows(lines: Iterable[ResultLine], *, shows_papers: bool) -> list[list[Any]]:
    """Lines in the columns of LINES; complainants' papers are named for the policy office alone."""
    lines = list(lines)
    files = shown_files(lines, shows_papers=shows_papers)
    return [_line(line, own) for line, own in zip(lines, files, strict=True)]


def _line(line: ResultLine, files: list[dict[str, Any]]) -> list[Any]:
    clears = line.zeroes and line.counted_halves is None
    who = line.person_name
    return [
        line.event_id,
        line.happened_on,
        f"{line.happened_at:%H:%M}" if line.happened_at else "",
        line.window_name,
        f"{who}（替岗：{line.substitute_name}）" if line.substitute_name else who,
        line.clause,
        line.behaviour,
        line.times,
        f"{line.measure}{line.measure_unit}" if line.measure is not None else "",
        line.fact or ("由累计得出" if line.event_id is None else ""),
        line.source,
        STATUS.get(line.status, ""),
        CLEARS if line.zeroes else to_decimal(line.points_halves or 0),
        CLEARS if clears else to_decimal(line.counted_halves or 0),
        "；".join([*([line.why] if line.why else []), *map(_objection, line.objections)]),
        line.covered_by_id,
        _late(line),
        line.clause_text,
        "；".join(file["name"] for file in files),
    ]


def _objection(told: dict[str, Any]) -> str:
    """申诉（2026-09-12）：…。复核：…"""
    decision = f"复核：{told['decision']}" if told["decision"] else "尚未复核"
    return f"申诉（{told['filed_on']}）：{told['text']}。{decision}"


def _late(line: ResultLine) -> str:
    if not line.is_late:
        return ""
    own = line.happened_on or (month_from(line.month_of_tally) if line.month_of_tally else None)
    return f"补记{month_name(own)}" if own else "补记"
