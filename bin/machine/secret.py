"""The site's secret key: made once on the machine, kept beside its data, never in the source."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from machine.console import say


def make_ready(folder: Path) -> None:
    """Writes `secret_key` into the data folder where there is none, readable by its owner alone."""
    path = folder / "secret_key"
    if path.exists():
        return
    say("网站密钥：生成并存入数据目录")
    half = folder / f".secret_key.{os.getpid()}"
    with os.fdopen(
        os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii"
    ) as stream:
        stream.write(secrets.token_urlsafe(48))
    half.replace(path)
