"""The engine's pass over rows against reading the same rows with the plain driver and doing nothing."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date

from django.db import connection

from benchmarks.data import FIRST, LAST, MONTHS, Rows
from benchmarks.table import Row, told
from benchmarks.timing import medians
from scoring.engine import Fact, History, score_month, score_months
from scoring.periods import month_key
from scoring.rulebook import shipped_edition
from scoring.selectors import editions
from scoring.selectors.details import details
from scoring.selectors.facts import facts_between, month_facts, month_score, scored_month, scored_months
from scoring.selectors.month import standing
from scoring.selectors.outcome import unit_lines

BARE_READ = """
SELECT e.id, e.unit_id, e.person_id, e.window_id, e.substitute_id,
       CASE WHEN f.happened_at IS NULL THEN f.happened_on ELSE f.happened_on || 'T' || f.happened_at END,
       e.clause, e.behaviour, e.times, e.measure, e.problem_id, NULLIF(e.bulletin, ''),
       e.criticised + 0, e.accountable + 0, e.serious + 0, e.status <> 'pending',
       NULLIF(CASE e.status WHEN 'waived' THEN e.settled_reason ELSE e.exempt_reason END, ''),
       substr(e.counts_in, 1, 7)
  FROM scoring_scoreevent e
  JOIN scoring_finding f ON f.id = e.finding_id
 WHERE e.counts_in >= ? AND e.counts_in <= ? AND e.status <> 'dismissed'
"""
MOST_QUERIES = 6


def engine_rows(rows: Rows, rounds: int, page_of_a_unit: Callable[[], object]) -> list[Row]:
    """Rows 1 to 3 of the table: totals, lines, queries."""
    with closing(sqlite3.connect(str(connection.settings_dict["NAME"]))) as driver:
        _check_same_rows(driver)
        return [
            *_month_rows(driver, rows, rounds),
            *_year_rows(driver, rows, rounds),
            _lines_on_demand(rows, rounds, page_of_a_unit),
            *_query_rows(),
        ]


def _bare(driver: sqlite3.Connection, first: date, last: date) -> list[Fact]:
    return driver.execute(BARE_READ, (first.isoformat(), last.isoformat())).fetchall()


def _check_same_rows(driver: sqlite3.Connection) -> None:
    for first, last in ((FIRST, FIRST), (FIRST, LAST)):
        if sorted(_bare(driver, first, last)) != sorted(facts_between(first, last)):
            raise AssertionError("the bare read and the selectors give different rows")


def _month_rows(driver: sqlite3.Connection, rows: Rows, rounds: int) -> list[Row]:
    edition, key, units = shipped_edition(), month_key(FIRST), [unit.pk for unit in rows.units]

    def totals() -> object:
        return score_month(edition, key, units, month_facts(FIRST), History.empty())

    def lines() -> object:
        score = score_month(edition, key, units, month_facts(FIRST), History.empty())
        return [score.lines(unit) for unit in units]

    def whole() -> object:
        return month_score(FIRST)

    taken = medians(
        {"bare": lambda: _bare(driver, FIRST, FIRST), "totals": totals, "lines": lines, "whole": whole},
        rounds,
    )
    bare = taken["bare"]
    against = f"裸读 {told(bare)}"
    return [
        Row(
            "一个月的总分", taken["totals"] / bare, 4, f"选择器读行加引擎 {told(taken['totals'])}，{against}"
        ),
        Row(
            "一个月逐条说明",
            taken["lines"] / bare,
            4,
            f"同上并列出全部明细 {told(taken['lines'])}，{against}",
        ),
        Row(
            "一个月连同月份、单位、细则",
            taken["whole"] / bare,
            None,
            f"页面所用的整个计分 {told(taken['whole'])}，{against}",
        ),
    ]


def _year_rows(driver: sqlite3.Connection, rows: Rows, rounds: int) -> list[Row]:
    edition, units = shipped_edition(), [unit.pk for unit in rows.units]
    keys = [month_key(month) for month in MONTHS]

    def totals() -> object:
        return list(score_months(edition, keys, units, facts_between(FIRST, LAST)))

    def lines() -> object:
        scores = list(score_months(edition, keys, units, facts_between(FIRST, LAST)))
        return [score.lines(unit) for score in scores for unit in units]

    taken = medians(
        {"bare": lambda: _bare(driver, FIRST, LAST), "totals": totals, "lines": lines}, max(rounds // 2, 3)
    )
    bare = taken["bare"]
    against = f"裸读 {told(bare)}"
    return [
        Row("一年一遍的总分", taken["totals"] / bare, 2.5, f"十二个月 {told(taken['totals'])}，{against}"),
        Row("一年逐条说明", taken["lines"] / bare, None, f"同上并列出全部明细 {told(taken['lines'])}"),
    ]


def _lines_on_demand(rows: Rows, rounds: int, page: Callable[[], object]) -> Row:
    unit = rows.units[0].pk

    def lines() -> object:
        where = standing(FIRST)
        scored = scored_month(where)
        return unit_lines(scored, unit, details(where, [unit]))

    taken = medians({"lines": lines, "page": page}, rounds)
    how = f"读行、计分、列一个单位的明细 {told(taken['lines'])}，它的页面 {told(taken['page'])}"
    return Row("一个单位的明细", taken["lines"] / taken["page"], 1, how)


def _query_rows() -> list[Row]:
    how = "细则第一次遇到时，最多的一次"
    return [
        Row("一个月的查询", queries(lambda: month_score(FIRST)), MOST_QUERIES, how, is_count=True),
        Row(
            "一年的查询", queries(lambda: [*scored_months(standing(LAST))]), MOST_QUERIES, how, is_count=True
        ),
    ]


def queries(work: Callable[[], object], *, first: bool = True) -> int:
    """How many queries a piece of work asks; `first`: editions not yet loaded, as at a process's start."""
    asked: list[str] = []

    def count(execute: Callable[..., object], sql: str, *rest: object) -> object:
        asked.append(sql)
        return execute(sql, *rest)

    if first:
        editions._loaded.clear()  # noqa: SLF001 - the process's memory of editions, as at its start
    with connection.execute_wrapper(count):
        work()
    return len(asked)
