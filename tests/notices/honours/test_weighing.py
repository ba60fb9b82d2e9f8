"""What the office sees beside each recommendation: scores, lines, praise, complaints, criticisms."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notices.models import Honour
from notices.selectors.honours.weighing import Facts, Weighed, weigh
from scoring.models import ScoreEvent
from scoring.services.corrections import correct_event
from scoring.services.months import ensure_month
from scoring.services.opening import set_opening
from tests.conftest import NOON, TODAY
from tests.notices.honours.conftest import QUARTER, Recommend
from tests.scoring.factories import record
from tests.scoring.quarters import JULY, close_all
from units.models import StaffMember, Unit, User, Window


def weighed(*honours: Honour) -> list[Weighed]:
    return weigh(honours, QUARTER, TODAY)


@contextmanager
def counting() -> Iterator[CaptureQueriesContext]:
    with CaptureQueriesContext(connection) as queries:
        yield queries


def test_a_person_is_weighed_by_the_closed_quarter(
    recommend: Recommend, people: dict[str, StaffMember], closed: None
) -> None:
    (row,) = weighed(recommend(kind="person", person=people["王芳"]))

    assert row.standing is not None
    assert (row.standing.mean, row.standing.rank) == ("97.83", 1)
    assert [(month.month.month, month.total, month.is_open) for month in row.months] == [
        (7, "98", False),
        (8, "95.5", False),
        (9, "100", False),
    ]
    assert row.own == Facts(deductions=2, deducted=8)
    assert row.unit == Facts(deductions=4, deducted=13)
    assert not row.is_criticised


def test_open_months_are_computed_as_of_now_and_are_in_no_rank(
    recommend: Recommend, people: dict[str, StaffMember], chief: User
) -> None:
    close_all(chief, months=(date(2026, 7, 1),))
    (row,) = weighed(recommend(kind="person", person=people["王芳"]))

    assert row.standing is not None
    assert (row.standing.mean, row.standing.months) == ("98.00", 1)
    assert [(month.total, month.is_open) for month in row.months] == [
        ("98", False),
        ("95.5", True),
        ("100", True),
    ]
    assert row.own == Facts(deductions=2, deducted=8)


@pytest.mark.parametrize("is_closed", [True, False], ids=["closed", "open"])
def test_praise_bonuses_and_verified_complaints_are_told_of_the_window_and_its_unit(
    recommend: Recommend, window: Window, unit: Unit, clerk: User, chief: User, is_closed: bool
) -> None:
    here: dict[str, Any] = {"on": date(2026, 7, 10), "window": window, "verified": True}
    record(clerk, unit, clause="2.7", behaviour="锦旗", source="群众表扬", proof="锦旗照片", **here)
    record(clerk, unit, clause="2.6", behaviour="代办服务", proof="登记簿", times=2, **here)
    record(clerk, unit, clause="2.9", behaviour="投诉属实", **here)
    if is_closed:
        close_all(chief)

    (row,) = weighed(recommend(kind="window", window=window))

    assert row.own == Facts(deductions=1, deducted=10, awards=2, awarded=3, praise=1, complaints=1)
    assert (row.unit.praise, row.unit.complaints, row.unit.deductions) == (1, 1, 5)
    assert row.own is not None
    assert (row.own.minus, row.own.plus) == ("扣分1项，共5分", "加分2项，共1.5分")


@pytest.mark.parametrize("is_closed", [True, False], ids=["closed", "open"])
def test_a_criticism_of_the_unit_stands_against_its_recommendations(
    recommend: Recommend, other_unit: Unit, chief: User, is_closed: bool
) -> None:
    if is_closed:
        close_all(chief)

    (row,) = weighed(recommend(other_unit))

    assert [(one.on, one.label, one.rung, one.is_own, one.in_quarter) for one in row.criticisms] == [
        (date(2026, 7, 7), "1.5 因考勤被大厅通报", 1, True, True)
    ]
    assert row.is_criticised
    assert row.own is None
    assert row.unit.minus == "扣分2项，共5分，其中1项使本类不得分"


def test_a_person_criticised_is_told_from_a_colleague(
    recommend: Recommend,
    people: dict[str, StaffMember],
    clerk: User,
    unit: Unit,
    closed: None,
    unguarded: None,
) -> None:
    close = {"on": date(2026, 10, 6), "clause": "1.5", "behaviour": "因考勤被大厅通报", "verified": True}
    record(clerk, unit, person=people["王芳"], **close)  # type: ignore[arg-type]
    mine, other = (
        recommend(kind="person", person=people["王芳"]),
        recommend(kind="person", person=people["李明"]),
    )

    assert [row.is_criticised for row in weighed(mine, other)] == [False, False]  # October is another quarter

    ScoreEvent.objects.filter(counts_in=date(2026, 8, 1), person=people["王芳"]).update(criticised=True)
    found = weighed(mine, other)

    assert [(row.is_criticised, [one.is_own for one in row.criticisms]) for row in found] == [
        (True, [True]),
        (True, [False]),
    ]


def test_a_criticism_that_was_waived_or_corrected_away_does_not_stand(
    recommend: Recommend, other_unit: Unit, chief: User, closed: None
) -> None:
    event = ScoreEvent.objects.get(clause="1.5")
    honour = recommend(other_unit)
    assert weighed(honour)[0].is_criticised

    correct_event(event=event, changes={}, statement="查无此事", reason="监控显示在岗", by=chief, at=NOON)

    assert not weighed(honour)[0].is_criticised


def test_events_of_one_bulletin_are_one_criticism(
    recommend: Recommend, clerk: User, unit: Unit, chief: User
) -> None:
    hall: dict[str, Any] = {"clause": "2.8", "behaviour": "大厅督查通报", "verified": True}
    for day, bulletin in ((13, "第3期"), (14, "第3期"), (20, "第4期")):
        record(clerk, unit, on=date(2026, 7, day), bulletin=bulletin, **hall)
    close_all(chief)

    (row,) = weighed(recommend())

    assert [one.rung for one in row.criticisms] == [1, 1, 2]


def test_criticisms_before_the_first_month_are_told(recommend: Recommend, unit: Unit, chief: User) -> None:
    set_opening(
        criticisms={unit.pk: 2}, over_limit={}, by=chief, at=NOON, expected_version=ensure_month(JULY).version
    )

    (row,) = weighed(recommend())

    assert (row.opening, row.criticisms, row.is_criticised) == (2, [], True)


def test_the_queries_do_not_grow_with_the_recommendations(
    recommend: Recommend, people: dict[str, StaffMember], window: Window, other_unit: Unit, chief: User
) -> None:
    close_all(chief, months=(date(2026, 7, 1),))
    rows = [recommend(), recommend(other_unit), recommend(kind="person", person=people["王芳"])]
    rows.append(recommend(kind="window", window=window))
    with counting() as one:
        weighed(rows[0])
    with counting() as four:
        weighed(*rows)

    assert len(one) == len(four)
    assert len(four) <= 9


def test_nothing_is_read_where_nothing_is_recommended(people: Any) -> None:
    with counting() as queries:
        assert weighed() == []

    assert len(queries) == 0
