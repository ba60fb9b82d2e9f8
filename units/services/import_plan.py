"""What an import of units, windows and people would do, row by row, before anything is written."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from records.errors import Refusal
from records.imports import ImportBatch
from records.tables import Row, Table, read_sheets, table_of
from units.services.import_columns import SHEETS, Field

MAX_ROWS = 1000
ADDED, CHANGED, SAME = "新增", "修改", "不变"


@dataclass(frozen=True)
class RowError:
    """What is wrong with a row, and where: “工作表“人员”第3行C列“工号””."""

    place: str
    message: str


@dataclass(frozen=True)
class Step:
    """One row's doing: 新增, 修改 or 不变 of a 单位, 窗口, 人员 or 进驻.

    `values` are the model's fields to be written; `details` are (label, before, after) as shown.
    """

    kind: str
    action: str
    label: str
    place: str
    values: dict[str, Any]
    details: tuple[tuple[str, str, str], ...] = ()
    row: Any = None


@dataclass
class Plan:
    """All steps in the order in which they are carried out, or the errors that forbid them all."""

    name: str
    steps: list[Step] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)

    @property
    def work(self) -> list[Step]:
        """The steps that change anything."""
        return [step for step in self.steps if step.action != SAME]

    @property
    def same(self) -> int:
        return len(self.steps) - len(self.work)

    @property
    def counts(self) -> list[tuple[str, int, int, int]]:
        """(kind, added, changed, unchanged) for each kind that occurs."""
        kinds = dict.fromkeys(step.kind for step in self.steps)
        return [
            (kind, self._count(kind, ADDED), self._count(kind, CHANGED), self._count(kind, SAME))
            for kind in kinds
        ]

    @property
    def digest(self) -> str:
        """What the plan would do, as one number: the confirmation must be of the very plan that was shown."""
        shown = [(step.kind, step.action, step.label, step.details) for step in self.steps]
        return hashlib.sha256(repr((shown, self.errors)).encode()).hexdigest()

    def _count(self, kind: str, action: str) -> int:
        return sum(step.kind == kind and step.action == action for step in self.steps)


@dataclass(frozen=True)
class ParsedRow:
    """A row whose cells were understood: values by field name; empty cells are left out."""

    table: Table
    row: Row
    values: dict[str, Any]

    def place(self, column: str = "") -> str:
        return self.table.place(self.row, column)


def parsed_tables(batch: ImportBatch, errors: list[RowError]) -> dict[str, list[ParsedRow]]:
    """The rows of the template's sheets; cells that cannot be understood go to `errors`.

    Raises Refusal where the file as a whole cannot be read or has none of the sheets.
    """
    sheets = {sheet.name: sheet for sheet in read_sheets(batch.name, batch.content, max_rows=MAX_ROWS)}
    if not set(sheets) & set(SHEETS):
        raise Refusal(f"“{batch.name}”里没有“单位”“窗口”“人员”中的任何一张表；请使用本站提供的模板。")
    parsed: dict[str, list[ParsedRow]] = {name: [] for name in SHEETS}
    for name, fields in SHEETS.items():
        if name not in sheets or not sheets[name].rows:
            continue
        labels = [one.label for one in fields]
        needed = [one.label for one in fields if one.required]
        table = table_of(batch.name, sheets[name], expected=labels, required=needed, max_rows=MAX_ROWS)
        parsed[name] = [_parsed(table, row, fields, errors) for row in table.rows]
    return parsed


def _parsed(table: Table, row: Row, fields: tuple[Field, ...], errors: list[RowError]) -> ParsedRow:
    values: dict[str, Any] = {}
    for one in fields:
        try:
            value = one.parse(row.cells.get(one.label))
        except Refusal as refusal:
            errors.append(RowError(table.place(row, one.label), refusal.message))
            continue
        if row.text(one.label):
            values[one.name] = value
        elif one.required:
            errors.append(RowError(table.place(row, one.label), "没有填写；这一列必填。"))
    return ParsedRow(table, row, values)
