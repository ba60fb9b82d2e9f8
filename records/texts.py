"""csv in: which encoding, which delimiter, which line is at fault."""

import csv
from io import StringIO

from records.errors import Refusal
from records.workbooks import Cell
from records.workbooks.read import MAX_COLUMNS, too_large

SAVE_AS = "请用 Excel 或 WPS 打开，“另存为”CSV UTF-8（逗号分隔）或 Excel 工作簿（.xlsx）后再导入。"
DELIMITERS = ",\t;"


def read_text_rows(
    name: str, data: bytes, *, max_rows: int, max_bytes: int
) -> tuple[tuple[int, tuple[Cell, ...]], ...]:
    """Rows that hold anything, with their numbers as Excel shows them; Refusal for what is no csv."""
    if len(data) > max_bytes:
        raise Refusal(too_large(name, len(data), max_bytes))
    text = decode(name, data)
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 0
    try:
        for line, cells in enumerate(reader, start=1):
            while cells and not cells[-1].strip():
                cells.pop()
            if not cells:
                continue
            if len(cells) > MAX_COLUMNS:
                raise Refusal(f"“{name}”第{line}行超过 {MAX_COLUMNS} 列；请删除多余的列。")
            if len(rows) > max_rows + 20:  # a title and headers may stand above what is counted
                raise Refusal(f"“{name}”超过 {max_rows} 行；请分成几个文件导入。")
            rows.append((line, tuple(cells)))
    except csv.Error:
        raise Refusal(f"“{name}”第{line + 1}行的引号不配对或内容过长，无法分列。{SAVE_AS}") from None
    return tuple(rows)


def decode(name: str, data: bytes) -> str:
    """The text of a csv: UTF-8 with or without BOM, else GB18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refusal(f"“{name}”是 Unicode（UTF-16）文本，无法读取。{SAVE_AS}")
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise Refusal(f"“{name}”第{line}行有空字符，不是文本文件。{SAVE_AS}")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal(f"“{name}”的文字编码无法识别（既不是 UTF-8 也不是 GB18030）。{SAVE_AS}")


def _delimiter(text: str) -> str:
    """What parts the first line that is not blank."""
    first = next((line for line in StringIO(text, newline=None) if line.strip()), "")
    return max(DELIMITERS, key=first.count)
