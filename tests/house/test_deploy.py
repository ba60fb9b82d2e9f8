"""The samples under docs/deploy are what docs/部署.md says, and what systemd takes without a word."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "docs" / "deploy"
GUIDE = (ROOT / "docs" / "部署.md").read_text("utf-8")
UNITS = sorted(path.name for path in DEPLOY.iterdir() if path.suffix in (".service", ".timer"))
SERVICES = [name for name in UNITS if name.endswith(".service")]
MOST_EXPOSED = 2.0
"""systemd's own figure: 0 is shut in, 10 may do anything; a unit without any of these options has 9.2."""

needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze")


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units with the program where they look for it: a stand-in that can be executed."""
    program = tmp_path / "yanling" / ".venv" / "bin" / "python"
    program.parent.mkdir(parents=True)
    program.symlink_to("/bin/true")
    for name in UNITS:
        text = (DEPLOY / name).read_text("utf-8").replace("/opt/yanling", str(tmp_path / "yanling"))
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


@needs_systemd
def test_systemd_takes_every_unit_without_a_word(installed: Path) -> None:
    command = ["systemd-analyze", "verify", "--man=no", *(str(installed / name) for name in UNITS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    ours = [line for line in done.stderr.splitlines() if "yanling" in line]
    assert (ours, done.returncode) == ([], 0)


@needs_systemd
@pytest.mark.parametrize("name", SERVICES)
def test_a_service_may_do_little_but_its_work(installed: Path, name: str) -> None:
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", str(installed / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    (figure,) = re.findall(r"Overall exposure level for \S+: ([\d.]+)", done.stdout)
    assert float(figure) <= MOST_EXPOSED


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_starts_commands_that_there_are(name: str) -> None:
    text = (DEPLOY / name).read_text("utf-8")
    commands = re.findall(r"manage\.py (\w+)", text)
    ours = {path.stem for path in ROOT.glob("*/management/commands/*.py")}

    assert set(commands) - {"migrate", "collectstatic", "check"} <= ours
    assert [path for path in re.findall(r"--config (\S+)", text) if not (ROOT / path).is_file()] == []


def test_every_timer_has_its_service() -> None:
    timers = [name for name in UNITS if name.endswith(".timer")]

    assert {name.replace(".timer", ".service") for name in timers} <= set(SERVICES)
    assert timers == ["yanling-backup.timer", "yanling-remind.timer"]


def test_the_guide_names_every_sample_and_no_other() -> None:
    named = set(re.findall(r"docs/deploy/([\w.-]+\w)", GUIDE))
    expanded = {name for name in UNITS if re.search(rf"\b{re.escape(name)}", GUIDE)}

    assert named | expanded == {path.name for path in DEPLOY.iterdir()}


def test_the_guide_explains_every_variable_that_the_site_reads() -> None:
    sources = [*ROOT.glob("yanling_assess/*.py"), ROOT / "deploy" / "gunicorn.conf.py"]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    read = set(
        re.findall(r'(?:environ\.get|flag|names|hosts|number|choice|folder|key)\(\s*"([A-Z_]+)"', text)
    )
    sample = set(re.findall(r"^#? ?([A-Z_]+)=", (DEPLOY / "yanling.env").read_text("utf-8"), re.MULTILINE))
    explained = set(re.findall(r"`([A-Z][A-Z_0-9]+)`", GUIDE))

    assert (read | sample) - explained <= {"YANLING_TEST_SQLITE", "GUNICORN_CMD_ARGS"}
