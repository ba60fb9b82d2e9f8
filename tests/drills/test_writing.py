"""What SQLite has acknowledged is there, whatever happens to the process; writers queue and never fail.

A few kills and writers here; `make drills` sets YANLING_DRILLS=1 and takes 200 kills and 8 busy writers.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.drills.site import DATABASE, ROOT, Site, surroundings

FULL = os.environ.get("YANLING_DRILLS") == "1"
KILLS = 200 if FULL else 3
WRITERS, PAIRS = (8, 200) if FULL else (4, 10)

pytestmark = [pytest.mark.drill, pytest.mark.slow]


@pytest.fixture
def database(made: Site, tmp_path: Path) -> Path:
    """A database of the site in a file, with an empty log."""
    path = tmp_path / DATABASE
    shutil.copy(made.fresh, path)
    with sqlite3.connect(path) as connection:
        guards = "select name from sqlite_master where name like 'guard_records_change%'"
        for (name,) in connection.execute(guards).fetchall():
            connection.execute(f'drop trigger "{name}"')
        connection.execute("delete from records_change")
    return path


def start(database: Path, name: str, pairs: int) -> subprocess.Popen[str]:
    """A writer at work."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.drills.writer", name, str(pairs)],
        cwd=ROOT,
        env=surroundings(database.parent),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def kept(database: Path) -> Iterator[tuple[str, int, int]]:
    """(writer, number, rows) of every pair in the database."""
    with sqlite3.connect(database) as connection:
        connection.execute("pragma ignore_check_constraints = on")  # they call functions that Django brings
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        yield from connection.execute(
            "select subject_type, cast(subject_id as integer), count(*) from records_change group by 1, 2"
        )


def test_nothing_acknowledged_is_lost_when_the_process_is_killed(database: Path) -> None:
    chance = random.Random(2026)
    acknowledged: set[tuple[str, int]] = set()
    for kill in range(KILLS):
        writer = start(database, f"w{kill}", 100_000)
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(chance.uniform(0, 0.3))
        writer.kill()
        said, complaint = writer.communicate()
        assert first, complaint
        acknowledged |= {(f"w{kill}", int(line)) for line in (first + said).split("\n")[:-1]}
    pairs = {(name, number): rows for name, number, rows in kept(database)}
    print(f"{KILLS}次强行终止，确认写入{len(acknowledged)}笔，库中{len(pairs)}笔")
    assert acknowledged - pairs.keys() == set()
    assert set(pairs.values()) == {2}


def test_writers_at_once_all_get_through(database: Path) -> None:
    writers = [start(database, f"w{number}", PAIRS) for number in range(WRITERS)]
    ends = [(*writer.communicate(timeout=300), writer.returncode) for writer in writers]
    assert [complaint for _said, complaint, code in ends if code] == []
    expected = {(f"w{name}", number): 2 for name in range(WRITERS) for number in range(PAIRS)}
    assert {(name, number): rows for name, number, rows in kept(database)} == expected
