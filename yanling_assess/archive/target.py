"""Where an archive's rows go: a database with nothing in it, brought to the state that the rows are of."""

from django.core.management import call_command
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from records.errors import Refusal
from records.guards.installing import lift_guards
from yanling_assess.archive.rows import count
from yanling_assess.archive.tables import (
    MADE_BY_MIGRATE,
    Applied,
    Table,
    applied_on,
    known_migrations,
    migrate_to,
    tables_at,
)


def refuse_unless_empty(connection: BaseDatabaseWrapper, title: str) -> None:
    """Refusal, saying what is there, unless the database holds no rows but those that `migrate` makes."""
    applied = applied_on(connection)
    if strange := applied - known_migrations():
        raise Refusal(
            f"{title}由更新的程序建过表（{'、'.join(sorted(app for app, _ in strange))}），没有写入。"
        )
    there = set(connection.introspection.table_names())
    known = {table.name: table for table in tables_at(applied)}
    if foreign := there - set(known) - {"django_migrations"}:
        raise Refusal(
            f"{title}里有不是本系统的表（{'、'.join(sorted(foreign)[:5])}），没有写入；请用一个空的数据库。"
        )
    held = [
        f"{table.title}{number}行"
        for table in known.values()
        if table.is_kept and table.label not in MADE_BY_MIGRATE and (number := count(connection, table))
    ]
    if held:
        raise Refusal(f"{title}不是空的（{'、'.join(held[:8])}{'等' if len(held) > 8 else ''}），没有写入；"
                      "请用一个空的数据库。")  # fmt: skip


def make_tables(connection: BaseDatabaseWrapper, applied: Applied) -> None:
    """Bring an empty database to a state of the migrations; tables of another state are made anew."""
    found = applied_on(connection)
    if found == applied:
        return
    if found:
        drop_tables(connection)
    migrate_to(connection, applied)


def drop_tables(connection: BaseDatabaseWrapper) -> None:
    """Drop the site's own tables: only for a database that was empty before."""
    there = set(connection.introspection.table_names())
    names = [table.name for table in tables_at(applied_on(connection))]
    names = [name for name in (*names, "django_migrations") if name in there]
    with connection.schema_editor() as editor:
        for name in names:
            after = " CASCADE" if connection.vendor == "postgresql" else ""
            editor.execute(f"DROP TABLE {connection.ops.quote_name(name)}{after}")


def make_ready(connection: BaseDatabaseWrapper, tables: list[Table]) -> None:
    """Remove kinds of records and permissions (the archive brings its own), and the guards.

    A guard would refuse what belongs to a month that is closed already; `finish_tables` puts them back.
    """
    lift_guards(connection.alias)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for label in reversed(MADE_BY_MIGRATE):
            for table in tables:
                if table.label == label:
                    cursor.execute(f"DELETE FROM {connection.ops.quote_name(table.name)}")  # noqa: S608 - quoted


def finish_tables(connection: BaseDatabaseWrapper) -> None:
    """Migrate to the program's own state; that also puts the database's guards in place."""
    call_command("migrate", database=connection.alias, verbosity=0, interactive=False)
