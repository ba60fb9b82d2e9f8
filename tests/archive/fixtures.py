"""A small site to keep, and an empty one to put it back to."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connections

from records.files import store_file
from records.models import StoredFile
from tests.access.world import photo
from tests.archive.sites import copied, elsewhere
from tests.conftest import NOON
from units.models import User
from yanling_assess.archive.moving import changed_places, connected
from yanling_assess.archive.target import finish_tables
from yanling_assess.archive.writing import write_archive


@pytest.fixture(scope="session")
def empty_database(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A SQLite file with all tables and nothing in them; made once, copied by whoever needs one."""
    path = tmp_path_factory.getbasetemp() / "empty.sqlite3"
    if path.exists():
        return path
    here = connections[DEFAULT_DB_ALIAS]
    if here.vendor == "sqlite":  # the tests' own database has nothing in it before the first test
        with django_db_blocker.unblock(), closing(sqlite3.connect(path)) as copy:
            here.ensure_connection()
            here.connection.backup(copy)
        return path
    with (
        django_db_blocker.unblock(),
        connected(f"sqlite:///{path}") as there,
        changed_places(connections[DEFAULT_DB_ALIAS], there),
    ):
        with there.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
        finish_tables(there)
        with there.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def stored(clerk: User) -> StoredFile:
    """A photo with its thumbnail."""
    return store_file(upload=photo("窗口.png"), by=clerk, at=NOON)


@pytest.fixture
def archive(stored: StoredFile, tmp_path: Path) -> Path:
    """A small archive: a bureau, a clerk, a photo."""
    path = tmp_path / "yanling-20261008-120000.tar"
    write_archive(connections[DEFAULT_DB_ALIAS], path, at=NOON)
    return path


@pytest.fixture
def empty_site(empty_database: Path, tmp_path: Path, settings: Any) -> Iterator[Path]:
    """Inside a test that asks for it everything is written on another, empty site; its evidence folder."""
    evidence = tmp_path / "restored-evidence"
    with elsewhere(copied(empty_database, tmp_path / "restored.sqlite3"), evidence, settings):
        yield evidence
