"""The bureau's own fonts: known by the names in them, drawn before the site's; PDF/A on or off."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.core.checks import Error
from django.core.checks import Warning as CheckWarning
from django.core.exceptions import ImproperlyConfigured
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pypdf import PdfReader

from notices import checks
from notices.papers import printing
from notices.papers.html import paper_html
from notices.papers.jobs import OWN_NAMES, Job
from notices.papers.own_fonts import own_fonts
from notices.papers.workers import Settings, Worker
from tests.papers.measure import sheets
from tests.papers.samples import sample
from yanling_assess import env

CHINESE, ENGLISH = 0x804, 0x409


def renamed(source: str, target: Path, *names: tuple[str, int]) -> None:
    """A copy of one of the site's fonts under other family names, in the languages given."""
    with TTFont(Path(site.PAPER_FONT_DIR) / source) as font:
        table = font["name"]
        table.names = [record for record in table.names if record.nameID not in (1, 3, 4, 6, 16)]
        for name, language in names:
            for number in (1, 4):
                table.setName(name, number, 3, 1, language)
        font.save(target)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fonts as a bureau may have them: one of use, one of no use, one damaged, a text, a collection."""
    folder = tmp_path_factory.mktemp("本局 字体")
    renamed("FandolKai-Regular.otf", folder / "a.otf", ("Fang Song", ENGLISH), ("仿宋_GB2312", CHINESE))
    renamed("FandolKai-Regular.otf", folder / "b.otf", ("仿宋_GB2312", CHINESE))
    renamed("FandolKai-Regular.otf", folder / "隶书.otf", ("隶书", CHINESE))
    (folder / "damaged.ttf").write_bytes(b"\x00\x01\x00\x00 and no more")
    (folder / "simsun.ttc").write_bytes(b"ttcf\x00\x01\x00\x00")
    (folder / "说明.txt").write_text("字体")
    return folder


@pytest.fixture(scope="module")
def faces(folder: Path) -> set[str]:
    """The faces of a paper's running text, printed with the bureau's own fonts."""
    worker = Worker(Settings(Path(site.PAPER_FONT_DIR), printing.STYLES, 1, 60, folder))
    outcome = worker.run(Job(paper_html(sample(units=1, attached=False)), False))
    worker.stop()
    assert outcome.log == ()
    assert outcome.printed is not None, outcome.failure
    pages = sheets(outcome.printed.pdf)
    return {face for page in pages for line in page.lines for face in line.faces}


def test_own_font_is_known_by_a_family_name_in_any_language(folder: Path) -> None:
    assert own_fonts(folder, OWN_NAMES).faces == (("仿宋_GB2312", folder / "a.otf"),)


def test_paper_embeds_the_own_face_in_the_place_of_the_sites(faces: set[str]) -> None:
    assert "GW-FangSong" not in faces
    assert {"GW-BiaoSong", "GW-Hei"} <= faces
    assert any("GB2312" in face for face in faces)


def test_each_file_of_no_use_is_told_of_with_the_reason(folder: Path) -> None:
    assert [(found.msg, type(found), found.id) for found in checks.odd_own_fonts(folder)] == [
        (f"本局字体目录 {folder} 中的 {name} 没有使用：{why}。", CheckWarning, "notices.W001")
        for name, why in (
            ("b.otf", "与 a.otf 是同一种字体"),
            ("damaged.ttf", "文件损坏或无法读取"),
            ("simsun.ttc", "是字体集合（.ttc），请改放其中单个字体的 .ttf 文件"),
            ("说明.txt", "不是 .ttf 或 .otf 字体文件"),
            ("隶书.otf", "字体名称（隶书）不是公文所用的字体"),
        )
    ]


def test_folder_that_is_not_there_is_an_error(settings: Any, tmp_path: Path) -> None:
    settings.PAPER_OWN_FONT_DIR = tmp_path / "没有"
    assert checks.check_printing() == [
        Error(
            f"本局字体目录 {tmp_path / '没有'} 不存在或无法读取，公文无法打印。",
            hint="建好这个目录并让网站能读，或删去环境变量 PAPER_OWN_FONT_DIR。",
            id="notices.E005",
        )
    ]


def test_folder_is_given_by_its_full_path_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PAPER_OWN_FONT_DIR", raising=False)
    assert env.folder("PAPER_OWN_FONT_DIR") is None
    monkeypatch.setenv("PAPER_OWN_FONT_DIR", "/srv/字体")
    assert env.folder("PAPER_OWN_FONT_DIR") == Path("/srv/字体")
    monkeypatch.setenv("PAPER_OWN_FONT_DIR", "字体")
    with pytest.raises(ImproperlyConfigured, match="完整路径"):
        env.folder("PAPER_OWN_FONT_DIR")


@pytest.mark.parametrize("pdfa", [True, False], ids=["PDF/A", "plain"])
def test_pdf_is_written_as_pdf_a_unless_switched_off(*, pdfa: bool) -> None:
    worker = Worker(Settings(Path(site.PAPER_FONT_DIR), printing.STYLES, 1, 60, pdfa=pdfa))
    outcome = worker.run(Job("<p>正文</p>", False))
    worker.stop()
    assert outcome.printed is not None, outcome.failure
    root = PdfReader(io.BytesIO(outcome.printed.pdf)).trailer["/Root"]
    assert ("/OutputIntents" in root) is pdfa
