"""What the machine cannot do at the moment is told as it is, and nothing of what was asked for stays."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse

from records.durable import whole_file
from records.files import store_file
from records.models import StoredFile
from records.submit import new_form_key
from records.unavailable import AWAY, BUSY, DAMAGED, FULL, READ_ONLY, Cause, cause_of
from scoring.models import Finding
from tests.access.world import photo
from tests.conftest import NOON, logged_in
from tests.scoring.factories import record
from units.models import Unit, User


def wrapped(inner: Exception, text: str = "") -> Exception:
    """An error as Django hands it on."""
    try:
        raise OperationalError(text or str(inner)) from inner
    except OperationalError as error:
        return error


class PostgresError(Exception):
    """An error of the other driver, with its code."""

    def __init__(self, sqlstate: str | None, text: str = "") -> None:
        super().__init__(text)
        self.sqlstate = sqlstate


def sqlite_error(code: int, text: str = "") -> Exception:
    error = sqlite3.OperationalError(text)
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        pytest.param(OSError(errno.ENOSPC, "No space left"), FULL, id="ENOSPC"),
        pytest.param(OSError(errno.EDQUOT, "Quota"), FULL, id="EDQUOT"),
        pytest.param(OSError(errno.EFBIG, "File too large"), FULL, id="EFBIG"),
        pytest.param(OSError(errno.EROFS, "Read-only"), READ_ONLY, id="EROFS"),
        pytest.param(PermissionError(errno.EACCES, "Denied"), READ_ONLY, id="EACCES"),
        pytest.param(OSError(errno.EIO, "I/O"), DAMAGED, id="EIO"),
        pytest.param(FileNotFoundError(errno.ENOENT, "None"), None, id="a file that is not there"),
        pytest.param(wrapped(sqlite_error(13)), FULL, id="SQLITE_FULL"),
        pytest.param(wrapped(sqlite_error(8 | 3 << 8)), READ_ONLY, id="SQLITE_READONLY_ROLLBACK"),
        pytest.param(wrapped(sqlite_error(10 | 3 << 8)), DAMAGED, id="SQLITE_IOERR_WRITE"),
        pytest.param(wrapped(sqlite_error(11)), DAMAGED, id="SQLITE_CORRUPT"),
        pytest.param(wrapped(sqlite_error(26)), DAMAGED, id="SQLITE_NOTADB"),
        pytest.param(wrapped(sqlite_error(14)), AWAY, id="SQLITE_CANTOPEN"),
        pytest.param(wrapped(sqlite_error(5 | 2 << 8)), BUSY, id="SQLITE_BUSY_SNAPSHOT"),
        pytest.param(wrapped(sqlite_error(1), "no such table"), None, id="SQLITE_ERROR"),
        pytest.param(OperationalError("database is locked"), BUSY, id="by its words"),
        pytest.param(wrapped(PostgresError("53100")), FULL, id="disk_full"),
        pytest.param(wrapped(PostgresError("25006")), READ_ONLY, id="read_only_sql_transaction"),
        pytest.param(wrapped(PostgresError("XX001")), DAMAGED, id="data_corrupted"),
        pytest.param(wrapped(PostgresError("40P01")), BUSY, id="deadlock_detected"),
        pytest.param(wrapped(PostgresError("40001")), BUSY, id="serialization_failure"),
        pytest.param(wrapped(PostgresError("08006")), AWAY, id="connection_failure"),
        pytest.param(wrapped(PostgresError(None), "connection failed: refused"), AWAY, id="no connection"),
        pytest.param(wrapped(PostgresError("42P01")), None, id="undefined_table"),
        pytest.param(IntegrityError("UNIQUE constraint failed"), None, id="a constraint"),
        pytest.param(ValueError("nothing of the kind"), None, id="an error of ours"),
        pytest.param(None, None, id="no error"),
    ],
)
def test_the_cause_is_known_by_its_code(error: Exception | None, cause: Cause | None) -> None:
    assert cause_of(error) == cause


def test_the_cause_is_found_behind_the_errors_it_led_to() -> None:
    full = OSError(errno.ENOSPC, "No space left")
    later, last = ValueError("while that was handled"), KeyError("and then")
    later.__context__, last.__cause__ = full, later
    assert cause_of(last) == FULL


def test_real_errors_of_sqlite_are_known(tmp_path: Path) -> None:
    path = tmp_path / "small.sqlite3"
    here = sqlite3.connect(path, isolation_level=None)
    here.executescript("create table t (x); pragma max_page_count = 2")
    with pytest.raises(sqlite3.OperationalError) as full:
        here.execute("insert into t values (zeroblob(100000))")
    assert cause_of(full.value) == FULL
    here.close()
    reading = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    with pytest.raises(sqlite3.OperationalError) as read_only:
        reading.execute("insert into t values (1)")
    assert cause_of(read_only.value) == READ_ONLY
    reading.close()
    path.write_bytes(b"no database at all" * 100)
    damaged = sqlite3.connect(path)
    with pytest.raises(sqlite3.DatabaseError) as broken:
        damaged.execute("select * from t")
    assert cause_of(broken.value) == DAMAGED
    damaged.close()


@contextmanager
def read_only() -> Iterator[None]:
    """The database takes no writing while the block lasts."""
    if connection.vendor == "postgresql":
        point = transaction.savepoint()
        connection.cursor().execute("set transaction read only")
        yield
        connection.needs_rollback = False
        transaction.savepoint_rollback(point)
        return
    plain = connection.connection
    plain.execute("pragma query_only = on")
    try:
        yield
    finally:
        plain.execute("pragma query_only = off")


@pytest.fixture
def finding(clerk: User, unit: Unit) -> Finding:
    return record(clerk, unit)


def saved(client: Client, finding: Finding, fact: str) -> object:
    form = {"form_key": new_form_key(), "version": finding.version, "happened_on": "2026-10-06",
            "source": "日常抽查", "fact": fact}  # fmt: skip
    return client.post(reverse("scoring:finding_edit", args=[finding.pk]), form)


@pytest.mark.django_db
def test_who_saves_while_the_database_is_read_only_is_told_so(clerk: User, finding: Finding) -> None:
    client = logged_in(clerk)
    with read_only():
        answer = saved(client, finding, "改过的")
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "<h1>暂时不能写入</h1>" in page
    assert "内容没有保存" in page
    assert "后退" in page
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_who_saves_on_a_full_disk_is_told_so(clerk: User, finding: Finding) -> None:
    """On SQLite; PostgreSQL's disk_full is known by its code alone."""
    if connection.vendor != "sqlite":
        pytest.skip("a full disk of PostgreSQL's cannot be had in a test")
    client = logged_in(clerk)
    plain = connection.connection
    (pages,) = plain.execute("pragma page_count").fetchone()
    (before,) = plain.execute("pragma max_page_count").fetchone()
    plain.execute(f"pragma max_page_count = {pages}")
    try:
        answer = saved(client, finding, "改" * 900)
        for _ in range(60):  # room in pages that are there already is used up first
            if answer.status_code == 503:
                break
            finding.refresh_from_db()
            answer = saved(client, finding, "改" * 900)
    finally:
        plain.execute(f"pragma max_page_count = {before}")
    assert answer.status_code == 503
    assert "<h1>磁盘已满</h1>" in answer.content.decode()


