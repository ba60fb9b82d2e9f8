"""The site refuses to start where papers cannot be printed, and says how to mend it."""

import ctypes.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks

from notices.papers.jobs import FACES, OWN_NAMES
from notices.papers.own_fonts import own_fonts

LIBRARIES = (
    ("pango-1.0", "libpango-1.0-0", "notices.E001"),
    ("pangoft2-1.0", "libpangoft2-1.0-0", "notices.E002"),
    ("harfbuzz-subset", "libharfbuzz-subset0", "notices.E003"),
)


@checks.register("papers")
def check_printing(_configs: Sequence[Any] | None = None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """System libraries and font files that papers are printed with."""
    return [
        *missing_libraries(),
        *missing_fonts(Path(settings.PAPER_FONT_DIR)),
        *odd_own_fonts(settings.PAPER_OWN_FONT_DIR),
    ]


def missing_libraries() -> list[checks.CheckMessage]:
    """Without harfbuzz-subset Chinese papers take 10 to 30 times as long, so it counts as missing too."""
    return [
        checks.Error(
            f"排版所需的系统库 {package} 没有安装，公文无法打印。",
            hint=f"以 root 身份运行：apt-get install {package}",
            id=code,
        )
        for library, package, code in LIBRARIES
        if ctypes.util.find_library(library) is None
    ]


def missing_fonts(folder: Path) -> list[checks.CheckMessage]:
    """Font files that are not there, are empty or cannot be read."""
    names = [name for name in FACES.values() if not is_font(folder / name)]
    if not names:
        return []
    return [
        checks.Error(
            f"字体目录 {folder} 缺少或无法读取：{'、'.join(names)}，公文无法打印。",
            hint="在项目目录运行：make fonts",
            id="notices.E004",
        )
    ]


def odd_own_fonts(folder: Path | None) -> list[checks.CheckMessage]:
    """The bureau's own fonts: a folder that is not there stops the site, a file that is no use is told of."""
    if folder is None:
        return []
    try:
        refused = own_fonts(folder, OWN_NAMES).refused
    except OSError:
        return [
            checks.Error(
                f"本局字体目录 {folder} 不存在或无法读取，公文无法打印。",
                hint="建好这个目录并让网站能读，或删去环境变量 PAPER_OWN_FONT_DIR。",
                id="notices.E005",
            )
        ]
    return [
        checks.Warning(
            f"本局字体目录 {folder} 中的 {name} 没有使用：{why}。",
            hint="docs/部署.md 写明哪些字体可以放；不用的文件请移走。",
            id="notices.W001",
        )
        for name, why in refused
    ]


def is_font(path: Path) -> bool:
    """Whether the file is there and begins as an OpenType or TrueType font does."""
    try:
        with path.open("rb") as file:
            return file.read(4) in (b"OTTO", b"\x00\x01\x00\x00", b"true")
    except OSError:
        return False
