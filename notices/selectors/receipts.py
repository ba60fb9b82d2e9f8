"""签收: to which units a paper is addressed, who has confirmed it, who has not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from notices.models import Notice, Receipt
from notices.selectors.notices import TO_A_UNIT
from units.models import Unit

Kind = Notice.Kind
TO_EVERY_UNIT = (Kind.BULLETIN, Kind.CORRECTION, Kind.PERIOD)


@dataclass(frozen=True, slots=True)
class Signing:
    """One addressed unit; `receipt` is nothing while it has not confirmed."""

    unit: Unit
    receipt: Receipt | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the addressed units have confirmed."""

    signed: int
    addressed: int

    def __str__(self) -> str:
        return f"{self.signed}/{self.addressed}"


def was_in_service(unit: Unit, on: date) -> bool:
    """Whether a unit was there on the day of a paper."""
    return (unit.in_service_from or on) <= on <= (unit.in_service_to or on)


def is_addressed(notice: Notice, unit: Unit) -> bool:
    """Whether a paper goes to a unit: a letter to its addressee, a 通报 to all in service on its day."""
    if notice.kind in TO_EVERY_UNIT:
        return was_in_service(unit, notice.issued_on)
    return notice.kind in TO_A_UNIT and notice.unit_id == unit.pk


def signings_of(notice: Notice) -> list[Signing]:
    """Every addressed unit with its confirmation, in the office's order; 2 queries."""
    receipts = {row.unit_id: row for row in notice.receipts.select_related("by")}
    units = Unit.objects.order_by("order", "pk")
    return [Signing(unit, receipts.get(unit.pk)) for unit in units if is_addressed(notice, unit)]


def tallies(notices: Iterable[Notice], units: Sequence[Unit]) -> Mapping[int, Tally]:
    """By paper, for those that are addressed to units; `units`: all there are; one query."""
    rows = list(notices)
    signed = set(Receipt.objects.filter(notice__in=[row.pk for row in rows]).values_list("notice", "unit"))
    found = {}
    for row in rows:
        addressed = [unit.pk for unit in units if is_addressed(row, unit)]
        if addressed:
            found[row.pk] = Tally(sum((row.pk, unit) in signed for unit in addressed), len(addressed))
    return found


def unsigned_by(unit_id: int) -> QuerySet[Notice]:
    """The standing papers addressed to a unit that it has not confirmed, oldest first."""
    received = Receipt.objects.filter(notice=OuterRef("pk"), unit=unit_id)
    there = Unit.objects.filter(
        Q(in_service_from__isnull=True) | Q(in_service_from__lte=OuterRef("issued_on")),
        Q(in_service_to__isnull=True) | Q(in_service_to__gte=OuterRef("issued_on")),
        pk=unit_id,
    )
    addressed = Q(Exists(there), kind__in=TO_EVERY_UNIT) | Q(kind__in=TO_A_UNIT, unit=unit_id)
    rows = Notice.objects.filter(addressed, ~Exists(received), replaced_by__isnull=True)
    return rows.defer("content").order_by("issued_at", "pk")
