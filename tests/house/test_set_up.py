"""Set-up sees what is missing, refuses in one line, and takes nothing half-finished for done."""

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from machine import apt, environment, fonts, secret
from machine.console import RefusalError
from machine.needs import Need, described, file, library, missing, module, program

ROOT = Path(__file__).resolve().parents[2]
ABSENT = Need("libnowhere1", "试验", library("libnowhere.so.1"))
PRESENT = Need("libc6", "试验", library("libc.so.6"))


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        pytest.param(library("libc.so.6"), True, id="a library that loads"),
        pytest.param(library("libnowhere.so.1"), False, id="a library that is not there"),
        pytest.param(program("sh"), True, id="a program on the path"),
        pytest.param(program("no-such-program"), False, id="a program that is not there"),
        pytest.param(module("venv"), True, id="a module of this Python"),
        pytest.param(module("no_such_module"), False, id="a module that is not there"),
        pytest.param(file("/etc/passwd"), True, id="a file"),
        pytest.param(file("/etc"), False, id="a folder is no file"),
    ],
)
def test_need_is_seen_by_the_thing_itself(present: object, expected: bool) -> None:
    assert callable(present)
    assert present() is expected


def test_missing_names_only_what_is_not_there() -> None:
    assert missing([PRESENT, ABSENT]) == [ABSENT]
    assert described([ABSENT]) == "libnowhere1（试验）"


@pytest.mark.skipif(os.geteuid() != 0, reason="只有管理员能换成普通用户")
def test_without_root_a_missing_library_is_named_in_one_line(tmp_path: Path) -> None:
    script = tmp_path / "try.py"
    script.write_text(
        "import os, sys\n"
        f"sys.path.insert(0, {str(ROOT / 'bin')!r})\n"
        "from machine import apt, console, needs\n"
        "needs_it = needs.Need('libnowhere1', 'x', needs.library('libnowhere.so.1'))\n"
        "os.setuid(65534)\n"
        "try:\n    apt.install([needs_it])\n"
        "except console.RefusalError as error:\n    console.complain(str(error)); sys.exit(1)\n"
    )
    environ = {"PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, script],
        env=environ,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "libnowhere1" in done.stderr


def test_where_there_is_no_apt_the_package_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RefusalError, match=r"libnowhere1.*没有apt-get"):
        apt.install([ABSENT])


def test_nothing_missing_asks_nothing_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    apt.install([PRESENT])


def face(path: Path, *, table: int, written: int) -> Path:
    """A font file with one table of `table` bytes, of which `written` are there."""
    head = struct.pack(">4sH6x", b"OTTO", 1) + struct.pack(">4sIII", b"CFF ", 0, 28, table)
    path.write_bytes(head + bytes(written))
    return path


@pytest.mark.parametrize(
    ("table", "written", "whole"),
    [pytest.param(100, 100, True, id="whole"), pytest.param(100, 99, False, id="one byte short")],
)
def test_face_is_whole_when_every_table_is_there(
    tmp_path: Path, table: int, written: int, whole: bool
) -> None:
    assert fonts.is_whole(face(tmp_path / "a.otf", table=table, written=written)) is whole


@pytest.mark.parametrize(
    "content", [b"", b"OTTO", b"<html>not found</html>" * 9], ids=["empty", "cut", "html"]
)
def test_what_is_no_font_is_not_whole(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.otf"
    path.write_bytes(content)
    assert fonts.is_whole(path) is False


def test_faces_arrive_together_or_not_at_all(tmp_path: Path) -> None:
    source, folder = tmp_path / "source", tmp_path / "var" / "fonts"
    source.mkdir()
    for name in fonts.FACES[:-1]:
        face(source / name, table=8, written=8)
    with pytest.raises(RefusalError, match=fonts.FACES[-1]):
        fonts.make_ready(folder, source=source)
    assert list(folder.iterdir()) == []
    face(source / fonts.FACES[-1], table=8, written=8)
    fonts.make_ready(folder, source=source)
    assert fonts.lacking(folder) == []
    assert list(folder.parent.iterdir()) == [folder]


def test_stamp_holds_only_for_the_very_content_installed(tmp_path: Path) -> None:
    (tmp_path / ".venv").mkdir()
    (tmp_path / "requirements.txt").write_text("a==1\n")
    assert environment.is_stamped(tmp_path, "requirements.txt") is False
    digest = environment.digest(tmp_path, "requirements.txt")
    environment.stamp(tmp_path, "requirements.txt").write_text(digest)
    assert environment.is_stamped(tmp_path, "requirements.txt") is True
    (tmp_path / "requirements.txt").write_text("a==2\n")
    assert environment.is_stamped(tmp_path, "requirements.txt") is False


@pytest.mark.parametrize("state", ["missing", "dangling", "a file"])
def test_broken_environment_is_not_taken_for_sound(tmp_path: Path, state: str) -> None:
    python = environment.python_of(tmp_path)
    python.parent.mkdir(parents=True)
    if state == "dangling":
        python.symlink_to(tmp_path / "gone")
    if state == "a file":
        python.write_text("no program")
    assert environment.is_sound(tmp_path) is False


@pytest.mark.slow
def test_broken_environment_is_made_anew(tmp_path: Path) -> None:
    root = tmp_path / "a folder"
    (root / ".venv" / "bin").mkdir(parents=True)
    (root / ".venv" / "bin" / "python").symlink_to(root / "gone")
    environment.make_ready(root, [])
    assert environment.is_sound(root) is True


def test_secret_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    secret.make_ready(tmp_path)
    key = (tmp_path / "secret_key").read_text("ascii")
    secret.make_ready(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["records_key", "secret_key"]
    assert (tmp_path / "secret_key").read_text("ascii") == key
    assert len(key) >= 40
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
