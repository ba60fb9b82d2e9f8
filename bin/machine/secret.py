"""The site's keys: made once on the machine, kept beside its data, never in the source."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from machine.console import say

KEYS = {"secret_key": "网站密钥", "records_key": "记录密钥"}


def make_ready(folder: Path) -> None:
    """Writes each key into the data folder where there is none, readable by its owner alone."""
    for name, title in KEYS.items():
        if not (folder / name).exists():
            say(f"{title}：生成并存入数据目录")
            _write(folder / name)


def _write(path: Path) -> None:
    half = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(
        os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii"
    ) as stream:
        stream.write(secrets.token_urlsafe(48))
    half.replace(path)
