"""经办人 at the desk: records what was seen, confirms it in the ledger, sees what it did to the score."""

import pytest
from playwright.sync_api import Page, expect

from scoring.models import ScoreEvent
from tests.access.world import World
from tests.browser.conftest import Login, follow, new_check
from tests.browser.journeys.album import Album
from tests.browser.journeys.steps import from_home, from_menu, picture
from units.models import User

ROLE = "经办人"


def record_a_finding(page: Page, album: Album) -> None:
    from_menu(page, "登记", "登记事项")
    page.get_by_label("窗口单位").select_option(label="社保中心")
    page.get_by_label("发现情况").fill("在窗口玩手机，群众等候")
    page.locator("#id_words").fill("玩手机")
    expect(page.locator("#behaviours")).to_contain_text("符合“玩手机”的：")
    page.locator("#behaviours").get_by_role("radio", name="接打手机").first.check()
    with new_check(page, "persons"):
        page.get_by_role("checkbox", name="王芳").check()
    with new_check(page, "kept"):
        page.locator("#id_uploads").set_input_files(picture("现场.png"))
    expect(page.locator("#check")).to_contain_text("98 → 96分")
    album.take(page, "登记事项-对得分的影响")
    follow(page.get_by_role("button", name="登记，待核实"))
    expect(page.get_by_role("status")).to_contain_text("已登记")
    album.take(page, "登记以后")


def confirm_it_in_the_ledger(page: Page, album: Album) -> None:
    follow(page.get_by_role("link", name="工作台"))
    album.take(page, "工作台-有待核实的")
    from_home(page, "待核实的事项")
    page.get_by_role("checkbox", name="勾选").check()
    album.take(page, "事项台账-勾选")
    page.get_by_role("button", name="核实勾选的事项").click()
    expect(page.get_by_role("status").filter(has_text="已核实1")).to_be_visible()
    assert ScoreEvent.objects.get(behaviour="接打手机").status == "confirmed"


def read_the_month(page: Page, album: Album) -> None:
    from_menu(page, "得分", "月度总表")
    follow(page.get_by_role("link", name="2026年10月").first)
    expect(page.get_by_role("row").filter(has_text="社保中心").first).to_contain_text("96")
    album.take(page, "月度总表")
    follow(page.get_by_role("table").get_by_role("link", name="社保中心", exact=True))
    expect(page.get_by_role("main")).to_contain_text("在窗口玩手机，群众等候")
    album.take(page, "单位得分页")


@pytest.mark.slow
def test_what_the_clerk_saw_stands_in_the_month_table(
    login: Login, world: World, clerk: User, album: Album
) -> None:
    page = login(clerk)
    album.take(page, "工作台", whole=False)
    record_a_finding(page, album)
    confirm_it_in_the_ledger(page, album)
    read_the_month(page, album)
