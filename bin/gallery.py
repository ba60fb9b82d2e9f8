"""`make gallery`: every page of the demo as each of the seven roles, at several widths, to be looked at.

Writes pictures and an index.html, and prints what is wrong by itself: pages that scroll sideways, errors on
the browser's console, what moves while a page comes, a first load over 300 kB, a later one over 60 kB; with
the time the server took. Exit 1 if anything is. A page that several roles read alike is taken once.
"""

import argparse
import os
import queue
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from machine import album, album_index, browsing, demo_site
from machine.console import RefusalError, complain, say, speak_utf8

if TYPE_CHECKING:  # it needs the demo's settings in force
    from machine import crawl

ROOT = Path(__file__).resolve().parent.parent
ROLES = ("jingban", "fuzeren", "danwei", "jijian", "bangongshi", "juling", "guanli")
WIDTHS = (390, 1366, 1920)


class Wish(NamedTuple):
    """What was asked for: pages whose name holds one of `only`, roles, widths in px, the folder."""

    only: tuple[str, ...]
    roles: tuple[str, ...]
    widths: tuple[int, ...]
    folder: Path
    data: Path | None


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, as the other commands do."""

    def error(self, message: str) -> NoReturn:
        complain(message)
        sys.exit(2)


def wish(arguments: Sequence[str]) -> Wish:
    """The command's arguments, checked; leaves with 2 where one is not understood."""
    parser = Parser(prog="make gallery ARGS=", description="演示站每一页的截图，按页面、角色、宽度排列。")
    parser.add_argument("--only", default="", metavar="名称", help="只看网址名称含有这些字的页面，逗号分开")
    parser.add_argument("--roles", default=",".join(ROLES), metavar="账号", help="只看这些账号，逗号分开")
    parser.add_argument("--widths", default=",".join(map(str, WIDTHS)), metavar="像素", help="逗号分开")
    parser.add_argument("--folder", default=str(ROOT / "var" / "gallery"), metavar="目录", help="写到哪里")
    parser.add_argument(
        "--data", default="", metavar="目录", help="演示数据放在这里，留着下次用（不写则用后即删）"
    )
    given = parser.parse_args(arguments)
    roles, widths = words(given.roles), words(given.widths)
    if unknown := [role for role in roles if role not in ROLES]:
        parser.error(f"没有账号“{unknown[0]}”，可以是：{'、'.join(ROLES)}。")
    if odd := [width for width in widths if not width.isdecimal() or not 240 <= int(width) <= 4000]:
        parser.error(f"宽度“{odd[0]}”无效，应为240至4000之间的像素数，例如 --widths 390,1366。")
    if not roles or not widths:
        parser.error("至少要有一个账号和一个宽度。")
    data = Path(given.data) if given.data else None
    return Wish(words(given.only), roles, tuple(map(int, widths)), Path(given.folder), data)


def words(text: str) -> tuple[str, ...]:
    """Words between commas; empty ones count for nothing."""
    return tuple(word.strip() for word in text.replace("，", ",").split(",") if word.strip())


def main() -> int:
    """0 when every page is sound, 1 when something was found or the demo cannot be served."""
    speak_utf8()
    wanted = wish(sys.argv[1:])
    with tempfile.TemporaryDirectory(prefix="yanling-gallery-") as folder:
        try:
            return 1 if walk(wanted, wanted.data or Path(folder)) else 0
        except RefusalError as error:
            complain(str(error))
            return 1


def walk(wanted: Wish, folder: Path) -> list[str]:
    """Takes the pictures and returns what is wrong, one line each."""
    began = time.monotonic()
    demo_site.fill(folder)
    demo_site.be_inside(folder)
    from machine import crawl  # noqa: PLC0415 - with the demo's settings in force

    shutil.rmtree(wanted.folder, ignore_errors=True)
    wanted.folder.mkdir(parents=True)
    with demo_site.serving(folder) as url:
        say("每个账号能打开哪些页面")
        first = [crawl.pages_of(role) for role in wanted.roles]
        seen = taken(url, different(first, wanted.only), wanted)
        say("十月定分以后才有的页面")
        demo_site.close_october()
        known = frozenset(name for found in first for name in found.pages)
        later = [crawl.pages_of(role, known) for role in wanted.roles]
        seen += taken(url, different(later, wanted.only), wanted)
    album_index.write_index(seen, wanted.folder)
    faults = album.faults(seen)
    for line in [*album.slowest(seen), *faults]:
        print(f"  {line}")
    told = known.union(*(found.pages for found in later), *(found.others for found in first + later))
    unseen = sorted(set(crawl.all_names()) - told)
    say(f"没有看到的网址（演示中没有这样的对象，或者只是一份文件）：{'、'.join(unseen)}")
    took = time.monotonic() - began
    say(f"图册：{wanted.folder / 'index.html'}（{len(seen)}页，{len(faults)}处要看，{took:.0f}秒）")
    return faults


def different(found: "Sequence[crawl.Found]", only: Sequence[str]) -> list[album.Seen]:
    """Every page of these accounts, those that read alike once, under the first account that has it."""
    seen: dict[tuple[str, str, int], album.Seen] = {}
    for one in found:
        for name, path in chosen(one.pages, only).items():
            alike = (name, path, one.same[name])
            if alike in seen:
                seen[alike].also.append(one.username)
            else:
                seen[alike] = album.Seen(one.username, name, path, session=one.session)
    return list(seen.values())


def taken(url: str, pages: list[album.Seen], wanted: Wish) -> list[album.Seen]:
    """Takes the pictures of all of them, in a browser a core; returns them."""
    waiting: queue.SimpleQueue[album.Seen] = queue.SimpleQueue()
    for page in pages:
        waiting.put(page)

    def take_some() -> None:
        with browsing.chromium() as browser:
            while not waiting.empty():
                try:
                    page = waiting.get_nowait()
                except queue.Empty:
                    return
                album.take(browser, url, page, wanted.widths, wanted.folder)

    browsers = min(os.cpu_count() or 1, 4, len(pages))
    say(f"截图：{len(pages)}页，{browsers}个浏览器")
    with ThreadPoolExecutor(max(browsers, 1)) as pool:
        for done in [pool.submit(take_some) for _ in range(browsers)]:
            done.result()
    return pages


def chosen(pages: dict[str, str], only: Sequence[str]) -> dict[str, str]:
    """Those whose name holds one of the words; all of them when there are none."""
    return {name: path for name, path in pages.items() if not only or any(word in name for word in only)}


if __name__ == "__main__":
    sys.exit(main())
