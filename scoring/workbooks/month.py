"""月度总表 as a workbook: the table with its sums and means as formulas, and every line with its reason."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Any

from records.workbooks import Column, Formula, Sheet, exported, write_workbook
from scoring.rulebook.points import to_decimal
from scoring.selectors.month_lines import UnitLines
from scoring.selectors.tables import MonthTable, Row
from scoring.workbooks.common import (
    LINES,
    POINTS_COUNTED,
    POINTS_DUE,
    held,
    letter,
    line_rows,
    mean_formula,
    summed,
)

FIRST_LINE = 4
"""Below the title, the line under it and the head."""
CATEGORIES_FROM = 2
UNIT = Column("窗口单位", 24)
UNIT_OF_LINE = Column("窗口单位", 16)


def month_workbook(
    table: MonthTable,
    lines: list[UnitLines],
    *,
    at: datetime,
    own_units: Collection[int] | None = None,
    shows_papers: bool,
) -> bytes:
    """得分表 and 明细. `own_units`: a head's, whose follow-ups alone are counted; None for who sees all."""
    state = "" if table.is_open is False else "（未定分，仅供核对）"
    about = f"依据细则{table.edition_name}版"
    if table.result:
        about += f"，第{table.result.revision}版定分结果"
    note = exported(at, about)
    sheets = [_scores(table, f"{table.name}窗口单位百分考核得分表{state}", note, own_units)]
    if lines:
        sheets.append(_details(lines, f"{table.name}窗口单位百分考核计分明细{state}", note, shows_papers))
    return write_workbook(sheets)


def _scores(table: MonthTable, title: str, note: str, own: Collection[int] | None) -> Sheet:
    columns = (
        Column("名次", 8, "whole"),
        UNIT,
        *(Column(f"{head.name}（{head.full}分）", 16, "points") for head in table.heads),
        Column("总分", 10, "points"),
        Column("溢出加分", 10, "points"),
        Column("整改处理（项）", 14, "whole"),
        *([Column("更正", 10, "points")] if table.has_corrections else []),
    )
    rows = [_row(line, row, table, own) for line, row in enumerate(table.rows, start=FIRST_LINE)]
    below = [_means(table)] if rows else []
    return Sheet(f"{table.name}得分", columns, rows, title=title, note=note, below=below)


def _row(line: int, row: Row, table: MonthTable, own: Collection[int] | None) -> list[Any]:
    first, last = letter(CATEGORIES_FROM), letter(CATEGORIES_FROM + len(row.cells) - 1)
    total = f"SUM({first}{line}:{last}{line})"
    if row.corrected_halves:
        correction = f"{letter(CATEGORIES_FROM + len(row.cells) + 3)}{line}"
        total = held(total, correction, str(sum(Decimal(head.full) for head in table.heads)))
    return [
        row.rank,
        row.unit_name,
        *(to_decimal(cell.halves) for cell in row.cells),
        Formula(f"={total}", to_decimal(row.total_halves)),
        to_decimal(row.overflow_halves),
        row.follow_ups if own is None or row.unit_id in own else "",
        *([to_decimal(row.corrected_halves)] if table.has_corrections else []),
    ]


def _means(table: MonthTable) -> list[Any]:
    """Below the categories and the total; the same as on the page."""
    last = FIRST_LINE + len(table.rows) - 1
    columns = [list(cells) for cells in zip(*(_halves(row) for row in table.rows), strict=True)]
    return [
        "",
        "平均",
        *(
            mean_formula(f"{letter(place)}{FIRST_LINE}:{letter(place)}{last}", map(to_decimal, column))
            for place, column in enumerate(columns, start=CATEGORIES_FROM)
        ),
    ]


def _halves(row: Row) -> list[int]:
    return [*(cell.halves for cell in row.cells), row.total_halves]


def _details(lines: list[UnitLines], title: str, note: str, shows_papers: bool) -> Sheet:
    rows = [
        [unit.unit_name, *row] for unit in lines for row in line_rows(unit.lines, shows_papers=shows_papers)
    ]
    total: list[Any] = [None] * (len(LINES) + 1)
    total[0] = "合计"
    for place in (POINTS_DUE + 1, POINTS_COUNTED + 1):
        total[place] = summed(place, FIRST_LINE, [row[place] for row in rows])
    below = [total] if rows else []
    return Sheet("计分明细", (UNIT_OF_LINE, *LINES), rows, title=title, note=note, below=below)
