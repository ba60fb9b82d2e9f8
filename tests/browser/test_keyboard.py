"""With the keyboard alone: 经办人 from login to a composed bulletin, 负责人 closes the month and issues it.

After the login page nothing is opened by its address and nothing is touched by a mouse.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, expect
from pytest_django.live_server_helper import LiveServer

from notices.models import Notice, PaperDraft
from scoring.models import Month, MonthResult, ScoreEvent
from tests.browser.conftest import PASSWORD, new_check, wait_for_htmx
from tests.browser.journeys.album import Album
from tests.browser.journeys.keyboard import Keyboard
from units.models import StaffMember, Unit, User

Act = Callable[[Keyboard, Album], None]
FACT = "在窗口玩手机，群众等候"
LEAD = "现将2026年9月督查考核情况通报如下，请各单位对照整改。"
MOST = {"经办人": 450, "负责人": 450}
"""Keys that the two parts may take, letters included: more means that something came in the way."""


@pytest.fixture
def keys(page: Page, live_server: LiveServer) -> Keyboard:
    """The login page, and a keyboard before it."""
    page.goto(f"{live_server.url}/login/")
    return Keyboard(page)


@pytest.fixture
def album() -> Album:
    return Album("键盘")


def log_in(keys: Keyboard, user: User) -> None:
    keys.fill("textbox", "用户名", user.username)
    keys.fill("textbox", "密码", PASSWORD)
    keys.enter()
    expect(keys.page.get_by_role("heading", level=1)).to_have_text("工作台")


def log_out(keys: Keyboard) -> None:
    keys.follow("button", "退出", back=True)


def record_a_finding(keys: Keyboard, album: Album) -> None:
    page = keys.page
    keys.open_menu("登记", "登记事项")
    keys.skip_to_main()
    keys.write_day("日期", "2026-09-28")
    keys.choose("窗口单位", "社保中心")
    keys.fill("textbox", "发现情况", FACT)
    keys.fill("searchbox", "查找条款", "玩手机")
    expect(page.locator("#behaviours")).to_contain_text("符合“玩手机”的：")
    wait_for_htmx(page)
    keys.press("ArrowDown")
    keys.pick("4.5 接打手机")
    with new_check(page, "persons"):
        keys.tick("checkbox", "王芳")
    expect(page.locator("#check")).to_contain_text("98")
    album.take(page, "登记事项-核对")
    keys.follow("button", "登记，待核实")
    expect(page.get_by_role("status")).to_contain_text("已登记")


def confirm_it_in_the_ledger(keys: Keyboard, album: Album) -> None:
    keys.follow("link", "事项台账", back=True)
    keys.skip_to_main()
    keys.tick("checkbox", "勾选9月28日")
    album.take(keys.page, "事项台账-核实")
    keys.tab_to("button", "核实勾选的事项")
    keys.press("Enter")
    expect(keys.page.get_by_role("status").filter(has_text="已核实1")).to_be_visible()
    assert ScoreEvent.objects.get().status == "confirmed"


def open_september(keys: Keyboard) -> None:
    keys.open_menu("得分", "月度总表")
    keys.follow("link", "2026年9月")


def send_it_to_the_units(keys: Keyboard, album: Album) -> None:
    open_september(keys)
    keys.reach_fold("转入核对")
    keys.press("Enter")
    keys.follow("button", "转入核对")
    assert Month.objects.get().state == Month.State.REVIEW
    album.take(keys.page, "转入核对")


def close_the_month(keys: Keyboard, album: Album) -> None:
    """With a wrong month first: the summary of errors has the focus, and its link leads to the field."""
    page = keys.page
    open_september(keys)
    keys.follow("link", "定分")
    keys.fill("textbox", "说明", "两个单位都已当面核对，没有异议。")
    keys.fill("textbox", "确认月份", "2026-10")
    keys.follow("button", "确认定分")
    give_password(keys)
    expect(page.locator(".error-summary")).to_be_focused()
    album.take(page, "定分-改正")
    keys.tab_to("link", "确认月份")
    keys.press("Enter")
    expect(page.get_by_role("textbox", name="确认月份")).to_be_focused()
    keys.write("2026-09")
    keys.follow("button", "确认定分")
    expect(page.get_by_role("status")).to_contain_text("2026年9月已定分")
    assert MonthResult.objects.get().scores.count() == 2
    album.take(page, "定分")


def give_password(keys: Keyboard, *, seconds: int = 30) -> None:
    expect(keys.page.get_by_role("heading", level=1)).to_have_text("请再输入一次密码")
    keys.fill("textbox", "密码", PASSWORD)
    keys.enter(seconds=seconds)


def compose_the_bulletin(keys: Keyboard, album: Album) -> None:
    open_september(keys)
    keys.follow("link", "拟写通报")
    keys.fill("textbox", "导语", LEAD)
    keys.follow("button", "保存并更新预览")
    assert PaperDraft.objects.get().words["lead"] == LEAD
    album.take(keys.page, "拟写通报")


def issue_the_bulletin(keys: Keyboard, album: Album) -> None:
    keys.open_menu("公文", "公文登记簿")
    keys.follow("link", "2026年9月督查通报：拟稿、预览")
    keys.follow("link", "核对并签发")
    expect(keys.page.get_by_role("main")).to_contain_text(LEAD)
    keys.fill("textbox", "确认", "2026年9月")
    album.take(keys.page, "签发-核对")
    keys.follow("button", "签发")
    give_password(keys, seconds=120)
    expect(keys.page.get_by_role("heading", level=1)).to_contain_text("通报")
    keys.open_menu("公文", "公文登记簿")
    expect(keys.page.get_by_role("table")).to_contain_text(Notice.objects.get().number)
    album.take(keys.page, "公文登记簿")


@pytest.mark.slow
def test_a_month_goes_from_a_finding_to_the_issued_bulletin_without_a_mouse(
    keys: Keyboard, album: Album, clerk: User, chief: User, person: StaffMember, other_unit: Unit
) -> None:
    pressed = {"经办人": 0, "负责人": 0}

    def as_one(user: User, role: str, *acts: Act) -> None:
        before = keys.pressed
        log_in(keys, user)
        for act in acts:
            act(keys, album)
        log_out(keys)
        pressed[role] += keys.pressed - before

    as_one(clerk, "经办人", record_a_finding, confirm_it_in_the_ledger, send_it_to_the_units)
    as_one(chief, "负责人", close_the_month)
    as_one(clerk, "经办人", compose_the_bulletin)
    as_one(chief, "负责人", issue_the_bulletin)

    print(f"按键：{pressed}")
    assert all(pressed[role] <= most for role, most in MOST.items()), pressed


def test_the_menu_is_walked_by_arrows_and_closed_by_escape(keys: Keyboard, clerk: User) -> None:
    log_in(keys, clerk)
    page = keys.page
    group = page.get_by_role("navigation", name="主导航").locator("details", has_text="得分")
    keys.reach_fold("得分")
    keys.press("ArrowDown")
    expect(group.get_by_role("link", name="月度总表")).to_be_focused()
    keys.press("ArrowDown")
    expect(group.get_by_role("link", name="季度和年度")).to_be_focused()
    keys.press("Escape")
    expect(group.locator("summary")).to_be_focused()
    expect(group.get_by_role("link", name="月度总表")).to_be_hidden()

    keys.press("Space")
    expect(group.get_by_role("link", name="月度总表")).to_be_visible()
    keys.press("Shift+Tab")
    expect(group.get_by_role("link", name="月度总表")).to_be_hidden()


def test_a_filter_that_is_changed_keeps_the_focus(keys: Keyboard, clerk: User, person: StaffMember) -> None:
    log_in(keys, clerk)
    page = keys.page
    keys.follow("link", "事项台账")
    keys.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    keys.reach_fold("更多条件")
    keys.press("Enter")
    keys.tab_to("checkbox", "人员待查")
    box = page.get_by_role("checkbox", name="人员待查")
    for ticked in (True, False):

        def is_it(answer: Response, ticked: bool = ticked) -> bool:
            return "/ledger/" in answer.url and ("unknown=on" in answer.url) is ticked

        with page.expect_response(is_it):
            keys.press("Space")
        wait_for_htmx(page)
        expect(box).to_be_checked(checked=ticked)
        expect(box).to_be_focused()
