"""局领导: from 工作台 over the month's table to a unit's why in two clicks; may change nothing."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from scoring.models import ScoreEvent
from tests.access.world import SEPTEMBER, World
from tests.browser.conftest import Login, follow
from tests.browser.journeys.album import Album
from tests.browser.journeys.steps import from_home

ROLE = "局领导"
FORMS = "main form:not([method=get]):not([action$='/sheets/'])"


def changes_nothing(page: Page) -> None:
    """The page shown offers no form that writes; printing score sheets writes no score."""
    expect(page.locator(FORMS)).to_have_count(0)


@pytest.mark.slow
def test_the_leader_reads_why_in_two_clicks_and_cannot_change_it(
    login: Login, world: World, album: Album, live_server: LiveServer
) -> None:
    leader = world.users["leader"]
    assert leader is not None
    page = login(leader)
    main = page.get_by_role("main")
    album.take(page, "工作台", whole=False)

    from_home(page, "2026年9月月度总表")
    changes_nothing(page)
    album.take(page, "月度总表")
    follow(main.get_by_role("row").filter(has_text="社保中心").get_by_role("link", name="23", exact=True))
    line = main.get_by_text("在窗口打瞌睡（9月）")
    expect(line).to_be_in_viewport()
    changes_nothing(page)
    album.take(page, "两次点击-为什么", whole=False)

    follow(main.get_by_role("link", name="查看事项"))
    changes_nothing(page)
    album.take(page, "事项")
    event = ScoreEvent.objects.get(unit=world.own, counts_in=SEPTEMBER)
    token = page.locator("header [name=csrfmiddlewaretoken]").input_value()
    form = {"csrfmiddlewaretoken": token, "reason": "领导意见", "version": "1"}
    for address in ("events/{}/waive/", "events/{}/confirm/"):
        url = f"{live_server.url}/{address.format(event.pk)}"
        sent = page.request.post(url, form=form)
        assert sent.status == 403
