"""backup: whole, of one moment, for its owner alone; and every kind of value comes through."""

import stat
from contextlib import closing
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections, models

from records.audit.checking import head
from records.changes import record_change
from records.models import StoredFile
from tests.archive.sites import copied, elsewhere
from tests.conftest import NOON
from units.models import Unit, User
from yanling_assess.archive.checking import opened_archive
from yanling_assess.archive.rows import count
from yanling_assess.archive.snapshot import snapshot
from yanling_assess.archive.tables import known_migrations, tables_at
from yanling_assess.archive.values import canonical, kind_of, reader, row_of, writer
from yanling_assess.archive.values import line as line_of
from yanling_assess.archive.writing import write_archive


def test_a_backup_is_named_by_its_moment_and_read_by_its_owner_alone(
    stored: StoredFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    call_command("backup", str(folder))
    (made,) = folder.iterdir()
    assert made.name.startswith("yanling-2")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert "备份里没有密钥" in capsys.readouterr().out


def test_neither_key_is_in_the_archive(archive: Path, settings: Any) -> None:
    content = archive.read_bytes()
    assert settings.RECORDS_KEY.encode() not in content
    assert settings.SECRET_KEY.encode() not in content


def test_a_file_that_is_there_is_not_written_over(stored: StoredFile, tmp_path: Path, capsys: Any) -> None:
    there = tmp_path / "kept.tar"
    there.write_text("昨天的")
    with pytest.raises(SystemExit) as ended:
        call_command("backup", str(there))
    assert ended.value.code == 2
    assert "已经存在，没有覆盖" in capsys.readouterr().err
    assert there.read_text() == "昨天的"


def test_missing_and_altered_evidence_is_told_and_the_rest_is_kept(
    stored: StoredFile, clerk: User, tmp_path: Path, capsys: Any
) -> None:
    path = Path(stored.file.path)
    path.chmod(0o600)
    path.write_bytes(b"altered")
    gone = StoredFile.objects.create(
        file="ab/gone", name="走了.pdf", content_type="application/pdf", size=1, sha256="0" * 64,
        original_sha256="0" * 64, uploaded_by=clerk, uploaded_at=NOON,
    )  # fmt: skip
    with pytest.raises(SystemExit) as ended:
        call_command("backup", str(tmp_path / "now.tar"))
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert f"“{stored.name}”（{stored.file.name}）的内容与登记的SHA-256不符" in said
    assert f"“走了.pdf”（{gone.file.name}）在存储里找不到" in said
    with opened_archive(tmp_path / "now.tar") as archive:
        assert [kept.name for kept in archive.manifest.files] == [
            stored.file.name,
            f"{stored.file.name}-thumbnail",
        ]


def test_the_manifest_says_how_far_the_log_had_come(unit: Unit, clerk: User, tmp_path: Path) -> None:
    record_change(by=clerk, at=NOON, action="试", subject=unit)
    manifest = write_archive(connections[DEFAULT_DB_ALIAS], tmp_path / "now.tar", at=NOON)
    assert manifest.anchor == str(head()) != ""


def test_a_snapshot_does_not_see_and_does_not_hold_up_what_others_write(
    db: None, empty_database: Path, tmp_path: Path, settings: Any
) -> None:
    """On SQLite; PostgreSQL's own REPEATABLE READ needs no test of ours."""
    url = copied(empty_database, tmp_path / "there.sqlite3")
    with elsewhere(url, tmp_path / "there", settings) as there:
        (users,) = [table for table in tables_at(known_migrations()) if table.label == "units.User"]
        with snapshot(there):
            with closing(there.Database.connect(tmp_path / "there.sqlite3", timeout=0)) as other:
                other.execute("pragma ignore_check_constraints = on")
                other.execute(
                    "insert into units_user (password, is_superuser, username, email, is_staff, is_active,"
                    " date_joined, version, name, must_change_password)"
                    " values ('', 0, 'other', '', 0, 1, '2026-10-08', 1, '别人', 0)"
                )
                other.commit()
            assert count(there, users) == 0
        assert count(there, users) == 1


def test_every_column_of_the_project_is_known_and_every_table_has_an_order_both_databases_share() -> None:
    """A column of a new kind, or a key of text, is told here and not by a backup that fails."""
    for table in tables_at(known_migrations()):
        for field in table.fields:
            reader(connections[DEFAULT_DB_ALIAS], field)
        if table.is_kept:
            assert kind_of(table.key) in {"AutoField", "BigAutoField", "UUIDField"}, table.label


def test_stored_files_are_the_only_files_there_are() -> None:
    """`backup` walks StoredFile; a file field elsewhere would be left behind."""
    found = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, models.FileField)
    ]
    assert found == ["records.StoredFile.file"]


MOMENT = datetime(2026, 2, 28, 23, 59, 59, 5, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("field", "given", "plain"),
    [
        (models.DateTimeField(), MOMENT, "2026-02-28T15:59:59.000005+00:00"),
        (models.DateField(), date(2024, 2, 29), "2024-02-29"),
        (models.TimeField(), time(8, 30), "08:30:00"),
        (models.DecimalField(max_digits=6, decimal_places=2), Decimal("-1.50"), "-1.50"),
        (models.BooleanField(), True, True),
        (models.BinaryField(), b"\x00\xff", "AP8="),
        (models.TextField(), "“引号”\n\t\\ 𠮷", "“引号”\n\t\\ 𠮷"),
        (models.JSONField(), {"乙": [1.5, None], "甲": "2"}, [{"乙": [1.5, None], "甲": "2"}]),
        (models.JSONField(null=True), None, None),
    ],
    ids=["moment", "day", "time", "decimal", "flag", "bytes", "text", "json", "null"],
)  # fmt: skip
def test_values_come_out_plain_and_go_in_as_they_were(field: Any, given: Any, plain: Any, db: None) -> None:
    connection = connections[DEFAULT_DB_ALIAS]
    field.set_attributes_from_name("value")
    field.model = StoredFile
    raw = field.get_db_prep_save(given, connection)
    with connection.cursor() as cursor:
        cursor.execute(f"create temporary table kinds (value {field.db_type(connection)})")
        cursor.execute("insert into kinds values (%s)", [raw])
        turn, back = reader(connection, field), writer(connection, field)
        cursor.execute("select value from kinds")
        (found,) = cursor.fetchone()
        assert (turn(found) if turn else found) == plain
        row = row_of(line_of([plain]))
        cursor.execute("update kinds set value = %s", [back(row[0]) if back else row[0]])
        cursor.execute("select value from kinds")
        (again,) = cursor.fetchone()
        assert again == found
        cursor.execute("drop table kinds")


def test_the_digest_does_not_ask_in_what_order_keys_were_given() -> None:
    assert canonical([[{"b": 1, "a": 2}]]) == canonical([[{"a": 2, "b": 1}]])
