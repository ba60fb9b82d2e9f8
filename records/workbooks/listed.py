"""A list as a spreadsheet: one sheet of the rows that its page shows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from records.workbooks.exported import exported
from records.workbooks.write import Column, Sheet, write_workbook


def list_workbook(
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Any]],
    *about: str,
    at: datetime,
    title: str = "",
) -> bytes:
    """The rows under a title (the sheet's name unless told); below it `about`, and when it was exported."""
    return write_workbook([Sheet(name, columns, rows, title=title or name, note=exported(at, *about))])
