"""A sign-in file as handed in: its header found, its rows read as days of people, faults with their place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import TypeVar

from records.errors import Refusal
from records.imports import ImportBatch
from records.tables import Row, Table, read_sheets, table_of, text_of
from records.workbooks import Cell, SheetRows
from units.attendance.cells import read_clock, read_clocks, read_day, read_moment, said
from units.attendance.columns import HEADER_WITHIN, LABELS, Layout, is_header
from units.attendance.names import Who, plain_name
from units.attendance.punches import SLOTS, FourTimes, sorted_signs
from units.services.import_plan import RowError
from units.workdays import USUAL_HOURS, work_calendar

Value = TypeVar("Value")
KIND = "attendance"
SLOTS_TOLD = frozenset(SLOTS)
MAX_ROWS = 30_000
"""A month of 200 people who sign four times a day, a row a sign, and then some."""
LONGEST_NAME = 60


@dataclass(frozen=True)
class SignFile:
    """The tables of a file that have one header, and the sheets that were left aside."""

    name: str
    header: tuple[str, ...]
    tables: list[Table]
    left_aside: list[str]

    def samples(self, column: str) -> list[str]:
        """The first few values of a column, to tell what it is."""
        values = (row.text(column) for row in self.tables[0].rows[:20])
        return [value[:30] for value in values if value][:3]


@dataclass(frozen=True)
class SignedDay:
    """The signs of one person on one day, and where they stand in the file."""

    who: Who
    day: date
    times: FourTimes
    place: str


@dataclass
class Reading:
    """All days of a file; `errors` forbid its import, `passed_over` are lines that are nobody's."""

    days: list[SignedDay] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)


@dataclass
class _Raw:
    """What a row, or several of one person and day, say."""

    place: str
    times: FourTimes | None
    clocks: list[time]
    remarks: list[str]


def sign_file(batch: ImportBatch) -> SignFile:
    """The file's tables. Refusal where it cannot be read or has no header."""
    sheets = read_sheets(batch.name, batch.content, max_rows=MAX_ROWS)
    found = [(sheet, index) for sheet in sheets if (index := _header_index(sheet)) is not None]
    if not found:
        raise Refusal(
            f"“{batch.name}”里没有找到表头；应有一行写着姓名、日期和签到、签退（或打卡时间）。", field="file"
        )
    header = _header(*found[0])
    same = [(sheet, index) for sheet, index in found if _header(sheet, index) == header]
    tables = [
        table_of(batch.name, replace(sheet, rows=sheet.rows[index:]), max_rows=MAX_ROWS)
        for sheet, index in same
    ]
    read = {sheet.name for sheet, _ in same}
    left_aside = [sheet.name for sheet in sheets if sheet.rows and sheet.name not in read]
    return SignFile(batch.name, tables[0].header, tables, left_aside)


def read_days(file: SignFile, layout: Layout, *, today: date) -> Reading:
    """Every person's every day; one query where signs must be told apart by the hours of the day."""
    reading = Reading()
    found: dict[tuple[Who, date], _Raw] = {}
    for table in file.tables:
        for row in table.rows:
            try:
                _read_row(_Cells(table, row, layout), today, found, reading)
            except _CellRefusal as refusal:
                reading.errors.append(RowError(refusal.place, refusal.message))
    reading.days = list(_days(found, layout))
    return reading


