"""`import_findings`: previews, imports, tells edited rows, refuses bad input."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command

from scoring.models import Finding
from tests.conftest import NOON
from tests.scoring.import_sheets import (
    REAL,
)
from units.models import User


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def run(*args: str) -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command("import_findings", *args, stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue() + str(error)
    return 0, out.getvalue()


def test_command_previews_imports_and_knows_the_sheet_again(clerk: User, bureau: None) -> None:
    args = (str(REAL), "--by", "clerk", "--create-units")
    code, text = run(*args)
    assert (code, "将导入26行" in text, Finding.objects.count()) == (0, True, 0)
    code, text = run(*args, "--confirm")
    assert (code, "已导入26行" in text, Finding.objects.count()) == (0, True, 26)
    code, text = run(*args, "--confirm")
    assert (code, "以前已导入26行" in text, Finding.objects.count()) == (0, True, 26)


def test_command_reports_edited_rows_with_status_1(clerk: User, bureau: None, tmp_path: Path) -> None:
    run(str(REAL), "--by", "clerk", "--create-units", "--confirm")
    changed = tmp_path / REAL.name
    changed.write_text(REAL.read_text("utf-8-sig").replace("约半小时后返回", "约二十分钟后返回"), "utf-8")
    code, text = run(str(changed), "--by", "clerk", "--confirm")
    assert (code, "发现情况：窗口无人在岗，约半小时后返回 → 窗口无人在岗，约二十分钟后返回" in text) == (
        1,
        True,
    )
    assert Finding.objects.count() == 26


BAD_CALLS = {
    "unknown units": ([str(REAL), "--by", "clerk"], "行有错误，没有写入任何内容"),
    "nobody": ([str(REAL), "--by", "nobody"], "没有用户名为“nobody”"),
    "no right": ([str(REAL), "--by", "admin"], "没有导入事项的权限"),
    "no file": (["没有.csv", "--by", "clerk"], "无法读取"),
    "a folder": (["tests", "--by", "clerk"], "无法读取"),
    "no sheet": (["tests/data/photo.heic", "--by", "clerk"], "photo.heic"),
}


@pytest.mark.parametrize(("args", "words"), BAD_CALLS.values(), ids=BAD_CALLS)
def test_command_refuses_bad_input_with_status_2(cast: dict[str, User], args: list[str], words: str) -> None:
    code, text = run(*args, "--confirm")
    assert (code, words in text, Finding.objects.count()) == (2, True, 0)
