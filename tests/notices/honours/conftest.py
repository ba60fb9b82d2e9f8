"""The third quarter of 2026, closed, at noon of 8 October: two units, their people, a window each."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from notices.models import Honour, Publicity
from notices.selectors.honours.recommending import Recommendation
from notices.services.honours.publicising import record_publicity
from notices.services.honours.recommending import recommend_honour
from notices.services.honours.selecting import Decision, decide_honours
from scoring.periods import Period
from tests.conftest import NOON, TODAY
from tests.scoring.quarters import close_all, third_quarter
from units.models import StaffMember, Unit, User, Window

QUARTER = Period(2026, 3)
SELECTED, DECLINED = Honour.State.SELECTED, Honour.State.DECLINED


@pytest.fixture(autouse=True)
def _in_october(time_machine: Any) -> None:
    time_machine.move_to(NOON, tick=True)


@pytest.fixture
def people(clerk: User, unit: Unit, other_unit: Unit) -> dict[str, StaffMember]:
    """王芳 and 李明 of 社保中心, 孙丽 of 公共就业服务中心, which was criticised on 7 July."""
    return third_quarter(clerk, unit, other_unit)


@pytest.fixture
def closed(people: dict[str, StaffMember], chief: User) -> None:
    close_all(chief)


@pytest.fixture
def other_window(other_unit: Unit) -> Window:
    return Window.objects.create(unit=other_unit, number="7号窗口")


def told(**more: Any) -> Recommendation:
    """A story, unless told otherwise."""
    given = {"kind": "story", "excellence": "attitude", "title": "一次办结", "story": "为群众跑腿"}
    return Recommendation(**(given | more))


Recommend = Callable[..., Honour]


@pytest.fixture
def recommend(people: dict[str, StaffMember], unit: Unit, head: User, other_head: User) -> Recommend:
    """Recommend as the head of the unit (社保中心 unless told otherwise)."""

    def act(of: Unit = unit, **more: Any) -> Honour:
        by = head if of == unit else other_head
        return recommend_honour(unit=of, period=QUARTER, told=told(**more), by=by, at=NOON)

    return act


def decide(*honours: Honour, by: User, state: str = SELECTED, reason: str = "事迹突出") -> list[Honour]:
    decisions = [Decision(honour, honour.version, state, reason) for honour in honours]
    return decide_honours(period=QUARTER, decisions=decisions, by=by, at=NOON)


def publicise(*honours: Honour, by: User, where: str = "brief", on: date = TODAY) -> list[Publicity]:
    return record_publicity(honours=honours, where=where, on=on, words="第9期", by=by, at=NOON)
