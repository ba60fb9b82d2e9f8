"""Rows out through openpyxl: each column's style is looked up once, not once a cell (docs/性能.md)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

FORMATS = {
    "text": "@",
    "line": "@",  # text that runs on over empty cells instead of wrapping
    "whole": "0",
    "points": "0.0",
    "mean": "0.00",
    "day": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
}
LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "﹢", "﹣", "﹦", "﹫")
MAX_TEXT = 32_000
FACE = "宋体"
PLAIN, BOLD = Font(name=FACE, size=11), Font(name=FACE, size=11, bold=True)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that this project wrote itself, “=SUM(C3:C22)”; any text of somebody's is never live.

    `shows` is what it comes to: a program that looks without calculating (a phone, a mail's preview, Excel's
    protected view) shows that, and anything that calculates replaces it. `kind` is a format of its own where
    it is not the column's.
    """

    text: str
    shows: int | Decimal | None = None
    kind: str = ""


class Page(WriteOnlyWorksheet):
    """A sheet that takes cells as they are: openpyxl would try each as a value first, then make another."""

    def _values_to_row(self, values: Iterable[Any], row_idx: int) -> Iterator[Any]:
        for column, cell in enumerate(values, start=1):
            if cell is not None:
                cell.row, cell.column = row_idx, column
                yield cell


class StyledCell(Cell):
    """A cell of a style that stays."""

    has_style = True
    style_id = 0

    def hold(self, value: Any, kind: str) -> "StyledCell":
        """The cell with another value, whose kind is known: openpyxl would guess it anew for each."""
        self._value, self.data_type = value, kind
        return self


def add_page(book: Any, name: str) -> Any:
    """A further sheet of a workbook that is only written; `append` takes cells."""
    page = Page(parent=book, title=name)
    book._add_sheet(page)  # noqa: SLF001 - what create_sheet calls
    return page


class RowWriter:
    """Writes rows through one prepared cell for each column and way of showing a value, from `line` on.

    A cell is used again for the next row: openpyxl writes each out as soon as it is handed over.
    """

    def __init__(self, page: Any, columns: Sequence[Any], line: int, **styles: Any) -> None:
        self.page, self.line, self.styles = page, line, styles
        self.shown: dict[str, str] = {}
        """What the formulas show, by cell."""
        self.kinds = [column.kind for column in columns]
        self.plain = [prepared(page, kind, styles) for kind in self.kinds]
        self.others: dict[tuple[int, str], Any] = {}

    def cells(self, row: Sequence[Any]) -> Iterator[Any]:
        """The row's cells; None for an empty one."""
        for index, value in enumerate(row):
            yield None if value is None or value == "" else self._cell(index, value)
        self.line += 1

    def _cell(self, index: int, value: Any) -> Any:
        if isinstance(value, Formula):
            return self._formula(index, value)
        if isinstance(value, str):
            cell = self._quoted(index) if value.startswith(LIVE) else self.plain[index]
            return cell.hold(safe_text(value), "s")
        if isinstance(value, bool):
            return self.plain[index].hold("是" if value else "否", "s")
        if isinstance(value, int | float | Decimal):
            return self.plain[index].hold(value, "n")
        if isinstance(value, date):
            return self._dated(index, value).hold(_local(value), "d")
        raise TypeError(f"a cell cannot hold {type(value).__name__}")

    def _formula(self, index: int, value: Formula) -> Any:
        if value.shows is not None:
            self.shown[f"{get_column_letter(index + 1)}{self.line}"] = str(value.shows)
        cell = self._other(index, value.kind) if value.kind else self.plain[index]
        return cell.hold(value.text, "f")

    def _quoted(self, index: int) -> Any:
        return self._other(index, self.kinds[index], quotePrefix=True)

    def _dated(self, index: int, value: date) -> Any:
        """In a column of another kind a day shows as a day all the same."""
        if self.kinds[index] in ("day", "moment"):
            return self.plain[index]
        return self._other(index, "moment" if isinstance(value, datetime) else "day")

    def _other(self, index: int, kind: str, **styles: Any) -> Any:
        if (index, kind) not in self.others:
            self.others[index, kind] = prepared(self.page, kind, {**self.styles, **styles})
        return self.others[index, kind]


def prepared(page: Any, kind: str, styles: dict[str, Any]) -> Any:
    """A cell of that kind with these styles besides."""
    cell = StyledCell(page)
    cell.number_format = FORMATS[kind]
    cell.alignment = aligned(kind, "top", wraps=kind == "text")
    cell.font = PLAIN
    for name, style in styles.items():
        setattr(cell, name, style)
    cell.style_id = Cell.style_id.fget(cell)
    return cell


def aligned(kind: str, vertical: str, *, wraps: bool) -> Alignment:
    """Numbers to the right; texts to the left, a little in, so that they never touch the number before."""
    if kind in ("whole", "points", "mean"):
        return Alignment(vertical=vertical, wrap_text=wraps, horizontal="right")
    return Alignment(vertical=vertical, wrap_text=wraps, horizontal="left", indent=1)


def _local(value: date) -> date:
    """Excel's moments have no zone: those of the bureau's clock."""
    if not isinstance(value, datetime):
        return value
    return (timezone.localtime(value) if timezone.is_aware(value) else value).replace(tzinfo=None)


def safe_text(text: str) -> str:
    """Text that XML and Excel can hold: no control characters, no lone surrogates, not too long."""
    if text.isprintable() and len(text) <= MAX_TEXT:
        return text
    whole = text.encode("utf-8", "replace").decode("utf-8")
    clean = ILLEGAL_CHARACTERS_RE.sub("", whole).replace("\ufffe", "").replace("\uffff", "")
    return clean if len(clean) <= MAX_TEXT else clean[:MAX_TEXT] + "……（过长，已截断）"
