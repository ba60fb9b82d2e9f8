"""The one door to openpyxl: spreadsheets out (`write_workbook`) and in (`read_workbook`).

openpyxl takes lxml where it is installed (python-docx brings it), which reads what the guard cannot see and
writes other bytes: it is told not to, before it is first imported.
"""

import os

os.environ["OPENPYXL_LXML"] = "False"

from records.workbooks.cells import Cell
from records.workbooks.exported import exported
from records.workbooks.listed import list_workbook
from records.workbooks.read import SheetRows, is_workbook, read_workbook
from records.workbooks.row_writer import Formula
from records.workbooks.write import Column, Sheet, write_workbook

__all__ = [
    "Cell",
    "Column",
    "Formula",
    "Sheet",
    "SheetRows",
    "exported",
    "is_workbook",
    "list_workbook",
    "read_workbook",
    "write_workbook",
]
