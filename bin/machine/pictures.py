"""The handbook's pictures: whose they are, of which page, and what is done before each is taken."""

from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Page

DESK, PHONE = (1366, 768), (390, 844)
CLERK, CHIEF, HEAD, DISCIPLINE, OFFICE, LEADER, ADMIN = (
    *("jingban", "fuzeren", "danwei", "jijian", "bangongshi", "juling", "guanli"),
)
MONTH = "2026-10"


def entry(page: Page) -> None:
    """登记事项, filled in until its effect is shown."""
    page.get_by_label("窗口单位").select_option(label="社保中心")
    page.get_by_label("发现情况").fill("上午在窗口看手机视频，群众等候")
    page.locator("#id_words").fill("玩手机")
    page.locator("#behaviours").get_by_role("radio", name="接打手机").first.check()
    page.locator("[data-picker] input[name=persons]:visible").first.check()
    page.locator("#check .effect").first.wait_for()
    page.locator("#id_words").evaluate(
        "(field) => window.scrollBy(0, field.getBoundingClientRect().top - 320)"
    )


def tap(page: Page, name: str) -> None:
    """Press the first button or link of this name."""
    page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.click()


def units(page: Page) -> None:
    """督查, its units."""
    page.wait_for_selector(".unit")


def unit(page: Page) -> None:
    """督查, one unit with one thing seen."""
    units(page)
    tap(page, "社保中心")
    page.locator("label", has_text="有问题").first.click()


def summary(page: Page) -> None:
    """督查, what is about to be handed in."""
    units(page)
    tap(page, "社保中心")
    tap(page, "五项都正常")
    tap(page, "核对提交")
    page.get_by_role("button", name="提交", exact=True).wait_for()


def first_of(selector: str) -> Callable[[Page], None]:
    """Goes on to the first link that the selector finds."""

    def go(page: Page) -> None:
        page.locator(selector).first.click()
        page.wait_for_load_state()

    return go


def heat(page: Page) -> None:
    """月度总表, its table as far up as the way to it leaves to be seen."""
    page.locator(".heat-wrap").evaluate(
        "(table) => window.scrollBy(0, table.getBoundingClientRect().top - 200)"
    )


def talk(page: Page) -> None:
    """The first talk that waits to be recorded."""
    first_of("main tbody a[href^='/follow-ups/']")(page)
    page.get_by_role("link", name="登记约谈记录").click()
    page.wait_for_load_state()


class Picture(NamedTuple):
    """One picture: file name, whose it is, of which address, what to do first, how big."""

    name: str
    username: str
    path: str
    act: Callable[[Page], None] | None = None
    size: tuple[int, int] = DESK


BEFORE = (
    Picture("desk", CLERK, "/"),
    Picture("inspect-units", CLERK, "/inspect/", units, PHONE),
    Picture("inspect-unit", CLERK, "/inspect/", unit, PHONE),
    Picture("inspect-summary", CLERK, "/inspect/", summary, PHONE),
    Picture("record", CLERK, "/record/", entry),
    Picture("ledger", CLERK, f"/ledger/?month={MONTH}"),
    Picture("proposals", CLERK, f"/proposals/?month={MONTH}"),
    Picture("month", CLERK, f"/months/{MONTH}/", heat),
    Picture("follow-ups", CLERK, "/follow-ups/"),
    Picture("close", CHIEF, f"/months/{MONTH}/close/"),
    Picture("unit", HEAD, "/my-units/", first_of("a[rel=prev]")),
    Picture("talk", DISCIPLINE, "/follow-ups/?kind=%E7%BA%A6%E8%B0%88", talk),
    Picture("honours", OFFICE, "/honours/"),
    Picture("statistics", LEADER, "/statistics/"),
    Picture("account", ADMIN, "/accounts/", first_of("main tbody a")),
)
AFTER = (
    Picture("compose", CLERK, f"/notices/compose/{MONTH}/"),
    Picture("issue", CHIEF, f"/notices/compose/{MONTH}/issue/"),
)
"""Taken once October is closed."""
