"""更正 in what is handed out: in the totals of the workbooks as the engine holds them, in no statistics."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from openpyxl import load_workbook

from scoring.periods import Period
from scoring.selectors.counted import AWARD, CHARGE
from scoring.selectors.quarters import period_table
from scoring.selectors.statistics import Wanted, gathered, statistics
from tests.conftest import NOON, logged_in
from tests.scoring.test_corrections import LATER, OCTOBER, SEPTEMBER, close, corrected, late
from units.models import StaffMember, Unit, User

pytestmark = pytest.mark.django_db
NOVEMBER_5 = date(2026, 11, 5)


@pytest.fixture
def october(clerk: User, chief: User, unit: Unit, person: StaffMember) -> None:
    """September is closed with −2; its correction, +2, stands in October, which has nothing else."""
    event = late(clerk, unit, person, 3)
    close(SEPTEMBER, chief)
    corrected(event, chief)


def cells(user: User, url: str, sheet: int, *, values: bool = False) -> list[list[Any]]:
    with time_machine.travel(NOON, tick=False):
        data = logged_in(user).get(url).content
    book = load_workbook(BytesIO(data), data_only=values)
    return [[cell.value for cell in row] for row in book.worksheets[sheet].iter_rows()]


@pytest.mark.usefixtures("october")
def test_the_months_total_is_held_between_nothing_and_full_marks(clerk: User, unit: Unit) -> None:
    url = "/months/2026-10/export/"
    head, row = (cells(clerk, url, 0)[line] for line in (2, 3))

    assert head[-1] == "更正"
    assert (row[1], row[-1]) == ("社保中心", 2)
    assert row[8] == "=MAX(0,MIN(SUM(C4:H4)+L4,MAX(SUM(C4:H4),100)))"
    assert cells(clerk, url, 0, values=True)[3][8] == 100


@pytest.mark.usefixtures("october")
def test_the_units_workbook_tells_the_correction_below_the_categories(clerk: User, unit: Unit) -> None:
    url = f"/months/2026-10/units/{unit.pk}/export/"
    below = cells(clerk, url, 0, values=True)[-3:]

    assert [(row[0], row[5]) for row in below] == [("六类合计", 100), ("更正（以前月份）", 2), ("总分", 100)]
    assert below[1][8] == "六类合计100，更正+2，得102，计100"
    assert cells(clerk, url, 0)[-1][5] == "=MAX(0,MIN(F10+F11,MAX(F10,B10)))"
    line = cells(clerk, url, 1)[3]
    assert (line[5], line[6], line[9], line[13]) == ("更正", "2026年9月更正", "该项撤销", 2)


@pytest.mark.usefixtures("october")
@pytest.mark.parametrize("is_closed", [False, True], ids=["open", "closed"])
def test_a_correction_is_neither_a_charge_nor_an_award(is_closed: bool, chief: User) -> None:
    if is_closed:
        with time_machine.travel(LATER, tick=False):
            close(OCTOBER, chief, LATER)

    for kind, lines in ((CHARGE, 1), (AWARD, 0)):
        wanted = Wanted(SEPTEMBER, OCTOBER, kind=kind, with_open=True)
        found = statistics(gathered(wanted, NOVEMBER_5)).sums
        assert sum(one.lines for one in found.by_unit.values()) == lines
        assert found.totals[OCTOBER] == (200, 1)


@pytest.mark.usefixtures("october")
def test_a_unit_without_a_deduction_of_its_own_stays_so(chief: User) -> None:
    with time_machine.travel(LATER, tick=False):
        close(OCTOBER, chief, LATER)

    table = period_table(Period(2026, 4), SEPTEMBER)
    assert [row.unit_name for row in table.clean_units] == ["社保中心"]
