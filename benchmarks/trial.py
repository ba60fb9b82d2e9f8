"""试算 of twelve closed months, every line compared, against scoring the same twelve months plainly."""

from dataclasses import replace

from benchmarks.data import AT, FIRST, LAST, MONTHS, Rows
from benchmarks.engine import queries
from benchmarks.table import Row, told
from benchmarks.timing import medians
from scoring.engine import score_months
from scoring.models import Month
from scoring.periods import month_key
from scoring.rulebook import Edition, shipped_edition
from scoring.rulebook.parts import Numbers, with_part
from scoring.selectors.facts import facts_between
from scoring.selectors.month import CLOSED
from scoring.selectors.trial_pages import trial_view
from scoring.selectors.what_if import what_if
from scoring.services.months import close_month

MOST_QUERIES = 6


def trial_rows(rows: Rows, rounds: int) -> list[Row]:
    """Row 8: closes what is still open first."""
    for month in Month.objects.exclude(state__in=CLOSED).order_by("month").values_list("month", flat=True):
        close_month(month=month, by=rows.chief, at=AT, reason="基准测试")
    edition, keys = shipped_edition(), [month_key(month) for month in MONTHS]
    units, changed = [unit.pk for unit in rows.units], stricter(edition)

    def plainly() -> object:
        return list(score_months(edition, keys, units, facts_between(FIRST, LAST)))

    def trial() -> object:
        return trial_view(what_if(changed, MONTHS))

    taken = medians({"plainly": plainly, "trial": trial}, max(rounds // 4, 3))
    lines = sum(len(unit.lines) for unit in what_if(changed, MONTHS).units)
    against = f"同样的月份只算总分 {told(taken['plainly'])}"
    how = f"{len(MONTHS)}个月 {told(taken['trial'])}，{lines}条明细不同，{against}"
    return [
        Row("试算十二个月", taken["trial"] / taken["plainly"], 5, how),
        Row("试算查询", queries(trial), MOST_QUERIES, "细则第一次遇到时", is_count=True),
    ]


def stricter(edition: Edition) -> Edition:
    """Twice late is over the limit, and 接打手机 costs one point."""
    clause = edition.clause("4.5")
    lighter = tuple(replace(b, halves=-2) if b.name == "接打手机" else b for b in clause.behaviours)
    changed = with_part(edition, replace(clause, behaviours=lighter))
    return with_part(changed, Numbers(replace(edition.thresholds, late=2), edition.limits))
