"""Sheets of findings for tests: rows, whole sheets, what becomes of them."""

import io
import uuid
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from scoring.services.import_columns import COLUMNS
from scoring.services.import_findings import findings_table, import_rows
from scoring.services.import_plan import ImportOptions, ImportPlan, plan_findings
from tests.conftest import NOON
from units.models import User

REAL = Path(__file__).parents[1] / "data" / "findings-2026-09.csv"


HEAD = ",".join(COLUMNS)


CREATE = ImportOptions(create=True)


def sheet(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join((head, *rows)).encode()


def planned(*rows: str, options: ImportOptions | None = None, name: str = "表.csv") -> ImportPlan:
    return plan_findings(findings_table(name, sheet(*rows)), options or ImportOptions(), at=NOON)


def imported(by: User, *rows: str, options: ImportOptions | None = None, name: str = "表.csv") -> list[Any]:
    table = findings_table(name, sheet(*rows))
    return import_rows(table=table, options=options or ImportOptions(), by=by, at=NOON)


def imported_real(by: User) -> list[Any]:
    return import_rows(table=findings_table(REAL.name, REAL.read_bytes()), options=CREATE, by=by, at=NOON)


def as_xlsx(data: bytes, *, typed: bool = True) -> bytes:
    """The sheet as Excel would hold it: real dates, times and numbers."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for number, line in enumerate(data.decode("utf-8-sig").splitlines()):
        cells: list[Any] = line.split(",")
        if number and typed:
            cells[0] = date.fromisoformat(cells[0])
            cells[9] = int(cells[9])
            cells[10] = int(cells[10]) if cells[10] else None
        page.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


ROW = "2026-10-06,09:30,社保中心,3号窗口,,日常抽查,低头看手机,4.5,接打手机,1,,,"


def upload(desk: Client, name: str, data: bytes) -> Any:
    return desk.post("/import/", {"form_key": str(uuid.uuid4()), "file": SimpleUploadedFile(name, data)})


def chosen(desk: Client, url: str, step: str, **more: Any) -> Any:
    plan = desk.get(url).context["plan"] if step == "import" and "plan" not in more else None
    data = {"form_key": str(uuid.uuid4()), "step": step, "verified": "on"}
    return desk.post(url, data | ({"plan": plan.digest} if plan else {}) | more)
