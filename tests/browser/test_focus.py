"""Tab through the pages of daily work, at a desk and on a phone: every stop is marked and can be seen."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.access.rooms import all_paths
from tests.access.world import World, build_world
from tests.browser.conftest import wait_for_htmx
from tests.browser.journeys.keyboard import Keyboard
from tests.browser.test_accessible import WIDTHS, enter
from units.models import Unit, User

PAGES = {
    "chief": (
        *("home", "scoring:record", "scoring:ledger", "scoring:event own", "scoring:month open"),
        *("scoring:unit_page own open", "scoring:close_month closed", "notices:compose", "notices:issue"),
        *("notices:list", "notices:follow_ups", "scoring:complaint_new", "scoring:complaint own"),
        *("units:slip_new", "units:slip own", "scoring:edition draft", "scoring:statistics", "scoring:rules"),
        *("scoring:proposals", "scoring:objection own", "units:unit own", "units:person own"),
    ),
    "head": ("home", "scoring:unit_page own open", "scoring:application_new", "scoring:object own"),
    "admin": ("units:accounts", "units:account", "units:account_new"),
}
STOPS = 60


@pytest.fixture
def world(cast: dict[str, User], unit: Unit, other_unit: Unit) -> World:
    return build_world(cast, unit, other_unit)


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
def test_every_stop_of_the_focus_is_marked_and_not_covered(
    page: Page, world: World, live_server: LiveServer, width: int
) -> None:
    paths, keys, wrong = all_paths(world), Keyboard(page), []
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    for who, names in PAGES.items():
        enter(page, world.users[who], live_server.url)
        for name in names:
            page.goto(live_server.url + paths[name])
            wait_for_htmx(page)
            for _ in range(STOPS):
                keys.press("Tab")
                stop, fault = keys.stop()
                if fault:
                    wrong.append(f"{name} as {who}: {stop}: {fault}")
                if stop == "（页面）":
                    break

    assert not wrong, "\n".join(wrong)
