"""得分说明 as PDF: for the person who disputes a number, with all that the page says, to its readers."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from notices.explaining import unit_statement
from notices.papers.content import Heading, Table
from scoring.models import MonthResult
from scoring.selectors.readings import readings_used
from scoring.selectors.unit_pages import unit_page
from tests.conftest import NOON, logged_in
from units.models import Unit, User


@pytest.fixture(autouse=True)
def _in_october(time_machine: Any) -> None:
    time_machine.move_to(NOON, tick=True)


def address(unit: Unit, month: str = "2026-09") -> str:
    return f"/months/{month}/units/{unit.pk}/explained.pdf"


def words(user: User, unit: Unit, month: str = "2026-09") -> str:
    """The sheet's text without line breaks."""
    answer = logged_in(user).get(address(unit, month))
    assert answer.headers["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    return "".join(page.extract_text() for page in reader.pages).replace("\n", "")


def test_the_sheet_tells_result_arithmetic_lines_clauses_and_readings(
    september: MonthResult, chief: User, unit: Unit
) -> None:
    text = words(chief, unit)

    for said in (
        "社保中心2026年9月百分考核得分说明",
        "取自2026年9月定分结果第1版",
        "（口径R3）",
        "25 − 11 = 14",
        "25 + 4 = 29；按满分计25（溢出加分4）（口径R1）",
        "王芳上班后5分钟到岗",
        "2026年9月累计迟到3次（累计迟到3次以上即超限）",
        "（口径R9）",
        "限期整改（单位）",
        "所用条款原文",
        "违者每人每次扣2分",
        "所用口径",
        september.digest,
        "2026年10月8日12:0",
    ):
        assert said.replace(" ", "") in text.replace(" ", ""), said
    assert "草" not in text


def test_an_open_month_is_marked_as_a_draft(told: None, clerk: User, unit: Unit) -> None:
    text = words(clerk, unit)

    assert "本月尚未定分" in text
    assert "草稿" in text


def test_only_the_own_units_sheet_opens_for_a_head(
    september: MonthResult, head: User, other_head: User, unit: Unit, other_unit: Unit
) -> None:
    assert "王芳" in words(head, unit)
    assert logged_in(head).get(address(other_unit)).status_code == 404
    assert "孙丽" in words(other_head, other_unit)


def test_no_telephone_number_leaves_the_house(september: MonthResult, chief: User, other_unit: Unit) -> None:
    text = words(chief, other_unit)

    assert "138****5678" in text
    assert "13812345678" not in text


def test_a_unit_without_events_is_told_so(september: MonthResult, chief: User) -> None:
    text = words(chief, Unit.objects.get(name="人才交流中心"))

    assert "本月没有计分事项，各类得满分。" in text
    assert "所用条款原文" not in text


def test_each_clause_and_reading_stands_once(september: MonthResult, unit: Unit) -> None:
    page = unit_page(september.month.month, unit.pk, all_ranks=True, shows_papers=True)
    assert page is not None
    statement = unit_statement(page, readings_used(page), office="县人社局", printed="某日")

    tables = [block for block in statement.blocks if isinstance(block, Table)]
    clauses, readings = tables[-2:]
    assert [row[:2] for row in clauses.rows] == [
        ("1.1", "迟到"),
        ("1.5", "因考勤被大厅通报"),
        ("2.6", "延时服务"),
        ("6.3", "首次超限"),
    ]
    assert [row[0] for row in readings.rows] == ["R1", "R3", "R9"]
    assert [block.text for block in statement.blocks if isinstance(block, Heading) and block.level == 1] == [
        *("总分", "六类得分的算式", "逐项明细", "整改处理", "所用条款原文", "所用口径"),
    ]
