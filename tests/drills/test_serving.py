"""The site as it is served (gunicorn, sync workers, SQLite): what it has said is saved stays, come what may.

Some clients, kills and races here; `make drills` sets YANLING_DRILLS=1: 50 clients for a minute, 200 kills,
200 races.
"""

import os
import random
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from tests.drills.editor import Editor
from tests.drills.site import Site

FULL = os.environ.get("YANLING_DRILLS") == "1"
CLIENTS, SECONDS = (50, 60) if FULL else (8, 2)
KILLS, EACH_SERVER_KILL = (200, 5) if FULL else (3, 3)
KILL_CLIENTS = 6
PEOPLE = CLIENTS + KILL_CLIENTS + 2
RACES = 200 if FULL else 8
THINKS = 1.0 if FULL else 0.1

pytestmark = [pytest.mark.drill, pytest.mark.slow]


def editors_of(site: Site, first: int, count: int) -> list[Editor]:
    return [Editor(site, number, site.findings[number]) for number in range(first, first + count)]


def at_work(editors: list[Editor], meanwhile: Callable[[], None], thinks: float) -> None:
    """All of them edit at the same time, thinking in between, until `meanwhile` is over."""
    over = threading.Event()

    def work(editor: Editor) -> None:
        chance = random.Random(editor.number)
        while not over.wait(chance.uniform(0, 2 * thinks)):
            editor.edit()

    threads = [threading.Thread(target=work, args=(editor,)) for editor in editors]
    for thread in threads:
        thread.start()
    try:
        meanwhile()
    finally:
        over.set()
        for thread in threads:
            thread.join()


def check_kept(site: Site, editors: list[Editor]) -> None:
    """Every text acknowledged is in the log, every change of a finding is logged, and nothing was odd."""
    assert [odd for editor in editors for odd in editor.odd] == []
    assert "locked" not in site.log.read_text("utf-8", "replace")
    assert site.is_whole()
    log = site.edits()
    versions = dict(site.rows("select id, version from scoring_finding"))
    for editor in editors:
        logged = [fact for finding, fact in log if finding == editor.finding]
        assert set(editor.acknowledged) <= set(logged)
        assert len(logged) == versions[editor.finding] - 1
        assert len(logged) <= len(editor.acknowledged) + editor.unanswered


def test_clients_at_once_all_get_through(site: Site) -> None:
    check_clients(site, "SQLite")


def check_clients(site: Site, database: str) -> None:
    """All get through, nothing is lost, nobody is told that the database is locked."""
    editors = editors_of(site, 0, CLIENTS)
    at_work(editors, lambda: time.sleep(SECONDS), THINKS)
    seconds = sorted(second for editor in editors for second in editor.seconds)
    saved = sum(len(editor.acknowledged) for editor in editors)
    p95 = seconds[len(seconds) * 95 // 100]
    unanswered = sum(editor.unanswered for editor in editors)
    locked = site.log.read_text("utf-8", "replace").count("locked")
    print(
        f"{database}：{CLIENTS}人同时读写{SECONDS}秒，{len(seconds)}次请求，存{saved}笔，"
        f"95%在{p95:.2f}秒以内，没有回答{unanswered}次，“locked”{locked}次"
    )
    assert saved > 0
    assert unanswered == 0
    check_kept(site, editors)


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(site: Site) -> None:
    chance = random.Random(2026)
    editors = editors_of(site, CLIENTS, KILL_CLIENTS)

    def kill() -> None:
        for number in range(KILLS):
            time.sleep(chance.uniform(0.05, 0.5))
            if number % EACH_SERVER_KILL == EACH_SERVER_KILL - 1:
                site.kill()
                site.start()
            else:
                with suppress(ProcessLookupError, IndexError):
                    os.kill(chance.choice(site.workers()), signal.SIGKILL)
        time.sleep(0.5)

    at_work(editors, kill, 0)
    saved, broken = (sum(counts) for counts in zip(*(counted(editor) for editor in editors), strict=True))
    print(f"强行终止服务进程{KILLS}次：确认写入{saved}笔，中断{broken}笔")
    assert saved > 0
    check_kept(site, editors)


def counted(editor: Editor) -> tuple[int, int]:
    return len(editor.acknowledged), editor.unanswered


def test_of_two_editors_one_wins_and_the_other_sees_both_texts(site: Site) -> None:
    check_races(site, "SQLite")


def check_races(site: Site, database: str) -> None:
    """One winner a race; the other keeps the text and sees the difference."""
    finding = site.findings[-1]
    one, other = (Editor(site, number, finding) for number in (PEOPLE - 2, PEOPLE - 1))
    for race in range(RACES):
        pages = raced(one, other, f"甲{race}", f"乙{race}")
        (beaten,) = [page for page in pages if page is not None]
        assert "刚刚被别人修改过" in beaten
        assert f"甲{race}" in beaten
        assert f"乙{race}" in beaten
    assert len(one.acknowledged) + len(other.acknowledged) == RACES
    check_kept(site, [Editor(site, 0, finding, one.acknowledged + other.acknowledged)])
    won = f"甲先{len(one.acknowledged)}次，乙先{len(other.acknowledged)}次"
    print(f"{database}：两人同改一处{RACES}次，{won}，后存的每次都看到两份内容")


def raced(one: Editor, other: Editor, *facts: str) -> list[str | None]:
    """Both open the same version and save at the same moment; the page that each got (None: saved)."""
    versions = [one.open(), other.open()]
    assert versions[0] == versions[1] is not None
    start, pages = threading.Barrier(2), {}

    def save(editor: Editor, fact: str) -> None:
        start.wait()
        pages[editor] = editor.save(versions[0] or 0, fact)

    threads = [threading.Thread(target=save, args=pair) for pair in zip((one, other), facts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [pages[one], pages[other]]
