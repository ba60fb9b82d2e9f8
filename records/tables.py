"""Tables in, from csv or xlsx: a header, rows with their line numbers, and where everything stands.

csv: UTF-8 with or without BOM, or GB18030; comma, tab or semicolon. Blank rows are skipped, line numbers stay
those that Excel shows. What cannot be read is a Refusal in Chinese naming sheet, row and column.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from records.cells import parse_choice, parse_day, parse_text, parse_time, parse_whole, parse_yes, text_of
from records.errors import Refusal
from records.texts import read_text_rows
from records.workbooks import Cell, SheetRows, is_workbook, read_workbook

__all__ = [
    "Row",
    "Table",
    "parse_choice",
    "parse_day",
    "parse_text",
    "parse_time",
    "parse_whole",
    "parse_yes",
    "read_sheets",
    "read_table",
    "table_of",
    "text_of",
]
HEADER_WITHIN = 10


@dataclass(frozen=True)
class Row:
    """A row: its line number as Excel shows it, and the cells that hold anything, by header."""

    line: int
    cells: dict[str, Cell]

    def text(self, column: str) -> str:
        """The cell as trimmed text, the same from csv and xlsx; "" where empty or no such column."""
        return text_of(self.cells.get(column))


@dataclass(frozen=True)
class Table:
    """A table with its header; `sheet` is empty for a csv."""

    source: str
    sheet: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def place(self, row: Row, column: str = "") -> str:
        """“工作表“人员”第3行C列“工号””, for messages."""
        at = f"工作表“{self.sheet}”第{row.line}行" if self.sheet else f"第{row.line}行"
        if not column or column not in self.header:
            return at
        return f"{at}{column_letter(self.header.index(column))}列“{column}”"


def read_table(
    name: str,
    data: bytes,
    *,
    expected: Sequence[str] = (),
    required: Sequence[str] = (),
    sheet: str = "",
    max_rows: int | None = None,
    max_bytes: int | None = None,
) -> Table:
    """The table of a csv or xlsx.

    `expected` are all headers known, `required` those that must be there; with `expected` given, an unknown
    header is refused, and a title above the header is passed over. `sheet` asks for the sheet of that name,
    else it is the first one with a fitting header.
    """
    sheets = read_sheets(name, data, max_rows=max_rows, max_bytes=max_bytes)
    if sheet:
        sheets = [one for one in sheets if one.name in (sheet, "")]
        if not sheets:
            raise Refusal(f"“{name}”里没有名为“{sheet}”的工作表；请使用本站提供的模板。")
    chosen = next((one for one in sheets if _header_index(one, expected, required) is not None), None)
    if chosen is None:
        wanted = f"表头应有：{'、'.join(required or expected)}。" if expected else "请检查是否选错了文件。"
        raise Refusal(f"“{name}”里没有找到表头。{wanted}")
    return table_of(name, chosen, expected=expected, required=required, max_rows=max_rows)


def read_sheets(
    name: str, data: bytes, *, max_rows: int | None = None, max_bytes: int | None = None
) -> list[SheetRows]:
    """All sheets of a workbook, or the nameless one of a csv; the limits are the site's unless given."""
    rows_limit = max_rows or settings.IMPORT_MAX_ROWS
    bytes_limit = max_bytes or settings.IMPORT_MAX_BYTES
    if not data:
        raise Refusal(f"“{name}”是空文件；请检查是否选错了文件。")
    if is_workbook(data):
        return read_workbook(name, data, max_rows=rows_limit, max_bytes=bytes_limit)
    return [SheetRows("", read_text_rows(name, data, max_rows=rows_limit, max_bytes=bytes_limit))]


def table_of(
    name: str,
    sheet: SheetRows,
    *,
    expected: Sequence[str] = (),
    required: Sequence[str] = (),
    max_rows: int | None = None,
) -> Table:
    """A sheet as a table: the header checked, each row by header."""
    at = f"“{name}”工作表“{sheet.name}”" if sheet.name else f"“{name}”"
    index = _header_index(sheet, expected, required)
    if index is None:
        raise Refusal(f"{at}没有找到表头；应有：{'、'.join(required or expected)}。")
    line, cells = sheet.rows[index]
    header = tuple(text_of(cell) for cell in cells)
    _refuse_merged(at, sheet, line)
    _check_header(f"{at}第{line}行", header, expected, required)
    body = sheet.rows[index + 1 :]
    limit = max_rows or settings.IMPORT_MAX_ROWS
    if len(body) > limit:
        raise Refusal(f"{at}有{len(body)}行，超过上限{limit}行；请分成几个文件导入。")
    return Table(name, sheet.name, header, tuple(_row(at, header, *one) for one in body))


def _header_index(sheet: SheetRows, expected: Sequence[str], required: Sequence[str]) -> int | None:
    """Which row is the header: the first that holds at least half as many known ones as are required."""
    if not expected:
        return 0 if sheet.rows else None
    known = set(expected)
    for index, (_, cells) in enumerate(sheet.rows[:HEADER_WITHIN]):
        if len({text_of(cell) for cell in cells} & known) * 2 >= len(required or expected):
            return index
    return None


def _check_header(at: str, header: tuple[str, ...], expected: Sequence[str], required: Sequence[str]) -> None:
    named = [label for label in header if label]
    double = sorted({label for label in named if named.count(label) > 1})
    if double:
        raise Refusal(f"{at}表头重复：{'、'.join(double)}；请只保留一列。")
    missing = [label for label in required if label not in named]
    if missing:
        raise Refusal(f"{at}表头缺少：{'、'.join(missing)}；请补上后再导入。")
    unknown = [label[:30] for label in named if expected and label not in expected]
    if unknown:
        raise Refusal(f"{at}有不认识的表头：{'、'.join(unknown)}；请删除或改为：{'、'.join(expected)}。")


def _refuse_merged(at: str, sheet: SheetRows, header_line: int) -> None:
    for found in sheet.merged:
        last = int("".join(sign for sign in found.split(":")[1] if sign.isdigit()))
        if last >= header_line:
            raise Refusal(f"{at}的 {found} 是合并单元格；请取消合并，每行都填写内容。")


def _row(at: str, header: tuple[str, ...], line: int, cells: tuple[Cell, ...]) -> Row:
    held: dict[str, Cell] = {}
    for index, cell in enumerate(cells):
        if cell is None or not text_of(cell):
            continue
        if index >= len(header) or not header[index]:
            raise Refusal(f"{at}第{line}行{column_letter(index)}列有内容，但没有表头；请补上表头或删除。")
        held[header[index]] = cell
    return Row(line, held)


def column_letter(index: int) -> str:
    """A, B … Z, AA … for 0, 1 …"""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
