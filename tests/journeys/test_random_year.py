"""Whatever a year brings: closed months never move, replay agrees, each event counts once or says why not."""

from datetime import date
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scoring.models import Month, MonthResult, ScoreEvent
from scoring.selectors.details import details
from scoring.selectors.facts import scored_month
from scoring.selectors.month import CLOSED, open_from, standing
from scoring.selectors.outcome import ResultLine, unit_lines
from scoring.selectors.replay import replayed
from scoring.selectors.results import lines_of
from tests.drills.scale import scaled
from tests.journeys.random_year import Year, newest
from units.models import Bureau, Posting, StaffMember, Unit, User

pytestmark = pytest.mark.django_db
YEARS = settings(
    max_examples=scaled(quick=8, full=200),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def hall(unit: Unit, other_unit: Unit) -> list[StaffMember]:
    """Four people, two a unit, from the year's first day on."""
    Bureau.objects.update(first_month=date(2026, 1, 1))
    people = [StaffMember.objects.create(name=name, number=name) for name in ("甲某", "乙某", "丙某", "丁某")]
    for place, person in enumerate(people):
        Posting.objects.create(person=person, unit=(unit, other_unit)[place % 2], starts_on=date(2025, 1, 1))
    return people


@pytest.mark.slow
def test_a_random_year_keeps_every_promise_of_closed_months(
    hall: list[StaffMember], unit: Unit, other_unit: Unit, clerk: User, chief: User
) -> None:
    lived = []

    @YEARS
    @given(st.integers(0, 2**32))
    def live(seed: int) -> None:
        with transaction.atomic():
            year = Year(Random(seed), [unit, other_unit], hall, clerk, chief)
            year.live(days=60)
            lived.append(year.done)
            check(year)
            transaction.set_rollback(True)

    live()
    assert sum(lived) > 40 * len(lived), "nearly everything was refused"


def check(year: Year) -> None:
    """The promises, read from the rows."""
    for result in MonthResult.objects.select_related("month"):
        assert result.digest == year.kept[result.pk]
        assert replayed(result) == []
    places: dict[int, list[date]] = {}
    for result in newest():
        if result.month.state in CLOSED:
            lines = [line for score in result.scores.all() for line in lines_of(score.pk)]
            note(lines, result.month.month, places)
    for month in open_months():
        scored = scored_month(standing(month))
        words = details(scored.standing)
        note([line for unit in scored.units for line in unit_lines(scored, unit, words)], month, places)
    standing_events = ScoreEvent.objects.exclude(status="dismissed").filter(counts_in__lte=open_from())
    assert {event: months for event, months in places.items() if len(months) > 1} == {}
    assert set(standing_events.values_list("id", flat=True)) <= set(places)


def open_months() -> list[date]:
    """The reopened ones, and the first that was never closed: nothing lies beyond it."""
    reopened = Month.objects.filter(state=Month.State.REOPENED).values_list("month", flat=True)
    return [*reopened, open_from()]


def note(lines: list[ResultLine], month: date, places: dict[int, list[date]]) -> None:
    """Each event's line is noted once a month; one that counts less than its clause gives says why."""
    for line in lines:
        if line.event_id is None:
            continue
        places.setdefault(line.event_id, []).append(month)
        assert line.counted_halves == line.points_halves or line.why, line
