"""Running commands in tests."""

from typing import Any

from django.core.management import call_command


def run(capsys: Any, *words: str) -> tuple[int, str]:
    """A command's exit status and what it printed."""
    code = 0
    try:
        call_command(*words)
    except SystemExit as left:
        code = int(left.code or 0)
    out = capsys.readouterr()
    return code, out.out + out.err
