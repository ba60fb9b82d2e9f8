"""Writing an archive while the site runs: rows of one moment, then the files that those rows name."""

import gzip
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from django.db.backends.base.base import BaseDatabaseWrapper

from records.durable import whole_file
from records.errors import Refusal
from records.models import StoredFile
from yanling_assess.archive import files, sequences
from yanling_assess.archive.manifest import (
    FIRST,
    LAST,
    MARK,
    KeptFile,
    KeptTable,
    Manifest,
    key_values,
    sealed,
)
from yanling_assess.archive.members import END, Member, new_member
from yanling_assess.archive.rows import Tally, read
from yanling_assess.archive.snapshot import snapshot
from yanling_assess.archive.tables import Applied, Table, applied_on, known_migrations, tables_at
from yanling_assess.archive.values import line
from yanling_assess.archive.watching import Watch
from yanling_assess.env import BASE_DIR

SQUEEZE = 4
"""gzip's level for tables: nearly as small as 9, three times as fast."""


@dataclass(slots=True)
class _Draft:
    """What has been written so far."""

    file: IO[bytes]
    members: list[Member] = field(default_factory=list)
    tables: list[KeptTable] = field(default_factory=list)
    files: list[KeptFile] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def write_archive(connection: BaseDatabaseWrapper, path: Path, *, at: datetime) -> Manifest:
    """Write the site to a new file at `path`: whole and on the disk, or not at all.

    Refusal where the database is not of this program. OSError where the file cannot be written.
    """
    applied = state_of(connection)
    with whole_file(path) as file:
        draft = _Draft(file)
        with new_member(file, FIRST, draft.members) as sink:
            sink.write(MARK)
        watch = Watch()
        with snapshot(connection):
            for table in tables_at(applied):
                if table.is_kept:
                    _write_table(connection, table, draft, watch)
        _write_files(watch.files, draft)
        manifest = Manifest(
            program=program(),
            made_at=at.isoformat(timespec="seconds"),
            vendor=connection.vendor,
            migrations=sorted(list(key) for key in applied),
            tables=draft.tables,
            files=draft.files,
            papers=watch.papers,
            anchor=str(watch.anchor),
            members=[[one.name, one.size, one.sha256] for one in draft.members],
            keys=key_values(),
            doubts=[*watch.doubts, *draft.doubts],
        )
        with new_member(file, LAST, draft.members) as sink:
            sink.write(sealed(manifest))
        file.write(END)
    return manifest


def state_of(connection: BaseDatabaseWrapper) -> Applied:
    """The migrations applied; Refusal where there are none, or some that this program does not know."""
    applied = applied_on(connection)
    if not applied:
        raise Refusal("数据库是空的，还没有建表；没有可以备份的内容。请核对 DATABASE_URL。")
    strange = sorted(applied - known_migrations())
    if strange:
        raise Refusal(f"数据库比程序新（有程序不认识的升级 {strange[0][0]}.{strange[0][1]}），请用新版程序。")
    return applied


def program() -> str:
    """Which version this is: the newest heading of the list of changes."""
    text = (BASE_DIR / "CHANGELOG.md").read_text("utf-8")
    return next((row[3:].strip() for row in text.splitlines() if row.startswith("## ")), "")


def _write_table(connection: BaseDatabaseWrapper, table: Table, draft: _Draft, watch: Watch) -> None:
    tally, name = Tally(), f"tables/{table.label}.jsonl.gz"
    with (
        new_member(draft.file, name, draft.members) as sink,
        gzip.GzipFile("", "wb", SQUEEZE, sink, mtime=0) as squeezed,
    ):
        for row in watch.over(table, read(connection, table)):
            tally.add(table, row)
            squeezed.write(line(row))
    last = sequences.last_given(connection, table)
    kept = KeptTable(table.label, table.title, table.columns, tally.rows, tally.digest, last, name)
    draft.tables.append(kept)


def _write_files(named: list[files.Named], draft: _Draft) -> None:
    """Copy what is there; what is missing or altered is told, and does not stop the rest from being kept."""
    for number, one in enumerate(named, start=1):
        try:
            opened = files.storage().open(one.name)
        except FileNotFoundError:
            _tell_missing(one, draft)
            continue
        member = f"files/{number:06}"
        with opened, new_member(draft.file, member, draft.members) as sink:
            for piece in opened.chunks():
                sink.write(piece)
        kept = draft.members[-1]
        draft.files.append(KeptFile(one.name, member, kept.size, kept.sha256))
        if one.sha256 and kept.sha256 != one.sha256:
            draft.doubts.append(f"证明文件“{one.title}”（{one.name}）的内容与登记的SHA-256不符")


def _tell_missing(one: files.Named, draft: _Draft) -> None:
    """Nothing is missing where the row went after the snapshot, nor where a thumbnail never was."""
    if one.sha256 and StoredFile.objects.filter(file=one.name).exists():
        draft.doubts.append(f"证明文件“{one.title}”（{one.name}）在存储里找不到")
