"""A database of every released version becomes today's; closed scores and issued papers stay what they were.

released/VERSION.sqlite3.xz and VERSION.postgresql.sql.xz hold the demonstration as that version wrote it.
"""

import lzma
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.drills.site import DATABASE, ROOT, surroundings

RELEASED = Path(__file__).parent / "released"
VERSIONS = sorted(path.name.removesuffix(".sqlite3.xz") for path in RELEASED.glob("*.sqlite3.xz"))
KEPT = {
    "scoring_monthresult": "month_id, revision, edition_sha256, digest, reason",
    "scoring_unitscore": "result_id, unit_id, unit_name, total_halves, overflow_halves, rank",
    "scoring_scoreline": "score_id, position, clause, points_halves, counted_halves, why",
    "notices_notice": "code, year, sequence, title, issued_on",
    "notices_noticepaper": "notice_id, reading, pdf, sha256",
    "records_change": "id, at, action, subject_type, subject_id, subject_label, reason",
}

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder of a site of its own."""
    (tmp_path / "fonts").symlink_to(ROOT / "var" / "fonts")
    return tmp_path


def kept(database: Any) -> dict[str, list[tuple[Any, ...]]]:
    """What must not change, table by table."""
    return {
        table: [
            tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in row)
            for row in database.execute(f"select {columns} from {table} order by id").fetchall()
        ]
        for table, columns in KEPT.items()
    }


def manage(environ: dict[str, str], *words: str) -> str:
    """Run a command of the site; its output, also where it fails."""
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environ,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return f"{done.returncode} {done.stdout}"


def upgraded(environ: dict[str, str]) -> None:
    """Migrate, and have the records prove themselves (the evidence files of the release are not kept)."""
    assert manage(environ, "migrate", "--verbosity", "0") == "0 "
    assert manage(environ, "makemigrations", "--check", "--dry-run").startswith("0 ")
    proven = manage(environ, "check_records").partition(" ")[2].splitlines()
    assert [line for line in proven if line.endswith("完好")] == [
        *("数据库的保护：完好", "操作记录：完好", "已定分的月份：完好", "定分时的证明：完好"),
        *("已签发的公文：完好", "数据之间的引用：完好"),
    ], proven
    assert "个相符" in manage(environ, "replay_month").splitlines()[-1]


def test_there_is_a_database_of_every_release() -> None:
    told = re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)

    assert sorted(told) == VERSIONS
    assert all((RELEASED / f"{version}.postgresql.sql.xz").is_file() for version in VERSIONS)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_released_sqlite_database_is_upgraded_whole(version: str, folder: Path) -> None:
    path = folder / DATABASE
    path.write_bytes(lzma.decompress((RELEASED / f"{version}.sqlite3.xz").read_bytes()))
    with sqlite3.connect(path) as database:
        before = kept(database)

    upgraded(surroundings(folder))

    with sqlite3.connect(path) as database:
        assert kept(database) == before
    assert all(before.values())


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs a PostgreSQL server")
@pytest.mark.parametrize("version", VERSIONS)
def test_a_released_postgresql_database_is_upgraded_whole(version: str, folder: Path) -> None:
    given = connection.settings_dict
    address = {key: given[key.upper()] or None for key in ("host", "port", "user", "password")}
    name = f"{given['NAME']}_upgrade"
    with psycopg.connect(**address, dbname="postgres", autocommit=True) as server:
        server.execute(f'drop database if exists "{name}"')
        server.execute(f'create database "{name}" encoding "UTF8" template template0')
    try:
        with psycopg.connect(**address, dbname=name, autocommit=True) as database:
            database.execute(lzma.decompress((RELEASED / f"{version}.postgresql.sql.xz").read_bytes()))
            database.execute("set search_path to public")
            before = kept(database)
        word = f":{given['PASSWORD']}" if given["PASSWORD"] else ""
        url = f"postgres://{given['USER']}{word}@{given['HOST']}:{given['PORT'] or 5432}/{name}"
        upgraded(surroundings(folder) | {"DATABASE_URL": url})
        with psycopg.connect(**address, dbname=name) as database:
            assert kept(database) == before
    finally:
        with psycopg.connect(**address, dbname="postgres", autocommit=True) as server:
            server.execute(f'drop database "{name}" with (force)')
