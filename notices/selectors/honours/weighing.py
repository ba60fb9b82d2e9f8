"""择优选树 (四（一）): what the office sees beside each recommendation of a quarter. Nothing is decided here.

Closed months are read as they were closed, open ones computed as of now; at most nine queries whatever the
number of recommendations. Who was criticised is told as the ladder counts it (RULEBOOK §5, R12, R13).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from notices.models import Honour
from notices.selectors.honours.facts import Charge, MonthTotal, charges_of_year, month_totals
from scoring.periods import Period, month_key
from scoring.rulebook.points import show
from scoring.selectors.standings import Standing, UnitMonth, standings


@dataclass
class Facts:
    """What a quarter's lines say of one person, window or unit; points in half-points."""

    deductions: int = 0
    deducted: int = 0
    cleared: int = 0
    """How many of them emptied a category."""
    awards: int = 0
    awarded: int = 0
    praise: int = 0
    complaints: int = 0

    @property
    def minus(self) -> str:
        """扣分3项，共6分；清零1次"""
        if not self.deductions:
            return "没有扣分"
        cleared = f"，其中{self.cleared}项使本类不得分" if self.cleared else ""
        return f"扣分{self.deductions}项，共{show(self.deducted)}分{cleared}"

    @property
    def plus(self) -> str:
        return f"加分{self.awards}项，共{show(self.awarded)}分" if self.awards else "没有加分"


@dataclass(frozen=True, slots=True)
class Criticism:
    """One event for which the unit was criticised: which time of the year it was, and whom it names."""

    event_id: int
    on: date
    label: str
    rung: int
    is_own: bool
    """It names the person or window recommended, or the story's unit."""
    in_quarter: bool


@dataclass(frozen=True)
class Weighed:
    """One recommendation with what is known beside it."""

    honour: Honour
    standing: Standing | None
    """The unit's mean and rank over the quarter's closed months."""
    months: list[MonthTotal]
    own: Facts | None
    """Of the person or window; None for a story, which is the unit's."""
    unit: Facts
    criticisms: list[Criticism] = field(default_factory=list)
    """Of the unit in the quarter's year to the quarter's end, the own ones first."""
    opening: int = 0
    """Criticisms of the year before the site's first month."""

    @property
    def is_criticised(self) -> bool:
        """Whether a reason is asked for if it is selected all the same."""
        return bool(self.criticisms or self.opening)

    @property
    def ledger_query(self) -> str:
        """The ledger's filter that shows the person's events of the quarter."""
        return f"person={self.honour.person_id}&{self._span}"

    @property
    def unit_query(self) -> str:
        """The same of the unit."""
        return f"unit={self.honour.unit_id}&{self._span}"

    @property
    def _span(self) -> str:
        return f"month={month_key(self.months[0].month)}&until={month_key(self.months[-1].month)}"


def weigh(honours: Iterable[Honour], period: Period, today: date) -> list[Weighed]:
    """Each of these recommendations of one quarter, in their order."""
    honours = list(honours)
    if not honours:
        return []
    units = {honour.unit_id for honour in honours}
    people = {honour.person_id for honour in honours if honour.person_id}
    year = charges_of_year(period, today, units, people)
    scores = month_totals(period, year)
    ranked = {row.unit_id: row for row in _standings(scores)}
    return [
        _weighed(honour, period, year.charges, ranked, scores, year.opening.get(honour.unit_id, 0))
        for honour in honours
    ]


def _standings(scores: Sequence[MonthTotal]) -> list[Standing]:
    closed = sorted({row.month for row in scores if not row.is_open})
    rows = [
        UnitMonth(row.month, row.unit_id, row.unit_name, row.halves, row.rank, 0, ())
        for row in scores
        if not row.is_open
    ]
    return standings(rows, closed, {}, {})


def _weighed(
    honour: Honour,
    period: Period,
    charges: Sequence[Charge],
    ranked: dict[int, Standing],
    scores: Sequence[MonthTotal],
    opening: int,
) -> Weighed:
    own = [charge for charge in charges if charge.unit_id == honour.unit_id]
    subject = [charge for charge in charges if concerns(charge, honour)]
    criticised = {charge.event_id: charge for charge in (*subject, *own) if charge.rung}
    told = [_criticism(charge, honour, period) for charge in criticised.values()]
    return Weighed(
        honour=honour,
        standing=ranked.get(honour.unit_id),
        months=[row for row in scores if row.unit_id == honour.unit_id] or _no_months(period),
        own=None if honour.kind == Honour.Kind.STORY else added_up(subject, period),
        unit=added_up(own, period),
        criticisms=sorted(told, key=lambda row: (not row.is_own, row.on, row.event_id)),
        opening=opening,
    )


def concerns(charge: Charge, honour: Honour) -> bool:
    """Whether a line is of the very person or window recommended; for a story, of its unit."""
    if honour.kind == Honour.Kind.PERSON:
        return charge.person_id == honour.person_id
    if honour.kind == Honour.Kind.WINDOW:
        return charge.window_id == honour.window_id
    return charge.unit_id == honour.unit_id


def added_up(charges: Iterable[Charge], period: Period) -> Facts:
    """The lines of the quarter."""
    facts = Facts()
    for charge in charges:
        if charge.month < period.first:
            continue
        facts.deductions += charge.is_deduction
        facts.deducted -= min(charge.halves, 0)
        facts.cleared += charge.clears
        facts.awards += charge.halves > 0
        facts.awarded += max(charge.halves, 0)
        facts.praise += charge.is_praise
        facts.complaints += charge.complaints
    return facts


def _criticism(charge: Charge, honour: Honour, period: Period) -> Criticism:
    return Criticism(
        event_id=charge.event_id or 0,
        on=charge.on or charge.month,
        label=charge.label,
        rung=charge.rung,
        is_own=concerns(charge, honour),
        in_quarter=charge.month >= period.first,
    )


def _no_months(period: Period) -> list[MonthTotal]:
    return [MonthTotal(month, 0, "", 0, 0, is_open=True, is_scored=False) for month in period.months]
