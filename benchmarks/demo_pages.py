"""`python -m benchmarks.demo_pages FILE ROUNDS`: every page of the demo as each role, written to the file.

A process of its own: the demo has its own settings, data and day (bin/machine/demo_site). Its data lie in a
throw-away folder; October is closed after a first pass, for the pages that only come then.
"""

import gzip
import json
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.demo import Page
from benchmarks.timing import cpu, once
from machine import demo_site

ROLES = ("jingban", "fuzeren", "danwei", "jijian", "bangongshi", "juling", "guanli")


def main() -> None:
    """Fill the demo, measure, write a list of pages as JSON."""
    target, rounds = Path(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="yanling-bench-") as name:
        folder = Path(name)
        demo_site.fill(folder)
        demo_site.be_inside(folder)
        before = [page for role in ROLES for page in measured(role, rounds, set())]
        seen = {(page.role, page.name) for page in before}
        demo_site.close_october()
        after = [page for role in ROLES for page in measured(role, rounds, seen)]
    target.write_text(json.dumps([*before, *after]), encoding="utf-8")


def measured(role: str, rounds: int, seen: set[tuple[str, str]]) -> list[Page]:
    """All pages of a role but those seen."""
    from machine import crawl  # noqa: PLC0415 - with the demo's settings in force

    client = crawl.client_of(role)
    wanted = {name: path for name, path in crawl.pages_of(role).pages.items() if (role, name) not in seen}
    return [_measured(client, name, role, path, rounds) for name, path in wanted.items()]


def _measured(client: Any, name: str, role: str, path: str, rounds: int) -> Page:
    from django.db import connection  # noqa: PLC0415 - with the demo's settings in force
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client.get(path).close()  # warm: now and then a session's first request also writes down that it lives
    with CaptureQueriesContext(connection) as queries:
        html = client.get(path).content
        asked = len(queries)  # before the next request, which empties the log that it counts
    taken = median(once(lambda: client.get(path).content, cpu) for _ in range(rounds))
    return Page(name, role, taken, asked, len(gzip.compress(html, 6)))


if __name__ == "__main__":
    main()
