"""荣誉: what is looked for above the list, and its rows as they are exported."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from notices.models import Honour, Publicity
from notices.selectors.honours.quarters import quarter_key, quarter_of
from notices.selectors.honours.rows import STANDING, honour_roll, own_recommendations
from records.searching import terms
from scoring.periods import Period
from units.access import Actor

KNOWN, UNKNOWN = "known", "unknown"


@dataclass(frozen=True, slots=True)
class RollFilter:
    """What is looked for; empty values look for everything. `period` is a quarter or a year."""

    period: Period | None = None
    unit_id: int | None = None
    kind: str = ""
    excellence: str = ""
    publicity: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class OwnFilter:
    """What is looked for among the own unit's recommendations."""

    words: str = ""
    kind: str = ""
    state: str = ""


def found_own(wanted: OwnFilter, actor: Actor) -> QuerySet[Honour]:
    """The own units' recommendations that fit, whatever became of them, the newest quarter first."""
    rows = own_recommendations(actor)
    asked = {"kind": wanted.kind, "state": wanted.state}
    rows = rows.filter(**{name: value for name, value in asked.items() if value})
    for term in terms(wanted.words):
        rows = rows.filter(_term(term))
    return rows


def roll(wanted: RollFilter, actor: Actor) -> QuerySet[Honour]:
    """The honours that fit and that the actor may see, the newest quarter first."""
    rows = honour_roll(actor).filter(_fitting(wanted))
    for term in terms(wanted.words):
        rows = rows.filter(_term(term))
    return rows.order_by("-quarter", "kind", "unit__order", "unit_id", "id")


def periods_of(actor: Actor) -> list[Period]:
    """Years and quarters that anything is shown of, newest first, a year before its quarters; one query."""
    keys = honour_roll(actor).order_by("-quarter").values_list("quarter", flat=True).distinct()
    quarters = [quarter_of(key) for key in keys]
    years = sorted({quarter.year for quarter in quarters}, reverse=True)
    return [
        period
        for year in years
        for period in (Period(year), *(quarter for quarter in quarters if quarter.year == year))
    ]


def _fitting(wanted: RollFilter) -> Q:
    condition = Q()
    if wanted.period is not None:
        period = wanted.period
        name = f"{period.year:04}-Q" if period.is_year else quarter_key(period)
        condition &= Q(quarter__startswith=name)
    for name, value in (
        ("unit", wanted.unit_id),
        ("kind", wanted.kind),
        ("excellence", wanted.excellence),
    ):
        if value:
            condition &= Q(**{name: value})
    if wanted.publicity:
        known = Q(Exists(Publicity.objects.filter(STANDING, honour=OuterRef("pk"))))
        condition &= known if wanted.publicity == KNOWN else ~known
    return condition


def _term(term: str) -> Q:
    names = (
        "title",
        "story",
        "unit__name",
        "person__name",
        "person__pinyin",
        "window__number",
        "window__name",
    )
    condition = Q()
    for name in names:
        condition |= Q(**{f"{name}__icontains": term})
    return condition
