"""Reads one bad file in a process of its own and prints what that took: seconds, megabytes, the refusal."""

import os
import sys
import time
from pathlib import Path

import django


def main(path: str, name: str) -> int:
    """1 where it was not refused."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from records.errors import Refusal  # noqa: PLC0415 - needs the settings
    from records.tables import read_table  # noqa: PLC0415

    data, columns = Path(path).read_bytes(), ("日期", "单位")
    started = time.perf_counter()
    try:
        read_table(name, data, expected=columns, required=columns, max_rows=100, max_bytes=50_000_000)
    except Refusal as refusal:
        print(f"{time.perf_counter() - started:.3f} {most_megabytes():.0f} {refusal.message}")
        return 0
    return 1


def most_megabytes() -> float:
    """The most this process held; what getrusage tells counts the process that started it as well."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
