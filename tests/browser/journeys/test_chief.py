"""负责人: signs a slip, waives with a reason, decides an objection, closes the month, issues its bulletin."""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from notices.models import Notice
from scoring.models import MonthResult, ScoreEvent
from scoring.services.objections import file_objection
from tests.browser.conftest import Login, follow, give_password
from tests.browser.journeys.album import Album
from tests.browser.journeys.steps import from_home, from_menu
from tests.conftest import NOON
from tests.scoring.factories import recorded_event, shown
from tests.units.leave import a_cover, posted, registered
from units.models import LeaveSlip, StaffMember, Unit, User, Window

ROLE = "负责人"
SEPTEMBER = date(2026, 9, 1)
DECISION = "调看监控，当时窗口没有群众，维持扣分。"


@pytest.fixture
def september(
    clerk: User, head: User, unit: Unit, other_unit: Unit, person: StaffMember, window: Window
) -> list[ScoreEvent]:
    """Two charges of 王芳, one of them objected to; a slip of hers with a colleague who stands in."""
    late: dict[str, Any] = {"clause": "1.1", "behaviour": "迟到", "fact": "上班后15分钟到岗"}
    rows = [
        recorded_event(clerk, unit, on=date(2026, 9, 22), person=person, verified=True, **late),
        recorded_event(clerk, unit, on=date(2026, 9, 24), person=person, verified=True),
    ]
    file_objection(event=rows[1], text="当时在用手机核对群众的办件进度", by=head, at=NOON)
    shown(SEPTEMBER)
    registered(clerk, person, covers=[a_cover(posted("李明", "003", unit, window, "B"))])
    return rows


def sign_the_slip(page: Page, album: Album) -> None:
    from_home(page, "签批")
    follow(page.get_by_role("link", name="王芳").first)
    page.get_by_label("签批意见").fill("同意")
    album.take(page, "请假条-签批")
    follow(page.get_by_role("button", name="同意，签批"))
    assert LeaveSlip.objects.get().state == "signed"


def waive_with_a_reason(page: Page, album: Album) -> None:
    follow(page.get_by_role("link", name="事项台账", exact=True))
    follow(page.get_by_role("link", name="迟到", exact=True))
    page.get_by_text("免予扣分", exact=True).first.click()
    page.locator("#id_waive").fill("突发疾病，有就诊记录")
    album.take(page, "免予扣分-理由")
    follow(page.get_by_role("button", name="免予扣分"))
    expect(page.get_by_role("main")).to_contain_text("突发疾病，有就诊记录")


def decide_the_objection(page: Page, album: Album) -> None:
    follow(page.get_by_role("link", name="工作台"))
    from_home(page, "申诉待复核")
    follow(page.get_by_role("link", name="接打手机"))
    page.get_by_label("维持").check()
    page.get_by_label("复核理由").fill(DECISION)
    album.take(page, "申诉-复核")
    follow(page.get_by_role("button", name="复核", exact=True))
    expect(page.get_by_role("main")).to_contain_text(DECISION)


def close_the_month(page: Page, album: Album) -> None:
    from_menu(page, "得分", "月度总表")
    follow(page.get_by_role("link", name="2026年9月").first)
    album.take(page, "月度总表-定分以前")
    follow(page.get_by_role("link", name="定分", exact=True))
    page.get_by_label("确认月份").fill("2026-09")
    album.take(page, "定分-核对")
    follow(page.get_by_role("button", name="确认定分"))
    album.take(page, "定分-再输入密码")
    give_password(page)
    expect(page.get_by_role("status")).to_contain_text("2026年9月已定分")
    assert MonthResult.objects.get().scores.get(unit_name="社保中心").total_halves == 196
    album.take(page, "月度总表-已定分")


def issue_the_bulletin(page: Page, album: Album) -> None:
    follow(page.get_by_role("link", name="拟写通报"))
    album.take(page, "拟写通报", whole=False)
    follow(page.get_by_role("link", name="核对并签发"))
    page.get_by_label("确认", exact=False).fill("2026年9月")
    album.take(page, "签发-核对")
    follow(page.get_by_role("button", name="签发", exact=True), seconds=120)
    expect(page.get_by_role("main")).to_contain_text(Notice.objects.get().number)
    album.take(page, "已签发")


@pytest.mark.slow
def test_the_chief_takes_a_month_from_its_open_questions_to_the_issued_bulletin(
    login: Login, chief: User, september: list[ScoreEvent], album: Album
) -> None:
    page = login(chief)
    album.take(page, "工作台", whole=False)
    sign_the_slip(page, album)
    waive_with_a_reason(page, album)
    decide_the_objection(page, album)
    close_the_month(page, album)
    issue_the_bulletin(page, album)
