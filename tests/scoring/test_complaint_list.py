"""投诉台账: the most urgent first, found by what was complained of, cheap however long it is."""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from scoring.models import Complaint, ComplaintPoint
from scoring.services.complaints import add_step
from scoring.services.deciding_complaints import decide_complaint
from tests.conftest import LOGGED, NOON, logged_in
from tests.scoring.complaints import NAME, ON, a_complaint, decided, recorded, true_point
from tests.scoring.test_complaint_checklist import charges_url
from tests.scoring.test_complaint_pages import NEW
from tests.scoring.test_record_page import text_of
from units.models import Posting, StaffMember, Unit, User, Window

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk(clerk: User) -> Client:
    return logged_in(clerk)


def listed(desk: Client, **filters: Any) -> list[int]:
    page = desk.get("/complaints/", filters).content.decode()
    return [int(pk) for pk in re.findall(r'href="/complaints/(\d+)/" aria-label', page)]


def test_list_puts_the_most_urgent_first_and_finds(
    desk: Client, clerk: User, unit: Unit, other_unit: Unit, person: StaffMember
) -> None:
    late = a_complaint(
        clerk, unit, received_at=NOON.replace(month=9, day=21), happened_on=date(2026, 9, 20), channel="web"
    )
    done = decided(clerk, a_complaint(clerk, unit, content="已经办完的"), result="false").complaint
    decide_complaint(complaint=done, expected_version=1, reply="已答复", by=clerk, at=NOON)
    soon = a_complaint(clerk, other_unit, {"unit": unit, "person": person, "text": "叫号不应答"})
    everything = {
        "": [late, soon, done],
        "state=open": [late, soon],
        "state=overdue": [late],
        "state=decided": [done],
        f"unit={other_unit.pk}": [soon],
        f"unit={unit.pk}": [late, soon, done],
        "channel=web": [late],
        "month=2026-09": [late],
        "q=办完": [done],
        "q=叫号": [soon],
        "q=王芳": [soon],
        f"q={soon.pk}": [soon],
        "sort=received": [late, soon, done],
        "sort=-received": [soon, done, late],
        "sort=-number": [soon, done, late],
        "sort=channel": [soon, done, late],
        "sort=nonsense&state=nonsense&month=13": [late, soon, done],
    }

    for query, rows in everything.items():
        filters = dict(part.split("=") for part in query.split("&")) if query else {}
        assert (query, listed(desk, **filters)) == (query, [row.pk for row in rows])


def test_list_says_the_next_step_where_there_is_nothing(
    cast: dict[str, User], desk: Client, unit: Unit
) -> None:
    assert "登记投诉" in text_of(desk.get("/complaints/"))
    assert "还没有投诉。" in text_of(logged_in(cast["leader"]).get("/complaints/"))
    assert "没有符合条件的投诉" in text_of(desk.get("/complaints/", {"state": "open"}))


def test_list_tells_results_and_what_still_waits(desk: Client, clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit, {}, {"about": "phone"}, {"about": "online"})
    decided(clerk, row, 1)
    decided(clerk, row, 2, result="false")

    page = text_of(desk.get("/complaints/"))
    assert "属实1项 不属实1项 待查1项" in page
    assert "待登记计分1项" in page


def test_export_holds_the_rows_as_found_and_nobody_who_complained(
    desk: Client, clerk: User, unit: Unit
) -> None:
    a_complaint(clerk, unit, channel="web")
    row = a_complaint(clerk, unit, {"text": "=1+1"}, content="要导出的")
    decided(clerk, row, 1, result="false", text="用语规范")

    answer = desk.get("/complaints/export/", {"channel": "phone"})

    with ZipFile(BytesIO(answer.content)) as book:
        text = "".join(book.read(name).decode() for name in book.namelist())
    assert all(word in text for word in ("要导出的", "用语规范", "不属实"))
    assert [word for word in (NAME, "13811112222", "网上") if word in text] == []


def queries(desk: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("path", ["/complaints/", "/complaints/export/", "/complaints/?q=态度&state=open"])
def test_list_costs_the_same_for_one_complaint_and_for_many(
    path: str, desk: Client, clerk: User, unit: Unit, person: StaffMember
) -> None:
    recorded(clerk, true_point(clerk, unit, "attitude", person=person))
    one = queries(desk, path)
    for _ in range(4):
        recorded(clerk, true_point(clerk, unit, "attitude"))
        a_complaint(clerk, unit, {}, {"about": "phone"})

    most = 12 + LOGGED * ("export" in path)
    assert (queries(desk, path), one <= most) == (one, True)


def test_page_costs_the_same_for_one_point_and_for_five(
    desk: Client, clerk: User, unit: Unit, person: StaffMember
) -> None:
    small = true_point(clerk, unit, "attitude").complaint
    recorded(clerk, decided_point(small))
    large = a_complaint(clerk, unit, *[{"about": "online", "person": person}] * 5)
    for position in range(1, 6):
        recorded(clerk, decided(clerk, large, position, text="网上留言没回复"))
        add_step(complaint=large, on=ON, text="调监控", by=clerk, at=NOON)

    one, many = (queries(desk, f"/complaints/{row.pk}/") for row in (small, large))

    assert (many, one <= 12) == (one, True)


def decided_point(complaint: Complaint) -> ComplaintPoint:
    return ComplaintPoint.objects.select_related("complaint", "unit", "window", "person").get(
        complaint=complaint
    )


@pytest.mark.parametrize("people", [1, 40], ids=["one person", "forty"])
def test_forms_cost_the_same_for_any_number_of_people(
    people: int, desk: Client, clerk: User, unit: Unit
) -> None:
    for number in range(people):
        made = StaffMember.objects.create(name=f"人{number}", number=f"n{number}")
        Posting.objects.create(person=made, unit=unit, starts_on=date(2026, 1, 1))
        Window.objects.create(unit=unit, number=f"{number}号")
    point = true_point(clerk, unit, "attitude")

    assert queries(desk, NEW) <= 8
    assert queries(desk, f"/complaints/{point.complaint_id}/edit/") <= 12
    assert queries(desk, charges_url(point)) <= 12
