"""Forms and long tables: mistakes in the site's own words, a check while typing, a way past the table."""

from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Login, follow, give_password, wait_for_htmx
from tests.scoring.factories import recorded_event
from units.models import LeaveSlip, StaffMember, Unit, User


def test_closing_a_month_without_a_reason_is_told_in_the_summary_not_in_a_bubble(
    login: Login, chief: User, clerk: User, unit: Unit, person: StaffMember, live_server: LiveServer
) -> None:
    recorded_event(clerk, unit, person=person)
    page = login(chief)
    page.goto(f"{live_server.url}/months/2026-09/close/")

    follow(page.get_by_role("button", name="确认定分"))
    give_password(page)
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("请先改正以下")
    summary.get_by_role("link").first.click()
    expect(page.locator(":focus")).to_have_attribute("required", "")


def test_the_month_table_is_passed_with_one_link(
    login: Login, chief: User, unit: Unit, other_unit: Unit, live_server: LiveServer
) -> None:
    page = login(chief)
    page.goto(f"{live_server.url}/months/2026-09/")
    skip = page.get_by_role("link", name="跳过表格")
    expect(skip).not_to_be_in_viewport()

    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#after-table")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('table')")


def test_a_slip_is_checked_while_it_is_filled_in(
    login: Login, clerk: User, unit: Unit, person: StaffMember, live_server: LiveServer
) -> None:
    page = login(clerk)
    page.goto(f"{live_server.url}/leave/new/")
    check = page.locator("#slip-check")
    expect(check).to_contain_text("填好请假人和起止时间后")

    page.get_by_label("请假人").fill("王芳 001")
    page.get_by_label("假别").select_option("personal")
    expect(check).to_contain_text("请假1天")
    expect(check).to_contain_text("没有安排替岗，本窗口也没有在岗的B岗人员")
    page.get_by_label("替岗人员").first.fill("王芳 001")
    page.get_by_label("交接情况").first.fill("已交接")
    expect(check).to_contain_text("替岗人员不能是请假人自己")
    wait_for_htmx(page)
    assert not LeaveSlip.objects.exists()
