"""`make gallery`: every page of the demo as each of the seven roles, at several widths, to be looked at.

Writes pictures and an index.html, and prints what is wrong by itself: pages that scroll sideways, errors on
the browser's console, a first load over 300 kB; with the time the server took. Exit 1 if anything is.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from machine import album, browsing, demo_site
from machine.console import RefusalError, complain, say, speak_utf8

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
    demo_site.fill(folder)
    demo_site.be_inside(folder)
    from machine import crawl  # noqa: PLC0415 - with the demo's settings in force

    shutil.rmtree(wanted.folder, ignore_errors=True)
    wanted.folder.mkdir(parents=True)
    seen: list[album.Seen] = []
    reached: set[str] = set()
    others: set[str] = set()

    def look(role: str, known: Collection[str]) -> None:
        """All pages of a role but those known."""
        found = crawl.pages_of(role)
        new = {name: path for name, path in found.pages.items() if name not in known}
        reached.update(new)
        others.update(found.others)
        pages = chosen(new, wanted.only)
        seen.extend(album.take(browser, url, found._replace(pages=pages), wanted.widths, wanted.folder))
        say(f"{role}：{len(pages)}页")

    with demo_site.serving(folder) as url, browsing.chromium() as browser:
        for role in wanted.roles:
            look(role, ())
        say("十月定分以后才有的页面")
        demo_site.close_october()
        before = frozenset(reached)
        for role in wanted.roles:
            look(role, before)
    album.write_index(seen, wanted.folder)
    faults = album.faults(seen)
    for line in [*album.slowest(seen), *faults]:
        print(f"  {line}")
    unseen = sorted(set(crawl.all_names()) - reached - others)
    say(f"没有看到的网址（演示中没有这样的对象，或者只是一份文件）：{'、'.join(unseen)}")
    say(f"图册：{wanted.folder / 'index.html'}（{len(seen)}页，{len(faults)}处要看）")
    return faults


def chosen(pages: dict[str, str], only: Sequence[str]) -> dict[str, str]:
    """Those whose name holds one of the words; all of them when there are none."""
    return {name: path for name, path in pages.items() if not only or any(word in name for word in only)}


if __name__ == "__main__":
    sys.exit(main())
