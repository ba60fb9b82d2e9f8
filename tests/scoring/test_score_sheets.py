"""Why: from any number at most two clicks to its explanation, and the same handed out as a workbook."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from openpyxl import load_workbook

from scoring.models.findings import Source
from scoring.services.findings import record_finding
from scoring.services.settling import waive_event
from tests.access.world import photo
from tests.conftest import NOON, logged_in
from tests.scoring.factories import a_charge, a_finding, record, recorded_event
from tests.scoring.quarters import SEPTEMBER, close_all
from units.models import StaffMember, Unit, User, Window

pytestmark = pytest.mark.django_db
MONTH = "/months/2026-09/"
ON = date(2026, 9, 10)


@pytest.fixture(autouse=True)
def _october() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def sheet_of(unit: Unit) -> str:
    return f"{MONTH}units/{unit.pk}/export/"


@pytest.fixture
def september(clerk: User, chief: User, unit: Unit, person: StaffMember, window: Window) -> None:
    """A cover, a waiver, a bonus cut off, a formula in a fact, a complaint's paper, a fact of no clause."""
    about: dict[str, Any] = {"on": ON, "person": person, "window": window, "verified": True}
    record(clerk, unit, **about, problem_title="玩手机", fact="=1+1")
    record(
        clerk,
        unit,
        **(about | {"on": date(2026, 9, 20)}),
        clause="2.8",
        behaviour="大厅督查通报",
        problem_title="玩手机",
    )
    waived = recorded_event(clerk, unit, **about, clause="2.2", behaviour="打瞌睡")
    waive_event(event=waived, expected_version=waived.version, reason="身体不适", by=chief, at=NOON)
    record(clerk, unit, on=ON, clause="4.1", behaviour="便民物品缺少或损坏", measure=2, verified=True)
    record(clerk, unit, on=ON, clause="4.3", behaviour="中午提前上岗", times=9, verified=True)
    complaint = a_charge(unit, clause="2.9", behaviour="投诉属实", verified=True)
    record_finding(
        by=clerk,
        at=NOON,
        finding=a_finding(unit, happened_on=ON, source=Source.COMPLAINT, fact="态度生硬"),
        charges=[complaint],
        files=[photo("投诉信.png")],
    )
    record_finding(by=clerk, at=NOON, finding=a_finding(unit, happened_on=ON, fact="标识牌缺失"), charges=[])


@pytest.mark.usefixtures("september")
def test_every_number_of_the_months_table_leads_to_its_explanation(clerk: User, unit: Unit) -> None:
    desk = logged_in(clerk)
    text = desk.get(MONTH).content.decode()
    page = desk.get(f"{MONTH}units/{unit.pk}/").content.decode()
    own = f'href="{MONTH}units/{unit.pk}/'

    assert text.count(f'{own}"') == 3  # name, total, overflow
    for number in range(1, 7):
        assert f'{own}#k{number}"' in text
        assert f'id="k{number}"' in page
    assert f'{own}#follow-ups"' in text
    assert 'id="follow-ups"' in page
    assert "/rules/#R3" in text


@pytest.mark.usefixtures("september")
def test_a_head_finds_links_at_the_own_units_numbers_alone(
    chief: User, head: User, unit: Unit, other_unit: Unit
) -> None:
    close_all(chief, months=(SEPTEMBER,), published=True)
    text = logged_in(head).get(MONTH).content.decode()

    assert f"{MONTH}units/{unit.pk}/#k4" in text
    assert f"{MONTH}units/{other_unit.pk}/" not in text


@pytest.mark.usefixtures("september")
def test_each_reason_leads_to_the_reading_that_it_uses(clerk: User, unit: Unit) -> None:
    text = logged_in(clerk).get(f"{MONTH}units/{unit.pk}/").content.decode()

    assert '不再重复扣分（2.8，<a href="/rules/#R7">口径R7</a>）' in text
    assert '10 − 2.5 + 4.5 = 12；按满分计10（溢出加分2），<a href="/rules/#R1">口径R1</a>' in text
    assert '依据<a href="/rules/#R5">口径R5</a>' in text
    assert '（<a href="/rules/#R3">口径R3</a>）' in text


