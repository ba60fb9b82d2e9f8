"""The rows of one sheet, read in one pass: values as people see them, and merged ranges.

A reader of our own, because this is what an import waits for: openpyxl takes several times as long (see
docs/性能.md). calamine would be faster still, but lays a sheet out as one dense block, so that two cells far
apart end the process, and reads an error value, or a formula without its result, as an empty cell.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, iterparse

from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601

from records.workbooks.package import MAIN, Formats, text_in

Cell = str | int | float | bool | date | datetime | time | timedelta | None
ROW, VALUE, FORMULA, INLINE, MERGED = (f"{MAIN}{name}" for name in ("row", "v", "f", "is", "mergeCell"))
RANGE = re.compile(r"[A-Z]{1,3}[0-9]{1,9}:[A-Z]{1,3}[0-9]{1,9}")
DIGITS = "0123456789"


class OddCell(Exception):  # noqa: N818 - it is a cell, not a fault of the program
    """A cell that shows no value: an error (`found`), or a formula never worked out (`found` empty)."""

    def __init__(self, line: int, column: int, found: str) -> None:
        super().__init__(line, column, found)
        self.line, self.column, self.found = line, column, found


@dataclass
class SheetReader:
    """Reads a sheet's part row by row; `merged` is known when all rows have been read."""

    text: bytes
    strings: Sequence[str]
    formats: Formats
    merged: list[str] = field(default_factory=list)
    moments: dict[tuple[str, str], Cell] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[int, dict[int, Cell]]]:
        """(line, values by column from 1) of each row; ValueError where lines or cells do not go forward."""
        line = 0
        for _, element in iterparse(BytesIO(self.text)):  # noqa: S314
            if element.tag == ROW:
                before, line = line, int(element.get("r") or line + 1)
                if line <= before:
                    raise ValueError("rows out of order")
                yield line, self._cells(line, element)
                element.clear()
            elif element.tag == MERGED:
                self.merged.append(_checked_range(element.get("ref", "")))

    def _cells(self, line: int, row: Element) -> dict[int, Cell]:
        """Values by column; cells without any are left out."""
        column = 0
        found: dict[int, Cell] = {}
        for cell in row:
            place = cell.get("r")
            before, column = column, column_of(place.rstrip(DIGITS)) if place else column + 1
            if column <= before:
                raise ValueError("cells out of order")
            if len(cell) and (value := self._value(line, column, cell)) is not None:
                found[column] = value
        return found

    def _value(self, line: int, column: int, cell: Element) -> Cell:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(INLINE)
            return None if inline is None else text_in(inline)
        text = _shown(cell, kind)
        if kind == "e":
            raise OddCell(line, column, text or "#VALUE!")
        if text is None:
            if cell.find(FORMULA) is not None:
                raise OddCell(line, column, "")
            return None
        if kind == "s":
            return self.strings[int(text)]
        if kind == "n":
            return self._number(cell.get("s", ""), text)
        return OTHERS[kind](text)

    def _number(self, style: str, text: str) -> Cell:
        if style in self.formats.moments:
            key = (style, text)
            if key not in self.moments:
                self.moments[key] = self._moment(style, number_of(text))
            return self.moments[key]
        return number_of(text)

    def _moment(self, style: str, number: float) -> Cell:
        """The day or time that a number stands for; the number itself where it stands for none."""
        try:
            moment: Cell = from_excel(number, self.formats.epoch, timedelta=style in self.formats.spans)
        except (OverflowError, ValueError):
            return number
        return moment


def _shown(cell: Element, kind: str) -> str | None:
    """The text of the cell's value; a formula's empty text is one too, an empty number none."""
    value = cell[-1] if cell[-1].tag == VALUE else cell.find(VALUE)
    if value is None:
        return None
    return value.text or ("" if kind == "str" else None)


def _checked_range(found: str) -> str:
    if not RANGE.fullmatch(found):
        raise ValueError("not a range")
    return found


@lru_cache(maxsize=1000)
def column_of(letters: str) -> int:
    """1 for A; ValueError for what is no column."""
    return int(column_index_from_string(letters))


def number_of(text: str) -> int | float:
    """A whole number where it is written as one; ValueError for what is no number."""
    return float(text) if "." in text or "E" in text or "e" in text else int(text)


OTHERS: dict[str, Callable[[str], Any]] = {"b": lambda text: bool(int(text)), "str": str, "d": from_ISO8601}
