"""季度 and 年度 as a workbook: months, means as formulas, ranks, categories, who had no deduction."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Any

from records.workbooks import Column, Formula, Sheet, exported, write_workbook
from scoring.rulebook.points import to_decimal
from scoring.selectors.period_table import PeriodTable, Worst
from scoring.selectors.standings import Standing
from scoring.workbooks.common import letter, mean_formula

FIRST_LINE = 4
MONTHS_FROM = 2
UNIT = Column("窗口单位", 24)


def period_workbook(table: PeriodTable, *, at: datetime, own_units: Collection[int] | None = None) -> bytes:
    """得分表, 各类平均, 没有扣分的, and (for who sees all) 扣分最多的行为."""
    period = table.period
    state = "" if table.is_complete else f"（{len(table.months)}个月中{len(table.closed)}个月已定分）"
    title = f"{period.name}窗口单位百分考核得分表{state}"
    note = exported(at, "平均分为各自已定分月份的平均，保留两位小数，四舍五入；名次按未取整的平均分")
    sheets = [
        _scores(table, title, note, own_units),
        _categories(table, f"{period.name}各类平均得分", note),
        _clean(table, f"{period.name}没有扣分的单位和人员", exported(at)),
    ]
    if own_units is None:
        sheets.append(_worst(table, f"{period.name}扣分最多的行为", exported(at)))
    return write_workbook(sheets)


def _scores(table: PeriodTable, title: str, note: str, own: Collection[int] | None) -> Sheet:
    columns = (
        Column("名次", 8, "whole"),
        UNIT,
        *(Column(head.name, 9, "points") for head in table.closed),
        Column("平均分", 10, "mean"),
        Column("比上季度" if table.period.quarter else "比上年度", 13),
        Column("月数", 8, "whole"),
        Column("整改处理（项）", 12, "whole"),
    )
    rows = [_row(line, row, own) for line, row in enumerate(table.rows, start=FIRST_LINE)]
    below = [_means(table)] if rows else []
    return Sheet(f"{table.period.name}得分", columns, rows, title=title, note=note, below=below)


def _row(line: int, row: Standing, own: Collection[int] | None) -> list[Any]:
    cells = f"{letter(MONTHS_FROM)}{line}:{letter(MONTHS_FROM + len(row.cells) - 1)}{line}"
    return [
        row.rank,
        row.unit_name,
        *(to_decimal(cell.halves) if cell else None for cell in row.cells),
        Formula(f"=ROUND(AVERAGE({cells}),2)", Decimal(row.mean)),
        row.movement,
        Formula(f"=COUNT({cells})", row.months),
        row.follow_ups if own is None or row.unit_id in own else None,
    ]


def _means(table: PeriodTable) -> list[Any]:
    last = FIRST_LINE + len(table.rows) - 1
    by_month = list(zip(*(row.cells for row in table.rows), strict=True))
    found = [[to_decimal(cell.halves) for cell in cells if cell] for cells in by_month]
    columns = [letter(MONTHS_FROM + place) for place in range(len(found))]
    every = [value for values in found for value in values]
    return [
        None,
        "平均",
        *(
            mean_formula(f"{column}{FIRST_LINE}:{column}{last}", values)
            for column, values in zip(columns, found, strict=True)
        ),
        mean_formula(f"{columns[0]}{FIRST_LINE}:{columns[-1]}{last}", every),
    ]


def _categories(table: PeriodTable, title: str, note: str) -> Sheet:
    columns = (
        Column("名次", 8, "whole"),
        UNIT,
        *(Column(f"{one.name}（{one.full_marks}分）", 16, "mean") for one in table.categories),
        Column("平均分", 10, "mean"),
    )
    rows = [
        [row.rank, row.unit_name, *map(Decimal, row.category_means), Decimal(row.mean)] for row in table.rows
    ]
    below = []
    if rows:  # before the first month is closed there is nothing to take a mean of
        below = [[None, "平均", *(Decimal(one.mean) for one in table.categories), Decimal(table.mean)]]
    return Sheet("各类平均", columns, rows, title=title, note=note, below=below)


def _clean(table: PeriodTable, title: str, note: str) -> Sheet:
    names = {row.unit_id: row.unit_name for row in table.rows}
    rows: list[list[Any]] = [["单位", row.unit_name, ""] for row in table.clean_units]
    rows += [["人员", names.get(one.unit_id, ""), one.name] for one in table.clean_people]
    columns = (Column("类别", 10), UNIT, Column("姓名", 16))
    return Sheet("没有扣分", columns, rows, title=title, note=note, upright=True)


def _worst(table: PeriodTable, title: str, note: str) -> Sheet:
    columns = (
        Column("条款", 8),
        Column("行为", 24),
        Column("件数", 10, "whole"),
        Column("扣分", 10, "points"),
        Column("本类不得分（次）", 16, "whole"),
    )
    rows = [[*_priced(one), one.cleared or None] for one in table.worst]
    return Sheet("扣分最多的行为", columns, rows, title=title, note=note, upright=True)


def _priced(one: Worst) -> list[Any]:
    return [one.clause, one.behaviour, one.lines, Decimal(one.points)]
