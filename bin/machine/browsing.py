"""Chromium, as the machine has it, for scripts that take pictures of pages."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from machine.console import RefusalError
from machine.letters import in_chinese


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window. Raises RefusalError where the machine has none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise RefusalError("找不到 chromium，请安装：apt-get install chromium")
    with tempfile.TemporaryDirectory(prefix="yanling-fonts-") as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars", "--lang=zh-CN"],
            env={**os.environ, **in_chinese(Path(folder))},
        )
        try:
            yield browser
        finally:
            browser.close()


def context_of(browser: Browser, url: str, session: str, width: int, height: int) -> BrowserContext:
    """A visit of its own, logged in by the session given; motion off, no worker of an earlier page."""
    context = browser.new_context(
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        service_workers="block",
    )
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
    return context


def as_in_chinese(page: Page) -> None:
    """Dates and times as a Chinese browser shows them, where chromium came without its translations."""
    page.evaluate(
        """() => {
          const empty = {
            "date": "年/月/日", "month": "----年--月", "time": "--:--", "datetime-local": "年/月/日 --:--",
          };
          document.querySelectorAll("input").forEach((input) => {
            if (!(input.type in empty)) return;
            const [year, month] = input.value.split("-");
            const written = input.value.replaceAll("-", "/").replace("T", " ");
            const full = input.type === "month" ? `${year}年${month}月` : written;
            const shown = input.value ? full : empty[input.type];
            input.type = "text";
            input.value = shown;
          });
        }"""
    )
