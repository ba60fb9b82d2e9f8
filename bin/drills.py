"""`make drills`: what `make test` tries in small, tried at length. Each drill says its own figures.

Tests marked `drill` do more where YANLING_DRILLS=1; property tests are run again from other seeds.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import run_tests
from machine.console import complain, say, speak_utf8

ROOT = Path(__file__).resolve().parent.parent
SEEDS = range(1, int(os.environ.get("DRILL_SEEDS") or 20) + 1)
ON_POSTGRESQL = "drill and database and not browser"  # what a page looks like is the same on any database
PROPERTIES = (
    "tests/engine/test_properties.py",
    "tests/rulebook/test_points.py",
    "tests/records/test_files.py",
    "tests/records/test_tables.py",
    "tests/records/test_workbooks_read.py",
    "tests/scoring/test_import_cells.py",
    "tests/units/test_malformed.py",
)


def main() -> int:
    """1 when any drill found something."""
    speak_utf8()
    drills = {
        "读写、权限、泄露、不合格输入、进出的文件、时钟（标记为drill的测试）": ["-m", "drill", "-n", "0"]
    }
    drills |= {
        f"随机性质，种子{seed}": [*PROPERTIES, f"--hypothesis-seed={seed}", "-n", "2"] for seed in SEEDS
    }
    server, why_not = run_tests.find_postgres()
    if server:
        drills |= {"同样的演练，在PostgreSQL上": ["-m", ON_POSTGRESQL, "-n", "0"]}
    else:
        say(f"不在PostgreSQL上演练：{why_not}")
    failed = [name for name, arguments in drills.items() if not passes(name, arguments, server)]
    if failed:
        complain(f"演练未通过：{'、'.join(failed)}")
        return 1
    say("演练全部通过")
    return 0


def passes(name: str, arguments: list[str], server: str) -> bool:
    """Runs one drill; its output is shown as it comes. `server` is used where the drill is of PostgreSQL."""
    say(name)
    started = time.monotonic()
    environ = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environ |= {"YANLING_DRILLS": "1"} | ({"DATABASE_URL": server} if ON_POSTGRESQL in arguments else {})
    command = [sys.executable, "-m", "pytest", "-q", "-s", *arguments]
    code = subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode
    say(f"{name}：{'未通过' if code else '通过'}（{time.monotonic() - started:.0f}秒）")
    return code == 0


if __name__ == "__main__":
    sys.exit(main())
