"""季度通报's words as a draft: nobody named, every number out of closed months, marked 草稿."""

import io
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from pypdf import PdfReader

from notices.papers.content import Figure, Paper, Paragraph, Table
from notices.quarterly.paper import period_paper
from scoring.periods import Period
from scoring.rulebook import shipped_edition
from scoring.selectors.quarters import period_table
from tests.conftest import NOON, TODAY, logged_in
from tests.scoring.quarters import JULY, close_all, third_quarter
from units.models import StaffMember, Unit, User
from units.selectors import bureau

pytestmark = pytest.mark.django_db
DRAFT, PDF = "/quarters/2026-3/draft/", "/quarters/2026-3/draft.pdf"


@pytest.fixture(autouse=True)
def _october() -> Iterator[None]:
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def people(clerk: User, unit: Unit, other_unit: Unit) -> dict[str, StaffMember]:
    return third_quarter(clerk, unit, other_unit)


def paper(period: Period) -> Paper:
    return period_paper(period_table(period, JULY), shipped_edition(), bureau(), on=TODAY)


def said(found: Paper) -> str:
    return "".join(run.text for block in found.blocks if isinstance(block, Paragraph) for run in block.runs)


def tables(found: Paper) -> list[Table]:
    parts = [*found.blocks, *(block for part in found.attachments for block in part.blocks)]
    return [block for block in parts if isinstance(block, Table)]


def test_the_quarters_paper_tells_the_period_in_figures(people: dict[str, StaffMember], chief: User) -> None:
    close_all(chief)
    found = paper(Period(2026, 3))

    assert found.name == "鄢陵县人力资源和社会保障局关于2026年第三季度窗口单位百分考核情况的通报"
    text = said(found)
    for part in (
        "2026年第三季度，2个窗口单位参加考核，按已定分的7月、8月、9月共3个月计算，平均得分93.92分。",
        "得分最高的是社保中心，平均97.83分；得分最低的是公共就业服务中心，平均90.00分。",
        "各单位均有扣分。一直在岗的工作人员2人，其中没有扣分的1人。",
        "得分率最高的是办件质量，最低的是文明廉洁服务。",
        "吃拿卡要（细则2.5）1件，本类不得分1次；因考勤被大厅通报（细则1.5）1件，扣5分",
        "各月共产生整改处理",
        "一是高度重视",
    ):
        assert part in text, part
    ranking, scores = tables(found)
    assert ranking.rows[0] == ("1", "社保中心", "98", "95.5", "100", "97.83", "—")
    assert scores.rows[1][:4] == ("2", "公共就业服务中心", "23.33", "16.67")
    assert [block.chart.title for block in found.blocks if isinstance(block, Figure)] == [
        "2026年第三季度各类平均失分"
    ]


def test_the_years_paper_ranks_by_quarters(people: dict[str, StaffMember], chief: User) -> None:
    close_all(chief)

    ranking, _ = tables(paper(Period(2026)))
    assert [column.name for column in ranking.columns] == ["排名", "窗口单位", "第三季度", "平均分", "比上年"]
    assert ranking.rows[0] == ("1", "社保中心", "97.83", "97.83", "—")


def test_nobody_is_named(people: dict[str, StaffMember], chief: User) -> None:
    close_all(chief)
    text = said(paper(Period(2026, 3))) + str(tables(paper(Period(2026, 3))))

    assert not any(name in text for name in people)


def test_the_draft_opens_to_the_office_as_page_and_pdf(
    people: dict[str, StaffMember], chief: User, clerk: User, head: User
) -> None:
    close_all(chief)
    assert logged_in(head).get(PDF).status_code == 403
    frame = logged_in(clerk).get(DRAFT).content.decode()
    page = logged_in(clerk).get(f"{DRAFT}sheet/").content.decode()
    pdf = logged_in(clerk).get(PDF)

    assert f'src="{DRAFT}sheet/"' in frame
    assert PDF in frame
    assert "草稿预览" in page
    assert "<svg" in page
    assert pdf.headers["Content-Type"] == "application/pdf"
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf.content)).pages)
    assert "草稿" in text
    assert "2026年第三季度各窗口单位各类平均得分表" in text.replace("\n", "")
    assert "0.83分" in text  # the chart's own text is there


@pytest.mark.parametrize(
    "url", [DRAFT, f"{DRAFT}sheet/", PDF, "/quarters/2026-2/draft/", "/years/2027/draft.pdf"]
)
def test_there_is_no_draft_without_a_closed_month(
    url: str, people: dict[str, StaffMember], clerk: User
) -> None:
    assert logged_in(clerk).get(url).status_code == 404


def test_the_day_of_the_draft_is_today(people: dict[str, StaffMember], chief: User) -> None:
    close_all(chief)

    assert paper(Period(2026, 3)).signature.date == "2026年10月8日"
    assert date(2026, 10, 8) == TODAY
