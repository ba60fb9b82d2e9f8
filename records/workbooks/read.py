"""Spreadsheets in: plain cell values with their line numbers, or a refusal that says what and where."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

from openpyxl.utils import get_column_letter

from records.errors import Refusal
from records.workbooks.cells import Cell, OddCell, SheetReader
from records.workbooks.guard import SAVE_AGAIN, unpacked_parts
from records.workbooks.package import formats, shared_strings, sheet_parts

MAX_COLUMNS = 60
MAX_LINES = 100_000
ABOVE_ROWS = 20  # a title, headers and notes may stand above what is counted
ZIP_HEAD = b"PK\x03\x04"


@dataclass(frozen=True)
class SheetRows:
    """One sheet: its rows that hold anything, each with its line number as Excel shows it.

    `merged` are ranges such as "A2:A5"; trailing empty cells of a row are left out.
    """

    name: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    merged: tuple[str, ...] = ()


def is_workbook(data: bytes) -> bool:
    """Whether these bytes are meant as a workbook (xlsx or its elders) rather than as text."""
    return data[:4] in (ZIP_HEAD, b"\xd0\xcf\x11\xe0")


def read_workbook(name: str, data: bytes, *, max_rows: int, max_bytes: int) -> list[SheetRows]:
    """The visible sheets of an xlsx. `name` is used in messages only.

    Values as Excel holds them: text, numbers, real dates. A formula counts as the value it last showed.
    Raises Refusal in Chinese where the file is too large, damaged, unsafe or holds what cannot be read,
    naming sheet, row and column.
    """
    if len(data) > max_bytes:
        raise Refusal(too_large(name, len(data), max_bytes))
    parts = unpacked_parts(name, data)
    try:
        return _sheets(name, parts, max_rows)
    except (ParseError, LookupError, ValueError, OverflowError):  # whatever the damage happens to hit
        raise Refusal(f"“{name}”内容已损坏，无法读取。{SAVE_AGAIN}") from None


def too_large(name: str, size: int, limit: int) -> str:
    """The message for a file over the limit (both in bytes)."""
    return (
        f"“{name}”有 {size / 1024 / 1024:.1f} MB，超过上限 {limit / 1024 / 1024:.0f} MB。"
        "请删去图片和不用的工作表，或分几次导入。"
    )


def _sheets(name: str, parts: dict[str, bytes], max_rows: int) -> list[SheetRows]:
    strings, known = shared_strings(parts), formats(parts)
    sheets = []
    for part in sheet_parts(parts):
        if part.is_visible:
            reader = SheetReader(parts[part.path], strings, known)
            rows = tuple(_rows(f"“{name}”工作表“{part.name}”", reader, max_rows))
            sheets.append(SheetRows(part.name, rows, tuple(reader.merged)))
    return sheets


def _rows(at: str, reader: SheetReader, max_rows: int) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Rows with content, numbered."""
    found = 0
    try:
        for line, cells in reader.rows():
            values = _values(cells)
            if not values:
                continue
            found += 1
            if found > max_rows + ABOVE_ROWS:
                raise Refusal(f"{at}超过 {max_rows} 行；请分成几个文件导入。")
            _refuse_far_away(at, line, len(values))
            yield line, values
    except OddCell as odd:
        raise Refusal(_odd(f"{at}第{odd.line}行{get_column_letter(odd.column)}列", odd.found)) from None


def _values(cells: dict[int, Cell]) -> tuple[Cell, ...]:
    """In their columns, without the empty cells at the end; text of blanks alone is empty there."""
    last = max(
        (column for column, value in cells.items() if not isinstance(value, str) or value.strip()), default=0
    )
    if last > MAX_COLUMNS:
        return (None,) * (MAX_COLUMNS + 1)  # only told that it is too wide
    return tuple(map(cells.get, range(1, last + 1)))


def _refuse_far_away(at: str, line: int, columns: int) -> None:
    if line > MAX_LINES:
        raise Refusal(f"{at}在第{MAX_LINES}行之后还有行；请删除多余的空白行后再导入。")
    if columns > MAX_COLUMNS:
        raise Refusal(f"{at}第{line}行超过 {MAX_COLUMNS} 列；请删除多余的列。")


def _odd(place: str, found: str) -> str:
    if found:
        return f"{place}是错误值 {found}；请改正公式或直接填写内容。"
    return f"{place}是公式，文件里没有它的结果；请在 Excel 中复制后“选择性粘贴为数值”，保存再导入。"
