"""LibreOffice and Chromium as peers, where they are installed: what one more file costs them."""

import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

MORE = 4
PATIENCE = 300
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{}</dir></fontconfig>
"""
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""


def children() -> float:
    """Processor seconds of the finished child processes so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@dataclass(frozen=True)
class Office:
    """LibreOffice with a profile of its own that recalculates whatever it opens."""

    program: str
    folder: Path

    def convert(self, source: Path, to: str, copies: int = 1) -> float:
        """Processor seconds of one process that converts so many copies; the results are kept."""
        files = [self.folder / f"{number}{source.suffix}" for number in range(copies)]
        for file in files:
            shutil.copyfile(source, file)
        profile = (self.folder / "profile").as_uri()
        command = [self.program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", to]
        start = children()
        self._run([*command, "--outdir", str(self.folder / "out"), *map(str, files)])
        return children() - start

    def warm(self, source: Path, to: str) -> float:
        """Processor seconds for one more file in a process that has done one: starting is left out."""
        return (self.convert(source, to, 1 + MORE) - self.convert(source, to)) / MORE

    def result(self, suffix: str) -> Path:
        return self.folder / "out" / f"0{suffix}"

    def _run(self, command: Sequence[str]) -> None:
        environment = {
            **os.environ,
            "HOME": str(self.folder),
            "FONTCONFIG_FILE": str(self.folder / "fonts.conf"),
        }
        subprocess.run(command, env=environment, check=True, capture_output=True, timeout=PATIENCE)


@contextmanager
def office() -> Iterator[Office | None]:
    """LibreOffice started once, so that its profile is there; None where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="yanling-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, "utf-8")
        (folder / "fonts.conf").write_text(FONTS.format(settings.PAPER_FONT_DIR), "utf-8")
        yield Office(program, folder)


@dataclass(frozen=True)
class Chromium:
    """Chromium printing a page to PDF, one process a page."""

    program: str
    folder: Path

    def print(self, html: str) -> float:
        """Seconds from the call to the finished PDF."""
        page, paper = self.folder / "page.html", self.folder / "page.pdf"
        page.write_text(html, "utf-8")
        paper.unlink(missing_ok=True)
        start = time.perf_counter()
        self._run(page, paper)
        taken = time.perf_counter() - start
        if not paper.is_file():
            raise RuntimeError("chromium has printed nothing")
        return taken

    def _run(self, page: Path, paper: Path) -> None:
        command = [self.program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        command += [f"--user-data-dir={self.folder / 'profile'}", f"--print-to-pdf={paper}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)


@contextmanager
def chromium() -> Iterator[Chromium | None]:
    """Chromium with a profile of its own; None where it is not installed."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="yanling-bench-", ignore_cleanup_errors=True) as name:
        yield Chromium(program, Path(name))
