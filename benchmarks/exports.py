"""A workbook out: ours with its styles and safe texts, against openpyxl writing bare values."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook

from benchmarks.table import Row, told
from benchmarks.timing import medians
from records.workbooks import Column, Sheet, write_workbook

KINDS = ("day", "text", "text", "text", "text", "text", "whole", "points", "mean", "line")
COLUMNS = [Column(f"第{number}列", kind=kind) for number, kind in enumerate(KINDS, start=1)]
LINES = 10_000


def export_rows(rounds: int) -> list[Row]:
    """10,000 × 10 cells, as the ledger has them."""
    cells = [_cells(line) for line in range(LINES)]
    works = {
        "ours": lambda: write_workbook([Sheet("表", COLUMNS, cells)]),
        "bare": lambda: _bare(cells),
    }
    taken = medians(works, max(1, rounds // 8), warm_up=1)
    how = f"本站 {told(taken['ours'])}，单用 openpyxl（write_only、不带格式） {told(taken['bare'])}"
    return [Row("导出 Excel，1万行10列", taken["ours"] / taken["bare"], 1.3, how)]


def _cells(line: int) -> Sequence[object]:
    day = date(2026, 1 + line % 12, 1 + line % 28)
    texts = (f"第{line % 20}窗口单位", "3号窗口", "王芳", "日常抽查", "上班时间看手机，经提醒后已改正")
    return [day, *texts, line, line / 2, line / 3, "4.5"]


def _bare(cells: Sequence[Sequence[object]]) -> bytes:
    book, stream = Workbook(write_only=True), BytesIO()
    page = book.create_sheet("表")
    page.append([column.label for column in COLUMNS])
    for row in cells:
        page.append(row)
    book.save(stream)
    return stream.getvalue()
