"""工作台 fits the screen it is read on: all above the fold at a desk, the most urgent first on a phone."""

import pytest
from playwright.sync_api import Page, expect

from scoring.models import Complaint
from tests.access.rooms import all_paths
from tests.access.world import build_world
from tests.browser.conftest import Login
from units.models import Unit, User


@pytest.fixture
def full(cast: dict[str, User], unit: Unit, other_unit: Unit) -> dict[str, User]:
    """A site in which every room has something to be done."""
    all_paths(build_world(cast, unit, other_unit))
    Complaint.objects.filter(state=Complaint.State.OPEN).update(due_on="2026-10-05")
    return cast


def columns(page: Page) -> int:
    """How many headings stand side by side."""
    lefts = [box["x"] for one in page.locator(".desk-section").all() if (box := one.bounding_box())]
    return len(set(lefts))


@pytest.mark.parametrize("who", ["clerk", "chief"])
def test_the_whole_desk_of_the_office_is_above_the_fold(
    full: dict[str, User], login: Login, who: str
) -> None:
    page = login(full[who])
    page.set_viewport_size({"width": 1366, "height": 768})
    expect(page.locator(".htmx-request")).to_have_count(0)

    box = page.locator(".desk").bounding_box()

    assert box is not None
    assert box["y"] + box["height"] <= 768
    assert columns(page) == 2


def test_a_wide_screen_is_used_and_a_phone_begins_with_what_is_overdue(
    full: dict[str, User], login: Login
) -> None:
    page = login(full["chief"])

    page.set_viewport_size({"width": 1920, "height": 1080})
    assert columns(page) == 3

    page.set_viewport_size({"width": 390, "height": 844})
    assert columns(page) == 1
    assert page.locator(".desk h2").first.inner_text() == "已超期"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    expect(page.get_by_role("link", name="待查的投诉")).to_be_in_viewport()


def test_the_line_of_proposals_goes_away_once_none_are_found(clerk: User, unit: Unit, login: Login) -> None:
    page = login(clerk)

    expect(page.get_by_role("link", name="未处理的线索")).to_have_count(0)
    expect(page.get_by_role("link", name="2026年9月准备定分")).to_be_visible()
