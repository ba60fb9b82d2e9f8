"""print_bulletin: the issued bytes or a draft, exit codes, never half a file."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from notices.papers.errors import PaperError
from notices.services import handing_out
from notices.services.handing_out import paper_of
from notices.services.issuing import issue_notice
from scoring.models import MonthResult
from tests.conftest import NOON
from tests.papers.measure import sheets, text
from units.models import Unit, User


def run(*args: str) -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("print_bulletin", *args, stdout=out, stderr=err)
    except SystemExit as left:
        return int(left.code or 0), out.getvalue(), err.getvalue().strip()
    return 0, out.getvalue(), err.getvalue().strip()


def test_draft_is_marked_on_every_page(september: MonthResult, tmp_path: Path) -> None:
    target = tmp_path / "九月.pdf"
    code, said, _ = run("2026-09", "--output", str(target))
    assert (code, said.strip()) == (0, f"2026年9月督查通报（实名本，草稿）已写入 {target}")
    assert all("草稿" in page.text for page in sheets(target.read_bytes()))
    assert [path.name for path in tmp_path.iterdir()] == ["九月.pdf"]


def test_issued_bulletin_is_written_byte_for_byte(
    september: MonthResult, chief: User, unit: Unit, tmp_path: Path
) -> None:
    notice = issue_notice(result=september, by=chief, at=NOON, on=date(2026, 10, 8))
    target = tmp_path / "b.pdf"
    for reading, more in (("named", []), ("public", []), ("unit", ["--unit", unit.name])):
        assert run("2026-09", "--output", str(target), "--reading", reading, *more)[0] == 0
        kept = paper_of(notice, reading, unit if reading == "unit" else None)
        assert target.read_bytes() == bytes(kept.pdf)
        assert "草稿" not in text(target.read_bytes())


@pytest.mark.parametrize(
    ("args", "cause"),
    [
        (["2026-13"], "月份“2026-13”无法识别，应写成 2026-09 的样子。"),
        (["九月"], "月份“九月”无法识别，应写成 2026-09 的样子。"),
        (["2026-10"], "2026年10月还没有定分，没有可打印的督查通报；请先定分。"),
        (["2026-09", "--reading", "unit"], "分单位本须用 --unit 写明窗口单位全称。"),
        (["2026-09", "--reading", "unit", "--unit", "没有"], "没有名为“没有”的窗口单位。"),
        (["2026-09", "--unit", "社保中心"], "只有分单位本（--reading unit）才用 --unit。"),
    ],
    ids=["month 13", "words", "open month", "no unit", "unknown unit", "unit not wanted"],
)
def test_bad_input_leaves_with_2_one_line_and_no_file(
    args: list[str], cause: str, september: MonthResult, tmp_path: Path
) -> None:
    assert run(*args, "--output", str(tmp_path / "b.pdf")) == (2, "", cause)
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_not_there_leaves_with_2(september: MonthResult, tmp_path: Path) -> None:
    target = tmp_path / "none" / "b.pdf"
    assert run("2026-09", "--output", str(target)) == (2, "", f"目录 {target.parent} 不存在，请先建立。")


def test_file_there_before_survives_a_failure(
    september: MonthResult, chief: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "b.pdf"
    target.write_bytes(b"before")
    issue_notice(result=september, by=chief, at=NOON, on=date(2026, 10, 8))

    def fail(*_args: object, **_kwargs: object) -> None:
        raise PaperError("排版没有成功")

    monkeypatch.setattr(handing_out, "print_paper", fail)
    code, _, cause = run("2026-09", "--output", str(target), "--reading", "unit", "--unit", "社保中心")
    assert (code, cause) == (1, "排版没有成功")
    assert target.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["b.pdf"]
