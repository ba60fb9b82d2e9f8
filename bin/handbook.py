"""`make handbook`: takes the handbook's pictures anew from the demo, so that they show the site as it is.

Writes static/handbook/*.webp. Chooses a quality at which each stays below 80 kB.
"""

import argparse
import io
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from PIL import Image
from playwright.sync_api import Browser

from machine import browsing, demo_site
from machine.console import RefusalError, complain, say, speak_utf8
from machine.pictures import AFTER, BEFORE, Picture

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "static" / "handbook"
HEAVIEST = 80_000  # bytes


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, as the other commands do."""

    def error(self, message: str) -> NoReturn:
        complain(message)
        sys.exit(2)


def wish(arguments: Sequence[str]) -> tuple[tuple[Picture, ...], tuple[Picture, ...], Path | None]:
    """The pictures asked for, before and after the closing, and where the demo's data are kept."""
    parser = Parser(prog="make handbook ARGS=", description="重新截取使用手册中的图。")
    parser.add_argument("names", nargs="*", metavar="图名", help="只截这些图，如 desk；不写则全部")
    parser.add_argument(
        "--data", default="", metavar="目录", help="演示数据放在这里，留着下次用（不写则用后即删）"
    )
    given = parser.parse_args(arguments)
    known = [picture.name for picture in (*BEFORE, *AFTER)]
    if unknown := [name for name in given.names if name not in known]:
        parser.error(f"使用手册没有图“{unknown[0]}”，可以是：{'、'.join(known)}。")
    before, after = (
        tuple(picture for picture in pictures if not given.names or picture.name in given.names)
        for pictures in (BEFORE, AFTER)
    )
    return before, after, Path(given.data) if given.data else None


def main() -> int:
    """0 when all pictures are there, 1 when one could not be taken."""
    speak_utf8()
    before, after, data = wish(sys.argv[1:])
    with tempfile.TemporaryDirectory(prefix="yanling-handbook-") as folder:
        try:
            take_all(before, after, data or Path(folder))
        except RefusalError as error:
            complain(str(error))
            return 1
    return 0


def take_all(before: Sequence[Picture], after: Sequence[Picture], folder: Path) -> None:
    """Loads and serves the demo, takes the pictures, closes October, takes those that need it closed."""
    demo_site.fill(folder)
    demo_site.be_inside(folder)
    FOLDER.mkdir(exist_ok=True)
    with demo_site.serving(folder) as url, browsing.chromium() as browser:
        for picture in before:
            take(browser, url, picture)
        if after:
            demo_site.close_october()
        for picture in after:
            take(browser, url, picture)


def take(browser: Browser, url: str, picture: Picture) -> None:
    """One picture of the screen, as its reader has it."""
    from machine import crawl  # noqa: PLC0415 - with the demo's settings in force

    context = browsing.context_of(browser, url, crawl.session_of(picture.username), *picture.size)
    page = context.new_page()
    page.goto(url + picture.path)
    if picture.act:
        picture.act(page)
    page.wait_for_load_state("networkidle")  # with what the page fetches by itself
    browsing.as_in_chinese(page)
    shot = page.screenshot()
    context.close()
    content = webp(shot)
    (FOLDER / f"{picture.name}.webp").write_bytes(content)
    say(f"{picture.name}.webp（{len(content) // 1000}kB）")


def webp(png: bytes) -> bytes:
    """The picture as WebP below the limit, at the best quality that fits."""
    for quality in (85, 75, 60, 45, 30):
        out = io.BytesIO()
        Image.open(io.BytesIO(png)).convert("RGB").save(out, "WEBP", quality=quality, method=6)
        if out.tell() < HEAVIEST:
            return out.getvalue()
    raise RefusalError(f"图片压缩后仍超过{HEAVIEST // 1000}kB。")


if __name__ == "__main__":
    sys.exit(main())
