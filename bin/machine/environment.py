"""The virtual environment .venv, made to match the locked requirement files, and not touched when it does."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from machine.console import RefusalError, attempt, run_quietly, say

OLDEST = (3, 11)


def python_of(root: Path) -> Path:
    """The environment's own Python."""
    return root / ".venv" / "bin" / "python"


def make_ready(root: Path, requirements: Sequence[str], *, wheels: Path | None = None) -> None:
    """Makes .venv where it is missing, broken or of another Python, then installs what no stamp vouches for.

    `wheels` is a folder of wheels that stands in for the network. The lock files name everything, so pip
    looks for nothing else (`--no-deps`): left to itself it would meet a requirement such as
    `coverage[toml]>=7.10.6` with the newest release, for which the locks hold no hash. `pip check` then
    tells whether a lock had forgotten one.
    """
    if not is_sound(root):
        create(root)
    outdated = [name for name in requirements if not is_stamped(root, name)]
    if not outdated:
        return
    say(f"Python软件包：安装 {'、'.join(outdated)} 中的 {count_packages(root, outdated)} 个（约一分钟）")
    command = [str(python_of(root)), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    command += ["--no-input", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    command += ["--retries", "5", "--timeout", "60"]
    command += ["--no-index", "--find-links", str(wheels)] if wheels else []
    for name in outdated:
        stamp(root, name).unlink(missing_ok=True)
        command += ["-r", str(root / name)]
    attempt(command, what="安装Python软件包")
    run_quietly([str(python_of(root)), "-m", "pip", "check", "--disable-pip-version-check"])
    for name in outdated:
        stamp(root, name).write_text(digest(root, name), encoding="ascii")


def is_sound(root: Path) -> bool:
    """Whether .venv runs, has pip, stands where it was made, and is of the Python that runs this script."""
    question = "import sys, pip; print(*sys.version_info[:2], sys.prefix)"
    try:
        answer = subprocess.run(
            [python_of(root), "-c", question], capture_output=True, text=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    major, minor = sys.version_info[:2]
    return answer.returncode == 0 and answer.stdout.strip() == f"{major} {minor} {root / '.venv'}"


def create(root: Path) -> None:
    """Makes .venv anew; what stood there is removed first."""
    folder = root / ".venv"
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    if folder.exists():
        say("虚拟环境：.venv 已损坏或不是本机的Python所建，重新建立")
        shutil.rmtree(folder)
    else:
        say("虚拟环境：建立 .venv")
    python = getattr(sys, "_base_executable", sys.executable)
    run_quietly([python, "-m", "venv", str(folder)])
    if not is_sound(root):
        raise RefusalError(f"虚拟环境建立后不能使用：{folder}。请删除该目录后重试。")
    (folder / "stamps").mkdir()


def stamp(root: Path, name: str) -> Path:
    """Where it is written which content of a requirement file was installed whole."""
    folder = root / ".venv" / "stamps"
    folder.mkdir(exist_ok=True)
    return folder / name


def digest(root: Path, name: str) -> str:
    """SHA-256 of a requirement file."""
    return hashlib.sha256((root / name).read_bytes()).hexdigest()


def is_stamped(root: Path, name: str) -> bool:
    """Whether this very content was installed."""
    path = stamp(root, name)
    return path.is_file() and path.read_text(encoding="ascii") == digest(root, name)


def count_packages(root: Path, requirements: Sequence[str]) -> int:
    """How many packages the lock files name."""
    lines = [line for name in requirements for line in (root / name).read_text("utf-8").splitlines()]
    return sum("==" in line and not line.startswith((" ", "#")) for line in lines)
