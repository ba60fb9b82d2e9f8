"""The gallery itself: one load a page and role, pictures at each width, what is wrong by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from machine.browsing import context_of

MUST_FIT = (320, 390, 1366, 1920)
HEIGHTS = {320: 640, 390: 844, 1366: 768}
HEAVIEST = 300_000  # bytes over the wire, the first time
HEAVIEST_AFTER = 60_000  # and from then on
MOST_MOVED = 0.01  # cumulative layout shift
SLOW = 5  # how many of the slowest pages are named
UNDER_WAY = ".htmx-request, .htmx-swapping, .htmx-settling"
MOVED = """() => new Promise((resolve) => {
  let moved = 0;
  const keep = (list) => list.getEntries().forEach((one) => { if (!one.hadRecentInput) moved += one.value; });
  new PerformanceObserver(keep).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(moved), 60);
})"""


@dataclass
class Seen:
    """One page as one account saw it, and who else reads the same there.

    Times in ms, weights in bytes, pictures relative to the folder.
    """

    username: str
    name: str
    path: str
    session: str = ""
    also: list[str] = field(default_factory=list)
    server_ms: int = 0
    load_ms: int = 0
    weight: int = 0
    weight_after: int = 0
    moved: float = 0
    errors: list[str] = field(default_factory=list)
    too_wide: dict[int, int] = field(default_factory=dict)
    pictures: dict[int, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.username} {self.name} {self.path}"


def take(browser: Browser, url: str, seen: Seen, widths: Sequence[int], folder: Any) -> None:
    """Opens one page as its account, in a browser that knows nothing yet, and takes its pictures."""
    context = context_of(browser, url, seen.session, 1366, HEIGHTS[1366])
    page = context.new_page()
    page.on("console", lambda message: seen.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    seen.weight, seen.weight_after = _weigh(context, page, url + seen.path)
    seen.moved = round(page.evaluate(MOVED), 3)
    timing: Any = page.evaluate("performance.getEntriesByType('navigation')[0].toJSON()")
    seen.server_ms = round(timing["responseStart"] - timing["requestStart"])
    seen.load_ms = round(timing["loadEventEnd"])
    for width in sorted({*MUST_FIT, *widths}):
        page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 1080)})
        by: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if by > 0 and width in MUST_FIT:
            seen.too_wide[width] = by
        if width in widths:
            name = f"{seen.name.replace(':', '.')}-{seen.username}-{width}.jpg"
            page.screenshot(path=folder / name, full_page=True, type="jpeg", quality=70)
            seen.pictures[width] = name
    context.close()


def _weigh(context: BrowserContext, page: Page, address: str) -> tuple[int, int]:
    """Opens the page with all that it fetches by itself: bytes of a first visit, and without what is kept."""
    wire: CDPSession = context.new_cdp_session(page)
    kept: dict[str, bool] = {}
    sizes: list[tuple[bool, float]] = []

    def answered(event: dict[str, Any]) -> None:
        headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
        kept[event["requestId"]] = "immutable" in headers.get("cache-control", "")

    wire.on("Network.responseReceived", answered)
    wire.on(
        "Network.loadingFinished",
        lambda event: sizes.append((kept.get(event["requestId"], False), event["encodedDataLength"])),
    )
    wire.send("Network.enable")
    page.goto(address)
    page.locator(UNDER_WAY).first.wait_for(state="detached")
    return round(sum(size for _, size in sizes)), round(sum(size for is_kept, size in sizes if not is_kept))


def faults(seen: Sequence[Seen]) -> list[str]:
    """What is wrong with a page whoever looks at it, one line each."""
    found = [f"{one}：宽{width}像素时横向多出{by}像素" for one in seen for width, by in one.too_wide.items()]
    found += [f"{one}：控制台错误 {error}" for one in seen for error in one.errors]
    found += [f"{one}：载入时移动了{one.moved}" for one in seen if one.moved > MOST_MOVED]
    heavy = [one for one in seen if one.weight > HEAVIEST]
    found += [f"{one}：首次载入{one.weight / 1000:.0f}kB，超过{HEAVIEST // 1000}kB" for one in heavy]
    heavy = [one for one in seen if one.weight_after > HEAVIEST_AFTER]
    return found + [
        f"{one}：再次载入{one.weight_after / 1000:.0f}kB，超过{HEAVIEST_AFTER // 1000}kB" for one in heavy
    ]


def slowest(seen: Sequence[Seen]) -> list[str]:
    """The median and the slowest pages, by the server's time."""
    ranked = sorted(seen, key=lambda one: -one.server_ms)
    median = [f"服务器用时：中位数{ranked[len(ranked) // 2].server_ms}毫秒"] if ranked else []
    return median + [f"{one}：{one.server_ms}毫秒" for one in ranked[:SLOW]]
