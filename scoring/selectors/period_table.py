"""A quarter or year as its page, its workbook and its paper show it."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from scoring.models import Month
from scoring.periods import Period
from scoring.selectors.standings import Standing
from scoring.selectors.stationed import Stationed
from scoring.selectors.wording import mean_of


@dataclass(frozen=True, slots=True)
class MonthHead:
    """One month of a period and where it stands."""

    month: date
    key: str
    name: str
    state: str
    result_id: int | None
    """Its newest result, where it is closed."""
    edition: str = ""
    """The digest of the edition that it was scored with."""
    mean: str = ""

    @property
    def state_label(self) -> str:
        return Month.State(self.state).label


@dataclass(frozen=True, slots=True)
class CategoryMean:
    """How a category came out over all units and months."""

    number: int
    name: str
    halves: int
    full: int
    """Sum of the full marks."""
    count: int

    @property
    def mean(self) -> str:
        return mean_of(self.halves, self.count)

    @property
    def full_marks(self) -> str:
        """25; to two decimals where an edition changed them on the way."""
        return mean_of(self.full, self.count).removesuffix(".00")

    @property
    def share(self) -> Fraction:
        return Fraction(self.halves, self.full) if self.full else Fraction(0)

    @property
    def rate(self) -> str:
        """得分率: of the full marks, in percent to one decimal, half up."""
        thousandths = (2000 * self.halves + self.full) // (2 * self.full) if self.full else 0
        return f"{thousandths // 10}.{thousandths % 10}%"


@dataclass(frozen=True, slots=True)
class Worst:
    """A behaviour that cost most; `cleared`: how many times it emptied its category."""

    clause: str
    behaviour: str
    lines: int
    points: str
    cleared: int
    is_derived: bool
    """It follows from tallies; the ledger has none of it."""

    @property
    def cost(self) -> str:
        """扣12分, 本类不得分1次"""
        parts = [f"扣{self.points}分"] if self.points != "0" else []
        return "、".join([*parts, *([f"本类不得分{self.cleared}次"] if self.cleared else [])])


@dataclass(frozen=True)
class PeriodTable:
    """A quarter or year. `months` are the site's months in it; `closed` those with a result."""

    period: Period
    months: list[MonthHead]
    rows: list[Standing]
    categories: list[CategoryMean]
    worst: list[Worst]
    charged_units: frozenset[int]
    charged_people: frozenset[int]
    stationed: list[Stationed]
    """All through the closed months; where `unit_ids` were given, of those units alone."""
    kinds: list[tuple[str, int]]
    """整改处理 by kind."""

    @property
    def closed(self) -> list[MonthHead]:
        return [month for month in self.months if month.result_id]

    @property
    def open(self) -> list[MonthHead]:
        return [month for month in self.months if not month.result_id]

    @property
    def is_complete(self) -> bool:
        return all(month.result_id for month in self.months)

    @property
    def mean(self) -> str:
        """Over every month of every unit."""
        count = sum(row.months for row in self.rows)
        return mean_of(sum(row.halves for row in self.rows), count) if count else ""

    @property
    def clean_units(self) -> list[Standing]:
        return [row for row in self.rows if row.unit_id not in self.charged_units]

    @property
    def clean_people(self) -> list[Stationed]:
        return [one for one in self.stationed if one.person_id not in self.charged_people]

    @property
    def best(self) -> CategoryMean | None:
        """The category with the highest rate, where they differ."""
        ordered = sorted(self.categories, key=lambda one: -one.share)
        return ordered[0] if ordered and ordered[0].share != ordered[-1].share else None

    @property
    def weakest(self) -> CategoryMean | None:
        ordered = sorted(self.categories, key=lambda one: one.share)
        return ordered[0] if ordered and ordered[0].share != ordered[-1].share else None

    @property
    def follow_ups(self) -> int:
        return sum(row.follow_ups for row in self.rows)