def test_a_reason_that_looks_like_markup_is_escaped(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    event = recorded_event(clerk, unit, on=ON, person=person, verified=True)
    waive_event(event=event, expected_version=event.version, reason="<b>口径R7</b>", by=chief, at=NOON)

    text = logged_in(clerk).get(f"{MONTH}units/{unit.pk}/").content.decode()

    assert '&lt;b&gt;<a href="/rules/#R7">口径R7</a>&lt;/b&gt;' in text


def book_of(user: User, unit: Unit, *, values: bool = False) -> dict[str, list[list[Any]]]:
    data = logged_in(user).get(sheet_of(unit)).content
    book = load_workbook(BytesIO(data), data_only=values)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


@pytest.mark.usefixtures("september")
def test_the_units_workbook_tells_the_arithmetic_and_every_line(clerk: User, unit: Unit) -> None:
    formulas, values = book_of(clerk, unit), book_of(clerk, unit, values=True)

    assert list(formulas) == ["得分", "明细", "整改处理", "不计分的情况"]
    assert formulas["得分"][0][0] == "社保中心2026年9月百分考核得分说明（未定分，仅供核对）"
    assert formulas["得分"][6][:9] == [
        *("4 办公秩序", 10, -2.5, 4.5, "=SUM(B7:D7)", 10, 2, 0),
        "10 − 2.5 + 4.5 = 12；按满分计10（溢出加分2）",
    ]
    assert [values["得分"][6][4], values["得分"][9][5]] == [12, 95]
    lines = {row[6]: row for row in values["明细"][3:]}
    first = lines["接打手机"]
    assert first[9:15] == ["=1+1", "日常抽查", "已核实", -2, -2, None]
    assert first[17].startswith("上班时间严禁上网聊天")
    covered = lines["大厅督查通报"]
    assert (covered[12], covered[13], covered[15]) == (-5, 0, first[0])
    assert covered[14].startswith("同一违纪问题已按2026年9月10日的4.5“接打手机”扣分")
    assert lines["打瞌睡"][14] == "免予扣分：身体不适"
    assert [values["明细"][-1][1], values["明细"][-1][12], values["明细"][-1][13]] == ["合计", -10, -3]
    assert values["不计分的情况"][3][2] == "标识牌缺失"


@pytest.mark.usefixtures("september")
@pytest.mark.parametrize(("who", "paper"), [("clerk", "投诉信.png"), ("leader", None), ("head", None)])
def test_complainants_papers_are_named_for_the_policy_office_alone(
    who: str, paper: str | None, cast: dict[str, User], unit: Unit
) -> None:
    lines = {row[6]: row for row in book_of(cast[who], unit)["明细"][3:]}
    month = logged_in(cast["leader"]).get(f"{MONTH}export/").content

    assert lines["投诉属实"][18] == paper
    assert "投诉信".encode() not in month


@pytest.mark.usefixtures("september")
@pytest.mark.parametrize(
    ("month", "unit_id"), [("2026-11", 1), ("2026-08", 1), ("2026-09", 10**25), ("2026-09", 999)]
)
def test_there_is_no_sheet_where_there_is_no_page(month: str, unit_id: int, clerk: User) -> None:
    for end in ("export/", "explained.pdf"):
        assert logged_in(clerk).get(f"/months/{month}/units/{unit_id}/{end}").status_code == 404


@pytest.mark.usefixtures("september")
def test_the_months_workbook_holds_every_line_and_a_heads_the_own_units_alone(
    chief: User, head: User, clerk: User, unit: Unit, other_unit: Unit, other_person: StaffMember
) -> None:
    record(clerk, other_unit, on=ON, person=other_person, verified=True, fact="别单位的事")
    close_all(chief, months=(SEPTEMBER,), published=True)

    def lines(user: User) -> tuple[list[str], str, list[Any]]:
        data = logged_in(user).get(f"{MONTH}export/").content
        book = load_workbook(BytesIO(data))
        scores = book["2026年9月得分"]
        texts = str([[cell.value for cell in row] for row in book["计分明细"].iter_rows()])
        return book.sheetnames, texts, [scores.cell(row, 11).value for row in (4, 5)]

    names, texts, follow_ups = lines(chief)
    assert names == ["2026年9月得分", "计分明细"]
    assert "别单位的事" in texts
    assert "孙丽" in texts
    assert follow_ups == [0, 2]
    _, texts, follow_ups = lines(head)
    assert "态度生硬" in texts
    assert not any(word in texts for word in ("别单位的事", "孙丽"))
    assert follow_ups == [None, 2]
