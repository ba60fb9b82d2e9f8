"""统计 narrowed: the filters of its pages, persons with several found and sorted, exported as listed."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
import time_machine
from openpyxl import load_workbook

from tests.conftest import NOON, logged_in
from tests.scoring.factories import record
from units.models import StaffMember, Unit, User

pytestmark = pytest.mark.django_db
PAGE, PERSONS, EXPORT = "/statistics/", "/statistics/persons/", "/statistics/export/"
OPEN = {"open": "on"}


@pytest.fixture(autouse=True)
def _october() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def several(clerk: User, unit: Unit, person: StaffMember) -> None:
    """王芳 with two charges of two points each, 李强 with three of one point."""
    mate = StaffMember.objects.create(name="李强", pinyin="liqiang lq", number="005")
    for day in (2, 3):
        record(clerk, unit, on=date(2026, 9, day), person=person, verified=True)
    small = {"clause": "4.7", "behaviour": "上班后打扫卫生"}
    for day in (2, 3, 4):
        record(clerk, unit, on=date(2026, 9, day), person=mate, verified=True, **small)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["李强", "王芳"]),
        ({"sort": "lines"}, ["王芳", "李强"]),
        ({"sort": "-points"}, ["王芳", "李强"]),
        ({"sort": "nonsense"}, ["李强", "王芳"]),
        ({"q": "lq"}, ["李强"]),
        ({"q": "王"}, ["王芳"]),
        ({"q": "没有"}, []),
        ({"q": "\0"}, ["李强", "王芳"]),
        ({"kind": "award"}, []),
    ],
)
@pytest.mark.usefixtures("several")
def test_persons_are_found_and_sorted_on_the_page_and_in_the_export(
    query: dict[str, str], names: list[str], chief: User
) -> None:
    desk = logged_in(chief)
    asked = OPEN | query

    page = desk.get(PERSONS, asked)
    book = load_workbook(BytesIO(desk.get(EXPORT, asked).content))

    sheet = book.worksheets[-1]
    listed = [row[0] for row in sheet.iter_rows(min_row=4, values_only=True) if row[0] in ("王芳", "李强")]
    assert [row.name for row in page.context["rows"]] == listed == names


def test_the_fields_show_the_months_that_are_looked_at_and_keep_the_tab(clerk: User) -> None:
    desk = logged_in(clerk)

    page = desk.get(PAGE, {"kind": "award"}).content.decode()
    typed = desk.get(PAGE, {"since": "2026-13", "until": "2026-08"}).content.decode()

    assert 'name="until" id="id_until" value="2026-10"' in page
    assert '<input type="hidden" name="kind" value="award">' in page
    assert "清除" not in page
    assert 'value="2026-13"' in typed
    assert 'href="?"' in typed
