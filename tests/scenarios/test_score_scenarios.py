"""The command `score_scenarios`: what it prints, what it refuses, and its exit status."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parents[2]
LATE = """
title = "三次迟到"
[[event]]
unit = "甲"
person = "王芳"
on = 2026-09-03
clause = "1.1"
behaviour = "迟到"
times = 3
"""
RIGHT = LATE + '[expect."2026-09"."甲"]\ntotal = 91\ncategories = [19, 25, 20, 10, 10, 7]\nrank = 1\n'
WRONG = LATE + '[expect."2026-09"."甲"]\ntotal = 91.5\nfollow_ups = []\n'


class Answer:
    """What a run of the command said, and how it ended."""

    def __init__(self, *arguments: str) -> None:
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command("score_scenarios", *arguments, stdout=out, stderr=err, no_color=True)
            self.status = 0
        except SystemExit as end:
            self.status = int(end.code or 0)
        self.out, self.err = out.getvalue().splitlines(), err.getvalue().splitlines()


def write(folder: Path, name: str, text: str) -> str:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_scenarios_that_come_out_end_with_0(tmp_path: Path) -> None:
    file = write(tmp_path, "a.toml", RIGHT)

    answer = Answer(file)

    assert answer.status == 0
    assert answer.out == [f"相符 {file} 三次迟到", "共1个算例，1个相符，0个不符。"]


def test_scenarios_that_differ_end_with_1_and_say_how(tmp_path: Path) -> None:
    file = write(tmp_path, "a.toml", WRONG)

    answer = Answer(file)

    assert answer.status == 1
    assert answer.out == [
        f"不符 {file} 三次迟到",
        "  2026-09 甲 total：应为91.5，算得91",
        "  2026-09 甲 follow_ups：应为[]，算得[限期整改]",
        "共1个算例，0个相符，1个不符。",
    ]


def test_scenarios_without_expectation_are_printed_whole(tmp_path: Path) -> None:
    file = write(tmp_path, "a.toml", LATE)

    answer = Answer(file)

    assert answer.status == 0
    assert answer.out == [
        f"结果 {file} 三次迟到",
        "  2026-09 甲：91分（19 25 20 10 10 7），第1名",
        "    e1 2026-09-03 1.1 迟到 王芳 -6，计-6",
        (
            "    推算 6.3 首次超限 王芳 -3，计-3：2026年9月累计迟到3次（累计迟到3次以上即超限）；"
            "本单位本年度以前月份没有超限人员，为首次超限（口径R9）"
        ),
        "    整改处理：限期整改",
        "共1个算例，1个相符，0个不符。",
    ]


def test_json_is_one_object_a_file_and_ends_with_0(tmp_path: Path) -> None:
    files = [
        write(tmp_path, "a.toml", WRONG),
        write(tmp_path, "b.toml", 'units = ["甲"]\nmonths = ["2026-09"]'),
    ]

    answer = Answer("--json", *files)

    assert answer.status == 0
    assert [json.loads(row)["file"] for row in answer.out] == files
    assert "迟到" in answer.out[0]
    assert json.loads(answer.out[1]) == {
        "file": files[1],
        "title": None,
        "months": {
            "2026-09": {
                "甲": {
                    "total": 100,
                    "categories": [25, 25, 20, 10, 10, 10],
                    "overflow": 0,
                    "rank": 1,
                    "lines": [],
                    "follow_ups": [],
                }
            }
        },
    }


def test_folder_is_walked_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b.toml", "a/z.toml", "a.toml", "c/d/e.toml", "readme.md"):
        write(tmp_path, name, RIGHT)

    answer = Answer("--json", str(tmp_path))

    found = [json.loads(row)["file"] for row in answer.out]
    assert found == [f"{tmp_path}/{name}" for name in ("a.toml", "a/z.toml", "b.toml", "c/d/e.toml")]


def test_unreadable_file_ends_with_2_and_the_others_are_still_printed(tmp_path: Path) -> None:
    good, bad = write(tmp_path, "a.toml", WRONG), write(tmp_path, "b.toml", "title = ")

    answer = Answer(bad, good)

    assert answer.status == 2
    assert answer.out[0] == f"不符 {good} 三次迟到"
    assert [row.split("（")[0] for row in answer.err] == [f"{bad}：不是正确的 TOML"]


def test_json_with_an_unreadable_file_ends_with_2(tmp_path: Path) -> None:
    answer = Answer("--json", write(tmp_path, "a.toml", RIGHT), str(tmp_path / "none.toml"))

    assert answer.status == 2
    assert len(answer.out) == 1
    assert answer.err == [f"{tmp_path}/none.toml：没有这个文件或文件夹"]


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("gb.toml", 'title = "测试"'.encode("gb18030"), "不是 UTF-8 文字（第10个字节起）"),
        ("deep.toml", b"a = " + b"[" * 5000, "不是正确的 TOML"),
    ],
    ids=["GB18030", "too deep"],
)
def test_files_that_are_no_text_of_ours_are_refused(
    tmp_path: Path, name: str, content: bytes, cause: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)

    answer = Answer(str(file))

    assert answer.status == 2
    assert answer.err[0].startswith(f"{file}：{cause}")


def test_text_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(b"\xef\xbb\xbf" + RIGHT.encode())

    assert Answer(str(file)).status == 0


def test_folder_without_scenarios_is_refused(tmp_path: Path) -> None:
    answer = Answer(str(tmp_path))

    assert (answer.status, answer.err) == (2, [f"{tmp_path}：文件夹里没有 .toml 算例文件"])


def test_nothing_given_is_refused() -> None:
    answer = Answer()

    assert (answer.status, answer.err) == (2, ["没有给出算例：请在命令后写上算例文件或者文件夹。"])


@pytest.mark.slow
def test_command_runs_where_no_site_is_set_up_and_speaks_utf8(tmp_path: Path) -> None:
    file = write(tmp_path, "甲.toml", RIGHT)
    bare = {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "YANLING_DATA_DIR": str(tmp_path / "var"),
    }

    run = subprocess.run(
        [sys.executable, "manage.py", "score_scenarios", file, str(tmp_path / "无")],
        cwd=ROOT,
        env=bare,
        capture_output=True,
        check=False,
    )

    assert run.returncode == 2
    assert run.stdout.decode() == f"相符 {file} 三次迟到\n共1个算例，1个相符，0个不符。\n"
    assert run.stderr.decode() == f"{tmp_path}/无：没有这个文件或文件夹\n"
