"""局办公室: sees which honours were not made known yet, records where one was."""

import pytest
from playwright.sync_api import expect

from notices.models import Publicity
from notices.selectors.honours.recommending import Recommendation
from notices.services.honours.recommending import recommend_honour
from notices.services.honours.selecting import Decision, decide_honours
from scoring.periods import Period
from tests.access.world import World
from tests.browser.conftest import Login, follow
from tests.browser.journeys.album import Album
from tests.browser.journeys.steps import from_home
from tests.conftest import NOON
from units.models import User

ROLE = "局办公室"
QUARTER = Period(2026, 3)


@pytest.fixture
def honoured(world: World, head: User, chief: User) -> None:
    """The window of 社保中心 was selected for its surroundings."""
    told = Recommendation(
        "window", "surroundings", "整洁窗口", "设施齐全，老花镜、饮水常备", window=world.own_window
    )
    row = recommend_honour(unit=world.own, period=QUARTER, told=told, files=[], by=head, at=NOON)
    decisions = [Decision(row, row.version, "selected", "群众反映好")]
    decide_honours(period=QUARTER, decisions=decisions, by=chief, at=NOON)


@pytest.mark.slow
def test_the_office_records_that_an_honour_was_made_known(
    login: Login, world: World, honoured: None, album: Album
) -> None:
    office = world.users["office"]
    assert office is not None
    page = login(office)
    album.take(page, "工作台", whole=False)
    from_home(page, "典型待宣传")
    album.take(page, "荣誉")
    main = page.get_by_role("main")
    follow(main.get_by_role("link", name="整洁窗口", exact=True))
    album.take(page, "典型的事迹")
    follow(main.get_by_role("link", name="登记宣传"))
    main.get_by_role("radio").first.check()
    page.get_by_label("说明").fill("第9期")
    album.take(page, "登记宣传")
    follow(page.get_by_role("button", name="登记", exact=True))

    expect(main).to_contain_text("第9期")
    assert Publicity.objects.get().honour.title == "整洁窗口"
    album.take(page, "已宣传")
