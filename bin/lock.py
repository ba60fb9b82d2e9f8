"""`make lock`: writes requirements*.txt anew from requirements*.in, with hashes for every platform.

Folders and indexes of the machine it runs on are left out: a lock must be true everywhere.
"""

import os
import subprocess
import sys
from pathlib import Path

from machine.console import say, speak_utf8

ROOT = Path(__file__).resolve().parent.parent
NAMES = (
    "requirements",
    "requirements-postgres",
    "requirements-s3",
    "requirements-dev",
)  # in this order: each is bound by the one before
FLAGS = (
    "--quiet", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--strip-extras",
    "--allow-unsafe", "--no-header", "--newline", "lf",
)  # fmt: skip
LOCAL = {"PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "PIP_CONSTRAINT"}


def main() -> int:
    """Stops at the first file that cannot be locked; arguments go to pip-compile (`--upgrade`, …)."""
    speak_utf8()
    environ = {name: value for name, value in os.environ.items() if name not in LOCAL}
    environ["PIP_CONFIG_FILE"] = os.devnull
    for name in NAMES:
        say(f"锁定 {name}.txt")
        command = [
            sys.executable,
            "-m",
            "piptools",
            "compile",
            *FLAGS,
            *sys.argv[1:],
            "-o",
            f"{name}.txt",
            f"{name}.in",
        ]
        if code := subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
