"""What the workbooks show before anything calculates them is what a spreadsheet program comes to."""

import csv
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from openpyxl import load_workbook

from tests.conftest import NOON, logged_in
from tests.scoring.quarters import close_all, third_quarter
from units.models import Unit, User

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
OFFICE = shutil.which("soffice")
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"


@pytest.fixture(autouse=True)
def _october() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def recalculated(data: bytes, folder: Path) -> dict[str, list[list[str]]]:
    """Every sheet as LibreOffice calculates it; the values that we wrote are taken out first."""
    folder.mkdir()
    load_workbook(BytesIO(data)).save(folder / "book.xlsx")
    command = [str(OFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
    command += [EVERY_SHEET, "--outdir", str(folder), str(folder / "book.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {
        path.stem.removeprefix("book-"): list(csv.reader(path.read_text("utf-8").splitlines()))
        for path in folder.glob("book-*.csv")
    }


def differences(data: bytes, folder: Path) -> list[str]:
    """Cells with a formula where the program comes to something else than what we wrote."""
    formulas, values = load_workbook(BytesIO(data)), load_workbook(BytesIO(data), data_only=True)
    calculated = recalculated(data, folder)
    found, seen = [], 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    seen += 1
                    ours: Any = values[sheet.title][cell.coordinate].value
                    theirs = calculated[sheet.title][cell.row - 1][cell.column - 1]
                    if ours is None or abs(float(ours) - float(theirs)) > 1e-9:
                        found.append(f"{sheet.title}!{cell.coordinate} {cell.value}: {ours} / {theirs}")
    assert seen
    return found


@pytest.mark.skipif(OFFICE is None, reason="没有安装 LibreOffice")
def test_every_formula_shows_what_libreoffice_comes_to(
    clerk: User, chief: User, unit: Unit, other_unit: Unit, tmp_path: Path
) -> None:
    third_quarter(clerk, unit, other_unit)
    close_all(chief)
    desk = logged_in(chief)
    addresses = {
        "month": "/months/2026-08/export/",
        "unit": f"/months/2026-08/units/{unit.pk}/export/",
        "quarter": "/quarters/2026-3/export/",
        "year": "/years/2026/export/",
        "charges": "/statistics/export/",
    }

    found = {name: differences(desk.get(url).content, tmp_path / name) for name, url in addresses.items()}

    assert found == {name: [] for name in addresses}
