"""负责人: waives, closes the month, issues the bulletin, downloads it; 单位负责人 sees the own unit alone."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from scoring.models import MonthResult, ScoreEvent
from tests.access.world import World, build_world
from tests.browser.conftest import Login, follow, give_password, take_picture
from units.models import Unit, User


@pytest.fixture
def world(cast: dict[str, User], unit: Unit, other_unit: Unit) -> World:
    return build_world(cast, unit, other_unit)


@pytest.mark.slow
def test_the_chief_waives_and_issues_the_bulletin(
    login: Login, world: World, chief: User, live_server: LiveServer
) -> None:
    page = login(chief)
    page.goto(f"{live_server.url}/events/{world.own_event.pk}/")
    page.get_by_text("免予扣分", exact=True).first.click()
    page.locator("form[action$='/waive/'] [name=reason]").fill("突发疾病，有就诊记录")
    follow(page.locator("form[action$='/waive/'] button[type=submit]"))
    expect(page.get_by_role("main")).to_contain_text("突发疾病，有就诊记录")
    assert ScoreEvent.objects.get(pk=world.own_event.pk).status == "waived"

    page.goto(f"{live_server.url}/notices/compose/2026-09/")
    take_picture(page, "拟稿")
    page.goto(f"{live_server.url}/notices/compose/2026-09/issue/")
    page.get_by_label("确认").fill("2026年9月")
    follow(page.get_by_role("button", name="签发", exact=True))
    give_password(page, seconds=120)
    page.wait_for_url(f"{live_server.url}/notices/*/")
    take_picture(page, "已签发")
    with page.expect_download() as download:
        page.evaluate("document.querySelector('a[href$=\"named.pdf\"]').setAttribute('download', '通报.pdf')")
        page.get_by_role("link", name="实名本 PDF").click()
    assert download.value.path().read_bytes()[:5] == b"%PDF-"


def test_the_chief_closes_a_month(
    login: Login, chief: User, unit: Unit, other_unit: Unit, live_server: LiveServer
) -> None:
    page = login(chief)
    page.goto(f"{live_server.url}/months/2026-09/close/")
    page.get_by_label("确认月份").fill("2026-09")
    follow(page.get_by_role("button", name="确认定分"))
    give_password(page)

    expect(page.get_by_role("status")).to_contain_text("2026年9月已定分")
    assert MonthResult.objects.get().scores.count() == 2
    take_picture(page, "月度总表")


def test_a_head_sees_the_own_unit_and_not_another(
    login: Login, world: World, head: User, live_server: LiveServer
) -> None:
    page = login(head)
    follow(page.get_by_role("link", name="本单位得分").first)
    expect(page.get_by_role("main")).to_contain_text("社保中心")
    expect(page.get_by_role("main")).to_contain_text("98")

    answer = page.goto(f"{live_server.url}/months/2026-10/units/{world.other.pk}/")

    assert answer is not None
    assert answer.status == 404
