"""The columns of a findings sheet, and one row understood: cells as values, or what is wrong with them."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from records.errors import Refusal
from records.tables import Row, Table, parse_choice, parse_day, parse_text, parse_time, parse_whole, parse_yes
from scoring.models.findings import Source

DAY, TIME, UNIT, WINDOW, PERSON, SOURCE, FACT = "日期", "时间", "单位", "窗口", "人员", "来源", "发现情况"
CLAUSE, BEHAVIOUR, TIMES, MEASURE, PROBLEM, PROOF = "条款", "行为", "次数", "数值", "同一问题", "证明材料"
GOOD = "好的做法"
COLUMNS = (DAY, TIME, UNIT, WINDOW, PERSON, SOURCE, FACT, CLAUSE, BEHAVIOUR, TIMES, MEASURE, PROBLEM, PROOF)
REQUIRED = (DAY, UNIT, FACT)
NOBODY = ("待查", "人员待查", "不详", "无")
SOURCES = {value: value for value in Source.values}
FIELD_COLUMNS = {
    "happened_on": DAY,
    "happened_at": TIME,
    "unit": UNIT,
    "window": WINDOW,
    "persons": PERSON,
    "source": SOURCE,
    "fact": FACT,
    "behaviour": BEHAVIOUR,
    "times": TIMES,
    "measure": MEASURE,
    "problem_title": PROBLEM,
    "proof": PROOF,
    "is_good": GOOD,
}
"""Where in the sheet a refusal of the services belongs."""


@dataclass
class ReadRow:
    """A row's values; what could not be understood stands in `errors` as (column, message)."""

    line: int
    place: str
    texts: dict[str, str]
    day: date | None = None
    at: time | None = None
    unit: str = ""
    window: str = ""
    persons: tuple[str, ...] = ()
    source: str = Source.INSPECTION
    fact: str = ""
    clause: str = ""
    behaviour: str = ""
    times: int = 1
    measure: int | None = None
    problem: str = ""
    proof: str = ""
    is_good: bool = False
    errors: list[tuple[str, str]] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Of the content alone, written one way: where the row stands does not matter."""
        content = {name: self.texts.get(name, "") for name in COLUMNS}
        content[DAY] = self.day.isoformat() if self.day else content[DAY]
        content[TIME] = f"{self.at:%H:%M}" if self.at else content[TIME]
        content[TIMES] = str(self.times)
        return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def read_row(table: Table, row: Row) -> ReadRow:
    """A row's cells as values; every cell that cannot be understood is told, not only the first."""
    texts = {name: row.text(name) for name in (*COLUMNS, GOOD)}
    read = ReadRow(row.line, table.place(row), texts)
    cell = _Cells(row, read)
    read.day = cell.value(DAY, parse_day, required=True)
    read.at = cell.value(TIME, parse_time)
    read.unit = cell.value(UNIT, lambda value: parse_text(value, most=60), required=True) or ""
    read.window = cell.value(WINDOW, lambda value: parse_text(value, most=20)) or ""
    read.persons = tuple(
        name for name in re.split(r"[、，,;；/\s]+", texts[PERSON]) if name and name not in NOBODY
    )
    read.source = cell.value(SOURCE, lambda value: parse_choice(value, SOURCES)) or Source.INSPECTION
    read.fact = cell.value(FACT, lambda value: parse_text(value, most=2000), required=True) or ""
    read.clause, read.behaviour = texts[CLAUSE], texts[BEHAVIOUR]
    read.times = cell.value(TIMES, lambda value: parse_whole(value, least=1, most=999)) or 1
    read.measure = cell.value(MEASURE, lambda value: parse_whole(value, least=0, most=100_000))
    read.problem = cell.value(PROBLEM, lambda value: parse_text(value, most=100)) or ""
    read.proof = cell.value(PROOF, lambda value: parse_text(value, most=200)) or ""
    read.is_good = bool(cell.value(GOOD, parse_yes))
    if bool(read.clause) != bool(read.behaviour):
        empty, other = (BEHAVIOUR, CLAUSE) if read.clause else (CLAUSE, BEHAVIOUR)
        read.errors.append((empty, f"填了“{other}”就要填“{empty}”；细则没有列出的，两列都留空。"))
    return read


class _Cells:
    """Parses a row's cells one by one; a refusal becomes an error of the row."""

    def __init__(self, row: Row, read: ReadRow) -> None:
        self.row, self.read = row, read

    def value(self, column: str, parse: Callable[[Any], Any], *, required: bool = False) -> Any:
        try:
            value = parse(self.row.cells.get(column))
        except Refusal as refusal:
            self.read.errors.append((column, refusal.message))
            return None
        if required and value in (None, ""):
            self.read.errors.append((column, "不能为空，请填写。"))
        return value
