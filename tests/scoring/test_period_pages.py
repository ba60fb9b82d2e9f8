"""季度和年度: what they show, to whom, and their workbook."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from scoring.models import Month
from scoring.periods import Period
from scoring.selectors.period_table import PeriodTable
from scoring.selectors.quarters import period_table
from scoring.services.months import close_month
from tests.conftest import LOGGED, NOON, logged_in
from tests.scoring.factories import record
from tests.scoring.quarters import AUGUST, JULY, SEPTEMBER, at, close_all, third_quarter
from units.models import Posting, StaffMember, Unit, User

pytestmark = pytest.mark.django_db
FIRST_ROW = 4
LIST, PAGE, EXPORT, YEAR = "/quarters/", "/quarters/2026-3/", "/quarters/2026-3/export/", "/years/2026/"


@pytest.fixture(autouse=True)
def _october() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def people(clerk: User, unit: Unit, other_unit: Unit) -> dict[str, StaffMember]:
    return third_quarter(clerk, unit, other_unit)


def table(unit_ids: list[int] | None = None) -> PeriodTable:
    return period_table(Period(2026, 3), JULY, unit_ids)


def test_a_quarter_adds_up_its_closed_months(people: dict[str, StaffMember], chief: User) -> None:
    close_all(chief)
    found = table()

    assert [(row.rank, row.unit_name, row.mean, row.months, row.moved) for row in found.rows] == [
        (1, "社保中心", "97.83", 3, None),
        (2, "公共就业服务中心", "90.00", 3, None),
    ]
    assert [[cell.total for cell in row.cells if cell] for row in found.rows] == [
        ["98", "95.5", "100"],
        ["70", "100", "100"],
    ]
    assert (found.mean, [head.mean for head in found.months]) == ("93.92", ["84.00", "97.75", "100.00"])
    assert [(one.name, one.mean, one.rate) for one in found.categories][:2] == [
        ("窗口人员上岗要求及请销假", "24.17", "96.7%"),
        ("文明廉洁服务", "20.50", "82.0%"),
    ]
    assert (found.best.number, found.weakest.number) == (3, 2)  # type: ignore[union-attr]


def test_what_cost_most_tells_what_emptied_a_category_first(
    people: dict[str, StaffMember], chief: User
) -> None:
    close_all(chief)

    assert [(one.clause, one.behaviour, one.lines, one.cost) for one in table().worst] == [
        ("2.5", "吃拿卡要", 1, "本类不得分1次"),
        ("1.5", "因考勤被大厅通报", 1, "扣5分"),
        ("4.5", "接打手机", 2, "扣4分"),
        ("2.2", "抽烟", 1, "扣2分"),
        ("4.1", "便民物品缺少或损坏", 1, "扣0.5分"),
    ]


def test_persons_and_units_without_a_deduction(
    people: dict[str, StaffMember], chief: User, clerk: User
) -> None:
    """李明 was there all the time and was charged nothing that counted; 孙丽 came in August."""
    record(
        clerk, Unit.objects.get(name="社保中心"), on=date(2026, 9, 9), person=people["李明"], verified=False
    )
    close_all(chief)
    found = table()

    assert [one.name for one in found.stationed] == ["王芳", "李明"]
    assert [one.name for one in found.clean_people] == ["李明"]
    assert found.clean_units == []


def test_a_unit_out_of_service_has_the_mean_of_its_own_months(
    people: dict[str, StaffMember], chief: User, other_unit: Unit
) -> None:
    Unit.objects.filter(pk=other_unit.pk).update(in_service_to=date(2026, 8, 20))
    close_all(chief)

    assert [(row.unit_name, row.mean, row.months) for row in table().rows] == [
        ("社保中心", "97.83", 3),
        ("公共就业服务中心", "85.00", 2),
    ]
    text = logged_in(chief).get(PAGE).content.decode()
    assert "（70 + 100）÷ 2 = 85.00" in text


def test_open_months_are_left_out_and_named(people: dict[str, StaffMember], chief: User) -> None:
    close_all(chief, months=(JULY, AUGUST))
    text = logged_in(chief).get(PAGE).content.decode()

    assert "本季度还有9月没有定分。以下按已定分的 2 个月计算" in text
    assert [row.mean for row in table().rows] == ["96.75", "85.00"]


def test_a_reopened_month_is_no_longer_counted(people: dict[str, StaffMember], chief: User) -> None:
    close_all(chief)
    Month.objects.filter(month=AUGUST).update(state=Month.State.REOPENED)

    assert [row.mean for row in table().rows] == ["99.00", "85.00"]


def test_movement_compares_with_the_quarter_before(people: dict[str, StaffMember], chief: User) -> None:
    close_all(chief)

    assert [row.moved for row in period_table(Period(2026, 3), date(2026, 5, 1)).rows] == [None, None]
    with time_machine.travel(date(2026, 11, 5), tick=False):
        close_month(month=date(2026, 10, 1), by=chief, at=at(2026, 11, 5, 9), reason="按期定分")

    assert [(row.rank, row.unit_name, row.movement) for row in period_table(Period(2026, 4), JULY).rows] == [
        (1, "社保中心", "持平"),
        (1, "公共就业服务中心", "▲ 升1位"),
    ]


def test_the_page_leads_from_every_number_to_its_month(
    people: dict[str, StaffMember], chief: User, unit: Unit
) -> None:
    close_all(chief)
    text = logged_in(chief).get(PAGE).content.decode()

    for link in (
        f"/months/2026-08/units/{unit.pk}/",
        "/months/2026-07/",
        f"#m{unit.pk}",
        f'id="m{unit.pk}"',
        "/ledger/?month=2026-07&amp;until=2026-09&amp;clause=4.5&amp;behaviour=",
        f"/staff/{people['李明'].pk}/",
        EXPORT,
    ):
        assert link in text
    assert "（98 + 95.5 + 100）÷ 3 = 97.83" in text


def test_unit_heads_see_totals_once_every_month_is_published_and_persons_of_their_own(
    people: dict[str, StaffMember], chief: User, head: User, other_unit: Unit, unit: Unit
) -> None:
    Posting.objects.filter(person=people["孙丽"]).update(starts_on=date(2026, 1, 1))
    close_all(chief, published=True, months=(JULY, AUGUST))
    close_all(chief, months=(SEPTEMBER,))
    desk = logged_in(head)
    assert [desk.get(url).status_code for url in (PAGE, EXPORT, YEAR)] == [404, 404, 404]
    assert "2026年第三季度" not in desk.get(LIST).content.decode()

    Month.objects.update(state=Month.State.PUBLISHED)
    text = desk.get(PAGE).content.decode()

    assert desk.get(LIST).content.decode().count("各月均已通报") == 1
    assert "公共就业服务中心" in text
    assert "李明" in text
    assert not any(word in text for word in ("孙丽", "扣分最多的行为", f"/units/{other_unit.pk}/"))
    assert f"/months/2026-08/units/{unit.pk}/" in text
    book = str(
        [
            [cell.value for cell in row]
            for sheet in load_workbook(BytesIO(desk.get(EXPORT).content))
            for row in sheet
        ]
    )
    assert "李明" in book
    assert "孙丽" not in book
    assert "扣分最多" not in book


@pytest.mark.parametrize(
    "address",
    [
        "/quarters/2026-2/",
        "/quarters/2027-1/",
        "/years/2025/",
        "/years/2027/",
        "/quarters/2026-5/",
        "/years/226/",
    ],
)
def test_periods_outside_the_sites_time_do_not_exist(
    address: str, people: dict[str, StaffMember], chief: User
) -> None:
    assert logged_in(chief).get(address).status_code == 404


def test_the_list_tells_how_far_each_period_is(people: dict[str, StaffMember], chief: User) -> None:
    assert [row.state for row in logged_in(chief).get(LIST).context["rows"]] == ["还没有定分的月份"] * 3
    close_all(chief, months=(JULY,), published=True)
    close_all(chief, months=(AUGUST,))

    assert [(row.period.key, row.state, row.mean) for row in logged_in(chief).get(LIST).context["rows"]] == [
        ("2026", "6个月中2个月已定分", "90.88"),
        ("2026-4", "还没有定分的月份", ""),
        ("2026-3", "3个月中2个月已定分", "90.88"),
    ]


@pytest.mark.parametrize("url", [PAGE, YEAR])
def test_a_period_without_a_closed_month_says_so(
    url: str, people: dict[str, StaffMember], chief: User
) -> None:
    assert "还没有定分的月份" in logged_in(chief).get(url).content.decode()


@pytest.mark.parametrize("url", [PAGE, EXPORT, YEAR, LIST])
def test_the_pages_ask_the_same_number_of_queries_for_two_units_and_for_many(
    url: str, people: dict[str, StaffMember], chief: User, clerk: User
) -> None:
    def queries() -> int:
        desk = logged_in(chief)
        with CaptureQueriesContext(connection) as found:
            assert desk.get(url).status_code == 200
        return len(found)

    close_all(chief, months=(JULY,))
    before = queries()
    for number in range(4):
        more = Unit.objects.create(name=f"单位{number}")
        record(clerk, more, on=date(2026, 8, 10), verified=True)
    close_all(chief, months=(AUGUST, SEPTEMBER))
    most = 12 + LOGGED * (url == EXPORT)
    assert (queries(), before <= most) == (before, True)


def shown(response: Any, name: str, *, values: bool) -> list[list[Any]]:
    book = load_workbook(BytesIO(response.content), data_only=values)
    return [[cell.value for cell in row] for row in book[name].iter_rows()]


def test_the_workbook_means_are_formulas_that_show_the_pages_numbers(
    people: dict[str, StaffMember], chief: User
) -> None:
    close_all(chief)
    response = logged_in(chief).get(EXPORT)
    formulas = shown(response, "2026年第三季度得分", values=False)
    values = shown(response, "2026年第三季度得分", values=True)

    assert formulas[0][0] == "2026年第三季度窗口单位百分考核得分表"
    assert "导出时间：2026年10月8日 12:00" in formulas[1][0]
    assert formulas[2] == [
        "名次",
        "窗口单位",
        "7月",
        "8月",
        "9月",
        "平均分",
        "比上季度",
        "月数",
        "整改处理（项）",
    ]
    assert formulas[3][2:8] == [98, 95.5, 100, "=ROUND(AVERAGE(C4:E4),2)", None, "=COUNT(C4:E4)"]
    assert values[3][:8] == [1, "社保中心", 98, 95.5, 100, 97.83, None, 3]
    assert formulas[5][5] == "=ROUND(AVERAGE(C4:E5),2)"
    assert values[5][1:6] == ["平均", 84, 97.75, 100, 93.92]
    assert shown(response, "没有扣分", values=True)[3:] == [["人员", "社保中心", "李明"]]
    assert shown(response, "扣分最多的行为", values=True)[3] == ["2.5", "吃拿卡要", 1, 0, 1]


def test_a_period_without_a_closed_month_is_an_empty_workbook(
    people: dict[str, StaffMember], chief: User
) -> None:
    answer = logged_in(chief).get(EXPORT)

    assert answer.status_code == 200
    book = load_workbook(BytesIO(answer.content))
    assert [page.cell(FIRST_ROW, 2).value for page in book.worksheets[:2]] == [None, None]
