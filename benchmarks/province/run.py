"""`make bench ARGS=--province`: fills the database that DATABASE_URL names, measures, prints the table."""

import time
from collections.abc import Iterator
from itertools import chain

from django.core.management import call_command

from benchmarks.province.measure import Measured, closing_steps, engine, pages
from benchmarks.province.rows import UNITS, Province, Size, fill
from scoring.models import MonthResult


def run_province(units: int = UNITS) -> int:
    """Print each line as soon as it is known; 1 where a target is missed or a step failed."""
    call_command("migrate", verbosity=0)
    start = time.perf_counter()
    province = fill(Size(units))
    if MonthResult.objects.exists():
        raise SystemExit("这个数据库里的模拟省已经定分，不能再测；请另用一个空的数据库。")
    size, taken = province.size, time.perf_counter() - start
    print(f"{size.units}个单位，{size.staff}人，{size.events}个事项；装入 {taken:.0f} 秒\n")
    print("| 项目 | 秒 | 处理器秒 | 查询 | 内存峰值（MB） | 说明 |\n|---|---|---|---|---|---|")
    missed = False
    for one in _all(province):
        print(_line(one), flush=True)
        missed = missed or bool(one.failed) or "未达标" in one.note
    return 1 if missed else 0


def _all(province: Province) -> Iterator[Measured]:
    return chain(engine(province), pages(province, closed=False), closing_steps(province))


def _line(one: Measured) -> str:
    if one.taken is None:
        return f"| {one.name} | — | — | — | — | {one.failed} |"
    taken = one.taken
    figures = (f"{taken.seconds:.2f}", f"{taken.cpu:.2f}", str(taken.queries), str(taken.peak))
    return f"| {' | '.join((one.name, *figures, one.note))} |"
