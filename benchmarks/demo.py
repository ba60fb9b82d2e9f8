"""All pages of the demo: the slowest at the server, the one that asks most, the heaviest."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks.table import Row, told

ROOT = Path(__file__).resolve().parent.parent
MOST_SECONDS, MOST_QUERIES, MOST_BYTES = 0.1, 12, 60_000
NAMED = 5


class Page(NamedTuple):
    """One page as one role, as `benchmarks.demo_pages` writes it; `size` in bytes, compressed."""

    name: str
    role: str
    seconds: float
    queries: int
    size: int


def demo_rows(rounds: int) -> list[Row]:
    """Three rows over every page as every role; a minute to fill the demo and one to read it."""
    pages = measured_pages(rounds)
    slow, dear = max(page.seconds for page in pages), max(page.queries for page in pages)
    heavy = max(page.size for page in pages)
    all_of_them = f"{len({page.name for page in pages})}种页面、7个角色，共{len(pages)}页"
    return [
        Row(
            "演示站最慢的一页",
            slow / MOST_SECONDS,
            1,
            f"100毫秒处理器时间；{all_of_them}；最慢的：{most(pages, lambda page: page.seconds, told)}",
        ),
        Row(
            "演示站一页的查询",
            dear,
            MOST_QUERIES,
            f"最多的：{most(pages, lambda page: page.queries, lambda asked: f'{asked:g}次')}",
            is_count=True,
        ),
        Row(
            "演示站最重的一页",
            heavy / MOST_BYTES,
            1,
            f"HTML压缩后60千字节；最重的：{most(pages, lambda page: page.size, kilobytes)}",
        ),
    ]


def kilobytes(size: float) -> str:
    return f"{size / 1000:.0f}千字节"


def most(pages: list[Page], of: Callable[[Page], float], words: Callable[[float], str]) -> str:
    """The five that have most of something, each page once."""
    found: dict[str, float] = {}
    for page in sorted(pages, key=of, reverse=True):
        found.setdefault(page.name, of(page))
    return "、".join(f"{name} {words(value)}" for name, value in list(found.items())[:NAMED])


def measured_pages(rounds: int) -> list[Page]:
    """Every page as every role, measured in a process that has the demo's settings."""
    with tempfile.TemporaryDirectory(prefix="yanling-bench-") as folder:
        target = Path(folder) / "pages.json"
        command = [sys.executable, "-m", "benchmarks.demo_pages", str(target), str(rounds)]
        paths = os.pathsep.join([str(ROOT), str(ROOT / "bin")])
        subprocess.run(
            command, cwd=ROOT, env={**os.environ, "PYTHONPATH": paths}, check=True, stdout=sys.stderr
        )
        return [Page(*page) for page in json.loads(target.read_text(encoding="utf-8"))]
