"""单位得分页 as it is laid out: total, bars in a row, lines with their why; what is asked most in sight."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from tests.conftest import NOON, logged_in
from tests.scoring.factories import record
from units.models import StaffMember, Unit, User

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 10)


@pytest.fixture(autouse=True)
def _october() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def september(clerk: User, unit: Unit, person: StaffMember) -> None:
    """Three latenesses with their derived line, and a bonus above full marks."""
    record(clerk, unit, on=ON, person=person, verified=True, clause="1.1", behaviour="迟到", times=3)
    record(clerk, unit, on=ON, clause="2.6", behaviour="延时服务", times=2, measure=12, verified=True)


def page_of(user: User, unit: Unit) -> str:
    return logged_in(user).get(f"/months/2026-09/units/{unit.pk}/").content.decode()


@pytest.mark.usefixtures("september")
def test_the_six_bars_stand_in_a_row_before_the_lines_and_the_sums_with_the_lines(
    clerk: User, unit: Unit
) -> None:
    text = page_of(clerk, unit)
    bars = text.partition('aria-label="六类得分"')[2].partition("</section>")[0]

    assert bars.count('class="bar-item"') == 6
    assert ["上岗要求及请销假" in bars, "25 − 6 = 19" in bars] == [True, False]
    places = [text.index(part) for part in ("score-head", 'class="bars"', "<h2>明细</h2>", "近期总分")]
    assert places == sorted(places)
    assert text.count("25 − 6 = 19") == 1


@pytest.mark.usefixtures("september")
def test_no_brackets_stand_inside_brackets(clerk: User, unit: Unit) -> None:
    text = re.sub(r"<[^>]*>", "", page_of(clerk, unit))

    assert "按满分计25（溢出加分1），口径R1" in text
    assert re.findall(r"（[^）\n]*（", text) == []


def test_why_a_line_counts_or_not_stands_beside_its_points(clerk: User, unit: Unit) -> None:
    record(clerk, unit, on=ON, verified=False)

    text = page_of(clerk, unit)
    row = text.partition("<tr id=")[2].partition("</tr>")[0]
    cells = row.split("<td ")[1:]

    assert [cell.partition('"')[2].partition('"')[0].split()[-1] for cell in cells] == [
        "line-when",
        "line-who",
        "line-what",
        "line-points",
        "points-none",
        "line-notes",
    ]
    assert "未经查证属实，不计扣分" in cells[5]
    assert "查看事项" in cells[5]


def test_what_is_asked_for_most_stands_beside_the_title_and_the_rest_behind_one_button(
    clerk: User, unit: Unit
) -> None:
    text = page_of(clerk, unit)
    actions = text.partition('<div class="page-actions')[2].partition('<section class="panel score-head"')[0]
    beside, _, behind = actions.partition("<details")

    assert [word in beside for word in ("月度总表", "得分单 PDF")] == [True, True]
    assert [word in behind for word in ("得分单 Word", "得分说明 PDF", "导出 Excel")] == [True] * 3
    assert beside.count('class="btn') <= 4
