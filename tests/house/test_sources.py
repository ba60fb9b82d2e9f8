"""What holds for every file of the project, whoever writes it."""

import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEFT_BEHIND = {".venv", "var", "dist", "htmlcov"}
SOMEBODYS_FOLDER = re.compile(r"(?<![\w.\-/:}])/(?:work|home|root|Users)/\w")
INLINE = re.compile(r"""<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=["']|javascript:""")
ELSEWHERE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//|url\(["']?(?:https?:)?//|@import""")
PAPERS = "templates/papers/"
LONGEST = 300
STILL_LONG = {
    "tests/browser/test_inspect.py",
    "tests/scoring/attendance/test_page.py",
    "tests/scoring/test_applications.py",
    "tests/scoring/test_complaint_privacy.py",
    "tests/scoring/test_complaint_proposals.py",
    "tests/scoring/test_complaints.py",
    "tests/scoring/test_edition_pages.py",
    "tests/scoring/test_leave_proposals.py",
    "tests/scoring/test_reports.py",
    "tests/scoring/test_rival_clauses.py",
    "tests/units/attendance/test_import.py",
    "tests/units/test_leave_pages.py",
    "tests/units/test_leave_signing.py",
    "tests/units/test_postings.py",
}
"""To be split by what they promise. The list only gets shorter: what is short enough leaves it."""


def tracked(*suffixes: str) -> list[Path]:
    """The project's files with one of these endings: what git would keep, or all outside the data folders."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if (ROOT / ".git").exists() and shutil.which("git"):
        names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
            "\0"
        )
    else:
        names = [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*")]
    paths = [
        ROOT / name for name in names if name.endswith(suffixes) and name.split("/")[0] not in LEFT_BEHIND
    ]
    return [path for path in paths if path.is_file()]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def offending(paths: list[Path], pattern: re.Pattern[str]) -> list[str]:
    """`file:line: text` wherever a pattern is met."""
    return [
        f"{named(path)}:{number}: {line.strip()[:90]}"
        for path in paths
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_module_is_too_long_to_be_read_at_once() -> None:
    lengths = {
        named(path): len(path.read_text("utf-8").splitlines()) for path in tracked(".py", ".js", ".html")
    }
    assert {name for name, lines in lengths.items() if lines > LONGEST} == STILL_LONG
    assert all(lengths[name] <= 500 for name in STILL_LONG)


def test_no_file_knows_a_folder_of_somebodys_machine() -> None:
    texts = tracked(".py", ".html", ".css", ".js", ".toml", ".md", ".sh", ".in", "Makefile", ".ci/run")
    assert offending(texts, SOMEBODYS_FOLDER) == []


def test_no_page_carries_inline_script_or_style() -> None:
    pages = [path for path in tracked(".html") if not named(path).startswith(PAPERS)]
    assert offending(pages, INLINE) == []


def test_no_page_or_style_sheet_reaches_outside_the_building() -> None:
    assert offending(tracked(".html", ".css"), ELSEWHERE) == []


def test_every_text_file_is_utf8_and_ends_with_a_newline() -> None:
    paths = tracked(".py", ".html", ".css", ".js", ".toml", ".md", ".in", ".sh")
    assert [
        named(path) for path in paths if path.stat().st_size and not path.read_bytes().endswith(b"\n")
    ] == []
