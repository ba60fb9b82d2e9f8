"""The pages around the login in a real browser: what they ask, what they keep, usable by everyone."""

import time
from datetime import timedelta

import pyotp
import pytest
import time_machine
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import PASSWORD, Login, follow, give_password, take_picture
from tests.browser.test_accessible import WIDTHS, faults, too_wide
from units.models import Unit, User


def look(page: Page, name: str) -> list[str]:
    """What axe finds and what is too wide, on a phone and at a desk."""
    found = []
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        take_picture(page, f"{width}-{name}")
        found += [f"{name}: {one}" for one in (*faults(page), *too_wide(page, name))]
    return found


@pytest.mark.slow
def test_the_second_step_is_set_up_and_used(login: Login, chief: User, live_server: LiveServer) -> None:
    page, wrong = login(chief), []
    page.goto(f"{live_server.url}/second-factor/")
    follow(page.get_by_role("button", name="开始设置"))
    wrong += look(page, "再输入密码")
    give_password(page)
    wrong += look(page, "两步验证-二维码")
    secret = page.locator("code").inner_text().replace(" ", "")
    page.get_by_label("手机上显示的6位数字").fill(pyotp.TOTP(secret).at(int(time.time())))
    follow(page.get_by_role("button", name="确认开启"))
    wrong += look(page, "备用码")
    codes = page.locator(".recovery-codes code").all_inner_texts()

    page.context.clear_cookies()
    page.goto(f"{live_server.url}/login/")
    page.get_by_label("用户名").fill("chief")
    page.get_by_label("密码").fill(PASSWORD)
    follow(page.get_by_role("button", name="登录"))
    wrong += look(page, "验证码")
    page.get_by_label("验证码").fill(codes[0])
    follow(page.get_by_role("button", name="登录"))

    expect(page).to_have_url(f"{live_server.url}/")
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
def test_a_form_sent_after_the_session_ran_out_goes_on_with_what_was_typed(
    login: Login, clerk: User, live_server: LiveServer
) -> None:
    page = login(clerk)
    page.goto(f"{live_server.url}/units/new/")
    page.get_by_label("名称", exact=False).first.fill("不动产登记中心")
    assert Session.objects.count() == 1
    with time_machine.travel(timedelta(minutes=61)):
        follow(page.get_by_role("button", name="保存"))
        wrong = look(page, "登录已过期")
        page.get_by_label("密码").fill(PASSWORD)
        follow(page.get_by_role("button", name="登录并继续提交"))

    assert not wrong, "\n".join(wrong)
    assert Unit.objects.filter(name="不动产登记中心").exists()


@pytest.mark.slow
def test_the_lock_says_until_when(page: Page, clerk: User, live_server: LiveServer) -> None:
    for _ in range(5):
        page.goto(f"{live_server.url}/login/")
        page.get_by_label("用户名").fill("clerk")
        page.get_by_label("密码").fill("not-the-password-9")
        follow(page.get_by_role("button", name="登录"))

    expect(page.get_by_role("main")).to_contain_text("2026年10月8日 12:1")
    assert look(page, "暂时锁定") == []
