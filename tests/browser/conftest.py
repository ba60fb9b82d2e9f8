"""Chromium, as the machine has it, against the site itself; pictures taken lie under var/screenshots."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from playwright.sync_api import Locator, Page, Response, expect
from pytest_django.live_server_helper import LiveServer

from machine import shots
from machine.letters import in_chinese
from tests.conftest import NOON
from units.models import User

PICTURES = shots.FOLDER
PASSWORD = "a-long-password-1"
Login = Callable[[User], Page]
# Of htmx: what is asked for or being put into the page at this moment.
UNDER_WAY = ".htmx-request, .htmx-swapping, .htmx-settling"

# How long an answer takes tells how busy the machine is, not whether it is right. Pages wait for 30 s.
expect.set_options(timeout=20_000)

# Playwright's own loop runs in this thread; the tests' few looks into the database are safe all the same.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Keep the page on which a test failed."""
    report = yield
    if report.when == "call" and report.failed:
        given = getattr(item, "funcargs", {})
        page = given.get("page") or getattr(given.get("phone"), "page", None)
        with suppress(Exception):  # whatever became of the browser: the test's own failure is what is told
            page.screenshot(path=PICTURES / "failed" / f"{item.name}.png", full_page=True)
    return report


@pytest.fixture(scope="session")
def browser_type_launch_args(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The system's chromium in Chinese; inside a container it needs no sandbox of its own."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("找不到 chromium，请安装：apt-get install chromium")
    return {
        "executable_path": path,
        "args": ["--no-sandbox", "--disable-dev-shm-usage", "--lang=zh-CN"],
        "env": {**os.environ, **in_chinese(tmp_path_factory.mktemp("letters"))},
    }


@pytest.fixture(scope="session", autouse=True)
def static_root() -> None:
    """The folder that the static files' middleware looks for when the live server starts."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """An office screen; nothing moves by itself, so that nothing is looked at halfway."""
    return {
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1366, "height": 850},
        "reduced_motion": "reduce",
    }


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """The eighth of October 2026, noon: September can be closed, October is open."""
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def login(page: Page, live_server: LiveServer) -> Login:
    """Log a user of the cast in through the login page; returns the page, at the home page."""

    def log_in(user: User) -> Page:
        page.context.clear_cookies()
        page.goto(f"{live_server.url}/login/")
        page.get_by_label("用户名").fill(user.username)
        page.get_by_label("密码").fill(PASSWORD)
        follow(page.get_by_role("button", name="登录"))
        expect(page).to_have_url(f"{live_server.url}/")
        return page

    return log_in


def give_password(page: Page, *, seconds: int = 30) -> None:
    """On the page that asks for the password once more: give it, and be where that leads."""
    expect(page.get_by_role("heading", level=1)).to_have_text("请再输入一次密码")
    page.get_by_label("密码").fill(PASSWORD)
    follow(page.get_by_role("button", name="继续办理"), seconds=seconds)


@contextmanager
def new_page(page: Page, *, seconds: int = 30) -> Iterator[None]:
    """What is done inside leads to another page: go on when that one stands there, its scripts at work.

    Without it the next step may meet the page that is being left, or buttons whose script has not come yet.
    """
    with page.expect_event("load", timeout=seconds * 1000):
        yield
    wait_for_htmx(page)


def follow(link: Locator, *, seconds: int = 30) -> None:
    """Click what leads to another page, and be there."""
    with new_page(link.page, seconds=seconds):
        link.click()


def wait_for_htmx(page: Page) -> None:
    """Until every part of the page that is fetched by itself is there."""
    expect(page.locator(UNDER_WAY)).to_have_count(0)


@contextmanager
def new_check(page: Page, field: str) -> Iterator[None]:
    """What is done inside changes 登记事项: go on when the check that knows this field is shown.

    A check that was asked for earlier would still take away what is chosen in it meanwhile.
    """

    def knows(answer: Response) -> bool:
        sent = answer.request
        return sent.url.endswith("/record/check/") and f'name="{field}"' in (sent.post_data or "")

    with page.expect_response(knows):
        yield
    wait_for_htmx(page)


def take_picture(page: Page, name: str) -> None:
    """Keep what the page looks like, whole."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
