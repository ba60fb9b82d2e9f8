"""观摩交流活动 (四（一）): what is recorded of one, and what pages show of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from notices.models import Exchange, Honour
from notices.selectors.honours.rows import SELECTED, honour_roll
from records.searching import terms
from units.access import Actor, May
from units.models import Unit


@dataclass(frozen=True, slots=True)
class ExchangeTold:
    """An activity as typed."""

    on: date
    place: str
    topic: str
    words: str = ""
    units: Sequence[Unit] = ()
    honours: Sequence[Honour] = ()


def exchange_list(words: str = "", unit: int | None = None) -> QuerySet[Exchange]:
    """All activities with the units that took part, newest first; those that hold every word."""
    rows = Exchange.objects.prefetch_related("units")
    if unit:
        rows = rows.filter(units=unit)
    for term in terms(words):
        rows = rows.filter(Q(topic__icontains=term) | Q(place__icontains=term) | Q(words__icontains=term))
    return rows


def shown_at(exchange: Exchange, actor: Actor) -> list[Honour]:
    """What was shown at it, of what the actor may see."""
    return list(honour_roll(actor).filter(exchanges=exchange))


def shows_exchange_files(exchange: Exchange, actor: Actor) -> bool:
    """Whether its files may be opened: not by units that took no part."""
    if actor.sees_all_units or actor.may(May.KEEP_EXCHANGES):
        return True
    return exchange.units.filter(pk__in=tuple(actor.unit_ids)).exists()


def showable() -> list[Honour]:
    """What may be shown: all that is selected, newest first."""
    return list(Honour.objects.filter(SELECTED).select_related("unit", "person", "window")[:200])
