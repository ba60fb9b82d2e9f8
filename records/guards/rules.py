"""A guard, and the SQL that makes it, on SQLite and on PostgreSQL."""

import hashlib
from dataclasses import dataclass
from typing import Literal

Operation = Literal["INSERT", "UPDATE", "DELETE"]
PREFIX = "guard_"


@dataclass(frozen=True)
class Guard:
    """Refuse one operation on rows that meet a condition over OLD and NEW (empty: on all rows).

    The condition is SQL that both databases read the same way; the message is Chinese and without quotes.
    """

    name: str
    operation: Operation
    message: str
    condition: str = ""


NEVER_CHANGED = (
    Guard("unchanged", "UPDATE", "一经写入不得修改。"),
    Guard("kept", "DELETE", "一经写入不得删除。"),
)
"""For rows that are written once. On PostgreSQL TRUNCATE is refused as well wherever DELETE is."""


@dataclass(frozen=True)
class Installed:
    """One trigger as it must stand in a database: its name, table, and the statements that make it."""

    name: str
    table: str
    body: str
    """What is compared: the whole statement on SQLite, the function's body on PostgreSQL."""
    statements: tuple[str, ...]


def for_sqlite(table: str, guard: Guard) -> Installed:
    """One trigger."""
    name = _name(table, guard)
    when = f" WHEN {guard.condition}" if guard.condition else ""
    body = (
        f'CREATE TRIGGER "{name}" BEFORE {guard.operation} ON "{table}" FOR EACH ROW{when} '
        f"BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"
    )
    return Installed(name, table, body, (body,))


def for_postgresql(table: str, guard: Guard) -> tuple[Installed, ...]:
    """A function and its trigger; where deleting is refused without condition, one against TRUNCATE too."""
    name = _name(table, guard)
    refuse = f"RAISE EXCEPTION '%', '{guard.message}' USING ERRCODE = 'check_violation';"
    go_on = "RETURN OLD;" if guard.operation == "DELETE" else "RETURN NEW;"
    inner = f"IF {guard.condition} THEN {refuse} END IF; {go_on}" if guard.condition else refuse
    made = [_function(name, table, f"BEFORE {guard.operation} ON {{}} FOR EACH ROW", inner)]
    if guard.operation == "DELETE" and not guard.condition:
        made.append(
            _function(_name(table, guard, "t"), table, "BEFORE TRUNCATE ON {} FOR EACH STATEMENT", refuse)
        )
    return tuple(made)


def _function(name: str, table: str, when: str, inner: str) -> Installed:
    body = f"BEGIN {inner} END;"
    return Installed(
        name,
        table,
        body,
        (
            f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $guard${body}$guard$',
            f'CREATE TRIGGER "{name}" {when.format(_quoted(table))} EXECUTE FUNCTION "{name}"()',
        ),
    )


def _quoted(table: str) -> str:
    return f'"{table}"'


def _name(table: str, guard: Guard, kind: str = "") -> str:
    """Short enough for PostgreSQL (63 bytes), and its own for each table and guard."""
    full = f"{table}.{guard.name}"
    return f"{PREFIX}{full.replace('.', '_')[:40]}_{hashlib.sha256(full.encode()).hexdigest()[:6]}{kind}"
