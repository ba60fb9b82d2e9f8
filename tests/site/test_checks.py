"""Start-up checks: a machine that would lose writes is told so, with how to mend it."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings

from yanling_assess import checks, env, sqlite


def test_the_site_runs_on_a_fixed_sqlite() -> None:
    assert sqlite.is_fixed()


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(
            {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1},
            [],
            id="as it must be",
        ),
        pytest.param(
            {"journal_mode": "delete", "synchronous": 1, "foreign_keys": 0, "recursive_triggers": 0},
            [
                "SQLite 的 journal_mode 是 delete，应为 wal。",
                "SQLite 的 synchronous 是 1，应为 2。",
                "SQLite 的 foreign_keys 是 0，应为 1。",
                "SQLite 的 recursive_triggers 是 0，应为 1。",
            ],
            id="as SQLite comes",
        ),
    ],
)
def test_odd_pragmas_are_errors_that_say_how_to_mend(found: dict[str, Any], expected: list[str]) -> None:
    messages = checks._pragmas(found)

    assert [message.msg for message in messages] == expected
    assert all(message.hint for message in messages)


def test_the_options_give_a_connection_its_pragmas(tmp_path: Path) -> None:
    options = env.sqlite_options()
    link = sqlite3.connect(tmp_path / "some.sqlite3")
    link.executescript(options["init_command"])

    found = [
        link.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
    ]
    link.close()

    assert found == ["wal", 2, 1, 1]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)


@pytest.mark.django_db
def test_pragmas_are_read_back_from_the_connection() -> None:
    if connection.vendor != "sqlite":
        assert checks.sqlite_is_safe(databases=["default"]) == []
        return
    assert checks.pragmas()["foreign_keys"] == 1


def test_a_demo_open_to_others_is_warned_of() -> None:
    with override_settings(DEMO=True, ALLOWED_HOSTS=["kaohe.example"]):
        assert [message.id for message in checks.demo_stays_a_demo()] == ["yanling.W002"]
    with override_settings(DEMO=True, ALLOWED_HOSTS=["127.0.0.1"]):
        assert checks.demo_stays_a_demo() == []
