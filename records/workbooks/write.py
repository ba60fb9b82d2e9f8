"""Spreadsheets out: text stays text (never a live formula), dates are dates, and the sheet prints on A4."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins

from records.workbooks.heights import TITLE_HEIGHT, Heights
from records.workbooks.row_writer import BOLD, FACE, FORMATS, LIVE, RowWriter, add_page, aligned, safe_text
from records.workbooks.shown import with_values

RULE = Side(style="thin", color="9AA5B1")
HEAD_FILL = PatternFill("solid", fgColor="DDE6EF")
FOOT_FILL = PatternFill("solid", fgColor="F4F6F9")
CREATOR = "窗口单位百分考核"
TITLE, NOTE = Font(name=FACE, size=15, bold=True), Font(name=FACE, size=10, color="55606E")
LAST_VALIDATED = 2000


@dataclass(frozen=True)
class Column:
    """A column: its head, width in half-width characters, kind (a key of FORMATS), help for who fills it.

    `choices` offers a list in the cell: the words, or the reference of a range (“=单位!$A$2:$A$9”).
    """

    label: str
    width: int = 12
    kind: str = "text"
    note: str = ""
    choices: Sequence[str] | str = ()


@dataclass(frozen=True)
class Sheet:
    """A sheet: optional title and line under it (of what, when exported), the head, the rows, and what stands
    below them (totals). `upright` prints on A4 portrait."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    title: str = ""
    note: str = ""
    below: Sequence[Sequence[Any]] = field(default=())
    upright: bool = False

    @property
    def first_line(self) -> int:
        """The number of the first row below the head, for formulas that point at rows."""
        return 2 + bool(self.title) + bool(self.note)


def write_workbook(sheets: Iterable[Sheet]) -> bytes:
    """The sheets as an xlsx. Cells: text, int, float, Decimal, bool, date, datetime, None, Formula."""
    book = Workbook(write_only=True)
    book.properties.creator = CREATOR
    shown = [_write(book, sheet) for sheet in sheets]
    stream = BytesIO()
    book.save(stream)
    return with_values(stream.getvalue(), shown)


def _write(book: Workbook, sheet: Sheet) -> dict[str, str]:
    """Write a sheet; returns what its formulas show, by cell."""
    page = add_page(book, _sheet_name(sheet.name))
    _set_up(page, sheet)
    _write_top(page, sheet)
    heights = Heights(page, _widths(sheet, "text"))
    writer = RowWriter(page, sheet.columns, sheet.first_line)
    for row in sheet.rows:
        heights.fit(writer.line, row)
        page.append(writer.cells(row))
    bold = RowWriter(page, sheet.columns, writer.line, font=BOLD, border=Border(top=RULE), fill=FOOT_FILL)
    for row in sheet.below:
        page.append(bold.cells(row))
    return writer.shown | bold.shown


def _write_top(page: Any, sheet: Sheet) -> None:
    """Title, the line under it, the head."""
    heights = Heights(page, _widths(sheet, *FORMATS))
    if sheet.title:
        heights.set(1, TITLE_HEIGHT)
    for text, font in ((sheet.title, TITLE), (sheet.note, NOTE)):
        if text:
            page.append([_styled(page, safe_text(text), font=font)])
    heights.fit(sheet.first_line - 1, [column.label for column in sheet.columns])
    page.append([_head(page, column) for column in sheet.columns])


def _widths(sheet: Sheet, *kinds: str) -> list[tuple[int, int]]:
    """(index, width) of the columns of these kinds."""
    return [(index, column.width) for index, column in enumerate(sheet.columns) if column.kind in kinds]


def _set_up(page: Any, sheet: Sheet) -> None:
    """Widths, a head that stays on screen and on every printed page, A4 one page wide, pages numbered."""
    head_line = sheet.first_line - 1
    for index, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(index)].width = column.width
        _offer_choices(page, column, get_column_letter(index), head_line)
    page.freeze_panes = f"A{head_line + 1}"
    page.print_title_rows = f"1:{head_line}"
    page.page_setup.orientation = "portrait" if sheet.upright else "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.7, header=0.3, footer=0.3)
    page.print_options.horizontalCentered = page.print_options.gridLines = True
    page.HeaderFooter.oddFooter.center.text = "第 &P 页，共 &N 页"


def _offer_choices(page: Any, column: Column, letter: str, head_line: int) -> None:
    if not column.choices:
        return
    listed = column.choices if isinstance(column.choices, str) else f'"{",".join(column.choices)}"'
    rule = DataValidation(
        type="list", formula1=listed.removeprefix("="), allow_blank=True, errorStyle="warning"
    )
    rule.error, rule.errorTitle = "请从列表中选择。", column.label
    rule.add(f"{letter}{head_line + 1}:{letter}{LAST_VALIDATED}")
    page.data_validations.append(rule)


def _head(page: Any, column: Column) -> Any:
    cell = _styled(
        page,
        safe_text(column.label),
        font=BOLD,
        fill=HEAD_FILL,
        border=Border(bottom=RULE),
        alignment=aligned(column.kind, "center", wraps=True),
    )
    if column.note:
        cell.comment = Comment(column.note, "说明", width=260, height=110)
    return cell


def _styled(page: Any, text: str, **styles: Any) -> Any:
    cell = WriteOnlyCell(page, value=None)
    cell.value, cell.data_type = text, "s"
    cell.quotePrefix = text.startswith(LIVE)
    for name, style in styles.items():
        setattr(cell, name, style)
    return cell


def _sheet_name(name: str) -> str:
    """Excel's rules: at most 31 characters, none of []:*?/\\, no apostrophe at the ends."""
    return re.sub(r"[\[\]:*?/\\]", "－", safe_text(name)).strip("'")[:31] or "表"
