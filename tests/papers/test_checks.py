"""The site refuses to start without what printing needs."""

import ctypes.util
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import Error, run_checks

from notices import checks
from notices.papers.jobs import FACES


def test_site_that_can_print_has_nothing_to_say() -> None:
    assert checks.check_printing() == []


def test_checks_run_with_the_site() -> None:
    assert run_checks(tags=["papers"]) == []


def test_missing_font_is_an_error_that_names_file_and_remedy(settings: Any, tmp_path: Path) -> None:
    for name in FACES.values():
        (tmp_path / name).write_bytes(b"OTTO and so on")
    (tmp_path / "FandolHei-Regular.otf").unlink()
    (tmp_path / "LXGWWenKai-Light.ttf").write_bytes(b"")
    settings.PAPER_FONT_DIR = tmp_path
    assert checks.check_printing() == [
        Error(
            f"字体目录 {tmp_path} 缺少或无法读取："
            "FandolHei-Regular.otf、LXGWWenKai-Light.ttf，公文无法打印。",
            hint="在项目目录运行：make fonts",
            id="notices.E004",
        )
    ]


@pytest.mark.parametrize(("library", "package", "code"), checks.LIBRARIES)
def test_missing_library_is_an_error_that_names_its_package(
    library: str, package: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = ctypes.util.find_library
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: None if name == library else found(name))
    assert checks.check_printing() == [
        Error(
            f"排版所需的系统库 {package} 没有安装，公文无法打印。",
            hint=f"以 root 身份运行：apt-get install {package}",
            id=code,
        )
    ]
