"""Word files of papers: offered where the PDF is, named in Chinese; a draft is marked on every page."""

from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest

from notices.services.issuing import issue_notice
from scoring.models import MonthResult
from tests.conftest import NOON, logged_in
from tests.papers.word.read import body, part, parts, text
from units.models import Unit, User


@pytest.fixture(autouse=True)
def _in_october(time_machine: Any) -> None:
    time_machine.move_to(NOON, tick=True)


def test_draft_of_a_bulletin_is_a_word_file_with_a_chinese_name(clerk: User, september: MonthResult) -> None:
    answer = logged_in(clerk).get("/notices/compose/2026-09/draft.docx")
    assert answer.status_code == 200
    assert unquote(answer["Content-Disposition"]).endswith("''2026年9月督查通报（草稿）.docx")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "王芳" in text(body(answer.content))
    heads = [name for name in parts(answer.content) if name.startswith("word/header")]
    assert [text(part(answer.content, name)) for name in heads] == ["草稿，未经签发，不得外传"] * 2


def test_public_reading_of_a_draft_masks_the_staff(clerk: User, september: MonthResult) -> None:
    answer = logged_in(clerk).get("/notices/compose/2026-09/draft.docx?reading=public")
    assert "王芳" not in text(body(answer.content))
    assert "王芳" not in "".join(data.decode("utf-8", "ignore") for data in parts(answer.content).values())


def test_draft_of_another_paper_is_a_word_file(clerk: User, september: MonthResult) -> None:
    answer = logged_in(clerk).get("/papers/period/2026-Q3/draft.docx")
    assert answer.status_code == 200
    assert "（草稿）.docx" in unquote(answer["Content-Disposition"])


@pytest.mark.parametrize("path", ["/notices/compose/2026-09/", "/papers/period/2026-Q3/"])
def test_page_of_composing_offers_the_word_file(clerk: User, september: MonthResult, path: str) -> None:
    assert f'href="{path}draft.docx"' in logged_in(clerk).get(path).content.decode()


def test_nothing_is_drafted_of_a_month_without_a_result(clerk: User, september: MonthResult) -> None:
    assert logged_in(clerk).get("/notices/compose/2026-08/draft.docx").status_code == 404
    assert logged_in(clerk).get("/papers/period/2025-Q1/draft.docx").status_code == 404


def test_issued_paper_is_offered_as_a_word_file_in_every_reading_that_may_be_opened(
    chief: User, head: User, unit: Unit, other_unit: Unit, september: MonthResult
) -> None:
    notice = issue_notice(result=september, by=chief, at=NOON, on=date(2026, 10, 8))
    base = f"/notices/{notice.pk}/"
    named = logged_in(chief).get(f"{base}named.docx")
    assert unquote(named["Content-Disposition"]).endswith(f"''{notice.number} 实名本.docx")
    assert "王芳" in text(body(named.content))
    assert "孙丽" in text(body(named.content))
    assert not [name for name in parts(named.content) if name.startswith("word/header")]
    own = logged_in(head).get(f"{base}unit/{unit.pk}.docx").content
    assert "王芳" in text(body(own))
    assert "孙丽" not in text(body(own))
    page = logged_in(head).get(base).content.decode()
    assert f'href="{base}unit/{unit.pk}.docx"' in page
    assert f"unit/{other_unit.pk}.docx" not in page
    assert "named.docx" not in page
