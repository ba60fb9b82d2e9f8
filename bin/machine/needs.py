"""The system packages the site and its tests stand on: Debian's name, the reason, how to see it is there.

What counts is the thing itself (a library that loads, a program that is found), not a package manager's
records: so it also answers rightly on a machine whose libraries came another way.
"""

from __future__ import annotations

import ctypes
import importlib.util
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple


class Need(NamedTuple):
    """One system package: `present` answers whether what we want of it is on this machine."""

    package: str
    why: str
    present: Callable[[], bool]


def library(name: str) -> Callable[[], bool]:
    """Whether the dynamic loader finds this shared library."""

    def present() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return present


def program(name: str) -> Callable[[], bool]:
    """Whether a program of this name is on PATH."""
    return lambda: shutil.which(name) is not None


def beside(program: str, name: str) -> Callable[[], bool]:
    """Whether a file of this name lies where the program itself does, links followed."""

    def present() -> bool:
        found = shutil.which(program)
        return found is not None and Path(found).resolve().with_name(name).is_file()

    return present


def module(name: str) -> Callable[[], bool]:
    """Whether this Python can import a module that Debian ships apart from Python itself."""
    return lambda: importlib.util.find_spec(name) is not None


def file(path: str) -> Callable[[], bool]:
    """Whether a file is there."""
    return Path(path).is_file


SITE = (
    Need("python3-venv", "建立虚拟环境", module("ensurepip")),
    Need("ca-certificates", "下载时核对证书", file("/etc/ssl/certs/ca-certificates.crt")),
    Need("tzdata", "北京时间", file("/usr/share/zoneinfo/Asia/Shanghai")),
    Need("fontconfig", "查找字体", program("fc-match")),
    Need("libpango-1.0-0", "通报排版", library("libpango-1.0.so.0")),
    Need("libpangoft2-1.0-0", "通报排版", library("libpangoft2-1.0.so.0")),
    Need("libharfbuzz0b", "字形处理", library("libharfbuzz.so.0")),
    Need("libharfbuzz-subset0", "中文字体嵌入PDF", library("libharfbuzz-subset.so.0")),
)
TESTS = (
    Need("chromium", "浏览器测试", program("chromium")),
    Need("libatomic1", "浏览器测试的驱动程序", library("libatomic.so.1")),
    Need("poppler-utils", "测试中查看PDF", program("pdftoppm")),
    Need("libreoffice-writer-nogui", "核对Word文件的版面", beside("soffice", "libswlo.so")),
    Need("libreoffice-calc-nogui", "核对工作簿的公式", beside("soffice", "libsclo.so")),
)
FONTS = ("texlive-lang-chinese", "fonts-lxgw-wenkai")


def missing(needs: Iterable[Need]) -> list[Need]:
    """Those not on this machine, in the order given."""
    return [need for need in needs if not need.present()]


def described(needs: Iterable[Need]) -> str:
    """`libpango-1.0-0（通报排版）、…` for one line on the console."""
    return "、".join(f"{need.package}（{need.why}）" for need in needs)
