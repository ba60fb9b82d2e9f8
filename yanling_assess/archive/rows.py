"""Rows read from and written to a table, a few at a time, with their number and digest."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from yanling_assess.archive.tables import Table
from yanling_assess.archive.values import canonical, line, reader, writer

AT_A_TIME, BIG_AT_A_TIME = 500, 8
"""Rows held in memory at once; of tables that hold whole files, fewer."""


@dataclass(slots=True)
class Tally:
    """How many rows went by, and the SHA-256 of them all in order, the same on either database."""

    rows: int = 0
    _digest: Any = field(default_factory=hashlib.sha256)

    def add(self, table: Table, row: Sequence[Any]) -> None:
        self.rows += 1
        self._digest.update(canonical(row) if table.has_json else line(row))

    @property
    def digest(self) -> str:
        text: str = self._digest.hexdigest()
        return text


def read(connection: BaseDatabaseWrapper, table: Table) -> Iterator[list[Any]]:
    """All rows as plain values, in the order of the key."""
    quote = connection.ops.quote_name
    columns = ", ".join(quote(one.column) for one in table.fields)
    turns = [(at, turn) for at, one in enumerate(table.fields) if (turn := reader(connection, one))]
    query = f"SELECT {columns} FROM {quote(table.name)} ORDER BY {quote(table.key.column)}"  # noqa: S608 - quoted
    with connection.chunked_cursor() as cursor:
        cursor.execute(query)
        while some := cursor.fetchmany(_at_a_time(table)):
            for found in some:
                row = list(found)
                for at, turn in turns:
                    row[at] = turn(row[at])
                yield row


def write(connection: BaseDatabaseWrapper, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of plain values."""
    quote = connection.ops.quote_name
    columns = ", ".join(quote(one.column) for one in table.fields)
    places = ", ".join(["%s"] * len(table.fields))
    query = f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({places})"  # noqa: S608 - quoted
    turns = [writer(connection, one) for one in table.fields]
    waiting = iter(rows)
    with connection.cursor() as cursor:
        while some := list(islice(waiting, _at_a_time(table))):
            cursor.executemany(query, [_adapted(turns, row) for row in some])


def tallied(connection: BaseDatabaseWrapper, table: Table) -> Tally:
    """Number and digest of all rows as they lie in the database."""
    tally = Tally()
    for row in read(connection, table):
        tally.add(table, row)
    return tally


def count(connection: BaseDatabaseWrapper, table: Table) -> int:
    """How many rows a table has."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table.name)}")  # noqa: S608 - quoted
        found: int = cursor.fetchone()[0]
    return found


def _adapted(turns: Sequence[Any], row: Sequence[Any]) -> list[Any]:
    return [value if turn is None else turn(value) for turn, value in zip(turns, row, strict=True)]


def _at_a_time(table: Table) -> int:
    return BIG_AT_A_TIME if table.has_bytes else AT_A_TIME
