"""The commands that README promises exist, and each says what it does."""

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def targets() -> dict[str, str]:
    """Target → its line of help."""
    text = (ROOT / "Makefile").read_text("utf-8")
    return dict(re.findall(r"^([a-z]+):.*## (.+)$", text, re.MULTILINE))


def test_readme_names_every_target_and_no_other() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert set(re.findall(r"`make ([a-z]+)", readme)) == set(targets()) - {"help"}


def test_ci_runs_the_whole_check() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert "make check" in script.read_text("utf-8")


@pytest.mark.parametrize("port", ["0", "65536", "8000a", "-1"])
def test_demo_refuses_what_is_no_port(port: str) -> None:
    assert demo(port) == (1, f"✗ 端口“{port}”无效，应为1至65535之间的数，例如 make demo PORT=8001。\n")


def test_demo_says_in_one_line_that_its_port_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = demo(str(port))
    assert code == 1
    assert said.count("\n") == 1
    assert f"127.0.0.1:{port}" in said


def demo(port: str) -> tuple[int, str]:
    """Exit code and stderr of the demo on a port it must refuse."""
    done = subprocess.run(
        [sys.executable, ROOT / "bin" / "demo.py"],
        env={"PATH": "/usr/bin:/bin", "BIND": "127.0.0.1", "PORT": port},
        capture_output=True, text=True, check=False, timeout=30,
    )  # fmt: skip
    return done.returncode, done.stderr
