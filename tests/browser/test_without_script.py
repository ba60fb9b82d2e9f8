"""Every core flow without JavaScript: what happened, its confirmation, a slip, the month, its paper."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from notices.models import Notice
from scoring.models import Finding, MonthResult, ScoreEvent
from tests.browser.conftest import PASSWORD, follow, give_password
from units.models import LeaveSlip, StaffMember, Unit, User


@pytest.fixture
def plain(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A browser whose scripts are switched off."""
    context = browser.new_context(java_script_enabled=False, locale="zh-CN", base_url=live_server.url)
    yield context.new_page()
    context.close()


def log_in(page: Page, user: User) -> None:
    page.context.clear_cookies()
    page.goto("/login/")
    page.get_by_label("用户名").fill(user.username)
    page.get_by_label("密码").fill(PASSWORD)
    follow(page.get_by_role("button", name="登录"))


@pytest.mark.slow
def test_a_month_goes_from_the_first_finding_to_its_paper(
    plain: Page, clerk: User, chief: User, unit: Unit, other_unit: Unit, person: StaffMember
) -> None:
    log_in(plain, clerk)
    record_a_finding(plain)
    assert Finding.objects.get().events.get().status == "pending"

    plain.goto("/ledger/?month=2026-09")
    follow(plain.get_by_role("row").filter(has_text="低头看手机").get_by_role("button", name="核实"))
    expect(plain.get_by_role("status").first).to_contain_text("已核实1项")
    assert ScoreEvent.objects.get().status == "confirmed"
    follow(plain.get_by_role("button", name="撤销"))
    assert ScoreEvent.objects.get().status == "pending"
    plain.get_by_role("row").filter(has_text="低头看手机").get_by_role("checkbox").check()
    follow(plain.get_by_role("button", name="核实勾选的事项").last)
    assert ScoreEvent.objects.get().status == "confirmed"

    hand_in_a_slip(plain)
    assert LeaveSlip.objects.get().person == person

    log_in(plain, chief)
    plain.goto("/months/2026-09/close/")
    plain.get_by_label("说明").fill("线索都看过，没有要补登的")
    plain.get_by_label("确认月份").fill("2026-09")
    follow(plain.get_by_role("button", name="确认定分"))
    give_password(plain)
    assert MonthResult.objects.get().scores.count() == 2

    plain.goto("/notices/compose/2026-09/")
    plain.locator("textarea").first.fill("现将九月督查情况通报如下：")
    follow(plain.get_by_role("button", name="保存并更新预览"))
    expect(plain.frame_locator("iframe").get_by_text("现将九月督查情况通报如下")).to_be_visible()
    follow(plain.get_by_role("link", name="核对并签发"))
    plain.get_by_label("确认").fill("2026年9月")
    follow(plain.get_by_role("button", name="签发", exact=True), seconds=120)
    expect(plain.get_by_role("heading", level=1)).to_contain_text("督查通报")
    assert Notice.objects.count() == 1


def record_a_finding(page: Page) -> None:
    page.goto("/record/")
    page.get_by_label("日期", exact=False).first.fill("2026-09-28")
    page.get_by_label("窗口单位").select_option(label="社保中心")
    page.get_by_label("发现情况").fill("低头看手机，群众等候")
    page.locator("#id_words").fill("玩手机")
    follow(page.get_by_role("button", name="查找"))
    page.get_by_role("radio", name="接打手机").first.check()
    page.get_by_role("checkbox", name="王芳").check()
    follow(page.locator("#check").get_by_role("button", name="核对"))
    expect(page.locator("#check")).to_contain_text("100 → 98分")
    follow(page.locator("#check").get_by_role("button", name="登记，待核实"))


def hand_in_a_slip(page: Page) -> None:
    page.goto("/leave/new/")
    page.get_by_label("请假人").fill("王芳")
    page.get_by_label("假别").select_option(label="事假")
    page.get_by_label("具体事由").fill("家中有事")
    page.locator("#id_starts_on").fill("2026-10-12")
    page.locator("#id_ends_on").fill("2026-10-12")
    page.get_by_label("递交时间").fill("2026-10-08T09:20")
    follow(page.get_by_role("button", name="保存"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("王芳")


def test_a_clause_leads_to_the_words_of_its_month(
    plain: Page, clerk: User, unit: Unit, person: StaffMember
) -> None:
    log_in(plain, clerk)
    record_a_finding(plain)
    plain.goto("/ledger/?month=2026-09")

    follow(plain.get_by_role("link", name="4.5", exact=True))

    expect(plain.get_by_role("heading", level=1)).to_have_text("细则与口径")
    assert plain.url.endswith("/rules/?month=2026-09#c-4.5")