class _CellRefusal(Exception):  # noqa: N818 - it is an answer, not a fault
    """A cell that cannot be read, with its place."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(message)
        self.place, self.message = place, message


def _header_index(sheet: SheetRows) -> int | None:
    """Which row is the header: one with the usual words, else the first of several words without a figure."""
    head = [[text_of(cell) for cell in cells] for _, cells in sheet.rows[:HEADER_WITHIN]]
    usual = next((index for index, cells in enumerate(head) if is_header(cells)), None)
    if usual is not None:
        return usual
    return next((index for index, cells in enumerate(head) if _is_wordy(cells)), None)


def _is_wordy(cells: list[str]) -> bool:
    words = [cell for cell in cells if cell]
    return len(words) >= 3 and not any(sign.isdigit() for word in words for sign in word)


def _header(sheet: SheetRows, index: int) -> tuple[str, ...]:
    return tuple(text_of(cell) for cell in sheet.rows[index][1])


class _Cells:
    """The cells of one row by what they mean."""

    def __init__(self, table: Table, row: Row, layout: Layout) -> None:
        self.table, self.row, self.columns = table, row, layout.columns

    @property
    def place(self) -> str:
        return self.table.place(self.row)

    @property
    def tells_anything(self) -> bool:
        """Whether it has a day or a sign; a line of the maker, or of a sum, has neither."""
        return any(self.get(name) is not None for name in ("day", "moment", "punches", *SLOTS))

    def get(self, name: str) -> Cell:
        return self.row.cells.get(self.columns.get(name, ""))

    def read(self, name: str, reader: Callable[[Cell], Value]) -> Value:
        """The cell as a value; its refusal told with its place."""
        try:
            return reader(self.get(name))
        except Refusal as refusal:
            raise self.refusal(name, refusal.message) from None

    def word(self, name: str) -> str:
        """A name, number or department; too long a one is no such thing."""
        text = plain_name(text_of(self.get(name)))
        if len(text) > LONGEST_NAME:
            raise self.refusal(name, f"有{len(text)}个字，不像是{LABELS[name]}；请检查列的对应关系。")
        return text

    def day_and_clocks(self) -> tuple[date, list[time]]:
        """The day, and the signs where one column holds them all."""
        name = "moment" if "moment" in self.columns else "day"
        moment = self.read("moment", read_moment)
        day = moment[0] if moment else self.read("day", read_day)
        if day is None:
            raise self.refusal(name, "没有填写日期。")
        return day, moment[1] if moment else self.read("punches", read_clocks)

    def slots(self) -> FourTimes | None:
        """The four signs, each from its column; None where one column holds them all."""
        named = [slot for slot in SLOTS if slot in self.columns]
        return FourTimes(**{slot: self.read(slot, read_clock) for slot in named}) if named else None

    def remarks(self) -> list[str]:
        """The hall's own words in place of signs."""
        return [words for slot in (*SLOTS, "punches") if (words := said(self.get(slot)))]

    def refusal(self, name: str, message: str) -> _CellRefusal:
        return _CellRefusal(self.table.place(self.row, self.columns.get(name, "")), message)


def _read_row(cells: _Cells, today: date, found: dict[tuple[Who, date], _Raw], reading: Reading) -> None:
    who = Who(cells.word("name"), cells.word("number"), cells.word("group"))
    if not cells.tells_anything:
        first = next((text_of(cell) for cell in cells.row.cells.values() if cell is not None), "")
        reading.passed_over.append(f"{cells.place}“{first[:20]}”")
        return
    if not (who.name or who.number):
        raise cells.refusal("name", "没有填写姓名。")
    day, clocks = cells.day_and_clocks()
    if day > today:
        raise cells.refusal("day", f"{day:%Y年%m月%d日}还没有到；请核对日期。")
    _add(found, (who, day), _Raw(cells.place, cells.slots(), clocks, cells.remarks()), reading)


def _add(found: dict[tuple[Who, date], _Raw], key: tuple[Who, date], raw: _Raw, reading: Reading) -> None:
    """Put a row to the others of its person and day; two that tell different signs are an error."""
    earlier = found.setdefault(key, raw)
    if earlier is raw:
        return
    earlier.clocks += raw.clocks
    earlier.remarks += raw.remarks
    if earlier.times != raw.times:
        who, day = key
        message = f"{who}{day.month}月{day.day}日与{earlier.place}重复，时间不同；请只留一行。"
        reading.errors.append(RowError(raw.place, message))


def _days(found: dict[tuple[Who, date], _Raw], layout: Layout) -> Iterator[SignedDay]:
    if not found:
        return
    days = [day for _, day in found]
    calendar = None if SLOTS_TOLD & set(layout.columns) else work_calendar(min(days), max(days))
    twice = layout.slots != SLOTS
    for (who, day), raw in found.items():
        hours = calendar.hours_on(day) if calendar else USUAL_HOURS
        times = raw.times or sorted_signs(raw.clocks, hours, twice=twice)
        remarks = f"（写着{'、'.join(dict.fromkeys(raw.remarks))}）" if raw.remarks else ""
        yield SignedDay(who, day, times, (raw.place + remarks)[:160])
