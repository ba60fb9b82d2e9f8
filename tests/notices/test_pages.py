"""The bulletin's pages, as every role, without JavaScript."""

import uuid
from copy import copy
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from notices.models import Notice, NoticePaper, PaperDraft
from notices.services.issuing import issue_notice
from notices.views import reading
from scoring.models import Month, MonthResult
from tests.conftest import NOON, logged_in
from units.models import Unit, User

COMPOSE = "/notices/compose/2026-09/"
WORDS = {"lead": "现将有关情况通报如下。", "demands": "一是提高认识。", "version": "0"}


@pytest.fixture(autouse=True)
def _in_october(time_machine: Any) -> None:
    time_machine.move_to(NOON, tick=True)


@pytest.fixture
def notice(september: MonthResult, chief: User) -> Notice:
    return issue_notice(result=september, by=chief, at=NOON, on=date(2026, 10, 8))


def key() -> dict[str, str]:
    return {"form_key": str(uuid.uuid4())}


def statuses(cast: dict[str, User], path: str) -> dict[str, int]:
    seen = {name: logged_in(user).get(path).status_code for name, user in cast.items()}
    return {**seen, "visitor": logged_in(None).get(path).status_code}


def test_composing_is_for_the_policy_office_issuing_for_its_chief(
    cast: dict[str, User], september: MonthResult
) -> None:
    nobody = dict.fromkeys(("head", "other_head", "discipline", "office", "leader", "admin", "stranger"), 403)
    for path in (COMPOSE, f"{COMPOSE}preview/", f"{COMPOSE}preview/?reading=public"):
        assert statuses(cast, path) == {"clerk": 200, "chief": 200, **nobody, "visitor": 302}, path
    assert statuses(cast, f"{COMPOSE}issue/") == {"clerk": 403, "chief": 200, **nobody, "visitor": 302}


def test_readings_are_open_to_those_whom_the_design_names(
    cast: dict[str, User], notice: Notice, unit: Unit, other_unit: Unit
) -> None:
    never = {"admin": 403, "stranger": 403, "visitor": 302}
    policy = {"clerk": 200, "chief": 200, "leader": 200}
    heads = {"head": 404, "other_head": 404}
    base = f"/notices/{notice.pk}/"
    everyone = {**policy, **never, "discipline": 200, "office": 200, "head": 200, "other_head": 200}
    assert statuses(cast, base) == everyone
    assert statuses(cast, f"{base}public.pdf") == everyone
    assert statuses(cast, f"{base}named.pdf") == {
        **policy, **never, **heads, "discipline": 200, "office": 404,
    }  # fmt: skip
    own = {**policy, **never, **heads, "discipline": 404, "office": 404}
    assert statuses(cast, f"{base}unit/{unit.pk}.pdf") == {**own, "head": 200}
    assert statuses(cast, f"{base}unit/{other_unit.pk}.pdf") == {**own, "other_head": 200}


def test_unit_head_s_page_offers_only_the_own_and_the_public_reading(
    head: User, notice: Notice, unit: Unit, other_unit: Unit
) -> None:
    page = logged_in(head).get(f"/notices/{notice.pk}/").content.decode()
    assert f"unit/{unit.pk}.pdf" in page
    assert f"unit/{other_unit.pk}.pdf" not in page
    assert "named.pdf" not in page


def test_pdf_comes_as_kept_under_a_chinese_name(chief: User, notice: Notice) -> None:
    response = logged_in(chief).get(f"/notices/{notice.pk}/named.pdf")
    assert response.content == bytes(NoticePaper.objects.get(notice=notice, reading="named").pdf)
    assert response["Content-Type"] == "application/pdf"
    assert "filename*=UTF-8''%E9%84%A2" in response["Content-Disposition"]


@pytest.mark.parametrize(
    "path",
    [
        "/notices/compose/2026-10/",
        "/notices/compose/2026-13/",
        "/notices/compose/x/",
        f"{COMPOSE}preview/?reading=x",
        f"{COMPOSE}preview/?reading=unit&unit=99999",
        f"{COMPOSE}preview/?reading=unit&unit=²",
        "/notices/99999/",
        "/notices/99999/named.pdf",
        "/notices/1/other.pdf",
    ],
)
def test_address_of_nothing_is_not_found(path: str, chief: User, september: MonthResult) -> None:
    assert logged_in(chief).get(path).status_code == 404


