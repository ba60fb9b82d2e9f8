"""`python -m benchmarks [--quick]`: prints the table; ends with 1 where a target is missed."""

import argparse
import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"

import django

django.setup()

from benchmarks.run import run  # noqa: E402

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="make bench", description="性能基准，以同一次运行中的比值给出")
    parser.add_argument("--quick", action="store_true", help="各项只跑几轮，不测办公软件和浏览器，不作判定")
    sys.exit(run(quick=parser.parse_args().quick))
