"""All benchmarks one after another, and the table."""

import sys
from collections.abc import Iterator
from contextlib import nullcontext

from django.core.management import call_command

from benchmarks.arithmetic import arithmetic_rows
from benchmarks.attendance import attendance_rows
from benchmarks.data import AT, FIRST, Rows, load_rows
from benchmarks.demo import demo_rows
from benchmarks.engine import engine_rows
from benchmarks.exports import export_rows
from benchmarks.office import chromium, office
from benchmarks.pages import Browser, address_of, page_rows
from benchmarks.papers import paper_rows
from benchmarks.sheets import sheet_rows
from benchmarks.table import Row, printed
from benchmarks.trial import trial_rows
from scoring.services.months import close_month

ROUNDS, QUICK_ROUNDS, PAPER_ROUNDS, DEMO_ROUNDS = 60, 3, 30, 7


def run(*, quick: bool) -> int:
    """Print the table; 1 where a target is missed (never when quick: too few rounds to judge by)."""
    call_command("migrate", verbosity=0)
    found = []
    for row in _all(load_rows(), quick=quick):
        print(f"\r{row.name} … ", end="", file=sys.stderr, flush=True)
        found.append(row)
    print(file=sys.stderr)
    print(printed(found))
    missed = [row.name for row in found if row.verdict == "未达标"]
    if quick:
        print("\n快速试跑，轮数太少，不作判定。")
        return 0
    print(f"\n未达标：{'、'.join(missed)}" if missed else "\n全部达标。")
    return 1 if missed else 0


def _all(rows: Rows, *, quick: bool) -> Iterator[Row]:
    rounds = QUICK_ROUNDS if quick else ROUNDS
    browser = Browser(rows.chief)
    yield from engine_rows(rows, rounds, lambda: browser.get(address_of(FIRST, rows)))
    yield from arithmetic_rows(rows, rounds)
    yield from attendance_rows(rows, rounds)
    with nullcontext() if quick else office() as soffice, nullcontext() if quick else chromium() as browsing:
        yield from sheet_rows(soffice, rows, rounds)
        yield from export_rows(rounds)
        close_month(month=FIRST, by=rows.chief, at=AT, reason="基准测试")
        yield from page_rows(browser, rows, rounds)
        yield from paper_rows(soffice, browsing, min(rounds, PAPER_ROUNDS))
    yield from trial_rows(rows, rounds)
    if not quick:
        yield from demo_rows(DEMO_ROUNDS)
