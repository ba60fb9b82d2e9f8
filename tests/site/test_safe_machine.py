"""A start refuses a machine on which data would be lost or read by others, and says how to mend it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.checks import CheckMessage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from yanling_assess import safe_machine, safe_server

MOUNTS = """\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
40 27 0:50 / /srv/share rw shared:1 - nfs4 server:/share rw
41 27 0:51 / /srv/my\\040share rw - cifs //server/share rw
42 27 0:52 / /srv/shared rw - fuse.sshfs server:/ rw
"""


def ids(messages: list[CheckMessage]) -> list[str | None]:
    assert all(message.hint for message in messages)
    return [message.id for message in messages]


def test_data_among_the_static_files_are_refused(tmp_path: Path) -> None:
    static = tmp_path / "static"
    private = {"数据目录": static / "data", "数据库": tmp_path / "data" / "yanling.sqlite3"}

    found = list(safe_machine.published(private, [static]))

    assert ids(found) == ["yanling.E016"]
    assert f"数据目录 {static / 'data'}" in found[0].msg


@pytest.mark.parametrize(
    ("file", "folder", "expected"),
    [
        (0o644, 0o755, ["yanling.E017"]),
        (0o600, 0o755, []),
        (0o644, 0o750, []),
        (0o640, 0o755, []),
    ],
    ids=["open to all", "the file is closed", "the folder is closed", "the group's"],
)
def test_a_key_that_others_can_read_is_refused(
    tmp_path: Path, file: int, folder: int, expected: list[str]
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    key = data / "records_key"
    key.write_text("secret")
    key.chmod(file)
    data.chmod(folder)

    assert ids(list(safe_machine.readable_by_others([key, data / "missing"], harmless=False))) == expected


def test_in_the_demo_an_open_key_is_told_of_and_nothing_more(tmp_path: Path) -> None:
    key = tmp_path / "secret_key"
    key.write_text("secret")
    key.chmod(0o644)
    tmp_path.chmod(0o755)

    (found,) = safe_machine.readable_by_others([key], harmless=True)

    assert (found.id, found.is_serious()) == ("yanling.W003", False)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert ids(list(safe_machine.unwritable([tmp_path, tmp_path / "gone"]))) == ["yanling.E018"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/opt/yanling/var/yanling.sqlite3", []),
        ("/srv/share/yanling.sqlite3", ["yanling.E019"]),
        ("/srv/my share/yanling.sqlite3", ["yanling.E019"]),
        ("/srv/shared/yanling.sqlite3", ["yanling.W004"]),
        ("/srv/share2/yanling.sqlite3", []),
    ],
)
def test_sqlite_on_another_machines_disk_is_refused(tmp_path: Path, path: str, expected: list[str]) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS, encoding="utf-8")

    assert ids(list(safe_machine.on_the_network(Path(path), mounts))) == expected


def test_without_linux_the_file_system_is_not_guessed(tmp_path: Path) -> None:
    assert safe_machine.filesystem_of(tmp_path, tmp_path / "nothing") == ""


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"server_version_num": "130018"}, ["yanling.E021"]),
        ({"server_encoding": "SQL_ASCII"}, ["yanling.E022"]),
        ({"fsync": "off"}, ["yanling.E024"]),
        ({"synchronous_commit": "off", "full_page_writes": "off"}, ["yanling.E024"] * 2),
    ],
    ids=["as it comes", "too old", "not UTF-8", "not on disk", "twice not on disk"],
)
def test_a_postgresql_that_would_lose_something_is_refused(
    changed: dict[str, str], expected: list[str]
) -> None:
    fine = {"server_version_num": "150020", "server_encoding": "UTF8", "fsync": "on"}
    fine |= {"full_page_writes": "on", "synchronous_commit": "on"}

    assert ids(list(safe_server.odd_settings(fine | changed))) == expected


def test_a_server_in_another_time_is_told_of() -> None:
    now = datetime(2026, 10, 8, 4, 0, tzinfo=UTC)
    late = now + timedelta(minutes=10)

    assert ids(list(safe_server.odd_time(known=True, there=now, here=now))) == []
    assert ids(list(safe_server.odd_time(known=False, there=now, here=now))) == ["yanling.E023"]
    assert ids(list(safe_server.odd_time(known=True, there=late, here=now))) == ["yanling.W005"]


@pytest.mark.django_db
def test_the_database_at_hand_is_read_back() -> None:
    assert safe_server.postgresql_is_safe(databases=["default"]) == []
    if connection.vendor == "postgresql":
        assert safe_server.asked()[0]["server_encoding"] == "UTF8"


@pytest.mark.django_db
def test_a_database_behind_the_program_is_refused() -> None:
    assert safe_server.unapplied() == []
    MigrationRecorder(connection).record_unapplied("records", "0005_chained_changes")

    (found,) = safe_server.unapplied()

    assert (found.id, found.msg) == ("yanling.E025", "有1个数据库迁移没有执行，程序与数据库不一致。")
