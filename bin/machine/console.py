"""What the set-up says to the person at the console: short lines, in Chinese, at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

TAIL = 12


class RefusalError(Exception):
    """Set-up cannot go on; the message says what is missing and what to do."""


def say(text: str) -> None:
    """One line of progress."""
    print(f"▸ {text}", flush=True)


def complain(text: str) -> None:
    """The one line a person reads when it did not work."""
    print(f"✗ {text}", file=sys.stderr, flush=True)


def speak_utf8() -> None:
    """Chinese on any console: a missing locale must not end set-up with a UnicodeEncodeError."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


def run_quietly(
    command: Sequence[str], *, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> str:
    """Runs a program and returns what it wrote to stdout; raises RefusalError with its last lines."""
    try:
        done = subprocess.run(
            command, cwd=cwd, env=env, capture_output=True, text=True, errors="replace", check=False
        )
    except OSError as error:
        raise RefusalError(f"找不到程序 {command[0]}（{error.strerror}），请安装后重试。") from error
    if done.returncode:
        last = (done.stdout + done.stderr).strip().splitlines()[-TAIL:]
        raise RefusalError(
            "\n  ".join([f"命令未成功（退出码{done.returncode}）：{' '.join(command)}", *last])
        )
    return done.stdout


def succeeds(command: Sequence[str], *, env: Mapping[str, str] | None = None) -> bool:
    """Whether a program is there and ends with 0; nothing of what it says is shown."""
    try:
        return subprocess.run(command, env=env, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def attempt(command: Sequence[str], *, times: int = 3, cwd: Path | None = None, what: str) -> None:
    """Runs a program that needs the network, again when it fails."""
    for left in reversed(range(times)):
        try:
            run_quietly(command, cwd=cwd)
            return
        except RefusalError as error:
            if not left:
                raise RefusalError(f"{what}未成功，已试{times}次。{error}") from error
            say(f"{what}未成功，再试一次……")
