"""Which sign of a day is which."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.attendance.punches import FourTimes, sorted_signs
from units.workdays import USUAL_HOURS, Hours

SUMMER = Hours(time(8, 0), time(12, 0), time(15, 0), time(18, 0))


def clocks(text: str) -> list[time]:
    return [time.fromisoformat(part) for part in text.split()]


def told(times: FourTimes) -> str:
    return " ".join(f"{one:%H:%M}" if one else "—" for one in times)


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        pytest.param("08:21 12:03 14:22 17:35", "08:21 12:03 14:22 17:35", id="four times"),
        pytest.param("17:35 14:22 08:21 12:03", "08:21 12:03 14:22 17:35", id="in any order"),
        pytest.param("08:21 08:22 12:01 12:03 14:22 17:31 17:35", "08:21 12:03 14:22 17:35", id="doubled"),
        pytest.param("", "— — — —", id="nothing"),
        pytest.param("08:21", "08:21 — — —", id="came only"),
        pytest.param("12:03", "— 12:03 — —", id="went at noon only"),
        pytest.param("14:22", "— — 14:22 —", id="came after noon only"),
        pytest.param("17:40", "— — — 17:40", id="went only"),
        pytest.param("10:40 12:03", "10:40 12:03 — —", id="came so late that going was nearer"),
        pytest.param("08:21 09:40", "08:21 09:40 — —", id="went so early that coming was nearer"),
        pytest.param("08:25 12:01 12:50 17:32", "08:25 12:01 12:50 17:32", id="back early in the break"),
        pytest.param("08:25 11:52 12:50 17:32", "08:25 11:52 12:50 17:32", id="went early, back early"),
        pytest.param("08:25 12:50 17:32", "08:25 12:50 — 17:32", id="one in the break, nearer its begin"),
        pytest.param("08:25 13:40 17:32", "08:25 — 13:40 17:32", id="one in the break, nearer its end"),
        pytest.param("06:00 23:50", "06:00 — — 23:50", id="very early and very late"),
    ],
)
def test_signs_go_to_the_moments_they_are_of(signs: str, expected: str) -> None:
    assert told(sorted_signs(clocks(signs), USUAL_HOURS)) == expected


def test_signs_follow_the_season() -> None:
    assert told(sorted_signs(clocks("07:55 12:01 14:50 18:03"), SUMMER)) == "07:55 12:01 14:50 18:03"


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        pytest.param("08:21 17:35", "08:21 — — 17:35", id="both"),
        pytest.param("08:21 12:03 14:22 17:35", "08:21 — — 17:35", id="noon signs are not asked for"),
        pytest.param("08:21 08:23", "08:21 — — —", id="came, twice"),
        pytest.param("15:00", "— — — 15:00", id="one sign, nearer the end"),
    ],
)
def test_where_people_sign_twice_the_first_and_the_last_hold(signs: str, expected: str) -> None:
    assert told(sorted_signs(clocks(signs), USUAL_HOURS, twice=True)) == expected


@given(st.lists(st.times(), max_size=12), st.booleans())
def test_a_moment_holds_a_sign_that_was_made_and_they_come_in_order(signs: list[time], twice: bool) -> None:
    found = [one for one in sorted_signs(signs, USUAL_HOURS, twice=twice) if one]

    assert set(found) <= {sign.replace(second=0, microsecond=0) for sign in signs}
    assert found == sorted(found)
    assert bool(found) == bool(signs)