def test_words_are_saved_once_and_shown_in_the_preview(clerk: User, september: MonthResult) -> None:
    browser = logged_in(clerk)
    sent = {**WORDS, **key(), "overall": "总体<b>平稳</b>。"}
    first = browser.post(COMPOSE, sent)
    again = browser.post(COMPOSE, sent)
    assert (first.status_code, first["Location"]) == (302, COMPOSE)
    assert (again.status_code, again["Location"]) == (302, COMPOSE)
    assert PaperDraft.objects.get().version == 1
    assert "总体&lt;b&gt;平稳&lt;/b&gt;。" in browser.get(f"{COMPOSE}preview/").content.decode()


def test_second_editor_sees_both_texts_and_loses_nothing(
    clerk: User, chief: User, september: MonthResult
) -> None:
    logged_in(clerk).post(COMPOSE, {**WORDS, **key(), "overall": "甲的文字。"})
    page = logged_in(chief).post(COMPOSE, {**WORDS, **key(), "overall": "乙的文字。"})
    assert page.status_code == 200
    html = page.content.decode()
    assert "甲的文字。" in html
    assert "乙的文字。" in html
    assert 'name="version" value="1"' in html
    saved = logged_in(chief).post(COMPOSE, {**WORDS, **key(), "overall": "乙的文字。", "version": "1"})
    assert saved.status_code == 302
    assert PaperDraft.objects.get().words["overall"] == "乙的文字。"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("overall", "社保中心得99分。", "自动写入"),
        ("lead", "", "必填"),
        ("lead", "长" * 1001, "1000"),
        ("version", "x", "版本"),
    ],
    ids=["score", "empty", "too long", "odd version"],
)
def test_words_that_do_not_fit_are_told_and_kept(
    field: str, value: str, said: str, clerk: User, september: MonthResult
) -> None:
    page = logged_in(clerk).post(COMPOSE, {**WORDS, **key(), "problems": "保留的文字", field: value})
    assert page.status_code == 200
    assert "保留的文字" in page.content.decode()
    assert not PaperDraft.objects.exists()


def test_issuing_asks_for_the_month_once_more(chief: User, september: MonthResult) -> None:
    page = logged_in(chief).post(
        f"{COMPOSE}issue/", {**key(), "issued_on": "2026-10-08", "confirm": "2026年8月"}
    )
    assert "您写的是“2026年8月”，应写“2026年9月”。" in page.content.decode()
    assert not Notice.objects.exists()


@pytest.mark.parametrize("day", ["2026-09-30", "2026-10-09", "2026-02-30", ""])
def test_issuing_refuses_a_day_before_the_month_is_over_or_after_today(
    day: str, chief: User, september: MonthResult
) -> None:
    page = logged_in(chief).post(f"{COMPOSE}issue/", {**key(), "issued_on": day, "confirm": "2026年9月"})
    assert page.status_code == 200
    assert not Notice.objects.exists()


def test_double_click_issues_one_paper(chief: User, september: MonthResult) -> None:
    browser = logged_in(chief)
    sent = {**key(), "issued_on": "2026-10-08", "confirm": "2026年9月"}
    first, again = browser.post(f"{COMPOSE}issue/", sent), browser.post(f"{COMPOSE}issue/", sent)
    notice = Notice.objects.get()
    assert first["Location"] == again["Location"] == f"/notices/{notice.pk}/"
    other = browser.post(f"{COMPOSE}issue/", {**sent, **key()})
    assert other["Location"] == f"/notices/{notice.pk}/"


def test_draft_pdf_is_a_draft(clerk: User, september: MonthResult) -> None:
    response = logged_in(clerk).get(f"{COMPOSE}draft.pdf?reading=public")
    assert (response.status_code, response.content[:5]) == (200, b"%PDF-")


def test_list_shows_what_waits_and_what_went_out(chief: User, head: User, september: MonthResult) -> None:
    assert "应于2026年10月10日前发出" in logged_in(chief).get("/notices/").content.decode()
    assert "应于" not in logged_in(head).get("/notices/").content.decode()
    issue_notice(result=september, by=chief, at=NOON, on=date(2026, 10, 8))
    page = logged_in(chief).get("/notices/").content.decode()
    assert "鄢人社通报〔2026〕1号" in page
    assert "应于" not in page


