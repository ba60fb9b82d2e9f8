"""Lists are searched and filtered in place, and lose nothing that is typed meanwhile."""

from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Login
from units.models import StaffMember, Unit, User


def test_a_list_is_searched_as_one_types_and_the_address_says_it(
    login: Login,
    clerk: User,
    unit: Unit,
    person: StaffMember,
    other_person: StaffMember,
    live_server: LiveServer,
) -> None:
    page = login(clerk)
    page.goto(f"{live_server.url}/staff/")
    expect(page.get_by_role("link", name="孙丽")).to_be_visible()
    page.evaluate("window.loadedOnce = true")

    search = page.get_by_role("search").get_by_role("searchbox")
    search.press_sequentially("wangf", delay=60)

    expect(page.get_by_role("link", name="孙丽")).to_have_count(0)
    expect(page.get_by_role("link", name="王芳")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.get_by_role("searchbox")).to_have_value("wangf")
    assert "wangf" in page.url
    assert page.evaluate("window.loadedOnce") is True

    page.reload()
    expect(page.get_by_role("searchbox")).to_have_value("wangf")


def test_going_back_from_a_row_finds_the_list_as_it_was_filtered(
    login: Login, clerk: User, person: StaffMember, other_person: StaffMember, live_server: LiveServer
) -> None:
    page = login(clerk)
    page.goto(f"{live_server.url}/staff/")
    page.get_by_role("search").get_by_role("searchbox").press_sequentially("wangf", delay=60)
    expect(page.get_by_role("link", name="孙丽")).to_have_count(0)

    page.get_by_role("link", name="王芳").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("王芳")
    page.go_back()

    expect(page.get_by_role("searchbox")).to_have_value("wangf")
    expect(page.get_by_role("link", name="孙丽")).to_have_count(0)


def menu_lies_open(page: Page) -> bool:
    return page.get_by_role("link", name="事项台账").is_visible()


def test_without_a_script_the_menu_lies_open_on_a_phone(
    clerk: User, live_server: LiveServer, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{live_server.url}/login/")
    page.get_by_label("用户名").fill("clerk")
    page.get_by_label("密码").fill("a-long-password-1")
    page.get_by_role("button", name="登录").click()

    assert menu_lies_open(page)
    context.close()
