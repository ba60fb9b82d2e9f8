"""Short ways to say what happened, with today's cast."""

from datetime import date
from typing import Any

from scoring.models import Finding, Month, ScoreEvent
from scoring.periods import next_month
from scoring.services.data import ChargeData, FindingData
from scoring.services.findings import record_finding
from tests.conftest import NOON
from units.models import Unit, User


def a_finding(unit: Unit, **more: Any) -> FindingData:
    """迟到 seen on 6 October 2026, unless told otherwise."""
    return FindingData(**{"happened_on": date(2026, 10, 6), "unit": unit, "fact": "上班后到岗"} | more)


def a_charge(unit: Unit, **more: Any) -> ChargeData:
    return ChargeData(**{"unit": unit, "clause": "4.5", "behaviour": "接打手机"} | more)


def record(
    by: User, unit: Unit, /, *, on: date = date(2026, 10, 6), fact: str = "低头看手机", **charge: Any
) -> Finding:
    """A finding of one charge."""
    about = {key: charge.pop(key) for key in ("source", "proof", "statement", "happened_at") if key in charge}
    data = a_finding(unit, happened_on=on, fact=fact, **about)
    return record_finding(by=by, at=NOON, finding=data, charges=[a_charge(unit, **charge)])


def recorded_event(by: User, unit: Unit, /, **more: Any) -> ScoreEvent:
    return record(by, unit, **more).events.get()


def closed(month: date, state: str = Month.State.CLOSED) -> None:
    """Mark a month as closed, without a result of its own."""
    Month.objects.update_or_create(month=month, defaults={"state": state})


def shown(month: date) -> None:
    """The month was shown to its units, and their days for objections are over."""
    row, _ = Month.objects.get_or_create(month=month)
    open_ones = Month.objects.filter(pk=row.pk, state=Month.State.OPEN)
    open_ones.update(state=Month.State.REVIEW, review_until=next_month(month))
