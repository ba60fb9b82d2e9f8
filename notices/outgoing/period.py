"""季度通报, 年度通报: the mean of closed months (RULEBOOK §6), once every month of the period is closed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from notices.models import Notice
from notices.outgoing.types import Heading, Outgoing
from notices.papers.content import Paper
from notices.quarterly.paper import period_paper, title_phrases
from notices.quarterly.words import PARTS, proposed_words
from records.errors import Refusal
from scoring.periods import Period
from scoring.selectors.period_table import MonthHead
from scoring.selectors.quarters import edition_behind, month_heads, period_table
from units.selectors import bureau


def key_of(period: Period) -> str:
    """2026-Q3, 2026"""
    return f"{period.year}-Q{period.quarter}" if period.quarter else f"{period.year}"


def period_of(key: str) -> Period | None:
    """The period of a key; None where it is none."""
    try:
        period = Period.parsed(key.replace("-Q", "-"))
    except ValueError:
        return None
    return period if key_of(period) == key else None


def find(key: str) -> Outgoing | None:
    """The paper of a period with a closed month; None for any other."""
    period = period_of(key)
    if period is None:
        return None
    office = bureau()
    if period.last < office.first_month:
        return None
    table = period_table(period, office.first_month)
    if not table.rows:
        return None
    edition = edition_behind(table.closed[-1])

    def write(heading: Heading, words: Mapping[str, str]) -> Paper:
        return period_paper(table, edition, office, on=heading.on, number=heading.number, words=words)

    return Outgoing(
        kind=Notice.Kind.PERIOD,
        key=key,
        title="".join(title_phrases(period, office)),
        addressee=office.addressees,
        parts=PARTS,
        proposed=proposed_words(table, edition),
        write=write,
        stands=lambda: _stands(period, office.first_month, table.months),
        looks=lambda: _is_whole(period, table.months),
        office=office,
        back=f"/{'years' if period.is_year else 'quarters'}/{period.key}/",
        kept={"months": [head.key for head in table.closed]},
    )


def _stands(period: Period, first_month: date, written: Sequence[MonthHead]) -> None:
    """Every month of the period is closed, and none anew since the paper was written; one query."""
    now = month_heads(max(period.first, first_month), period.last)
    _is_whole(period, now)
    if [head.result_id for head in now] != [head.result_id for head in written]:
        raise Refusal(f"{period.name}有月份刚刚重新定分，请刷新页面核对后再签发。")


def _is_whole(period: Period, months: Iterable[MonthHead]) -> None:
    """Refusal where a month is not closed."""
    waiting = "、".join(head.name for head in months if not head.result_id)
    if waiting:
        raise Refusal(f"{period.name}的{waiting}还没有定分，全部定分以后才能签发；现在可以先拟稿。")
