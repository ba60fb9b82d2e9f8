"""An empty machine restored from an archive shows the same; an archive that was altered is refused.

`make drills` (YANLING_DRILLS=1): the whole demo, through the commands, in processes of their own, on SQLite
and, where the tests run on PostgreSQL, across to it and back; every 97th byte of an archive turned.
"""

import os
import random
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections

from records.errors import Refusal
from scoring.models import MonthResult
from scoring.selectors.replay import replayed
from tests.access.world import World, build_world
from tests.archive.sites import copied, elsewhere, fresh_url, kept_tables, shown
from tests.conftest import NOON
from tests.drills.forging import FORGERIES, parts_of
from tests.drills.machine import Machine
from tests.drills.scale import scaled
from units.models import Unit, User
from yanling_assess.archive.checking import opened_archive
from yanling_assess.archive.moving import connected, move
from yanling_assess.archive.rows import tallied
from yanling_assess.archive.writing import write_archive

pytestmark = [pytest.mark.drill]
FLIPS = scaled(quick=150, full=3000)
CUTS = scaled(quick=40, full=400)


@pytest.fixture
def world(cast: dict[str, User], unit: Unit, other_unit: Unit) -> Iterator[World]:
    """A site with two closed months, an issued paper, photos."""
    with time_machine.travel(NOON):
        yield build_world(cast, unit, other_unit)


def digests(connection: Any) -> dict[str, tuple[int, str]]:
    """Rows and digest of every table."""
    found = {table.label: tallied(connection, table) for table in kept_tables(connection)}
    return {label: (tally.rows, tally.digest) for label, tally in found.items()}


def test_a_restored_site_shows_the_same_scores_papers_and_files(
    world: World, empty_database: Path, tmp_path: Path, settings: Any
) -> None:
    here = connections[DEFAULT_DB_ALIAS]
    path, before, counted = tmp_path / "site.tar", shown(), digests(here)
    begun = time.monotonic()
    write_archive(here, path, at=NOON)
    written = time.monotonic()
    with elsewhere(
        copied(empty_database, tmp_path / "there.sqlite3"), tmp_path / "evidence-there", settings
    ) as there:
        call_command("restore", str(path), verbosity=0)
        restored = time.monotonic()
        assert shown() == before
        changed = {label for label, tally in digests(there).items() if tally != counted[label]}
        assert changed == {"records.Change"}  # the line that says that it was restored
        assert [replayed(result) for result in MonthResult.objects.all()] == [[], []]
        if here.vendor == "postgresql":
            with fresh_url(here, tmp_path, "moved") as url:
                _moved_back(there, url, tmp_path, settings, before)
    print(
        f"备份恢复（{here.vendor} → sqlite）：{sum(rows for rows, _ in counted.values())}行，"
        f"{path.stat().st_size / 1e6:.2f} MB，备份{written - begun:.2f}秒，恢复{restored - written:.2f}秒，"
        f"公文{len(before['papers'])}份、文件{len(before['files'])}个逐字节相同"
    )


def _moved_back(there: Any, url: str, tmp_path: Path, settings: Any, before: dict[str, Any]) -> None:
    """From the restored SQLite into a fresh PostgreSQL: the same again."""
    counted = digests(there)
    with connected(url) as target:
        move(there, target)
    with elsewhere(url, tmp_path / "evidence-there", settings) as moved:
        assert digests(moved) == counted
        assert shown() == before
        assert [replayed(result) for result in MonthResult.objects.all()] == [[], []]


def refusal_of(path: Path) -> str:
    """What is said of an archive that must not be believed."""
    with pytest.raises(Refusal) as refused, opened_archive(path):
        pass
    assert "没有恢复任何内容" in refused.value.message
    return refused.value.message


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_archive_is_refused_with_nothing_written(
    archive: Path, empty_site: Path, forgery: str, capsys: pytest.CaptureFixture[str]
) -> None:
    forged = archive.with_name("yanling-20260101-000000.tar")
    forged.write_bytes(FORGERIES[forgery](parts_of(archive)))
    with pytest.raises(SystemExit) as ended:
        call_command("restore", str(forged))
    assert ended.value.code == 2
    assert "没有恢复任何内容" in capsys.readouterr().err
    assert not User.objects.exists()
    assert not empty_site.exists()


def test_a_bit_turned_anywhere_is_found(archive: Path) -> None:
    whole, chance = archive.read_bytes(), random.Random(2026)
    damaged = archive.with_name("damaged.tar")
    for _ in range(FLIPS):
        at, bit = chance.randrange(len(whole)), chance.randrange(8)
        damaged.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << bit)]) + whole[at + 1 :])
        refusal_of(damaged)
    print(f"备份中任意一位翻转{FLIPS}次：全部发现（{len(whole)}字节）")


def test_an_archive_cut_off_anywhere_is_found(archive: Path) -> None:
    whole, chance = archive.read_bytes(), random.Random(2026)
    damaged = archive.with_name("damaged.tar")
    edges = {0, 1, 511, 512, 513, len(whole) - 1, len(whole) - 512, len(whole) - 1024, len(whole) - 1025}
    cuts = edges | {chance.randrange(len(whole)) for _ in range(CUTS)}
    for cut in cuts:
        damaged.write_bytes(whole[:cut])
        refusal_of(damaged)
    print(f"备份截断{len(cuts)}处：全部发现")


FULL = os.environ.get("YANLING_DRILLS") == "1"


@pytest.mark.slow
@pytest.mark.skipif(not FULL, reason="the whole demo: make drills")
def test_the_whole_demo_restored_on_an_empty_machine(db: None, tmp_path: Path) -> None:
    """Through the commands alone, each in a process of its own; then into the tests' kind of database."""
    first, second = Machine(tmp_path / "first"), Machine(tmp_path / "second")
    first.run("migrate", "--verbosity", "0")
    first.run("load_demo", "--verbosity", "0")
    archive = tmp_path / "demo.tar"
    backed = first.run("backup", str(archive))
    restored = second.run("restore", str(archive))
    assert second.shown() == first.shown()
    assert "全部完好" in second.run("check_records").said
    with fresh_url(connections[DEFAULT_DB_ALIAS], tmp_path, "demo") as url:
        moved = second.run("move_database", url)
        third = Machine(second.folder, url)
        assert third.shown() == first.shown()
        assert "全部完好" in third.run("check_records").said
        assert "5个相符" in third.run("replay_month").said
        again = third.run("backup", str(tmp_path / "again.tar"))
        fourth = Machine(tmp_path / "fourth")
        fourth.run("restore", str(tmp_path / "again.tar"))
        assert fourth.shown() == first.shown()
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"整个演示站：{archive.stat().st_size / 1e6:.1f} MB，备份{backed.seconds:.1f}秒，"
        f"恢复{restored.seconds:.1f}秒，"
        f"搬到{connections[DEFAULT_DB_ALIAS].vendor}{moved.seconds:.1f}秒，再备份{again.seconds:.1f}秒；"
        f"各进程内存最多{memory:.0f} MB（含载入演示）"
    )
    assert restored.seconds < 300
