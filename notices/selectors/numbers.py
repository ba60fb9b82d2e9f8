"""The number that the next paper will have, and how it reads.

One count a year for each 机关代字, whatever is written with it: 通报 of every kind under the bureau's,
letters under its 函件代字; the same code means the same count. How a number reads (文号, 期号) changes the
words, never the counting (docs/decisions/issue_numbers.md, numbers_by_hand.md).
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet

from notices.models import Notice, NumberSeries
from notices.models.numbers import number_words
from records.errors import Refusal
from units.models import Bureau
from units.selectors import bureau

LETTERS = frozenset({Notice.Kind.MEND, Notice.Kind.TALK, Notice.Kind.REMOVAL, Notice.Kind.REFERRAL})
HIGHEST = 9999
"""No office writes more papers in a year; a larger number is a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Number:
    """A paper's number: `series` and `year` are counted by; `code` stands on the paper (empty: 期号)."""

    series: str
    year: int
    sequence: int
    code: str
    by_hand: bool = False
    """Taken from the office's own register, not the next one of the count."""

    def __str__(self) -> str:
        return number_words(self.code, self.year, self.sequence)

    @property
    def label(self) -> str:
        """What such a number is called."""
        return "发文字号" if self.code else "期号"


def next_number(on: date, kind: str = Notice.Kind.BULLETIN, office: Bureau | None = None) -> Number:
    """The number of a paper of this kind that is issued next, dated `on`; it is taken only when one is.

    `office`: the bureau's settings, where they were read already.
    """
    office = office or bureau()
    series, code = _written(office, kind)
    counted = NumberSeries.objects.filter(code=series, year=on.year).values_list("last")
    used = _used(office, series, on.year).order_by().values("year").annotate(highest=Max("sequence"))
    last = max((last for (last,) in counted.union(used.values_list("highest"))), default=0)
    return Number(series, on.year, last + 1, code)


def hand_number(on: date, kind: str, sequence: int) -> Number:
    """The number that the office's own register gives. Refusal at `sequence` where it cannot be one."""
    office = bureau()
    series, code = _written(office, kind)
    if not 0 < sequence <= HIGHEST:
        raise Refusal(f"登记簿上的号应在1至{HIGHEST}之间，您写的是{sequence}。", field="sequence")
    used = _used(office, series, on.year).filter(sequence=sequence).first()
    if used is not None:
        raise Refusal(f"{used.number}已经用于《{used.title}》，请核对登记簿。", field="sequence")
    return Number(series, on.year, sequence, code, by_hand=True)


def _used(office: Bureau, series: str, year: int) -> QuerySet[Notice]:
    """The papers of this count; those with an issue number count with the bureau's own code."""
    codes = {series, ""} if series == office.code else {series}
    return Notice.objects.filter(year=year, code__in=codes).order_by("pk")


def _written(office: Bureau, kind: str) -> tuple[str, str]:
    """What is counted by, and what stands on the paper. Only 通报 may carry an issue number."""
    if kind in LETTERS:
        return office.letter_code, office.letter_code
    return office.code, "" if office.numbering == Bureau.Numbering.ISSUE else office.code
