"""Putting the guards into a database, taking them out for a migration, and seeing whether they stand."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections, transaction

from records.guards.rules import PREFIX, Guard, Installed, for_postgresql, for_sqlite


def wanted(using: str = "default") -> list[Installed]:
    """Every guard that the models name, in the database's own words."""
    found: list[Installed] = []
    for table, guard in _named():
        if connections[using].vendor == "postgresql":
            found += for_postgresql(table, guard)
        else:
            found.append(for_sqlite(table, guard))
    return found


def install_guards(using: str = "default") -> None:
    """Make the guards of all tables that exist, in place of whatever guards stood there."""
    tables = set(connections[using].introspection.table_names())
    with transaction.atomic(using), connections[using].cursor() as cursor:
        _lift(using, cursor)
        for guard in wanted(using):
            if guard.table in tables:
                for statement in guard.statements:
                    cursor.execute(statement)


def lift_guards(using: str = "default") -> None:
    """Take all guards out: for migrations, which put them back at their end, and for tests that flush."""
    with transaction.atomic(using), connections[using].cursor() as cursor:
        _lift(using, cursor)


def guards_amiss(using: str = "default") -> list[str]:
    """Chinese lines: each guard that is missing, altered or switched off, with its table."""
    standing = _standing(using)
    amiss = []
    for guard in wanted(using):
        body = standing.get(guard.name)
        if body is None:
            amiss.append(f"表 {guard.table} 的保护 {guard.name} 不存在或已停用")
        elif body != guard.body:
            amiss.append(f"表 {guard.table} 的保护 {guard.name} 被改过")
    return amiss


def _named() -> Iterator[tuple[str, Guard]]:
    for model in apps.get_models():
        for guard in getattr(model, "guards", ()):
            yield model._meta.db_table, guard


def _standing(using: str) -> dict[str, str]:
    """name → body of the guards in force."""
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "postgresql":
            cursor.execute(
                "select t.tgname, p.prosrc from pg_trigger t join pg_proc p on p.oid = t.tgfoid "
                "join pg_class c on c.oid = t.tgrelid "
                "where not t.tgisinternal and t.tgenabled in ('O', 'A') and starts_with(t.tgname, %s) "
                "and c.relnamespace = current_schema()::regnamespace",
                [PREFIX],
            )
        else:
            cursor.execute("select name, sql from sqlite_master where type = 'trigger'")
        return dict(cursor.fetchall())


def _lift(using: str, cursor: Any) -> None:
    if connections[using].vendor == "postgresql":
        cursor.execute(
            "select t.tgname, c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid "
            "where not t.tgisinternal and starts_with(t.tgname, %s) "
            "and c.relnamespace = current_schema()::regnamespace",
            [PREFIX],
        )
        for name, table in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
        return
    cursor.execute("select name from sqlite_master where type = 'trigger' and name like %s", [f"{PREFIX}%"])
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP TRIGGER "{name}"')
