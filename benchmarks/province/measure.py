"""What a province's month costs, step by step; each in a process of its own."""

import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from benchmarks.pages import Browser
from benchmarks.province.apart import Taken, apart
from benchmarks.province.rows import UNITS, Province
from scoring.engine import History, score_month
from scoring.models import MonthResult
from scoring.periods import month_key
from scoring.rulebook import shipped_edition
from scoring.selectors.details import details
from scoring.selectors.facts import COLUMNS_POSTGRESQL, FROM, month_facts, month_score, scored_month
from scoring.selectors.month import standing
from scoring.selectors.outcome import unit_lines
from scoring.selectors.replay import replayed
from scoring.services.months import close_month
from units.models import Unit

PAGE_ROUNDS = 3
TOTALS_MOST, LINES_MOST = 2, 4
"""QUALITY's targets at this size, against the bare read."""


@dataclass(frozen=True)
class Measured:
    """One line of the report; `failed` says why there are no figures."""

    name: str
    taken: Taken | None
    note: str = ""
    failed: str = ""


def engine(province: Province) -> Iterator[Measured]:
    """Totals and lines against the bare read, in turns, three rounds each; ratios of processor time."""
    month, key, edition = province.month, month_key(province.month), shipped_edition()
    units = list(Unit.objects.values_list("id", flat=True))

    def bare() -> int:
        with connection.connection.cursor() as cursor:  # the driver's own, on the same connection
            return len(cursor.execute(COLUMNS_POSTGRESQL + FROM, (month, month)).fetchall())

    def totals() -> int:
        return len(score_month(edition, key, units, month_facts(month), History.empty()).units)

    def lines() -> int:
        score = score_month(edition, key, units, month_facts(month), History.empty())
        return sum(len(score.lines(unit)) for unit in units)

    def quietly(work: Callable[[], int]) -> int:
        gc.disable()  # as in the county's benchmarks: else collecting is what is measured
        return work()

    found: dict[str, list[Taken]] = {"bare": [], "totals": [], "lines": []}
    for _ in range(3):
        for name, work in (("bare", bare), ("totals", totals), ("lines", lines)):
            found[name].append(apart(partial(quietly, work)))
    best = {name: sorted(taken, key=lambda one: one.cpu)[1] for name, taken in found.items()}
    base, judged = best["bare"].cpu, province.size.units >= UNITS
    yield Measured("裸读（驱动直接读出同样的行）", best["bare"], f"{best['bare'].answer}行")
    for name, key, most in (("一个月的总分", "totals", TOTALS_MOST), ("一个月逐条说明", "lines", LINES_MOST)):
        yield Measured(name, best[key], _ratio(best[key].cpu / base, most, judged=judged))
    yield measured("连同月份、单位、细则", lambda: len(month_score(month).units))
    yield measured("一个单位的明细", lambda: _lines_of_one(province))


def _lines_of_one(province: Province) -> int:
    where = standing(province.month)
    return len(unit_lines(scored_month(where), 1, details(where, [1])))


def pages(province: Province, *, closed: bool) -> Iterator[Measured]:
    """The pages people open, through the site's own handler; bytes of the page in the note."""
    month = province.month
    state = "已定分" if closed else "未定分"
    yield page(province, f"月度总表（{state}）", reverse("scoring:month", args=[month]))
    yield page(province, f"单位得分页（{state}）", reverse("scoring:unit_page", args=[month, 1]))
    yield page(
        province, f"统计（{state}）", reverse("scoring:statistics"), **_months(province, with_open=not closed)
    )
    if closed:
        return
    ledger = reverse("scoring:ledger")
    last = -(-province.size.events // 50)
    yield page(province, "台账第一页", ledger)
    yield page(province, "台账最后一页", ledger, page=last)
    yield page(province, "台账：一个单位", ledger, unit=1)
    yield page(province, "台账：条款、状态", ledger, clause="1.1", status="confirmed", month=month_key(month))
    yield page(province, "台账：查找文字", ledger, q="接打手机")
    yield page(province, "台账：按单位排序", ledger, sort="unit")
    yield page(province, "人员第一页", reverse("units:staff"))
    yield page(province, "人员：拼音首字母", reverse("units:staff"), q="wf")
    yield page(province, "人员：工号", reverse("units:staff"), q=f"{province.size.staff:06}")
    yield page(province, "单位列表", reverse("units:list"))
    yield page(province, "登记表单", reverse("scoring:record"))


def closing_steps(province: Province) -> Iterator[Measured]:
    """Closing, the pages of what was stored, replay, the bulletin."""

    def close() -> str:
        result = close_month(month=province.month, by=province.chief, at=timezone.now(), reason="模拟省")
        return result.digest[:12]

    yield measured("定分", close)
    if not MonthResult.objects.exists():
        return
    yield from pages(province, closed=True)
    yield measured("重算验证", lambda: f"{len(replayed(MonthResult.objects.get()))}处不同")
    key = month_key(province.month)
    yield page(province, "通报拟稿页", reverse("notices:compose", args=[key]), rounds=1)
    yield page(province, "通报草稿PDF", reverse("notices:draft_pdf", args=[key]), rounds=1)


def measured(name: str, work: Callable[[], Any], *, rounds: int = 1) -> Measured:
    """A step; one that fails is a line of the report too."""
    start = time.perf_counter()
    try:
        taken = apart(work, rounds=rounds)
    except RuntimeError as error:
        return Measured(name, None, failed=f"{error}（{time.perf_counter() - start:.0f}秒后）")
    return Measured(name, taken, str(taken.answer))


def page(province: Province, name: str, address: str, *, rounds: int = PAGE_ROUNDS, **query: Any) -> Measured:
    """A page's step."""
    asked = f"{address}?{urlencode(query)}" if query else address

    def open_it() -> str:
        return f"{len(Browser(province.chief).get(asked)) / 1024:.0f} kB"

    return measured(name, open_it, rounds=rounds)


def _months(province: Province, *, with_open: bool) -> dict[str, str]:
    key = month_key(province.month)
    return {"since": key, "until": key} | ({"open": "on"} if with_open else {})


def _ratio(found: float, most: float, *, judged: bool) -> str:
    """Against the bare read; the target is one for the whole province."""
    verdict = f"（目标≤{most}×，{'达标' if found <= most else '未达标'}）" if judged else ""
    return f"裸读的{found:.2f}×{verdict}"
