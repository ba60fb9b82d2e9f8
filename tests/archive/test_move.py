"""move_database: everything into another database, the same, or nothing; the source stays as it is."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections

from records.changes import record_act
from records.errors import Refusal
from records.models import Change, StoredFile
from tests.archive.sites import copied, elsewhere, kept_tables
from units.models import Unit, User
from yanling_assess.archive.moving import Moved, refuse_if_written_meanwhile
from yanling_assess.archive.rows import tallied


def test_every_row_is_there_under_its_number_and_the_target_is_guarded(
    stored: StoredFile, clerk: User, empty_database: Path, tmp_path: Path, settings: Any, capsys: Any
) -> None:
    record_act(action="试", by=clerk)
    url = copied(empty_database, tmp_path / "there.sqlite3")
    call_command("move_database", url)
    said = capsys.readouterr().out
    assert "逐表比较一致" in said
    assert "DATABASE_URL" in said
    here = {table.label: tallied(connections[DEFAULT_DB_ALIAS], table).digest
            for table in kept_tables(connections[DEFAULT_DB_ALIAS])}  # fmt: skip
    with elsewhere(url, tmp_path / "evidence", settings) as there:
        assert {table.label: tallied(there, table).digest for table in kept_tables(there)} == here
        assert Change.objects.get(action="试").by_id == clerk.pk


def test_a_target_that_holds_something_is_refused_and_left_alone(
    clerk: User, empty_database: Path, tmp_path: Path, settings: Any, capsys: Any
) -> None:
    url = copied(empty_database, tmp_path / "there.sqlite3")
    with elsewhere(url, tmp_path / "evidence", settings):
        Unit.objects.create(name="社保中心", short_name="社保", order=1)
    with pytest.raises(SystemExit) as ended:
        call_command("move_database", url)
    assert ended.value.code == 2
    assert "目标数据库不是空的（窗口单位1行）" in capsys.readouterr().err
    with elsewhere(url, tmp_path / "evidence", settings):
        assert Unit.objects.count() == 1
        assert not User.objects.exists()


def test_what_was_written_while_it_was_moved_is_noticed(clerk: User) -> None:
    here = connections[DEFAULT_DB_ALIAS]
    tables = [table for table in kept_tables(here) if table.label == "records.Change"]
    moved = [Moved(table.label, table.title, tallied(here, table).rows, "") for table in tables]
    refuse_if_written_meanwhile(here, tables, moved)
    record_act(action="试", by=clerk)
    with pytest.raises(Refusal, match="搬迁期间网站还在写入"):
        refuse_if_written_meanwhile(here, tables, moved)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://root@127.0.0.1/a", "只支持 sqlite 和 postgres"),
        ("postgres://postgres@127.0.0.1:1/a", "目标数据库连不上"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(db: None, url: str, said: str, capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("move_database", url)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err
