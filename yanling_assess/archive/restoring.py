"""Putting an archive back on an empty site: all of it, compared with its manifest, or nothing."""

import gzip
import io
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from records.audit.checking import head
from records.errors import Refusal
from yanling_assess.archive import files, sequences
from yanling_assess.archive.checking import Archive
from yanling_assess.archive.manifest import KeptTable, Manifest
from yanling_assess.archive.members import PIECE, Window
from yanling_assess.archive.rows import Tally, read, write
from yanling_assess.archive.tables import Applied, Table, known_migrations, tables_at
from yanling_assess.archive.target import (
    drop_tables,
    finish_tables,
    make_ready,
    make_tables,
    refuse_unless_empty,
)
from yanling_assess.archive.values import row_of
from yanling_assess.archive.watching import Watch

HERE = "这个网站"


def restore(archive: Archive, connection: BaseDatabaseWrapper) -> None:
    """Load rows and files, compare them with the manifest, migrate forward.

    Refusal, with nothing left behind, where the program is older than the archive, the site is not empty,
    or what was loaded is not what was kept.
    """
    manifest = archive.manifest
    applied = frozenset((app, name) for app, name in manifest.migrations)
    refuse_if_newer(applied)
    refuse_unless_empty(connection, HERE)
    _refuse_if_files_are_there(manifest)
    put: list[str] = []
    loaded = False
    try:
        make_tables(connection, applied)
        tables = _tables(manifest, applied)
        _put_files(archive, put)
        with transaction.atomic(using=connection.alias):
            _load(archive, connection, tables)
            compare(connection, manifest, tables)
        loaded = True
        finish_tables(connection)
    except BaseException as error:
        with suppress(OSError):
            files.discard(put)
        undo(connection, loaded=loaded)
        if isinstance(error, DatabaseError | ImproperlyConfigured):
            raise Refusal(f"写入时出错：{str(error).strip('。')}。已全部撤回，没有恢复任何内容。") from error
        raise


def undo(connection: BaseDatabaseWrapper, *, loaded: bool) -> None:
    """Take out what was loaded. Where nothing was, the tables are empty, or filled by another meanwhile."""
    if not loaded:
        return
    with suppress(DatabaseError):
        drop_tables(connection)
        finish_tables(connection)


def refuse_if_newer(applied: Applied) -> None:
    """Refusal where the rows are of a later program than this one."""
    strange = sorted(applied - known_migrations())
    if strange:
        raise Refusal(
            f"这份备份来自更新的程序（本程序没有 {strange[0][0]}.{strange[0][1]} 等{len(strange)}项升级）；"
            "请先升级程序再恢复。没有恢复任何内容。"
        )


def compare(
    connection: BaseDatabaseWrapper, manifest: Manifest, tables: list[tuple[Table, KeptTable]]
) -> None:
    """Count and digest every table again as it lies in the database now; Refusal where any differs."""
    connection.check_constraints()
    watch = Watch()
    for table, kept in tables:
        tally = Tally()
        for row in watch.over(table, read(connection, table)):
            tally.add(table, row)
        if (tally.rows, tally.digest) != (kept.rows, kept.digest):
            raise Refusal(
                f"{kept.title}（{kept.label}）写入后与备份不符（{tally.rows}行，备份{kept.rows}行）；"
                "已全部撤回，没有恢复任何内容。"
            )
    if watch.papers != manifest.papers:
        raise Refusal("已签发的公文写入后与备份不符；已全部撤回，没有恢复任何内容。")


def _tables(manifest: Manifest, applied: Applied) -> list[tuple[Table, KeptTable]]:
    """Each kept table with its place; Refusal where this program's tables of that state are others."""
    here = {table.label: table for table in tables_at(applied) if table.is_kept}
    told = {kept.label: kept for kept in manifest.tables}
    odd = [label for label in here.keys() | told.keys() if not _fits(here.get(label), told.get(label))]
    if odd:
        raise Refusal(f"备份里的表与程序的不符（{'、'.join(sorted(odd)[:5])}）；没有恢复任何内容。")
    return [(here[label], told[label]) for label in sorted(here)]


def _fits(table: Table | None, kept: KeptTable | None) -> bool:
    return table is not None and kept is not None and table.columns == kept.columns


def _load(archive: Archive, connection: BaseDatabaseWrapper, tables: list[tuple[Table, KeptTable]]) -> None:
    refuse_unless_empty(connection, HERE)
    make_ready(connection, [table for table, _ in tables])
    for table, kept in tables:
        write(connection, table, _rows(archive, kept.member))
        sequences.set_last(connection, table, kept.last)


def _rows(archive: Archive, member: str) -> Iterator[list[Any]]:
    with gzip.GzipFile(fileobj=_content(archive, member)) as squeezed:
        for text in squeezed:
            yield row_of(text)


def _content(archive: Archive, member: str) -> io.BufferedReader:
    return io.BufferedReader(Window(archive.file, archive.members[member]), PIECE)


def _refuse_if_files_are_there(manifest: Manifest) -> None:
    there = [kept.name for kept in manifest.files if files.storage().exists(kept.name)]
    if there:
        raise Refusal(
            f"证明文件的存储里已有{len(there)}个同名文件（如 {there[0]}），没有恢复任何内容；"
            "请先把它们移到别处，或换一个空的数据目录。"
        )


def _put_files(archive: Archive, put: list[str]) -> None:
    """Store every file under its name, and read it again from there."""
    for kept in archive.manifest.files:
        files.put(kept.name, _content(archive, kept.member))
        put.append(kept.name)
        if files.copy(kept.name, files.Nowhere()) != kept.sha256:
            raise Refusal(f"证明文件“{kept.name}”写入后与备份不符；已全部撤回，没有恢复任何内容。")


def anchor_stands(manifest: Manifest) -> bool:
    """Whether the log's chain ends where it did when the archive was written."""
    return str(head()) == manifest.anchor
