"""A unit's month of attendance as a workbook: people by days, and every day on a line of its own."""

from records.workbooks import Column, Sheet, write_workbook
from scoring.periods import month_name
from scoring.selectors.attendance_sheet import Cell, Line
from scoring.selectors.attendance_sheet import Sheet as Attendance

WHO = (Column("姓名", 12), Column("工号", 12))
SIGNS = tuple(Column(word, 10) for word in ("上午签到", "上午签退", "下午签到", "下午签退"))


def attendance_workbook(sheet: Attendance, unit: str) -> bytes:
    """Two sheets: 考勤表 and 明细."""
    title = f"{unit}{month_name(sheet.month)}考勤"
    by_day = [Column(f"{day.month}月{day.day}日", 14) for day in sheet.days]
    table = [[line.name, line.number, *(cell.words for cell in line.cells)] for line in sheet.lines]
    details = [_detail(line, cell) for line in sheet.lines for cell in line.cells if cell.words]
    columns = (*WHO, Column("日期", 12, "day"), *SIGNS, Column("请假", 18), Column("线索", 24))
    return write_workbook(
        [
            Sheet("考勤表", (*WHO, *by_day), table, title=title),
            Sheet("明细", columns, details, title=title),
        ]
    )


def _detail(line: Line, cell: Cell) -> list[object]:
    times = [f"{one:%H:%M}" if one else "" for one in cell.times or (None,) * 4]
    return [line.name, line.number, cell.day, *times, cell.leave, "、".join(cell.marks)]
