"""申诉 and 更正 as lists: found, narrowed, sorted and exported as every list, each unit its own."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from records.workbooks import read_workbook
from scoring.models import Correction, Objection
from tests.conftest import NOON, logged_in
from tests.scoring.factories import recorded_event
from tests.scoring.test_corrections import SEPTEMBER, close, corrected, late
from tests.scoring.test_objections import decided, objected
from units.models import StaffMember, Unit, User


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def phone(clerk: User, head: User, unit: Unit, person: StaffMember) -> Objection:
    """王芳's 接打手机, objected to and not decided."""
    event = recorded_event(clerk, unit, person=person, verified=True)
    return objected(event, head, at=NOON.replace(day=6))


@pytest.fixture
def lateness(clerk: User, chief: User, other_head: User, other_unit: Unit) -> Objection:
    """The other unit's 迟到, objected to later, decided already."""
    event = recorded_event(clerk, other_unit, clause="1.1", behaviour="迟到", verified=True)
    row = objected(event, other_head, text="大雪封路")
    decided(row, chief, Objection.State.UPHELD)
    return row


def listed(user: User, what: str, query: str) -> list[int]:
    page = logged_in(user).get(f"/{what}/?{query}").content.decode()
    return [int(pk) for pk in re.findall(rf'href="/{what}/(\d+)/"', page)]


def exported(user: User, what: str, query: str = "") -> list[Any]:
    """The rows of the workbook below title, note and head; cells left empty at their end are None."""
    answer = logged_in(user).get(f"/{what}/export/?{query}")
    (sheet,) = read_workbook("表.xlsx", answer.content, max_rows=99, max_bytes=999_999)
    rows = [cells for _, cells in sheet.rows][2:]
    return [[*cells, *[None] * (len(rows[0]) - len(cells))] for cells in rows[1:]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "phone lateness"),
        ("sort=-at", "lateness phone"),
        ("sort=clause", "lateness phone"),
        ("sort=-unit", "lateness phone"),
        ("state=open", "phone"),
        ("state=upheld", "lateness"),
        ("state=nonsense", "phone lateness"),
        ("month=2026-10", "phone lateness"),
        ("month=2026-09", ""),
        ("q=王芳", "phone"),
        ("q=wf", "phone"),
        ("q=大雪", "lateness"),
        ("q=1.1", "lateness"),
        ("q=手机 王芳", "phone"),
        ("q=手机 大雪", ""),
    ],
)
def test_objections_are_found_and_sorted_the_undecided_first(
    query: str, found: str, clerk: User, phone: Objection, lateness: Objection
) -> None:
    keys = {"phone": phone.pk, "lateness": lateness.pk}

    assert listed(clerk, "objections", query) == [keys[name] for name in found.split()]


def test_objections_are_exported_as_listed_with_what_was_decided(
    clerk: User, head: User, phone: Objection, lateness: Objection
) -> None:
    both = [(row[2], row[4], row[8], row[9], row[10]) for row in exported(clerk, "objections", "sort=-at")]

    assert both == [
        ("公共就业服务中心", "迟到", "大雪封路", "维持", "经调看监控"),
        ("社保中心", "接打手机", "当时在接群众咨询电话", "待复核", None),
    ]
    assert [row[4] for row in exported(clerk, "objections", "state=open")] == ["接打手机"]
    assert [row[4] for row in exported(head, "objections")] == ["接打手机"]


def test_a_head_of_one_unit_is_not_asked_for_the_unit(head: User, clerk: User, other_unit: Unit) -> None:
    asks = [
        'name="unit"' in logged_in(user).get(f"/{what}/").content.decode()
        for user in (clerk, head)
        for what in ("objections", "corrections")
    ]

    assert asks == [True, True, False, False]


@pytest.fixture
def two(
    clerk: User, chief: User, unit: Unit, other_unit: Unit, person: StaffMember, other_person: StaffMember
) -> tuple[Correction, Correction]:
    """A lateness of each unit in September, corrected in October: cancelled, and counted twice."""
    ours, theirs = late(clerk, unit, person, 3), late(clerk, other_unit, other_person, 4)
    close(SEPTEMBER, chief)
    first = corrected(ours, chief, statement="该项撤销")
    second = corrected(theirs, chief, {"times": 2}, statement="迟到两次", at=NOON.replace(hour=13))
    return first, second


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("", [1, 0]),
        ("sort=at", [0, 1]),
        ("sort=unit", [0, 1]),
        ("month=2026-09", [1, 0]),
        ("month=2026-08", []),
        ("state=withdrawn", []),
        ("q=撤销", [0]),
        ("q=sunli", [1]),
    ],
)
def test_corrections_are_found_and_sorted(
    query: str, places: list[int], clerk: User, two: tuple[Correction, Correction]
) -> None:
    assert listed(clerk, "corrections", query) == [two[place].pk for place in places]


def test_corrections_are_exported_as_listed(
    clerk: User, head: User, two: tuple[Correction, Correction]
) -> None:
    rows = [(row[1], row[2], row[8], row[10], row[11], row[13]) for row in exported(clerk, "corrections")]

    assert rows == [
        ("公共就业服务中心", "2026年9月", "迟到两次", -2, "2026年10月", "有效"),
        ("社保中心", "2026年9月", "该项撤销", 2, "2026年10月", "有效"),
    ]
    assert [row[8] for row in exported(head, "corrections")] == ["该项撤销"]
