"""The right month always: at midnight by the bureau's clock, whatever the server's, and when set back."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from records.errors import Refusal
from records.models import Change
from scoring.models import ScoreEvent
from scoring.periods import first_of
from scoring.services.findings import record_finding
from scoring.services.months import close_month
from tests.conftest import logged_in
from tests.scoring.factories import a_charge, a_finding, shown
from units.models import Unit, User

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
MOMENTS = {
    "month's end, a minute before": (datetime(2026, 9, 30, 15, 59, tzinfo=UTC), date(2026, 9, 30)),
    "month's end, a minute after": (datetime(2026, 9, 30, 16, 1, tzinfo=UTC), date(2026, 10, 1)),
    "year's end, a minute before": (datetime(2026, 12, 31, 15, 59, tzinfo=UTC), date(2026, 12, 31)),
    "year's end, a minute after": (datetime(2026, 12, 31, 16, 1, tzinfo=UTC), date(2027, 1, 1)),
    "28 February of a short year": (datetime(2027, 2, 28, 15, 59, tzinfo=UTC), date(2027, 2, 28)),
    "1 March of a short year": (datetime(2027, 2, 28, 16, 1, tzinfo=UTC), date(2027, 3, 1)),
    "29 February begins": (datetime(2028, 2, 28, 16, 1, tzinfo=UTC), date(2028, 2, 29)),
    "29 February ends": (datetime(2028, 2, 29, 15, 59, tzinfo=UTC), date(2028, 2, 29)),
    "after 29 February": (datetime(2028, 2, 29, 16, 1, tzinfo=UTC), date(2028, 3, 1)),
}


def recorded(by: User, unit: Unit, on: date) -> ScoreEvent:
    """Written down now, by the clock as it stands."""
    data = a_finding(unit, happened_on=on, fact=f"{on}低头看手机")
    return record_finding(
        by=by, at=timezone.now(), finding=data, charges=[a_charge(unit, verified=True)]
    ).events.get()


@pytest.mark.parametrize(("at", "day"), MOMENTS.values(), ids=MOMENTS)
def test_what_is_seen_today_counts_in_todays_month(at: datetime, day: date, clerk: User, unit: Unit) -> None:
    with time_machine.travel(at, tick=False):
        event = recorded(clerk, unit, day)
        with pytest.raises(Refusal, match="还没有到"):
            recorded(clerk, unit, day + timedelta(days=1))

    assert event.counts_in == first_of(day)


@pytest.mark.parametrize(("at", "day"), MOMENTS.values(), ids=MOMENTS)
def test_the_form_offers_today_by_the_bureaus_clock(at: datetime, day: date, clerk: User, unit: Unit) -> None:
    with time_machine.travel(at, tick=False):
        page = logged_in(clerk).get(reverse("scoring:record")).content.decode()

    assert f'value="{day.isoformat()}"' in page


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Shanghai", ""])
def test_the_servers_own_zone_is_no_matter(zone: str) -> None:
    code = (
        "import django, time_machine; django.setup();"
        "from datetime import UTC, datetime; from django.utils import timezone;"
        "days = [(31, 15, 59), (31, 16, 1)];\n"
        "for day, hour, minute in days:\n"
        "    with time_machine.travel(datetime(2026, 12, day, hour, minute, tzinfo=UTC)):\n"
        "        print(timezone.localdate())\n"
    )
    environ = os.environ | {"TZ": zone, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["2026-12-31", "2027-01-01"]


def test_a_clock_set_back_moves_nothing_into_a_month_that_is_closed(
    clerk: User, chief: User, unit: Unit
) -> None:
    september, october = date(2026, 9, 1), date(2026, 10, 1)
    with time_machine.travel(datetime(2026, 10, 1, 4, 0, tzinfo=UTC), tick=False):
        recorded(clerk, unit, date(2026, 9, 29))
        late = recorded(clerk, unit, october)
        shown(september)
        result = close_month(month=september, by=chief, at=timezone.now(), reason="单位已核对")
    before = result.digest

    with time_machine.travel(datetime(2026, 9, 30, 15, 59, tzinfo=UTC), tick=False):
        again = recorded(clerk, unit, date(2026, 9, 30))
        with pytest.raises(Refusal, match="还没有到"):
            recorded(clerk, unit, october)

    late.refresh_from_db()
    result.refresh_from_db()
    assert (late.counts_in, again.counts_in, result.digest) == (october, october, before)
    numbers = list(Change.objects.order_by("id").values_list("number", flat=True))
    assert numbers == sorted(set(numbers))


@pytest.mark.drill
def test_the_months_of_every_midnight_of_four_years_are_right() -> None:
    """Each day's last minute and first: 1,461 midnights, a leap year's among them."""
    day, tried = date(2026, 1, 1), 0
    while day < date(2030, 1, 1):
        midnight = datetime.combine(day, datetime.min.time(), UTC) - timedelta(hours=8)
        assert timezone.localdate(midnight - timedelta(minutes=1)) == day - timedelta(days=1)
        assert first_of(timezone.localdate(midnight + timedelta(minutes=1))) == day.replace(day=1)
        day, tried = day + timedelta(days=1), tried + 1

    print(f"时钟：{tried}个零点，月份不符0")
