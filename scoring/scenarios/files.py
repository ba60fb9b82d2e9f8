"""Which files are scenarios: those that are named, and the *.toml of named folders, in sorted order."""

import os
from pathlib import Path

from scoring.scenarios.fields import ScenarioError


def scenario_files(path: str) -> list[str]:
    """The scenario files of one given path, spelled as given. ScenarioError where there is none."""
    place = Path(path)
    try:
        if place.is_dir():
            return _of_folder(path)
        if place.is_file():
            return [path]
        raise ScenarioError(
            f"{path}：" + ("不是普通文件或文件夹" if place.exists() else "没有这个文件或文件夹")
        )
    except OSError as error:
        raise ScenarioError(f"{path}：读不了（{error.strerror}）") from error


def read_text(file: str) -> str:
    """The text of a file. ScenarioError where it cannot be read or is not UTF-8."""
    try:
        return Path(file).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ScenarioError(f"{file}：读不了（{error.strerror}）") from error
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{file}：不是 UTF-8 文字（第{error.start + 1}个字节起）") from error


def _of_folder(path: str) -> list[str]:
    found = [
        os.path.join(folder, name)  # noqa: PTH118 (spelled as given, "./a" included)
        for folder, _, names in os.walk(path, onerror=_refuse)
        for name in names
        if name.endswith(".toml")
    ]
    files = sorted(file for file in found if Path(file).is_file())
    if not files:
        raise ScenarioError(f"{path}：文件夹里没有 .toml 算例文件")
    return files


def _refuse(error: OSError) -> None:
    raise error
