"""What a unit's head may recommend: the unit's people of the quarter, its windows, a story."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from scoring.periods import Period, last_of
from units.models import Posting, StaffMember, Unit, Window


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What is recommended, as typed; `person` or `window` as the kind asks for."""

    kind: str
    excellence: str
    title: str
    story: str
    person: StaffMember | None = None
    window: Window | None = None


@dataclass(frozen=True)
class Choices:
    """What one unit's form offers for a quarter."""

    unit: Unit
    people: list[StaffMember] = field(default_factory=list)
    windows: list[Window] = field(default_factory=list)


def choices_of(unit: Unit, period: Period) -> Choices:
    """The unit's people and windows; two queries."""
    people = StaffMember.objects.filter(pk__in=posted_in(period).filter(unit=unit).values("person"))
    return Choices(unit, list(people.order_by("number")), list(Window.objects.filter(unit=unit, in_use=True)))


def posted_in(period: Period) -> QuerySet[Posting]:
    """Postings of at least one day of the quarter."""
    first, last = span(period)
    return Posting.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first), starts_on__lte=last)


def span(period: Period) -> tuple[date, date]:
    """The quarter's first and last day."""
    return period.first, last_of(period.last)
