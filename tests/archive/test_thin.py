"""thin_backups: the newest of 7 days, 8 weeks, 24 months and every year; nothing that is not its own."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from yanling_assess.archive.thinning import file_name, kept

NEWEST = datetime.fromisoformat("2026-11-24T02:00")  # a Tuesday, local as names are


def test_three_years_of_nights_are_thinned_to_days_weeks_months_and_years() -> None:
    nights = [NEWEST - timedelta(days=back) for back in range(3 * 365)]
    reasons = kept(nights)
    by = {why: sorted((at.date() for at, other in reasons.items() if other == why), reverse=True) for why in
          ("按日", "按周", "按月", "按年")}  # fmt: skip
    assert [f"{day:%m-%d}" for day in by["按日"]] == [
        "11-24",
        "11-23",
        "11-22",
        "11-21",
        "11-20",
        "11-19",
        "11-18",
    ]
    assert [f"{day:%m-%d}" for day in by["按周"]] == ["11-15", "11-08", "11-01", "10-25", "10-18", "10-11"]
    assert [f"{day:%Y-%m}" for day in by["按月"][:2]] == ["2026-10", "2026-09"]
    assert f"{by['按月'][-1]:%Y-%m-%d}" == "2024-12-31"
    assert [f"{day:%Y-%m-%d}" for day in by["按年"]] == ["2023-12-31"]


@given(st.sets(st.datetimes(NEWEST - timedelta(days=3000), NEWEST), max_size=60))
def test_the_newest_is_always_kept_and_thinning_again_removes_nothing(moments: set[datetime]) -> None:
    once = kept(moments)
    assert not moments or max(moments) in once
    assert set(kept(once)) == set(once)
    assert {at.year for at in moments} == {at.year for at in once}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twenty nights' backups, and what is none of ours."""
    for back in range(20):
        (tmp_path / file_name(NEWEST - timedelta(days=back))).touch()
    for name in (
        "yanling-20200101-000000.tar.sha256",
        "yanling-20201399-000000.tar",
        "notes.txt",
        "yanling.tar",
    ):
        (tmp_path / name).touch()
    (tmp_path / "yanling-20190101-000000.tar").mkdir()
    (tmp_path / "yanling-20180101-000000.tar").symlink_to(tmp_path / "notes.txt")
    return tmp_path


def test_a_dry_run_removes_nothing(folder: Path, capsys: Any) -> None:
    before = sorted(folder.iterdir())
    call_command("thin_backups", str(folder), "--dry-run")
    assert sorted(folder.iterdir()) == before
    assert "共20份，保留9份，应删除11份。" in capsys.readouterr().out


def test_only_backups_that_are_past_their_time_are_removed(folder: Path) -> None:
    before = {path.name for path in folder.iterdir()}
    call_command("thin_backups", str(folder))
    removed = before - {path.name for path in folder.iterdir()}
    assert len(removed) == 11
    assert all(name.startswith("yanling-202611") for name in removed)
    assert (folder / file_name(NEWEST)).exists()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("thin_backups", str(tmp_path / "nowhere"))
    assert ended.value.code == 2
    assert "不能读写" in capsys.readouterr().err
