"""From one database into another in one pass, counted and compared, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from records.errors import Refusal
from yanling_assess import env
from yanling_assess.archive import sequences
from yanling_assess.archive.restoring import undo
from yanling_assess.archive.rows import Tally, count, read, tallied, write
from yanling_assess.archive.snapshot import snapshot
from yanling_assess.archive.tables import Table, tables_at
from yanling_assess.archive.target import (
    finish_tables,
    make_ready,
    make_tables,
    refuse_unless_empty,
)
from yanling_assess.archive.watching import CHANGE, Watch
from yanling_assess.archive.writing import state_of

ALIAS = "move_database"
SOURCE = "move_source"
THERE = "目标数据库"


@dataclass(frozen=True, slots=True)
class Moved:
    """One table that is the same here and there."""

    label: str
    title: str
    rows: int
    digest: str


@contextmanager
def connected(url: str) -> Iterator[BaseDatabaseWrapper]:
    """A connection to the database at an address. Refusal where it is none of ours to reach."""
    try:
        config = env.database(url)
        target = ConnectionHandler({DEFAULT_DB_ALIAS: config}).create_connection(DEFAULT_DB_ALIAS)
        target.alias, connections[ALIAS] = ALIAS, target
        target.ensure_connection()
    except ImproperlyConfigured as error:
        raise Refusal(f"目标地址不能用：{str(error).replace('环境变量 DATABASE_URL ', '')}") from error
    except DatabaseError as error:
        raise Refusal(f"目标数据库连不上：{str(error).splitlines()[0]}") from error
    try:
        yield target
    finally:
        target.close()
        del connections[ALIAS]


@contextmanager
def changed_places(source: BaseDatabaseWrapper, target: BaseDatabaseWrapper) -> Iterator[None]:
    """The target is the site's database meanwhile: older migrations know of no other than the default one."""
    aside, places = f"{SOURCE}_{id(source)}", (source.alias, target.alias)
    for connection, alias in ((source, aside), (target, places[0])):
        connection.alias = alias
        connections[alias] = connection
    try:
        yield
    finally:
        for connection, alias in zip((source, target), places, strict=True):
            connection.alias = alias
            connections[alias] = connection
        del connections[aside]


def move(source: BaseDatabaseWrapper, target: BaseDatabaseWrapper) -> list[Moved]:
    """Copy every row that is kept from the site's database into another.

    Refusal, with the target empty again, where it was not empty or anything differs.
    """
    with changed_places(source, target):
        return _moved(source, target)


def _moved(source: BaseDatabaseWrapper, target: BaseDatabaseWrapper) -> list[Moved]:
    applied = state_of(source)
    refuse_unless_empty(target, THERE)
    loaded = False
    tables = [table for table in tables_at(applied) if table.is_kept]
    try:
        make_tables(target, applied)
        with transaction.atomic(using=target.alias):
            make_ready(target, tables)
            moved = _copied(source, target, tables)
            target.check_constraints()
            _compare(target, tables, moved)
            refuse_if_written_meanwhile(source, tables, moved)
        loaded = True
        finish_tables(target)
    except BaseException as error:
        undo(target, loaded=loaded)
        if isinstance(error, DatabaseError | ImproperlyConfigured):
            raise Refusal(f"写入目标数据库时出错：{str(error).strip('。')}。已全部撤回。") from error
        raise
    return moved


def _copied(source: BaseDatabaseWrapper, target: BaseDatabaseWrapper, tables: list[Table]) -> list[Moved]:
    """Read one moment of the source, write it as it comes; what was read."""
    moved, watch = [], Watch()
    with snapshot(source):
        for table in tables:
            tally = Tally()
            write(target, table, _counted(watch.over(table, read(source, table)), table, tally))
            sequences.set_last(target, table, sequences.last_given(source, table))
            moved.append(Moved(table.label, table.title, tally.rows, tally.digest))
    if watch.doubts:
        raise Refusal(f"{watch.doubts[0]}；先执行 check_records 查明再搬迁。目标数据库没有写入。")
    return moved


def _counted(rows: Iterator[list[Any]], table: Table, tally: Tally) -> Iterator[list[Any]]:
    for row in rows:
        tally.add(table, row)
        yield row


def _compare(target: BaseDatabaseWrapper, tables: list[Table], moved: list[Moved]) -> None:
    for table, read_there in zip(tables, moved, strict=True):
        found = tallied(target, table)
        if (found.rows, found.digest) != (read_there.rows, read_there.digest):
            raise Refusal(
                f"{table.title}（{table.label}）搬过去后不一致（原有{read_there.rows}行，现有{found.rows}行）；"
                "已全部撤回，仍用原来的数据库。"
            )


def refuse_if_written_meanwhile(source: BaseDatabaseWrapper, tables: list[Table], moved: list[Moved]) -> None:
    """What the site writes after the copy would be left behind: whatever it is, the log has a line of it."""
    for table, copied in zip(tables, moved, strict=True):
        if table.label == CHANGE and count(source, table) != copied.rows:
            raise Refusal(
                "搬迁期间网站还在写入，后写的没有搬过去；已全部撤回。请停止网站和打印服务后再执行一次。"
            )
