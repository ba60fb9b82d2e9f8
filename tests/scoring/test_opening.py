"""期初情况: what of the year came before the first month decides what is first and what is again."""

import uuid
from datetime import date
from typing import Any

import pytest
import time_machine

from records.errors import EditConflict, Refusal
from scoring.models import Month
from scoring.opening import months_before
from scoring.selectors.facts import month_score
from scoring.services.months import close_month, ensure_month
from scoring.services.opening import set_opening
from tests.conftest import NOON, logged_in
from tests.scoring.factories import recorded_event, shown
from units.models import StaffMember, Unit, User

SEPTEMBER = date(2026, 9, 1)
KEY = "7f1b1d52-9d0a-4d7b-9f0e-1f3f6f0c1c01"


def test_an_over_limit_month_before_the_first_makes_the_next_one_again(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    for day in (3, 4, 7):
        recorded_event(
            clerk, unit, on=date(2026, 9, day), person=person, clause="1.1", behaviour="迟到", verified=True
        )
    version = ensure_month(SEPTEMBER).version

    set_opening(
        criticisms={unit.pk: 2},
        over_limit={unit.pk: ["2026-03"]},
        expected_version=version,
        by=chief,
        at=NOON,
    )

    derived = [line.behaviour for line in month_score(SEPTEMBER).lines(unit.pk) if line.event is None]
    assert derived == ["再次超限"]
    assert Month.objects.get().opening == {
        "over_limit": [[unit.pk, ["2026-03"]]],
        "criticisms": [[unit.pk, 2]],
    }


def test_the_opening_is_fixed_once_the_first_month_was_closed(chief: User, unit: Unit) -> None:
    shown(SEPTEMBER)
    close_month(month=SEPTEMBER, by=chief, at=NOON)

    with pytest.raises(Refusal, match="已定过分"):
        set_opening(criticisms={}, over_limit={}, expected_version=3, by=chief, at=NOON)


def test_the_second_of_two_who_write_it_is_told(chief: User, unit: Unit) -> None:
    version = ensure_month(SEPTEMBER).version
    written: dict[str, Any] = {"over_limit": {}, "expected_version": version, "by": chief, "at": NOON}
    set_opening(criticisms={unit.pk: 1}, **written)

    with pytest.raises(EditConflict):
        set_opening(criticisms={unit.pk: 2}, **written)


@pytest.mark.parametrize("text", ["2026-09", "三月", "2026-13", "1999-12", "2026-3月", "²026-01"])
def test_only_months_before_the_first_are_taken(text: str) -> None:
    with pytest.raises(Refusal, match="以前的月份"):
        months_before(text, SEPTEMBER)


def test_months_are_read_however_they_are_parted() -> None:
    assert months_before("2026-03、2026-05,2026-08", SEPTEMBER) == ["2026-03", "2026-05", "2026-08"]


def test_the_chief_signs_the_opening_in_the_browser(chief: User, clerk: User, unit: Unit) -> None:
    version = ensure_month(SEPTEMBER).version
    sent = {"version": version, f"criticisms-{unit.pk}": "1", f"over-{unit.pk}": "3月", "form_key": KEY}
    with time_machine.travel(NOON, tick=False):
        browser = logged_in(chief)
        wrong = browser.post("/opening/", sent)
        right = browser.post("/opening/", sent | {f"over-{unit.pk}": "2026-03"})
        seen = logged_in(clerk).get("/opening/").content.decode()

    assert wrong.status_code == 422
    assert "写成 2026-03 的样子" in wrong.content.decode()
    assert right.url == "/opening/"
    assert "2026-03" in seen
    assert "签认并保存" not in seen


def test_the_second_of_two_in_the_browser_sees_both_and_keeps_what_was_typed(chief: User, unit: Unit) -> None:
    sent: dict[str, Any] = {"version": 1, f"over-{unit.pk}": "2026-03"}
    with time_machine.travel(NOON, tick=False):
        browser = logged_in(chief)
        keys = [str(uuid.uuid4()) for _ in range(2)]
        first, second = (
            browser.post("/opening/", sent | {"form_key": key, f"criticisms-{unit.pk}": number})
            for key, number in zip(keys, "12", strict=True)
        )
    page = second.content.decode()

    assert (first.status_code, second.status_code) == (302, 422)
    assert "<td>1</td><td>2</td>" in page
    assert f'name="criticisms-{unit.pk}" id="id_criticisms-{unit.pk}" value="2"' in page
    assert 'name="version" value="2"' in page
