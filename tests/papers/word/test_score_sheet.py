"""得分单 as a Word file: one A4 whatever stands on it, with every number of the PDF and its chart's."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from notices.papers.score_sheet_parts import ScoreSheet
from notices.papers.word.score_sheet import score_sheet_docx
from tests.papers.measure import Sheet, sheets
from tests.papers.test_score_sheet import NAMES, RARE, SHAPES, a_sheet
from tests.papers.word.office import WRITER, printed
from tests.papers.word.read import W, body, looks, part, text, value

office = pytest.mark.skipif(not WRITER, reason="没有安装 LibreOffice Writer")
FOOT = ("单位负责人（签字）", "2026年10月8日", "取自2026年9月定分结果第1版")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Sheet]]:
    files = {name: score_sheet_docx(sheet) for name, sheet in SHAPES.items()}
    theirs = printed(files, Path(settings.PAPER_FONT_DIR), tmp_path_factory.mktemp("office"))
    return {name: sheets(pdf) for name, pdf in theirs.items()}


def words(sheet: ScoreSheet) -> str:
    return text(body(score_sheet_docx(sheet)))


@office
@pytest.mark.slow
@pytest.mark.parametrize("name", SHAPES)
def test_sheet_is_one_page_within_its_margins(pages: dict[str, list[Sheet]], name: str) -> None:
    (page,) = pages[name]

    assert min(line.left for line in page.lines) >= 14.5
    assert max(line.right for line in page.lines) <= 195.5
    assert 200 <= max(line.bottom for line in page.lines) <= 280
    said = page.text.replace(" ", "").replace("\u3000", "")
    assert [part for part in (*FOOT, *NAMES) if part.replace(" ", "") not in said] == []


@office
@pytest.mark.slow
def test_rare_names_are_drawn(pages: dict[str, list[Sheet]]) -> None:
    (page,) = pages["rare characters"]

    assert set(RARE) <= set(page.text)
    assert not any("notdef" in face for line in page.lines for face in line.faces)


def test_every_text_of_the_sheet_stands_in_the_file() -> None:
    sheet = SHAPES["corrected"]
    found = words(sheet)

    told = [sheet.office, sheet.unit, sheet.month, sheet.total, *sheet.facts, sheet.corrected]
    told += [part for bar in sheet.bars for part in (bar.name, f"{bar.score}（{bar.full}）", bar.arithmetic)]
    told += [
        part for line in sheet.lines for part in (line.when, line.who, line.what, line.text, line.points)
    ]
    told += [*sheet.follow_ups, *sheet.notes, sheet.answer, sheet.dated, sheet.source]
    told += [f"{dot.short} {dot.total}" for dot in sheet.trend.dots]
    assert [part for part in told if part not in found] == []


def test_what_is_left_out_is_told_with_its_sum() -> None:
    assert "本单有删节，全文见得分说明。" in words(SHAPES["sixty long facts"])
    assert "条，见得分说明（实计合计−" in words(SHAPES["sixty long facts"])
    assert "本单有删节" not in words(SHAPES["twenty lines"])


def test_bars_are_as_long_as_the_scores() -> None:
    bars = tuple(
        replace(bar, width=width) for bar, width in zip(a_sheet().bars, (0, 25, 78, 100), strict=False)
    )
    docx = score_sheet_docx(a_sheet(bars=bars))
    found = [
        [(value(cell, "tcPr/shd", "fill"), value(cell, "tcPr/tcW", "w")) for cell in table.iter(f"{W}tc")]
        for table in body(docx).iter(f"{W}tbl")
        if table.find(f"{W}tr/{W}tc/{W}tcPr/{W}shd") is not None and table.find(f".//{W}tbl") is None
    ]

    assert found == [
        [("E6E6E6", "1587")],
        [("555555", "397"), ("E6E6E6", "1191")],
        [("555555", "1238"), ("E6E6E6", "349")],
        [("555555", "1587")],
    ]


def test_an_open_months_sheet_is_marked_a_draft_on_its_page() -> None:
    docx = score_sheet_docx(a_sheet(is_open=True))

    assert text(part(docx, "word/header1.xml")) == "草　稿"
    assert "未定分，分数随核实情况变化" in text(body(docx))
    assert "草" not in words(a_sheet())


def test_every_run_names_one_face() -> None:
    for where, look in looks(score_sheet_docx(a_sheet())):
        fonts = look.find(f"{W}rFonts")
        assert fonts is not None, where
        assert len({fonts.get(W + script) for script in ("ascii", "hAnsi", "eastAsia", "cs")}) == 1


def test_equal_sheets_are_equal_files() -> None:
    assert score_sheet_docx(a_sheet()) == score_sheet_docx(a_sheet())
