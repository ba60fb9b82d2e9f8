"""A folder of Debian packages that needs nothing from outside itself, and that apt can install from."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from machine import apt
from machine.console import attempt, run_quietly


def download(packages: Sequence[str], folder: Path) -> None:
    """Fetches packages with everything they depend on, as if nothing were installed, and an index."""
    (folder / "partial").mkdir(parents=True)
    status = folder / "status"
    status.touch()
    if not apt.are_known(packages):
        apt.update(apt.right_to_install(packages), packages)
    settings = (
        f"Dir::State::status={status}",
        f"Dir::Cache::archives={folder}",
        "Debug::NoLocking=1",
        "APT::Sandbox::User=root",
        "Acquire::Retries=3",
    )
    options = [part for setting in settings for part in ("-o", setting)]
    command = [
        "apt-get",
        "-q",
        "-y",
        *options,
        "install",
        "--download-only",
        "--no-install-recommends",
        *packages,
    ]
    attempt(command, what="下载系统软件包")
    status.unlink()
    (folder / "partial").rmdir()
    (folder / "Packages").write_text("\n".join(map(entry, sorted(folder.glob("*.deb")))), encoding="utf-8")


def entry(deb: Path) -> str:
    """One package's paragraph in an apt index: its control file, and where and how large it is."""
    control = run_quietly(["dpkg-deb", "--field", str(deb)]).rstrip("\n")
    digest = hashlib.sha256(deb.read_bytes()).hexdigest()
    return f"{control}\nFilename: ./{deb.name}\nSize: {deb.stat().st_size}\nSHA256: {digest}\n"
