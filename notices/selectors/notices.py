"""Issued papers: who may read which of them in which reading, and which of them stand no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Concat, ExtractQuarter, ExtractYear

from notices.models import Notice, NoticePaper, Reading
from notices.outgoing.readings import AT_ONCE, BY_UNIT
from scoring.models import Month, MonthResult
from scoring.periods import next_month
from scoring.selectors.month import CLOSED
from units.access import Actor
from units.models import Role, Unit

Kind = Notice.Kind
READS_NAMED = frozenset({Role.CLERK, Role.CHIEF, Role.LEADER, Role.DISCIPLINE})
READS_EVERY_UNIT = frozenset({Role.CLERK, Role.CHIEF, Role.LEADER})
FOR_ALL = (Kind.BULLETIN, Kind.CORRECTION, Kind.PERIOD, Kind.COMMENDATION)
TO_A_UNIT = (Kind.MEND, Kind.TALK, Kind.REMOVAL)
"""Letters whose addressee is a unit. A 移送函 is about one, and goes to the 纪检监察组."""
OF_DISCIPLINE = (Kind.TALK, Kind.REFERRAL)


@dataclass(frozen=True, slots=True)
class Copy:
    """One reading that may be opened, with what is kept of it (nothing: printed when first asked for)."""

    reading: Reading
    unit: Unit | None
    paper: NoticePaper | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A closed month whose bulletin has not gone out, and the day by which it is due."""

    result: MonthResult
    due: date


def issued_notices() -> QuerySet[Notice]:
    """All issued papers, newest first; `outdated` says that one states a result that stands no more.

    That is so while its month is open again, and after it was closed anew until the next paper replaces it.
    """
    stale = Q(kind__in=BY_UNIT) & (~Q(month__state__in=CLOSED) | ~Q(result=_newest_result()))
    stale |= Q(kind=Kind.PERIOD) & Q(Exists(_months_since()))
    outdated = ExpressionWrapper(Q(replaced_by__isnull=True) & stale, output_field=BooleanField())
    rows = Notice.objects.select_related("month", "unit", "issued_by", "replaces", "replaced_by")
    return rows.defer("replaces__content", "replaced_by__content").annotate(outdated=outdated)


def _newest_result() -> Subquery:
    rows = MonthResult.objects.filter(month=OuterRef("month")).order_by("-revision")
    return Subquery(rows.values("pk")[:1])


def _months_since() -> QuerySet[Month]:
    """The months of a 季度（年度）通报 that were opened again since, or closed anew."""
    year = Cast(ExtractYear("month"), CharField())
    quarter = Concat(year, Value("-Q"), Cast(ExtractQuarter("month"), CharField()), output_field=CharField())
    of_period = Q(of_year=OuterRef("key")) | Q(of_quarter=OuterRef("key"))
    changed = Q(state=Month.State.REOPENED) | Q(results__closed_at__gt=OuterRef("issued_at"))
    return Month.objects.annotate(of_year=year, of_quarter=quarter).filter(of_period, changed)


def visible_notices(actor: Actor) -> QuerySet[Notice]:
    """The papers that the actor may know of: the one queryset for list, page, PDF and export."""
    rows = issued_notices()
    if not actor.roles.isdisjoint(READS_EVERY_UNIT):
        return rows
    seen = Q(kind__in=FOR_ALL)
    if actor.unit_ids:
        seen |= Q(kind__in=TO_A_UNIT, unit__in=actor.unit_ids)
    if Role.DISCIPLINE in actor.roles:
        seen |= Q(kind__in=OF_DISCIPLINE)
    return rows.filter(seen)


def waiting_results(bulletin_day: int) -> list[Waiting]:
    """Closed months without their bulletin, oldest first."""
    bulletin = Notice.objects.filter(kind=Kind.BULLETIN, result=OuterRef("pk"))
    waiting = Q(month__state=Month.State.CLOSED, pk=_newest_result()) & ~Q(Exists(bulletin))
    rows = (
        MonthResult.objects.filter(waiting)
        .select_related("month")
        .only("month", "revision", "closed_at")
        .order_by("month__month")
    )
    return [Waiting(row, next_month(row.month.month).replace(day=bulletin_day)) for row in rows]


def may_read(actor: Actor, notice: Notice, reading: str, unit_id: int | None = None) -> bool:
    """Whether the actor may open this reading of a paper that they may know of (DESIGN: three readings)."""
    if reading == Reading.UNIT:
        if notice.kind not in BY_UNIT:
            return False
        return unit_id in actor.unit_ids or not actor.roles.isdisjoint(READS_EVERY_UNIT)
    if reading not in AT_ONCE[notice.kind]:
        return False
    if reading == Reading.PUBLIC or notice.kind == Kind.COMMENDATION or notice.kind not in FOR_ALL:
        return True  # whoever may know of a letter may read it
    return not actor.roles.isdisjoint(READS_NAMED)


def copies_of(notice: Notice, actor: Actor) -> list[Copy]:
    """The readings of a paper that the actor may open; 2 queries."""
    papers = NoticePaper.objects.filter(notice=notice).defer("pdf")
    kept = {(paper.reading, paper.unit_id): paper for paper in papers}
    copies = [
        Copy(reading, None, kept.get((reading, None)))
        for reading in AT_ONCE[notice.kind]
        if may_read(actor, notice, reading)
    ]
    units = Unit.objects.filter(pk__in=scored_units(notice)).order_by("order", "pk")
    return copies + [
        Copy(Reading.UNIT, unit, kept.get((Reading.UNIT, unit.pk)))
        for unit in units
        if may_read(actor, notice, Reading.UNIT, unit.pk)
    ]


def scored_units(notice: Notice) -> Iterable[int]:
    """The units that have a 分单位本: those that a bulletin ranks, those that a 更正通报 concerns."""
    if notice.kind == Kind.BULLETIN:
        return [row["unit"] for row in notice.content["standings"]]
    if notice.kind in BY_UNIT:
        return [int(unit) for unit in notice.content["names_of"]]
    return []


def corrections_of(notice: Notice) -> QuerySet[Notice]:
    """The 更正通报 that stand for a bulletin's month, oldest first."""
    rows = Notice.objects.filter(kind=Kind.CORRECTION, replaced_by__isnull=True)
    return rows.filter(result=notice.result_id).defer("content").order_by("issued_at", "pk")
