"""Every dependency is pinned, has its reason, and is locked with hashes that are true on any machine."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("requirements", "requirements-postgres", "requirements-s3", "requirements-dev")
ASKED = re.compile(r"^(?P<name>[a-z0-9.\-]+)(?:\[[a-z,]+\])?==(?P<version>[\w.]+)(?: ;[^#]*)?\s+# \w")


def wished(name: str) -> list[str]:
    """The lines of a .in file that name a package."""
    lines = (ROOT / f"{name}.in").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-c"))]


def locked(name: str) -> dict[str, str]:
    """Package → version of a lock file."""
    found = re.findall(r"^([a-z0-9.\-]+)==([\w.]+)", (ROOT / f"{name}.txt").read_text("utf-8"), re.MULTILINE)
    return dict(found)


@pytest.mark.parametrize("name", NAMES)
def test_every_wished_package_is_locked_at_its_version(name: str) -> None:
    parts = [line.split("#")[0].split(";")[0].strip() for line in wished(name)]
    pairs = dict(re.sub(r"\[.*\]", "", part).split("==") for part in parts)
    assert {package: locked(name).get(package) for package in pairs} == pairs


@pytest.mark.parametrize("name", ["requirements", "requirements-postgres", "requirements-s3"])
def test_every_package_the_site_runs_on_has_its_reason(name: str) -> None:
    assert [line for line in wished(name) if not ASKED.match(line)] == []


@pytest.mark.parametrize("name", NAMES)
def test_lock_names_no_index_and_no_folder(name: str) -> None:
    text = (ROOT / f"{name}.txt").read_text("utf-8")
    assert re.findall(r"^-.*|https?://\S+|file:\S+| @ \S+", text, re.MULTILINE) in ([], [*constraints(name)])


def constraints(name: str) -> list[str]:
    """The `-c` lines that a .in file hands on to its lock."""
    return [line for line in (ROOT / f"{name}.in").read_text("utf-8").splitlines() if line.startswith("-c")]


@pytest.mark.parametrize("name", NAMES)
def test_every_locked_package_has_hashes(name: str) -> None:
    blocks = re.split(r"\n(?=[a-z0-9.\-]+==)", (ROOT / f"{name}.txt").read_text("utf-8"))
    bare = [block.split()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block]
    assert bare == []
