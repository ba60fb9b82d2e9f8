"""The handbook's file, read once and again when it changed; pictures by their hashed static addresses."""

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from PIL import Image

from yanling_assess.handbook.markdown import Chapter, Picture, chapters

FILE = Path(settings.BASE_DIR) / "docs" / "使用手册.md"
IN_THE_FILE = "../static/"


def handbook(labels: Collection[str]) -> list[Chapter]:
    """The document's own words, then the chapters called by one of the labels (of roles), then the rest."""
    first, *rest = _read(FILE.stat().st_mtime_ns)
    return [first, *sorted(rest, key=lambda chapter: chapter.heading.title not in labels)]


@lru_cache(maxsize=1)
def _read(_changed: int) -> tuple[Chapter, ...]:
    return tuple(chapters(FILE.read_text("utf-8"), picture))


def picture(address: str) -> Picture:
    """A picture of static/, as the Markdown file names it from docs/; FileNotFoundError for another."""
    name = address.removeprefix(IN_THE_FILE)
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(f"使用手册中的图片 {address} 不存在")
    with Image.open(path) as image:
        return Picture(static(name), image.width, image.height)
