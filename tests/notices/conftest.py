"""September 2026 of three units, with people, closed on 8 October: what a bulletin is made of."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest

from notices.papers import printing
from scoring.models import MonthResult
from scoring.services.months import close_month
from tests.conftest import NOON
from tests.scoring.factories import a_charge, a_finding, record_finding, shown
from units.models import StaffMember, Unit, User, Window


@pytest.fixture(scope="session", autouse=True)
def _workers_are_closed() -> Iterator[None]:
    yield
    printing.close()


def tell(by: User, unit: Unit, day: int, fact: str, **charge: Any) -> None:
    """One finding of September; without a clause it stays outside every clause."""
    about = {key: charge.pop(key) for key in ("source", "proof", "happened_at", "is_good") if key in charge}
    data = a_finding(unit, happened_on=date(2026, 9, day), fact=fact, **about)
    charges = [a_charge(unit, verified=True, **charge)] if charge else []
    record_finding(by=by, at=NOON, finding=data, charges=charges)


@pytest.fixture
def told(
    clerk: User,
    unit: Unit,
    other_unit: Unit,
    window: Window,
    person: StaffMember,
    other_person: StaffMember,
) -> None:
    """王芳 of 社保中心 and 孙丽 of 公共就业服务中心 are charged, 人才交流中心 has no event."""
    Unit.objects.create(name="人才交流中心", short_name="人才", order=3)
    late = {"clause": "1.1", "behaviour": "迟到"}
    for day in (3, 4, 7):
        tell(clerk, unit, day, "王芳上班后5分钟到岗", person=person, window=window, **late)
    tell(clerk, unit, 15, "因迟到被大厅通报", clause="1.5", behaviour="因考勤被大厅通报", person=person)
    tell(
        clerk,
        unit,
        18,
        "延时服务8次",
        clause="2.6",
        behaviour="延时服务",
        measure=12,
        times=8,
        proof="登记簿",
    )
    tell(
        clerk, other_unit, 8, '孙丽"低头看手机",电话13812345678', person=other_person, happened_at=time(10, 0)
    )
    tell(clerk, other_unit, 1, "人员全部在位，接待热情周到", is_good=True)
    tell(clerk, other_unit, 9, "窗口标识牌缺失")


@pytest.fixture
def september(told: None, chief: User) -> MonthResult:
    shown(date(2026, 9, 1))
    return close_month(month=date(2026, 9, 1), by=chief, at=NOON)
