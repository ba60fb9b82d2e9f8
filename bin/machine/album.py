"""The gallery itself: one load a page and role, pictures at each width, what is wrong by itself, an index."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Browser, BrowserContext, Page

from machine.browsing import context_of

NARROWEST = 320
MUST_FIT = (320, 390, 1366, 1920)
HEIGHTS = {320: 640, 390: 844, 1366: 768}
HEAVIEST = 300_000  # bytes over the wire, the first time
SLOW = 5  # how many of the slowest pages are named
STYLE = (
    "body{font:15px sans-serif;margin:1rem}figure{display:inline-block;vertical-align:top;margin:.3rem}"
    "img{border:1px solid #bbb;height:18rem;max-width:32rem;object-fit:cover;object-position:top}"
)


class Pages(Protocol):
    """What one account can open: the cookie that lets it in, {name: path}."""

    @property
    def username(self) -> str: ...
    @property
    def session(self) -> str: ...
    @property
    def pages(self) -> dict[str, str]: ...


@dataclass
class Seen:
    """One page as one account saw it; times in ms, weight in bytes, pictures relative to the folder."""

    username: str
    name: str
    path: str
    server_ms: int = 0
    load_ms: int = 0
    weight: int = 0
    errors: list[str] = field(default_factory=list)
    too_wide: dict[int, int] = field(default_factory=dict)
    pictures: dict[int, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.username} {self.name} {self.path}"


def take(browser: Browser, url: str, found: Pages, widths: Sequence[int], folder: Path) -> list[Seen]:
    """Opens every page that one account can open, without a cache, and takes its pictures."""
    context = context_of(browser, url, found.session, 1366, HEIGHTS[1366])
    seen = [
        _look(context, url, Seen(found.username, name, path), widths, folder)
        for name, path in found.pages.items()
    ]
    context.close()
    return seen


def _look(context: BrowserContext, url: str, seen: Seen, widths: Sequence[int], folder: Path) -> Seen:
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("console", lambda message: seen.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.goto(url + seen.path, wait_until="networkidle")  # with what the page fetches by itself
    timing: Any = page.evaluate("performance.getEntriesByType('navigation')[0].toJSON()")
    seen.server_ms = round(timing["responseStart"] - timing["requestStart"])
    seen.load_ms = round(timing["loadEventEnd"])
    seen.weight = round(sum(sizes))
    for width in sorted({*MUST_FIT, *widths}):
        page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 1080)})
        by: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if by > 0 and width in MUST_FIT:
            seen.too_wide[width] = by
        if width in widths:
            seen.pictures[width] = _picture(page, seen, width, folder)
    page.close()
    return seen


def _picture(page: Page, seen: Seen, width: int, folder: Path) -> str:
    name = f"{seen.name.replace(':', '.')}-{seen.username}-{width}.jpg"
    page.screenshot(path=folder / name, full_page=True, type="jpeg", quality=70)
    return name


def faults(seen: Sequence[Seen]) -> list[str]:
    """What is wrong with a page whoever looks at it, one line each."""
    found = [f"{one}：宽{width}像素时横向多出{by}像素" for one in seen for width, by in one.too_wide.items()]
    found += [f"{one}：控制台错误 {error}" for one in seen for error in one.errors]
    heavy = [one for one in seen if one.weight > HEAVIEST]
    return found + [f"{one}：首次载入{one.weight / 1000:.0f}kB，超过{HEAVIEST // 1000}kB" for one in heavy]


def slowest(seen: Sequence[Seen]) -> list[str]:
    """The median and the slowest pages, by the server's time."""
    ranked = sorted(seen, key=lambda one: -one.server_ms)
    median = [f"服务器用时：中位数{ranked[len(ranked) // 2].server_ms}毫秒"] if ranked else []
    return median + [f"{one}：{one.server_ms}毫秒" for one in ranked[:SLOW]]


def write_index(seen: Sequence[Seen], folder: Path) -> None:
    """index.html: page by page, then who, then how wide; faults first."""
    parts = [f"<h1>图册</h1><ul>{''.join(f'<li>{escape(line)}' for line in faults(seen))}</ul>"]
    for name in sorted({one.name for one in seen}):
        parts.append(f"<h2>{escape(name)}</h2>")
        parts += [_row(one) for one in seen if one.name == name]
    head = f"<!DOCTYPE html><html lang=zh-CN><meta charset=utf-8><title>图册</title><style>{STYLE}</style>"
    (folder / "index.html").write_text(head + "\n".join(parts) + "\n", encoding="utf-8")


def _row(one: Seen) -> str:
    said = (
        f"{one.username} {one.path}　服务器{one.server_ms}毫秒，载入{one.load_ms}毫秒，{one.weight // 1000}kB"
    )
    figures = [
        f'<figure><a href="{escape(name)}"><img src="{escape(name)}" loading="lazy" alt=""></a>'
        f"<figcaption>{width}</figcaption></figure>"
        for width, name in one.pictures.items()
    ]
    return f"<h3>{escape(said)}</h3>{''.join(figures)}"
