"""A site of its own in a folder, served as it is when deployed: gunicorn, sync workers, SQLite in a file."""

import http.client
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
DATABASE = "yanling.sqlite3"


def surroundings(folder: Path) -> dict[str, str]:
    """The environment of a site of its own in a folder."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "yanling_assess.settings",
        "SECRET_KEY": "a-key-for-drills-that-guards-nothing-at-all",
        "RECORDS_KEY": "a-records-key-for-drills-that-guards-nothing",
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "YANLING_DATA_DIR": str(folder),
        "DEBUG": "0",
        "YANLING_DEMO": "0",
    }


@dataclass
class Site:
    """The site in a folder: `clerks` are sessions of people logged in, `findings` one to edit for each."""

    folder: Path
    clerks: list[str] = field(default_factory=list)
    findings: list[int] = field(default_factory=list)
    port: int = 0
    server: subprocess.Popen[bytes] | None = None
    more: dict[str, str] = field(default_factory=dict)
    """What its environment holds beyond the usual."""

    def make(self, people: int) -> None:
        """Tables, static files, and so many clerks with a finding each."""
        (self.folder / "fonts").symlink_to(ROOT / "var" / "fonts")
        command = [sys.executable, "-m", "tests.drills.seed", str(people)]
        made = subprocess.run(command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE)
        told = json.loads(made.stdout)
        self.clerks, self.findings = told["clerks"], told["findings"]
        self.keep_fresh()

    def keep_fresh(self) -> None:
        """A copy of the database for drills that want one of their own."""
        shutil.copy(self.folder / DATABASE, self.fresh)

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are started with."""
        return surroundings(self.folder) | self.more

    def start(self) -> None:
        """Serve, and come back when it answers."""
        self.port = self.port or free_port()
        command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "yanling_assess.wsgi"]
        with self.log.open("ab") as log:
            self.server = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment | {"PORT": str(self.port), "BIND": "127.0.0.1"},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up and self.server.poll() is None:
            with suppress(OSError, http.client.HTTPException):
                ask = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
                ask.request("GET", "/healthz")
                ask.getresponse()  # whatever it says of its health: it answers
                return
            time.sleep(0.05)
        raise AssertionError(self.log.read_text("utf-8", "replace")[-2000:])

    def kill(self) -> None:
        """kill -9 of the server and all its workers at once."""
        if self.server is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
            self.server = None

    def workers(self) -> list[int]:
        """The processes that answer."""
        assert self.server is not None
        master = self.server.pid
        return [int(pid) for pid in Path(f"/proc/{master}/task/{master}/children").read_text().split()]

    @property
    def fresh(self) -> Path:
        """The database as it was before anybody was served."""
        return self.folder / "fresh.sqlite3"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database file holds, read past the site."""
        with sqlite3.connect(self.folder / DATABASE) as connection:
            connection.execute("pragma ignore_check_constraints = on")  # they call functions of Django's
            return connection.execute(query).fetchall()

    def edits(self) -> list[tuple[int, str]]:
        """(finding, text) of every edit in the log."""
        return self.rows(
            "select cast(subject_id as integer), json_extract(after, '$.发现情况') from records_change"
            " where subject_type = 'scoring.Finding' and action = '修改'"
        )

    def is_whole(self) -> bool:
        """Whether the database finds itself undamaged."""
        return self.rows("pragma integrity_check") == [("ok",)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
