"""One moment of the database to read from, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def snapshot(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """All reading inside sees the same moment; nobody waits for it.

    SQLite in WAL: a reading transaction (not Django's own, which would take the only right to write).
    PostgreSQL: REPEATABLE READ, READ ONLY. Inside a transaction of the caller's that one is used.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                cursor.execute(
                    "SELECT count(*) FROM sqlite_master"
                ).fetchone()  # the moment is the first reading
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(using=connection.alias):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
