"""季度通报 issued as a paper, through the pages that every kind shares."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine

from notices.models import Notice, PaperDraft, Reading
from notices.outgoing.period import find, key_of
from notices.services.handing_out import paper_of
from notices.services.outgoing import issue_paper
from records.errors import Refusal
from scoring.periods import Period
from scoring.services.months import close_month
from scoring.services.reopening import reopen_month
from tests.conftest import NOON, logged_in
from tests.papers.measure import text
from tests.scoring.quarters import close_all, third_quarter
from units.models import StaffMember, Unit, User

BASE = "/papers/period/2026-Q3/"
WORDS = {
    "lead": "现将情况通报如下。",
    "overall": "",
    "problems": "",
    "demands": "一是抓好整改。",
    "version": "0",
}


@pytest.fixture(autouse=True)
def _october() -> Iterator[None]:
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def quarter(clerk: User, chief: User, unit: Unit, other_unit: Unit) -> dict[str, StaffMember]:
    people = third_quarter(clerk, unit, other_unit)
    close_all(chief)
    return people


def key() -> dict[str, str]:
    return {"form_key": str(uuid.uuid4())}


def test_it_is_composed_checked_and_issued_in_the_browser(quarter: object, chief: User) -> None:
    browser = logged_in(chief)
    assert "季度通报拟稿" in browser.get(BASE).content.decode()
    assert browser.post(BASE, {**WORDS, **key()}).status_code == 302
    assert "现将情况通报如下。" in browser.get(f"{BASE}preview/").content.decode()
    check = browser.get(f"{BASE}issue/").content.decode()
    assert "鄢人社通报〔2026〕1号" in check
    assert "公开本：没有工作人员姓名。" in check

    wrong = browser.post(f"{BASE}issue/", {"issued_on": "2026-10-08", "confirm": "签发", **key()})
    assert "应写“季度通报”" in wrong.content.decode()
    form = {"issued_on": "2026-10-08", "confirm": "季度通报", **key()}
    assert browser.post(f"{BASE}issue/", form).status_code == 302
    assert browser.post(f"{BASE}issue/", form).status_code == 302

    notice = Notice.objects.get()
    assert (notice.kind, notice.key, notice.content["kept"]["months"]) == (
        "period",
        "2026-Q3",
        ["2026-07", "2026-08", "2026-09"],
    )
    assert [paper.reading for paper in notice.papers.all()] == [Reading.PUBLIC]
    assert "一是抓好整改。" in text(bytes(paper_of(notice, Reading.PUBLIC).pdf))


def test_scores_written_into_the_words_are_refused_and_conflicts_are_shown(
    quarter: object, chief: User, clerk: User
) -> None:
    scored = logged_in(chief).post(BASE, {**WORDS, "overall": "社保中心得99分。", **key()})
    assert "自动写入" in scored.content.decode()
    assert not PaperDraft.objects.exists()

    assert logged_in(chief).post(BASE, {**WORDS, **key()}).status_code == 302
    late = logged_in(clerk).post(BASE, {**WORDS, "overall": "总体平稳。", **key()})
    assert "刚刚被别人修改过" in late.content.decode()


def test_a_quarter_with_an_open_month_is_drafted_and_not_issued(quarter: object, chief: User) -> None:
    outgoing = find("2026")
    assert outgoing is not None
    assert "现在不能签发" in logged_in(chief).get("/papers/period/2026/").content.decode()
    with pytest.raises(Refusal, match="还没有定分"):
        issue_paper(outgoing=outgoing, by=chief, at=NOON, on=date(2026, 10, 8))
    assert not Notice.objects.exists()


def test_a_month_closed_anew_outdates_it(quarter: object, chief: User, head: User) -> None:
    outgoing = find("2026-Q3")
    assert outgoing is not None
    notice = issue_paper(outgoing=outgoing, by=chief, at=NOON, on=date(2026, 10, 8))
    assert "须替代：" not in logged_in(head).get(f"/notices/{notice.pk}/").content.decode()

    later = NOON + timedelta(hours=1)
    reopen_month(month=date(2026, 8, 1), by=chief, at=later, reason="漏记")
    assert "须替代：" in logged_in(head).get(f"/notices/{notice.pk}/").content.decode()
    close_month(month=date(2026, 8, 1), by=chief, at=later, reason="已核对")
    assert "须替代：" in logged_in(head).get(f"/notices/{notice.pk}/").content.decode()
    with pytest.raises(Refusal, match="刚刚重新定分"):
        issue_paper(outgoing=outgoing, by=chief, at=later, on=date(2026, 10, 8), reason="重新定分")


@pytest.mark.parametrize("which", ["2026-Q5", "2026-3", "2025-Q3", "2026-Q03", "x"])
def test_a_period_that_is_none_or_has_nothing_closed_is_not_found(
    quarter: object, chief: User, which: str
) -> None:
    assert logged_in(chief).get(f"/papers/period/{which}/").status_code == 404
    assert logged_in(chief).get(f"/papers/nothing/{which}/").status_code == 404


def test_keys_of_periods() -> None:
    assert (key_of(Period(2026, 3)), key_of(Period(2026))) == ("2026-Q3", "2026")
