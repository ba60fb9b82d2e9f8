"""A trial as a workbook: every unit's month before and after, and every line that changes with its why."""

from collections.abc import Iterator
from datetime import datetime

from records.workbooks import Column, Sheet, exported, write_workbook
from scoring.periods import month_name
from scoring.rulebook.points import to_decimal
from scoring.selectors.trial_pages import kinds
from scoring.selectors.trial_words import line_view, trial_words
from scoring.selectors.what_if import Trial

UNITS = (
    Column("月份", 12),
    Column("窗口单位", 24),
    Column("原总分", 9, "points"),
    Column("新总分", 9, "points"),
    Column("变化", 8, "points"),
    Column("原名次", 8, "whole"),
    Column("新名次", 8, "whole"),
    Column("变动明细", 10, "whole"),
    Column("增加的整改处理", 28),
    Column("减少的整改处理", 28),
)
LINES = (
    Column("月份", 12),
    Column("窗口单位", 24),
    Column("时间", 22),
    Column("条款和行为", 22),
    Column("人员、窗口", 20),
    Column("发现情况", 40),
    Column("原计", 10),
    Column("原来的理由", 30),
    Column("新计", 10),
    Column("新的理由", 30),
)


def trial_workbook(trial: Trial, title: str, *, at: datetime) -> bytes:
    """Two sheets."""
    note = exported(at)
    return write_workbook(
        [
            Sheet("各月得分", UNITS, list(_units(trial)), title=title, note=note),
            Sheet("变动明细", LINES, list(_lines(trial)), title=title, note=note),
        ]
    )


def _units(trial: Trial) -> Iterator[list[object]]:
    for month in trial.months:
        for unit in month.units:
            yield [
                month_name(month.month),
                unit.name,
                to_decimal(unit.before.total),
                to_decimal(unit.after.total),
                to_decimal(unit.gain),
                unit.before.rank,
                unit.after.rank,
                len(unit.lines),
                kinds(unit.brought),
                kinds(unit.dropped),
            ]


def _lines(trial: Trial) -> Iterator[list[object]]:
    words = trial_words(change for unit in trial.units for change in unit.lines)
    for month in trial.months:
        for unit in month.units:
            for change in unit.lines:
                line = line_view(change, words, *month.editions)
                told = (line.when, line.label, line.who, line.fact)
                came = (line.before, line.why_before, line.after, line.why_after)
                yield [month_name(month.month), unit.name, *told, *came]
