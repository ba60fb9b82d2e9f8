"""月度总表: who sees it, what stands in it, what still stands in the way, and its workbook."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from scoring.models import Month, ScoreEvent
from scoring.services.months import close_month, publish_month
from tests.conftest import NOON, logged_in
from tests.scoring.factories import record
from tests.units.leave import registered
from units.models import StaffMember, Unit, User

pytestmark = [pytest.mark.django_db]
SEPTEMBER = date(2026, 9, 1)
ON = date(2026, 9, 10)
LIST = "/months/"
PAGE = "/months/2026-09/"
EXPORT = "/months/2026-09/export/"
CLOSE = "/months/2026-09/close/"


@pytest.fixture(autouse=True)
def _october() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def september(clerk: User, unit: Unit, other_unit: Unit, person: StaffMember) -> None:
    """社保中心: −2 confirmed and a pending charge; 公共就业服务中心: a bonus on top of full marks."""
    record(clerk, unit, on=ON, person=person, verified=True)
    record(clerk, unit, on=ON, clause="2.2", behaviour="吃零食", verified=False)
    record(clerk, other_unit, on=ON, clause="4.3", behaviour="中午提前上岗", verified=True)


def closed(chief: User, *, published: bool = False) -> None:
    close_month(month=SEPTEMBER, by=chief, at=NOON, reason="按期定分")
    if published:
        publish_month(month=Month.objects.get(month=SEPTEMBER), by=chief, at=NOON)


@pytest.mark.parametrize("url", [LIST, PAGE, EXPORT])
@pytest.mark.usefixtures("september")
def test_months_open_to_those_who_see_all_scores(url: str, cast: dict[str, User]) -> None:
    statuses = {name: logged_in(user).get(url).status_code for name, user in cast.items()}

    heads = 403 if url == LIST else 404
    assert statuses == {
        "clerk": 200,
        "chief": 200,
        "leader": 200,
        "head": heads,
        "other_head": heads,
        "discipline": 403,
        "office": 403,
        "admin": 403,
        "stranger": 403,
    }
    assert logged_in(None).get(url).status_code == 302


@pytest.mark.usefixtures("september")
def test_a_unit_head_sees_everyones_totals_once_published_without_their_lines(
    chief: User, head: User, unit: Unit, other_unit: Unit
) -> None:
    closed(chief)
    assert logged_in(head).get(PAGE).status_code == 404

    publish_month(month=Month.objects.get(month=SEPTEMBER), by=chief, at=NOON)
    text = logged_in(head).get(PAGE).content.decode()

    assert unit.name in text
    assert other_unit.name in text
    assert "98" in text
    assert f"/months/2026-09/units/{unit.pk}/" in text
    assert f"/months/2026-09/units/{other_unit.pk}/" not in text
    assert "还要处理" not in text
    assert "title=" not in text.split("<tbody>")[1].split("</tbody>")[0]


@pytest.mark.usefixtures("september")
def test_the_table_ranks_units_and_tells_what_was_held(clerk: User) -> None:
    table = logged_in(clerk).get(PAGE).context["table"]

    assert [(row.rank, row.unit_name, row.total, row.overflow) for row in table.rows] == [
        (1, "公共就业服务中心", "100", "0.5"),
        (2, "社保中心", "98", ""),
    ]
    assert table.rows[0].cells[3].mark == "溢出"
    assert table.rows[0].cells[3].arithmetic == "10 + 0.5 = 10.5；按满分计10（溢出加分0.5）"
    assert [cell.shade for cell in table.rows[1].cells] == [0, 0, 0, 2, 0, 0]
    assert (table.means, table.mean_total) == (["25.00", "25.00", "20.00", "9.00", "10.00", "10.00"], "99.00")


@pytest.mark.usefixtures("september")
def test_the_month_says_what_stands_in_the_way_with_its_link(clerk: User) -> None:
    text = logged_in(clerk).get(PAGE).content.decode()

    assert "待核实 1 项" in text
    assert "/ledger/?month=2026-09&amp;status=pending" in text
    assert "现在定分须写明理由" in text


@pytest.mark.usefixtures("september")
def test_the_ledger_shows_as_many_as_the_month_counts(clerk: User, unit: Unit, other_unit: Unit) -> None:
    record(clerk, unit, on=ON, clause="1.1", behaviour="迟到", verified=True)
    record(clerk, unit, on=ON, clause="1.1", behaviour="早退", verified=False)
    record(clerk, other_unit, on=ON, clause="2.7", behaviour="锦旗", verified=False)
    client = logged_in(clerk)
    found = client.get(PAGE).context["obstacles"]

    assert [(row.text, row.count) for row in found] == [
        ("待核实", 3),
        ("人员待查", 1),
        ("加分缺少证明材料", 1),
    ]
    for row in found:
        shown = client.get(f"/ledger/?month=2026-09&{row.filter}").context["rows"]
        assert len(shown) == row.count


@pytest.mark.usefixtures("september")
def test_slips_that_nobody_signed_are_a_click_away(clerk: User, person: StaffMember) -> None:
    slip = registered(clerk, person, starts_on=ON, ends_on=ON)
    client = logged_in(clerk)

    assert (
        '<a href="/leave/?month=2026-09&amp;state=registered">请假条待签批 1 张</a>'
        in client.get(PAGE).content.decode()
    )
    assert f"/leave/{slip.pk}/" in client.get("/leave/?month=2026-09&state=registered").content.decode()


@pytest.mark.usefixtures("september")
def test_the_page_asks_the_same_number_of_queries_for_one_unit_and_for_many(clerk: User, unit: Unit) -> None:
    client = logged_in(clerk)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(PAGE).status_code == 200
        return len(found)

    before = queries()
    for number in range(8):
        more = Unit.objects.create(name=f"单位{number}")
        record(clerk, more, on=ON, verified=True)
    assert (queries(), before <= 12) == (before, True)


@pytest.mark.usefixtures("september")
def test_the_workbook_holds_numbers_and_formulas_that_add_up(clerk: User) -> None:
    response = logged_in(clerk).get(EXPORT)

    sheet = load_workbook(BytesIO(response.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "2026年9月窗口单位百分考核得分表（未定分，仅供核对）"
    assert rows[1][0] == "依据细则2022版　导出时间：2026年10月8日 12:00"
    assert rows[3] == [1, "公共就业服务中心", 25, 25, 20, 10, 10, 10, "=SUM(C4:H4)", 0.5, 0]
    assert rows[4] == [2, "社保中心", 25, 25, 20, 8, 10, 10, "=SUM(C5:H5)", 0, 0]
    assert rows[5][1:3] == ["平均", "=ROUND(AVERAGE(C4:C5),2)"]
    shown = load_workbook(BytesIO(response.content), data_only=True).active
    assert [shown["I4"].value, shown["I5"].value, shown["C6"].value] == [100, 98, 25]


@pytest.mark.parametrize(
    "address", ["/months/2026-08/", "/months/2026-11/", "/months/2026-13/", "/months/9/"]
)
def test_months_outside_the_sites_time_do_not_exist(address: str, clerk: User) -> None:
    assert logged_in(clerk).get(address).status_code == 404


def test_the_list_tells_state_deadline_and_what_is_pending(clerk: User, september: None, chief: User) -> None:
    rows = logged_in(clerk).get(LIST).context["rows"]
    assert [(r.key, r.state, r.events, r.pending, r.mean, r.deadline, r.overdue) for r in rows] == [
        ("2026-10", "open", 0, 0, "", date(2026, 11, 10), False),
        ("2026-09", "open", 3, 1, "", date(2026, 10, 10), False),
    ]

    closed(chief)
    rows = logged_in(clerk).get(LIST).context["rows"]
    assert [(r.key, r.state, r.events, r.pending, r.mean) for r in rows] == [
        ("2026-10", "open", 1, 1, ""),
        ("2026-09", "closed", 2, 0, "99.00"),
    ]


def test_a_month_without_units_says_so(clerk: User) -> None:
    assert "没有在用的窗口单位" in logged_in(clerk).get(PAGE).content.decode()


def form_key(client: Any) -> str:
    return str(client.get(CLOSE).content.decode().split('name="form_key" value="')[1].split('"')[0])


@pytest.mark.usefixtures("september")
def test_only_the_chief_closes(cast: dict[str, User]) -> None:
    statuses = {name: logged_in(user).post(CLOSE).status_code for name, user in cast.items()}

    assert statuses == {name: 422 if name == "chief" else 403 for name in cast}
    assert not Month.objects.filter(state=Month.State.CLOSED).exists()


@pytest.mark.usefixtures("september")
def test_closing_wants_the_month_typed_and_a_reason_and_loses_nothing_typed(chief: User) -> None:
    client = logged_in(chief)

    response = client.post(CLOSE, {"form_key": form_key(client), "typed": "2026-08", "reason": ""})

    text = response.content.decode()
    assert response.status_code == 422
    assert "输入的是“2026-08”，请输入 2026年9月。" in text
    assert "请写明现在定分的理由" in text
    assert 'value="2026-08"' in text


@pytest.mark.usefixtures("september")
def test_closing_moves_what_is_pending_and_says_so_and_a_second_click_does_nothing(chief: User) -> None:
    client = logged_in(chief)
    sent = {"form_key": form_key(client), "typed": " 2026年9月 ", "reason": "一项正在调查"}

    first = client.post(CLOSE, sent, follow=True)
    second = client.post(CLOSE, sent, follow=True)

    assert "1项待核实的事项已移到2026年10月补记" in first.content.decode()
    assert "已经定分" in second.content.decode()
    month = Month.objects.get(month=SEPTEMBER)
    assert (month.state, month.results.count()) == ("closed", 1)
    pending = ScoreEvent.objects.get(status="pending")
    assert (pending.counts_in, pending.version) == (date(2026, 10, 1), 2)


@pytest.mark.usefixtures("september")
def test_a_table_of_very_many_units_comes_page_by_page_with_everyones_mean(
    clerk: User, chief: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scoring.views.months.UNITS_SHOWN", 1)
    desk = logged_in(clerk)
    pages = [desk.get(PAGE, {"page": number}).content.decode() for number in (1, 2)]

    names = ("社保中心", "公共就业服务中心")
    shown = [[name for name in names if f"{name}</a></th>" in page] for page in pages]
    assert shown == [["公共就业服务中心"], ["社保中心"]]
    assert all("第 " in page and "/ 2 页" in page for page in pages)
    means = [page.partition("<tfoot>")[2].partition("</tfoot>")[0] for page in pages]
    assert means[0] == means[1] != ""
    assert 'rel="next"' in logged_in(chief).get(CLOSE).content.decode()
