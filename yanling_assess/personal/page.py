"""The data officer's page: counts and days, no names of anybody whose data it is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from records.models import Change
from scoring.models import Complaint
from yanling_assess.personal.counting import Counted, count_all
from yanling_assess.personal.erasing import Past, past_their_time
from yanling_assess.personal.holding import GROUPS, Holding
from yanling_assess.personal.holdings import HOLDINGS

LOOKS_OF = timedelta(days=90)
LOOK, OPENED = "查看投诉人", "查看投诉材料"


@dataclass(frozen=True)
class Held:
    """A kind of data with how much of it there is."""

    holding: Holding
    count: int
    oldest: date | None

    @property
    def until(self) -> str:
        return self.holding.until()


@dataclass(frozen=True)
class Looks:
    """How often complainants were looked at of late, and by how many accounts."""

    since: datetime
    looks: int
    opened: int
    people: int


@dataclass(frozen=True)
class PersonalData:
    """What the page shows."""

    groups: list[tuple[str, list[Held]]]
    looks: Looks
    past: list[Past]

    @property
    def is_due(self) -> bool:
        return any(one.count for one in self.past)


def personal_data(at: datetime) -> PersonalData:
    """All of it; the same few queries however much there is."""
    counts = count_all((one.key, one.rows(), one.moment) for one in HOLDINGS)
    held = [_held(one, counts[one.key]) for one in HOLDINGS]
    return PersonalData(
        groups=[(group, [one for one in held if one.holding.of == group]) for group in GROUPS],
        looks=looks_since(at - LOOKS_OF),
        past=past_their_time(at),
    )


def _held(holding: Holding, counted: Counted) -> Held:
    return Held(holding, counted.count, counted.oldest)


def looks_since(since: datetime) -> Looks:
    """Out of the log; one query."""
    lines = Change.objects.filter(
        subject_type=Complaint._meta.label, action__in=(LOOK, OPENED), at__gte=since
    )
    found = lines.aggregate(
        looks=Count("pk", filter=Q(action=LOOK)),
        opened=Count("pk", filter=Q(action=OPENED)),
        people=Count("by", distinct=True),
    )
    return Looks(since, **found)
