"""Several web machines in folders of their own: one PostgreSQL, one store of files, nothing else shared."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from tests.drills.site import ROOT, Site


def database_url() -> str:
    """The tests' own PostgreSQL database as DATABASE_URL."""
    settings = connection.settings_dict
    user, password = quote(str(settings["USER"]), safe=""), quote(str(settings["PASSWORD"]), safe="")
    host, port = settings["HOST"] or "127.0.0.1", settings["PORT"] or 5432
    return f"postgres://{user}{':' if password else ''}{password}@{host}:{port}/{settings['NAME']}"


@dataclass
class Machine(Site):
    """A web machine: its folder holds fonts, static files and its log, and is nobody else's."""

    database: str = ""
    files: str = ""
    processes: int = 1

    def install(self, like: "Machine | None") -> None:
        """As the installation leaves a machine: fonts and static files, the same on each."""
        self.folder.mkdir()
        (self.folder / "fonts").symlink_to(ROOT / "var" / "fonts")
        if like is None:
            self.manage("collectstatic", "--no-input", "--verbosity", "0")
        else:
            shutil.copytree(like.folder / "static", self.folder / "static")

    def manage(self, *command: str) -> str:
        """A command of the site on this machine; what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            timeout=300,
        )
        return done.stdout.decode()

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {
            "DATABASE_URL": self.database,
            "FILES_URL": self.files,
            "WEB_CONCURRENCY": str(self.processes),
        }

    def own_files(self) -> set[str]:
        """What lies in the folder, without what the installation and the log put there."""
        known = {"fonts", "static", self.log.name}
        return {path.name for path in self.folder.iterdir() if path.name not in known}


def machines_in(folder: Path, names: Sequence[str], *, files: str, processes: int) -> list[Machine]:
    """Machines of these names, installed and not served yet."""
    made: list[Machine] = []
    for name in names:
        one = Machine(folder / name, database=database_url(), files=files, processes=processes)
        one.install(made[0] if made else None)
        made.append(one)
    return made
