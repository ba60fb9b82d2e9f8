"""系统管理员: creates an account, gives it a role, unlocks another one; has nothing to do with scores."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Login, follow
from tests.browser.journeys.album import Album
from tests.browser.journeys.steps import from_menu
from tests.signing_in.door import WRONG, sign_in
from units.models import Role, User

ROLE = "系统管理员"


def create_an_account(page: Page, album: Album) -> None:
    from_menu(page, "系统", "账号")
    album.take(page, "账号")
    follow(page.get_by_role("link", name="新建账号"))
    page.get_by_label("用户名").fill("zhaoyun")
    page.get_by_label("姓名").fill("赵云")
    page.get_by_label("密码").fill("yanling-renshe-88")
    album.take(page, "新建账号")
    follow(page.get_by_role("button", name="建立账号"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("zhaoyun")


def give_it_a_role(page: Page, album: Album) -> None:
    page.get_by_label("角色").select_option(label="窗口单位负责人")
    page.get_by_label("窗口单位").select_option(label="社保中心")
    album.take(page, "授予角色")
    follow(page.get_by_role("button", name="授予", exact=True))
    membership = User.objects.get(username="zhaoyun").memberships.get()
    assert (membership.role, membership.unit.name) == (Role.UNIT_HEAD, "社保中心")
    album.take(page, "已有角色")


def unlock_an_account(page: Page, album: Album) -> None:
    from_menu(page, "系统", "账号")
    follow(page.get_by_role("link", name="clerk", exact=True))
    album.take(page, "锁定的账号")
    follow(page.get_by_role("button", name="解锁"))
    expect(page.get_by_role("main")).to_contain_text("没有锁定")
    album.take(page, "已解锁")


@pytest.mark.slow
def test_the_administrator_lets_people_in_and_sees_no_scores(
    login: Login, cast: dict[str, User], album: Album
) -> None:
    for _ in range(5):
        sign_in("clerk", WRONG)
    page = login(cast["admin"])
    album.take(page, "工作台", whole=False)
    expect(page.get_by_role("navigation", name="主导航")).not_to_contain_text("得分")
    create_an_account(page, album)
    give_it_a_role(page, album)
    unlock_an_account(page, album)
    assert sign_in("clerk").status_code == 302
