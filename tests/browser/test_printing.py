"""Pages on paper, as chromium prints them: A4, all of what they say, nothing of what is pressed or chosen.

That no page prints a button or is cut off is tried of every page (test_every_page); here some are printed.
"""

from io import BytesIO
from unicodedata import normalize

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from tests.access.rooms import all_paths
from tests.access.world import World, build_world
from tests.browser.looking import enter
from units.models import Unit, User

A4 = (595, 842)
MENU = ("退出", "使用手册", "跳到正文", "导出Excel")
# page: words of its last column or its end
PAGES = {
    "scoring:month published": "总分",
    "scoring:unit_page own published": "打瞌睡",
    "scoring:ledger": "打瞌睡",
    "notices:follow_ups_meeting": "未办结",
    "notices:follow_ups": "状态",
    "scoring:rules": "通知正文",
    "scoring:statistics": "统计",
}


@pytest.fixture
def world(cast: dict[str, User], unit: Unit, other_unit: Unit) -> World:
    return build_world(cast, unit, other_unit)


@pytest.fixture
def printed(page: Page, world: World, live_server: LiveServer) -> dict[str, PdfReader]:
    """Each of the pages as the chief prints it."""
    paths = all_paths(world)
    enter(page, world.users["chief"], live_server.url)
    found = {}
    for key in PAGES:
        page.goto(live_server.url + paths[key])
        found[key] = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    return found


@pytest.mark.slow
def test_pages_print_on_a4_with_all_they_say_and_without_their_menus(printed: dict[str, PdfReader]) -> None:
    words, odd = {}, []
    for key, reader in printed.items():
        text = "".join("".join(sheet.extract_text().split()) for sheet in reader.pages)
        words[key] = normalize("NFKC", text)  # 文 may come out of a font as the radical ⽂
        sizes = {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in reader.pages}
        odd += [(key, size) for size in sizes if size not in (A4, A4[::-1])]

    assert odd == []
    assert [key for key, word in PAGES.items() if word not in words[key]] == []
    assert [(key, word) for key in PAGES for word in MENU if word in words[key]] == []
