"""Reading what a scenario expects."""

from collections.abc import Mapping
from typing import Any

from scoring.scenarios.fields import Fields
from scoring.scenarios.types import Expected

CATEGORIES = 6


def read_expect(
    data: Any, file: str, months: tuple[str, ...], units: tuple[str, ...]
) -> Mapping[tuple[str, str], Mapping[str, Expected]]:
    """By month and unit, the keys that are stated. ScenarioError for a month or unit that is not scored."""
    expect: dict[tuple[str, str], Mapping[str, Expected]] = {}
    by_month = Fields(data, file, "expect")
    for month, rows in by_month.data.items():
        if by_month.month("", month) not in months:
            by_month.refuse(month, "这个月份不在计分的月份之中")
        by_unit = Fields(rows, file, f"expect {month}")
        for unit, row in by_unit.data.items():
            if unit not in units:
                by_unit.refuse(unit, "不是计分的单位")
            expect[month, unit] = _read_row(Fields(row, file, f"expect {month} {unit}"))
    return expect


def _read_row(fields: Fields) -> Mapping[str, Expected]:
    row: dict[str, Expected] = {}
    for key in ("total", "overflow"):
        if key in fields.data:
            row[key] = fields.number(key, fields.data.pop(key))
    if "rank" in fields.data:
        row["rank"] = fields.whole("rank", fields.data.pop("rank"), 1)
    categories = fields.items("categories")
    if categories is not None:
        if len(categories) != CATEGORIES:
            fields.refuse("categories", f"应为六类的得分，现有{len(categories)}个")
        row["categories"] = [fields.number("categories", value) for value in categories]
    kinds = fields.items("follow_ups")
    if kinds is not None:
        row["follow_ups"] = sorted(fields.as_text("follow_ups", kind) for kind in kinds)
    fields.finish()
    return row
