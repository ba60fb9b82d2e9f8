"""Import of findings from a sheet: planned row by row, written whole or not at all, each row once."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from records.errors import Refusal
from records.imports import ImportBatch, mark_applied
from records.tables import Table, read_table
from scoring.services.findings import record_finding
from scoring.services.import_columns import COLUMNS, GOOD, REQUIRED
from scoring.services.import_plan import NEW, ImportOptions, ImportPlan, RowPlan, plan_findings
from units.models import Unit
from units.services.basics import add_row

KIND = "findings"
MAX_ROWS = 2000


def findings_table(name: str, data: bytes) -> Table:
    """The sheet with its columns checked. Refusal in Chinese where it cannot be read."""
    return read_table(name, data, expected=(*COLUMNS, GOOD), required=REQUIRED, max_rows=MAX_ROWS)


def batch_findings(batch: ImportBatch) -> Table:
    """The table of a kept file."""
    return findings_table(batch.name, batch.content)


def apply_batch(
    *, batch: ImportBatch, options: ImportOptions, expected: str, by: Any, at: datetime
) -> list[list[Any]]:
    """Carry out the plan that was shown (`expected` is its digest) once; all of it or nothing."""
    table = batch_findings(batch)
    with transaction.atomic():
        plan = plan_findings(table, options, at=at)
        if plan.digest != expected:
            raise Refusal("预览之后情况有了变化，没有写入任何内容；请对照新的预览再确认。")
        result = import_rows(table=table, options=options, by=by, at=at)
        mark_applied(batch, at=at, result=result)
    return result


def import_rows(*, table: Table, options: ImportOptions, by: Any, at: datetime) -> list[list[Any]]:
    """Write a sheet's new rows, and first the units and windows that are to be created.

    Returns [line, status, finding id or None] of every row. Refusal where any is wrong: nothing is written.
    """
    with transaction.atomic():
        plan = plan_findings(table, options, at=at)
        if plan.bad:
            raise Refusal(
                f"“{table.source}”还有{len(plan.bad)}行有错误，没有写入任何内容；请改正后重新上传。"
            )
        if plan.new_units or plan.new_windows:
            _create_places(plan, by=by, at=at)
            plan = plan_findings(table, options, at=at)
        return [[row.line, row.status, _import(row, by=by, at=at)] for row in plan.rows]


def _import(row: RowPlan, *, by: Any, at: datetime) -> int | None:
    if row.status != NEW:
        return row.earlier.finding_id if row.earlier else None
    assert row.finding is not None  # noqa: S101 (a row without errors has one)
    try:
        return record_finding(by=by, at=at, finding=row.finding, charges=row.charges).pk
    except Refusal as refusal:
        raise Refusal(f"{row.read.place}：{refusal.message}没有写入任何内容。") from refusal


def _create_places(plan: ImportPlan, *, by: Any, at: datetime) -> None:
    last = Unit.objects.aggregate(last=Max("order"))["last"] or 0
    for number, unit in enumerate(plan.new_units, start=1):
        unit.order = last + number
        add_row(row=unit, by=by, at=at)
    for window in plan.new_windows:
        window.unit_id = window.unit.pk
        add_row(row=window, by=by, at=at)
