"""The browser tests' pictures are told of at the end of a check, and copied where CI wants them."""

from pathlib import Path

import pytest

from machine import shots


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "screenshots"
    monkeypatch.setattr(shots, "FOLDER", folder)
    monkeypatch.delenv(shots.OUTPUT, raising=False)
    return folder


def picture(folder: Path) -> Path:
    path = folder / "journeys" / "局领导" / "01-工作台.png"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"png")
    return path


def test_pictures_are_told_of_in_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture(folder)
    shots.hand_over()
    (line,) = capsys.readouterr().out.splitlines()
    assert str(folder) in line
    assert "1张" in line


def test_pictures_are_copied_to_the_folder_that_ci_names(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture(folder)
    monkeypatch.setenv(shots.OUTPUT, str(tmp_path / "ci"))
    for _ in range(2):
        shots.hand_over()
    assert (tmp_path / "ci" / "screenshots" / "journeys" / "局领导" / "01-工作台.png").read_bytes() == b"png"


def test_folder_that_cannot_be_written_is_told_and_fails_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    picture(folder)
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(shots.OUTPUT, str(tmp_path / "file"))
    shots.hand_over()
    assert "没有复制" in "".join(capsys.readouterr())


def test_pictures_of_an_earlier_run_go(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture(folder)
    shots.clear()
    shots.hand_over()
    assert capsys.readouterr().out == ""
