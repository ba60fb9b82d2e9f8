"""`make check`: format, lint, import contracts, types, templates, migrations, the site; then all tests.

The quick checks are all run even when one fails, so that one look shows everything; the tests come after.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import run_tests
from machine import shots
from machine.console import complain, say, speak_utf8

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
CONTRACTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CHECKS = {
    "格式": ["-m", "ruff", "format", "--check", "."],
    "静态检查": ["-m", "ruff", "check", "."],
    "导入方向": ["-c", CONTRACTS],
    "类型": ["-m", "mypy"],
    "模板": ["-m", "djlint", "templates", "--lint", "--quiet"],
    "迁移": ["manage.py", "makemigrations", "--check", "--dry-run"],
    "网站自检": ["manage.py", "check", "--fail-level", "WARNING"],
}


def main() -> int:
    """1 when a check does not hold; otherwise what the tests say."""
    speak_utf8()
    failed = [name for name, arguments in CHECKS.items() if not holds(name, arguments)]
    if failed:
        complain(f"未通过：{'、'.join(failed)}。未执行测试。")
        return 1
    shots.clear()
    code = run_tests.main()
    shots.hand_over()
    return code


def holds(name: str, arguments: list[str]) -> bool:
    """Runs one check and shows what it found only when it does not hold."""
    started = time.monotonic()
    environ = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [PYTHON, *arguments],
        cwd=ROOT,
        env=environ,
        text=True,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    say(f"{name}：{'未通过' if done.returncode else '通过'}（{time.monotonic() - started:.0f}秒）")
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
