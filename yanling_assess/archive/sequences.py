"""The number each table gave out last: one that was given and deleted is not given again.

The change log names rows by their numbers; a second row of the same number would inherit the first one's log.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

from yanling_assess.archive.tables import Table


def last_given(connection: BaseDatabaseWrapper, table: Table) -> int:
    """The highest number given out so far; 0 for none, and for tables whose rows are not numbered."""
    if not table.counts_itself:
        return 0
    quote = connection.ops.quote_name
    key = quote(table.key.column)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max({key}) FROM {quote(table.name)}")  # noqa: S608 - quoted
        highest = cursor.fetchone()[0] or 0
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
        else:
            cursor.execute(f"SELECT last_value FROM {_sequence(connection, table)} WHERE is_called")  # noqa: S608
        found = cursor.fetchone()
    return max(highest, found[0] if found else 0)


def set_last(connection: BaseDatabaseWrapper, table: Table, number: int) -> None:
    """Go on after this number."""
    if not table.counts_itself or not number:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, number])
        else:
            cursor.execute("SELECT setval(%s, %s, true)", [_sequence(connection, table), number])


def _sequence(connection: BaseDatabaseWrapper, table: Table) -> str:
    """The name of PostgreSQL's counter, quoted as it needs to be."""
    with connection.cursor() as cursor:
        quoted = connection.ops.quote_name(table.name)
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quoted, table.key.column])
        name: str = cursor.fetchone()[0]
    return name