def another(notice: Notice, number: int) -> None:
    """A further paper, of a month of its own."""
    month = Month.objects.create(month=date(2025, number, 1), state=Month.State.PUBLISHED)
    result = copy(notice.result)
    result.pk, result.month, result._state.adding = None, month, True
    result.save()
    twin = copy(notice)
    twin.pk, twin.month, twin.result, twin.sequence, twin._state.adding = None, month, result, number, True
    twin.key = f"2025-{number:02}"
    twin.save()


def queries_of(browser: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(path).status_code == 200
    return len(queries)


def test_list_takes_the_same_queries_for_one_paper_and_for_three(chief: User, notice: Notice) -> None:
    browser = logged_in(chief)
    one = queries_of(browser, "/notices/")
    another(notice, 2)
    another(notice, 3)
    assert browser.get("/notices/").content.decode().count("督查通报</span>") == 3
    assert queries_of(browser, "/notices/") == one
    assert one <= 12


@pytest.mark.parametrize("more", [0, 12], ids=["three units", "fifteen units"])
def test_composing_pages_take_few_queries_however_many_units(
    more: int, chief: User, told: None, request: pytest.FixtureRequest
) -> None:
    for number in range(more):
        Unit.objects.create(name=f"单位{number}", order=100 + number)
    request.getfixturevalue("september")
    browser = logged_in(chief)
    for path in (COMPOSE, f"{COMPOSE}preview/", f"{COMPOSE}issue/"):
        assert queries_of(browser, path) <= 13, path


def test_issued_paper_is_read_as_it_was_issued_no_longer_drafted(chief: User, notice: Notice) -> None:
    browser = logged_in(chief)
    assert browser.get(COMPOSE)["Location"] == f"/notices/{notice.pk}/"
    assert browser.get(f"{COMPOSE}preview/").status_code == 404
    assert browser.get(f"{COMPOSE}draft.pdf").status_code == 404
    page = browser.post(COMPOSE, {**WORDS, **key(), "overall": "想改的文字"}).content.decode()
    assert "文字不能再改" in page
    assert "想改的文字" in page


def test_paper_s_downloads_come_first_and_many_units_copies_are_folded(
    chief: User, head: User, notice: Notice, unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = logged_in(chief).get(f"/notices/{notice.pk}/").content.decode()
    monkeypatch.setattr(reading, "FEW", 1)
    many = logged_in(chief).get(f"/notices/{notice.pk}/").content.decode()
    own = logged_in(head).get(f"/notices/{notice.pk}/").content.decode()

    assert few.index("实名本 PDF") < few.index("签发情况")
    assert "分单位本（3个单位，各一份）" in many
    assert "分单位本（3个单位，各一份）" not in few
    assert own.index(f"分单位本（{unit}）PDF") < own.index("公开本 PDF")
    for page in (few, many):
        assert page.count(f"分单位本（{unit}）PDF") == 1


def test_paper_names_the_units_that_have_not_signed(
    chief: User, head: User, notice: Notice, unit: Unit, other_unit: Unit
) -> None:
    logged_in(head).post(f"/notices/{notice.pk}/receipts/{unit.pk}/", key())
    page = " ".join(strip_tags(logged_in(chief).get(f"/notices/{notice.pk}/").content.decode()).split())

    assert "签收情况 3个单位，未签收2个" in page
    assert f"未签收 自2026年10月8日起：{other_unit}、人才交流中心" in page
    assert f"{unit}2026年10月8日" in page


def test_composing_offers_three_readings_beside_the_words_and_says_why_numbers_are_fixed(
    clerk: User, september: MonthResult, unit: Unit
) -> None:
    page = logged_in(clerk).get(COMPOSE).content.decode()

    assert f'href="{COMPOSE}preview/" target="paper">实名本' in page
    assert f'href="{COMPOSE}preview/?reading=public" target="paper">公开本' in page
    assert f'<option value="{unit.pk}">{unit}</option>' in page
    assert '<iframe name="paper"' in page
    assert "为什么数字不能在这里改" in page


def test_check_before_issuing_says_what_follows(chief: User, september: MonthResult) -> None:
    page = logged_in(chief).get(f"{COMPOSE}issue/").content.decode()

    steps = [
        page.index(f"</span>{words}</h2>") for words in ("将要发出的文件", "个人信息核对", "签发以后", "签发")
    ]
    assert steps == sorted(steps)
    assert "2026年9月转为已通报" in page
    assert "任何人不能再改" in page