@pytest.mark.django_db
def test_what_middleware_meets_comes_to_the_same_page(clerk: User, finding: Finding) -> None:
    """The session is saved by middleware, where no view's error is caught."""
    client = Client(raise_request_exception=False)
    client.force_login(clerk)
    with read_only():
        answer = client.post(reverse("logout"))
    assert answer.status_code == 503
    assert "暂时不能写入" in answer.content.decode()


class Filling(FileSystemStorage):
    """A storage whose disk is full after the first bytes, as Django's own leaves things then."""

    def _save(self, name: str, content: ContentFile) -> str:
        super()._save(name, ContentFile(content.read(10)))
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.django_db
def test_evidence_that_could_not_be_written_whole_is_not_there_at_all(
    clerk: User, tmp_path: Path, settings: object
) -> None:
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "tests.records.test_unavailable.Filling",
            "OPTIONS": {"location": tmp_path / "e"},
        }
    }
    with pytest.raises(OSError, match="No space left"):
        store_file(upload=photo("窗口.png"), by=clerk, at=NOON)
    assert [path for path in (tmp_path / "e").rglob("*") if path.is_file()] == []
    assert not StoredFile.objects.exists()


def cut_off(path: Path, error: BaseException) -> None:
    with whole_file(path) as file:
        file.write(b"half")
        raise error


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), SystemExit(2), KeyboardInterrupt()])
def test_a_file_cut_off_by_anything_leaves_nothing(tmp_path: Path, error: BaseException) -> None:
    with pytest.raises(type(error)):
        cut_off(tmp_path / "a.tar", error)
    assert list(tmp_path.iterdir()) == []
