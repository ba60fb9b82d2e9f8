"""A fixed SQLite in place of the system's.

Debian 12's SQLite 3.40.1 carries the WAL-reset corruption bug (3.7.0 to 3.51.2). PyPI's pysqlite3 bundles a
newer one; putting it under the standard library's name is enough for Django's backend to use it.
"""

import sqlite3
import sys

FIRST_FIXED = (3, 51, 3)


def install() -> None:
    """Let `import sqlite3` find pysqlite3 where it is installed."""
    try:
        import pysqlite3  # noqa: PLC0415 - not there on every machine
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def version() -> tuple[int, ...]:
    """The version of the SQLite in use."""
    module = sys.modules.get("sqlite3", sqlite3)
    return tuple(int(part) for part in module.sqlite_version.split("."))


def is_fixed() -> bool:
    """Whether write-ahead logging is safe with the SQLite in use."""
    return version() >= FIRST_FIXED
