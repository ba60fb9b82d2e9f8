"""得分说明 as a workbook: one unit's month, its arithmetic, every line, what follows, what is not counted."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from records.workbooks import Column, Formula, Sheet, exported, write_workbook
from scoring.rulebook.points import to_decimal
from scoring.selectors.unit_pages import FollowUpView, NoteView, UnitWhole
from scoring.workbooks.common import (
    LINES,
    POINTS_COUNTED,
    POINTS_DUE,
    held,
    line_rows,
    summed,
)

FIRST_LINE = 4
"""Below the title, the line under it and the head."""


def unit_workbook(whole: UnitWhole, *, at: datetime, shows_papers: bool) -> bytes:
    """得分, 明细, and where there are any 整改处理 and 不计分的情况."""
    page = whole.page
    state = "（未定分，仅供核对）" if page.is_open else ""
    title = f"{page.unit_name}{page.month_name}百分考核得分说明{state}"
    about = [f"依据细则{page.edition_name}版"]
    about += [f"第{page.revision}版定分结果，摘要{page.digest[:12]}"] if page.revision else []
    about += [f"名次第{page.rank}"] if page.rank else []
    note = exported(at, "，".join(about))
    sheets = [_scores(whole, title, note), _lines(whole, title, note, shows_papers)]
    if page.follow_ups:
        sheets.append(_follow_ups(page.follow_ups, f"{page.unit_name}{page.month_name}整改处理", note))
    if page.notes:
        sheets.append(_notes(page.notes, f"{page.unit_name}{page.month_name}不计分的情况", note))
    return write_workbook(sheets)


def _scores(whole: UnitWhole, title: str, note: str) -> Sheet:
    columns = (
        Column("类别", 30),
        Column("满分", 9, "points"),
        Column("扣分", 9, "points"),
        Column("加分", 9, "points"),
        Column("相加", 9, "points"),
        Column("得分", 9, "points"),
        Column("溢出加分", 10, "points"),
        Column("无分可扣", 10, "points"),
        Column("算式", 60),
    )
    categories = [_category(place, row) for place, row in enumerate(whole.unit.categories, start=FIRST_LINE)]
    rows = [[*row, bar.arithmetic] for row, bar in zip(categories, whole.page.bars, strict=True)]
    total: list[Any] = ["总分", *([None] * 8)]
    for place in (1, 2, 3, 5, 6, 7):
        total[place] = summed(place, FIRST_LINE, [_plain(row[place]) for row in rows])
    below = [total]
    if whole.unit.corrected_halves:
        total[0] = "六类合计"
        below += _corrected(whole, FIRST_LINE + len(rows))
    return Sheet("得分", columns, rows, title=title, note=note, below=below)


def _corrected(whole: UnitWhole, line: int) -> list[list[Any]]:
    """更正 of earlier months and the total with it, below the six categories' sum on `line`."""
    correction, total = to_decimal(whole.unit.corrected_halves), to_decimal(whole.unit.total_halves)
    formula = Formula(f"={held(f'F{line}', f'F{line + 1}', f'B{line}')}", total)
    nothing = [None] * 4
    return [
        ["更正（以前月份）", *nothing, correction, None, None, whole.page.corrected],
        ["总分", *nothing, formula, None, None, None],
    ]


def _plain(value: Any) -> Any:
    return value.shows if isinstance(value, Formula) else value


def _category(line: int, row: dict[str, Any]) -> list[Any]:
    """A category's arithmetic; the sum is a formula, what cap, floor or emptying made of it is not."""
    points = [to_decimal(row[name]) for name in ("full", "deducted", "awarded")]
    return [
        f"{row['number']} {row['name']}",
        *points,
        Formula(f"=SUM(B{line}:D{line})", sum(points, Decimal(0))),
        *(to_decimal(row[name]) for name in ("score", "overflow", "swallowed")),
    ]


def _lines(whole: UnitWhole, title: str, note: str, shows_papers: bool) -> Sheet:
    rows = line_rows(whole.lines, shows_papers=shows_papers)
    total: list[Any] = [None, "合计", *([None] * (len(LINES) - 2))]
    for place in (POINTS_DUE, POINTS_COUNTED):
        total[place] = summed(place, FIRST_LINE, [row[place] for row in rows])
    return Sheet("明细", LINES, rows, title=title, note=note, below=[total] if rows else [])


def _follow_ups(rows: list[FollowUpView], title: str, note: str) -> Sheet:
    columns = (
        Column("整改处理", 20),
        Column("对象", 16),
        Column("办理", 24),
        Column("依据", 16),
        Column("次数", 22),
        Column("因何", 50),
    )
    cells = [
        [row.kind, row.who, row.handled_by, row.basis, row.rung, "、".join(line.label for line in row.causes)]
        for row in rows
    ]
    return Sheet("整改处理", columns, cells, title=title, note=note)


def _notes(rows: list[NoteView], title: str, note: str) -> Sheet:
    columns = (
        Column("日期", 20),
        Column("窗口", 14),
        Column("情况", 70),
        Column("性质", 12),
        Column("证明文件", 30),
    )
    cells = [
        [
            row.when,
            row.window,
            row.fact,
            "好的做法" if row.is_good else "细则未列",
            "；".join(file["name"] for file in row.evidence),
        ]
        for row in rows
    ]
    return Sheet("不计分的情况", columns, cells, title=title, note=note)
