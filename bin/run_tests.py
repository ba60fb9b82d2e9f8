"""`make test`: every test on SQLite, then those that touch the database on PostgreSQL too.

PostgreSQL is the one of DATABASE_URL, or a local one that lets the user postgres in. Arguments go to pytest.
"""

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from machine.console import complain, say, speak_utf8

ROOT = Path(__file__).resolve().parent.parent
LOCAL = "postgres://postgres@127.0.0.1:5432/"


def main() -> int:
    """Exit code of the first run that failed, or 0."""
    speak_utf8()
    arguments = sys.argv[1:]
    server, why_not = find_postgres()
    say("测试：SQLite" + ("，然后PostgreSQL" if server else f"（{why_not}）"))
    if code := run(arguments, "", databases=2 if server else 1):
        return code
    if not server:
        return 0
    say("测试：涉及数据库的部分，在PostgreSQL上再做一遍")
    code = run(["-m", "database and not browser", *arguments], server, databases=2)
    return 0 if code == 5 and arguments else code  # 5: none of the chosen tests touches the database


def run(arguments: list[str], database_url: str, databases: int) -> int:
    """One pytest run on one of so many databases, on both cores, seconds shown."""
    environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environ["TEST_DATABASES"] = str(databases)
    if database_url:
        environ["DATABASE_URL"] = database_url
    started = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-n", os.environ.get("TEST_WORKERS") or "2", "-q", *arguments]
    code = subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode
    if code:
        complain(f"测试未通过（{time.monotonic() - started:.0f}秒）")
    return code


def find_postgres() -> tuple[str, str]:
    """Address of a database to test on (its name is this folder's own), or nothing and the reason."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres://", "postgresql://")):
        return given, ""
    if given:
        return "", "DATABASE_URL不是PostgreSQL"
    try:
        psycopg.connect(LOCAL + "postgres", connect_timeout=3).close()
    except psycopg.Error:
        return "", "本机没有可用的PostgreSQL，只在SQLite上测试"
    return f"{LOCAL}yanling_{hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]}", ""


if __name__ == "__main__":
    sys.exit(main())
