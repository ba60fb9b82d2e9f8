"""A phone in somebody's hand: 390 pixels wide, touched, at the cast's noon; and what lies on it."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import new_page
from tests.conftest import NOON, logged_in
from units.models import User

READY = "() => navigator.serviceWorker.ready.then(() => true)"
KEPT = "() => Inspect.app.keep()"
DRAFTS = """() => new Promise((resolve) => {
  const opening = indexedDB.open("inspect");
  opening.onsuccess = () => {
    const reading = opening.result.transaction(["drafts", "photos"]);
    const drafts = reading.objectStore("drafts").getAll();
    const photos = reading.objectStore("photos").getAllKeys();
    reading.oncomplete = () => {
      opening.result.close();
      resolve([drafts.result, photos.result]);
    };
  };
})"""
Hand = Callable[[User], "Phone"]


class Phone:
    """One phone; `page` is its browser. Errors of scripts are kept in `errors`."""

    def __init__(self, browser: Browser, server: LiveServer, **more: Any) -> None:
        self.url: str = server.url
        self.errors: list[str] = []
        self.context: BrowserContext = browser.new_context(
            viewport={"width": 390, "height": 844},
            has_touch=True,
            is_mobile=True,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            **more,
        )
        self.context.clock.set_fixed_time(NOON)
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def log_in(self, user: User) -> None:
        """Be this user from now on, as after the login page."""
        session = logged_in(user).cookies["sessionid"].value
        self.context.add_cookies([{"name": "sessionid", "value": session, "url": self.url}])

    def open(self, user: User) -> None:
        """Log in and open 督查, until it could be opened again without a connection."""
        self.log_in(user)
        self.page.goto(f"{self.url}/inspect/")
        self.page.wait_for_selector(".unit")
        self.page.evaluate(READY)

    def tap(self, name: str, *, exact: bool = False) -> None:
        """Tap the first button or link with this name."""
        button = self.page.get_by_role("button", name=name, exact=exact)
        button.or_(self.page.get_by_role("link", name=name, exact=exact)).first.tap()

    def leave(self, name: str) -> None:
        """Tap what leads to another page of the site, once all lies on the phone; be there."""
        self.rest()
        with new_page(self.page):
            self.tap(name)

    def reload(self) -> None:
        """Load the page again, once all lies on the phone."""
        self.rest()
        self.page.reload()

    def log_out(self) -> None:
        """On a page with the menu: open it, log out, be at the login page."""
        self.tap("打开菜单")
        expect(self.page.locator("#nav")).to_have_class(re.compile(r"\bshow\b"))
        with new_page(self.page):
            self.tap("退出")
        expect(self.page).to_have_url(f"{self.url}/login/")

    def rest(self) -> None:
        """On 督查: wait until what was done last lies on the phone; #state may still tell of before."""
        self.page.evaluate(KEPT)

    def check(self, name: str, state: str) -> None:
        """Say what a check came to."""
        self.page.locator(f"label[for='check-{name}-{state}']").tap()

    def kept(self) -> tuple[list[dict[str, Any]], list[str]]:
        """The drafts and the photos' keys that lie on the phone."""
        self.rest()
        drafts, photos = self.page.evaluate(DRAFTS)
        return drafts, photos

    def add_photos(self, *photos: tuple[str, bytes]) -> None:
        """Take photos for the thing seen that is shown first."""
        for name, data in photos:
            before = self.page.locator("img.photo").count()
            file: Any = {"name": name, "mimeType": "image/jpeg", "buffer": data}
            self.page.locator("input[id^=camera]").first.set_input_files(file)
            self.page.wait_for_selector(f"img.photo[src] >> nth={before}")
