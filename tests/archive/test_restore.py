"""restore: all of an archive on an empty site, or nothing of it."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.loader import MigrationLoader

from records.errors import Refusal
from records.files import store_file
from records.guards.installing import guards_amiss
from records.models import Change, StoredFile
from tests.access.world import photo
from tests.archive.sites import copied, elsewhere
from tests.conftest import NOON
from units.models import Unit, User
from yanling_assess.archive.checking import opened_archive
from yanling_assess.archive.restoring import refuse_if_newer
from yanling_assess.archive.tables import applied_on, known_migrations
from yanling_assess.archive.writing import write_archive


def refused(capsys: pytest.CaptureFixture[str], archive: Path, *options: str) -> str:
    """What `restore` says as it refuses."""
    with pytest.raises(SystemExit) as ended:
        call_command("restore", str(archive), *options)
    assert ended.value.code == 2
    return capsys.readouterr().err


def test_restore_brings_back_rows_under_their_numbers_and_files_under_their_names(
    archive: Path, clerk: User, stored: StoredFile, empty_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("restore", str(archive))
    assert User.objects.get(pk=clerk.pk).username == "clerk"
    assert (empty_site / stored.file.name).stat().st_size == stored.size
    assert (empty_site / f"{stored.file.name}-thumbnail").is_file()
    said = capsys.readouterr().out
    assert "账号（units.User）：1行" in said
    assert "逐项核对一致" in said


IN_MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
"""Stands for every storage that is not a folder: it knows no path, only names."""


def test_evidence_goes_from_any_storage_to_any_other(
    clerk: User, empty_database: Path, tmp_path: Path, settings: Any
) -> None:
    settings.STORAGES = settings.STORAGES | {"default": IN_MEMORY}
    stored = store_file(upload=photo("窗口.png"), by=clerk, at=NOON)
    write_archive(connections[DEFAULT_DB_ALIAS], tmp_path / "now.tar", at=NOON)
    with elsewhere(copied(empty_database, tmp_path / "there.sqlite3"), tmp_path / "there", settings):
        settings.STORAGES = settings.STORAGES | {"default": IN_MEMORY}
        call_command("restore", str(tmp_path / "now.tar"))
        with StoredFile.objects.get().file.open() as file:
            assert hashlib.sha256(file.read()).hexdigest() == stored.sha256
    assert not (tmp_path / "there").exists()


def test_restoring_is_written_into_the_log(archive: Path, empty_site: Path) -> None:
    call_command("restore", str(archive))
    last = Change.objects.get(action="从备份恢复")
    assert last.subject_label == archive.name
    assert "2026-10-08T12:00:00+08:00" in last.reason


def test_checking_alone_restores_nothing(archive: Path, empty_site: Path, capsys: Any) -> None:
    call_command("restore", str(archive), "--check")
    assert "备份完好" in capsys.readouterr().out
    assert not User.objects.exists()
    assert not empty_site.exists()


def test_a_site_that_holds_something_is_refused_and_told_what_it_holds(
    archive: Path, empty_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Unit.objects.create(name="社保中心", short_name="社保", order=1)
    assert "不是空的（窗口单位1行）" in refused(capsys, archive)
    assert not User.objects.exists()


def test_files_already_there_are_not_written_over(
    archive: Path, stored: StoredFile, empty_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = empty_site / stored.file.name
    there.parent.mkdir(parents=True)
    there.write_text("别人的")
    assert "已有1个同名文件" in refused(capsys, archive)
    assert there.read_text() == "别人的"
    assert not User.objects.exists()


def test_a_wrong_records_key_is_named(
    archive: Path, empty_site: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.RECORDS_KEY = "another-records-key-that-guards-nothing-either"
    assert "记录密钥不对" in refused(capsys, archive)
    assert not User.objects.exists()


def test_another_secret_key_is_told_and_does_no_harm(
    archive: Path, empty_site: Path, settings: Any, capsys: Any
) -> None:
    settings.SECRET_KEY = "another-key-for-tests-that-guards-nothing-at-all"
    call_command("restore", str(archive))
    assert "SECRET_KEY 与备份时不同" in capsys.readouterr().out
    assert User.objects.exists()


def test_numbers_that_were_given_out_and_deleted_are_not_given_again(
    unit: Unit, empty_database: Path, tmp_path: Path, settings: Any
) -> None:
    gone = Unit.objects.create(name="就业中心", short_name="就业", order=2)
    number = gone.pk
    gone.delete()
    path = tmp_path / "now.tar"
    write_archive(connections[DEFAULT_DB_ALIAS], path, at=NOON)
    with elsewhere(copied(empty_database, tmp_path / "there.sqlite3"), tmp_path / "there", settings):
        call_command("restore", str(path))
        assert Unit.objects.create(name="仲裁院", short_name="仲裁", order=3).pk == number + 1


def undoable() -> tuple[str, str]:
    """A migration at the end of its app that nothing builds on and that can be undone: take it away, and the
    database is one of an older program."""
    graph = MigrationLoader(None).graph
    ours = [key for key in graph.leaf_nodes() if key[0] in ("notices", "records", "scoring", "units")]
    return next(key for key in ours if all(operation.reversible for operation in graph.nodes[key].operations))


def test_an_archive_of_an_older_program_is_migrated_forward(
    db: None, tmp_path: Path, empty_database: Path, settings: Any
) -> None:
    if connections[DEFAULT_DB_ALIAS].vendor != "sqlite":
        pytest.skip("between two SQLite files, whichever database the tests run on: once is enough")
    app, newest = undoable()
    (before,) = [
        parent[1] for parent in MigrationLoader(None).graph.node_map[app, newest].parents if parent[0] == app
    ]
    path = tmp_path / "old.tar"
    with elsewhere(copied(empty_database, tmp_path / "old.sqlite3"), tmp_path / "old", settings) as there:
        call_command("migrate", app, before, verbosity=0)
        User.objects.create(username="before", name="从前")
        manifest = write_archive(there, path, at=NOON)
    assert [app, newest] not in manifest.migrations
    with elsewhere(f"sqlite:///{tmp_path / 'new.sqlite3'}", tmp_path / "new", settings) as there:
        there.cursor().execute("PRAGMA synchronous=OFF")
        call_command("restore", str(path), verbosity=0)
        assert User.objects.get().name == "从前"
        assert applied_on(there) == known_migrations()
        assert guards_amiss() == []


def test_an_archive_of_a_newer_program_is_refused(
    archive: Path,
) -> None:
    with opened_archive(archive) as opened:
        later = frozenset((app, name) for app, name in opened.manifest.migrations) | {
            ("scoring", "0999_later")
        }
    with pytest.raises(Refusal, match=r"来自更新的程序（本程序没有 scoring\.0999_later"):
        refuse_if_newer(later)


def test_a_restore_that_fails_half_way_leaves_the_site_empty_and_whole(
    archive: Path, empty_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The database itself refuses one row of the last table."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(
            "create trigger no_user before insert on units_user begin select raise(abort, '磁盘有毛病'); end"
        )
    assert "写入时出错：磁盘有毛病。已全部撤回" in refused(capsys, archive)
    assert not StoredFile.objects.exists()
    assert [path for path in empty_site.rglob("*") if path.is_file()] == []
    assert guards_amiss() == []
