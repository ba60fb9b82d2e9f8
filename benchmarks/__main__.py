"""`python -m benchmarks [--quick]`: prints the table; ends with 1 where a target is missed.

`--province` measures a province's month instead, `--chain` writers at once, on the PostgreSQL database that
DATABASE_URL names.
"""

import argparse
import os
import sys

parser = argparse.ArgumentParser(prog="make bench", description="性能基准，以同一次运行中的比值给出")
parser.add_argument("--quick", action="store_true", help="各项只跑几轮，不测办公软件和浏览器，不作判定")
parser.add_argument("--province", action="store_true", help="改测模拟省的一个月（PostgreSQL，约十几分钟）")
parser.add_argument("--chain", action="store_true", help="改测多个进程同时写入时审计链的代价（PostgreSQL）")
parser.add_argument("--units", type=int, default=3000, help="模拟省的单位数，每个单位20人、400个事项")
ARGUMENTS = parser.parse_args() if __name__ == "__main__" else parser.parse_args([])
ON_POSTGRESQL = ARGUMENTS.province or ARGUMENTS.chain
WHICH = "benchmarks.province.settings" if ON_POSTGRESQL else "benchmarks.settings"
os.environ["DJANGO_SETTINGS_MODULE"] = WHICH

import django  # noqa: E402

django.setup()

from benchmarks.province.chain import run_chain  # noqa: E402
from benchmarks.province.run import run_province  # noqa: E402
from benchmarks.run import run  # noqa: E402

if __name__ == "__main__":
    if ARGUMENTS.chain:
        sys.exit(run_chain())
    sys.exit(run_province(ARGUMENTS.units) if ARGUMENTS.province else run(quick=ARGUMENTS.quick))
