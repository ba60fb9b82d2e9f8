"""A machine of its own: a data folder, a database, and commands run there as an administrator runs them."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.drills.site import ROOT, surroundings

SHOWN = """
import hashlib, json
from notices.models import NoticePaper
from records.models import StoredFile
from scoring.models import MonthResult, UnitScore, ScoreLine
rows = [[json.dumps(row, sort_keys=True, default=str) for row in model.objects.order_by("pk").values()]
        for model in (MonthResult, UnitScore, ScoreLine)]
papers = {paper.pk: hashlib.sha256(paper.pdf).hexdigest() for paper in NoticePaper.objects.order_by("pk")}
files = {stored.file.name: hashlib.sha256(stored.file.open().read()).hexdigest()
         for stored in StoredFile.objects.order_by("pk")}
scores = hashlib.sha256(json.dumps(rows).encode()).hexdigest()
print(json.dumps({"scores": scores, "count": [len(r) for r in rows], "papers": papers, "files": files}))
"""


@dataclass(frozen=True)
class Ran:
    """What a command said, and how long it took."""

    said: str
    seconds: float


@dataclass(frozen=True)
class Machine:
    """`url`: its database; SQLite in its folder where none is given."""

    folder: Path
    url: str = ""

    def run(self, *command: str) -> Ran:
        """Run a command of manage.py there; it has to succeed."""
        self.folder.mkdir(exist_ok=True)
        fonts = self.folder / "fonts"
        if not fonts.is_symlink():
            fonts.symlink_to(ROOT / "var" / "fonts")
        around = surroundings(self.folder)
        if self.url:
            around["DATABASE_URL"] = self.url
        begun = time.monotonic()
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=around,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return Ran(done.stdout, time.monotonic() - begun)

    def shown(self) -> dict[str, Any]:
        """Digests of every score, paper and file."""
        told: dict[str, Any] = json.loads(
            self.run("shell", "--no-imports", "-c", SHOWN).said.splitlines()[-1]
        )
        return told
