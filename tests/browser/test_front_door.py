"""The login page in a real browser."""

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Login, follow
from units.models import User


def test_a_clerk_gets_in_and_out_again(login: Login, clerk: User, live_server: LiveServer) -> None:
    page = login(clerk)
    expect(page.get_by_role("navigation", name="主导航")).to_contain_text("经办甲")

    follow(page.get_by_role("button", name="退出"))

    expect(page).to_have_url(f"{live_server.url}/login/")


def test_a_wrong_password_is_told_in_chinese(page: Page, clerk: User, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/login/")
    page.get_by_label("用户名").fill("clerk")
    page.get_by_label("密码").fill("wrong")
    follow(page.get_by_role("button", name="登录"))

    expect(page.get_by_role("alert")).to_contain_text("用户名或密码不对")
    expect(page.get_by_label("用户名")).to_have_value("clerk")
