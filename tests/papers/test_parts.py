"""The parts of a printed paper: title, levels, signature, attachments, tables, drafts, faces."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from django.conf import settings
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pypdf import PdfReader

from notices.papers.content import Figure, Heading, Paragraph
from notices.papers.jobs import FACES, Printed
from notices.papers.printing import print_paper
from scoring.charts import bar_chart
from tests.papers.measure import LEFT, PITCH, RIGHT, Sheet, sheets, text
from tests.papers.samples import LONG_FACT, OFFICE, deduction_table, sample, unit_name

PrintSample = Callable[..., Printed]
CELL = 156 / 28
near = pytest.approx


def find(pages: list[Sheet], beginning: str) -> tuple[Sheet, int]:
    """The page with a line that begins so, and the line's place on it."""
    return next((p, i) for p in pages for i, line in enumerate(p.lines) if line.text.startswith(beginning))


def test_title_is_22_point_centred_and_two_lines_below_the_rule(print_sample: PrintSample) -> None:
    page = sheets(print_sample(units=3).pdf)[0]
    title = [line for line in page.lines if line.size == 22]
    assert [line.text for line in title] == [OFFICE, "关于2026年9月窗口单位百分考核情况的", "督查通报"]
    assert all(line.centre == near(106, abs=0.5) for line in title)
    assert {face for line in title for face in line.faces} == {"GW-BiaoSong"}
    assert title[0].grid == near(11.25, abs=0.15)  # rule ends line 8, lines 9 and 10 are blank


def test_addressee_is_flush_left_and_paragraphs_indent_two_cells(print_sample: PrintSample) -> None:
    page = sheets(print_sample(units=3).pdf)[0]
    assert page.line("局各窗口单位：").left == near(LEFT, abs=0.1)
    assert page.line("为持续开展").left == near(LEFT + 2 * CELL, abs=0.1)


def test_levels_are_numbered_and_set_in_their_faces() -> None:
    levels = tuple(Heading(level, f"第{level}级") for level in (1, 2, 3, 4, 4, 2, 1, 2))
    pages = sheets(print_paper(replace(sample(attached=False), blocks=(*levels, Paragraph.of("正文")))).pdf)
    lines = [line for sheet in pages for line in sheet.body if "级" in line.text]
    assert [(line.text, set(line.faces)) for line in lines] == [
        ("一、第1级", {"GW-Hei"}),
        ("（一）第2级", {"GW-Kai"}),
        ("1.第3级", {"GW-FangSong"}),
        ("（1）第4级", {"GW-FangSong"}),
        ("（2）第4级", {"GW-FangSong"}),
        ("（二）第2级", {"GW-Kai"}),
        ("二、第1级", {"GW-Hei"}),
        ("（一）第2级", {"GW-Kai"}),
    ]


def test_sealed_date_stands_four_cells_in_with_the_authority_centred_on_it(print_sample: PrintSample) -> None:
    page, place = find(sheets(print_sample(units=3).pdf), "2026年10月8日")
    office, date = page.lines[place - 1], page.lines[place]
    assert office.text == OFFICE
    assert date.right == near(RIGHT - 4 * CELL, abs=0.5)
    assert office.centre == near(date.centre, abs=0.5)
    assert date.middle - page.lines[place - 2].middle == near(
        4 * PITCH, abs=1
    )  # two blank lines for the seal


def test_unsealed_authority_stands_two_cells_in_and_the_date_two_cells_right_of_it(
    print_sample: PrintSample,
) -> None:
    page, place = find(sheets(print_sample(units=3, attached=False, sealed=False).pdf), "2026年10月8日")
    office, date = page.lines[place - 1], page.lines[place]
    assert office.right == near(RIGHT - 2 * CELL, abs=0.5)
    assert date.left == near(office.left + 2 * CELL, abs=0.5)
    assert date.middle - page.lines[place - 2].middle == near(3 * PITCH, abs=1)  # one blank line


@pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "unsealed"])
@pytest.mark.parametrize("office", ["县局", "某" * 27], ids=["short", "long"])
def test_authority_of_any_length_stays_in_the_text_area(office: str, sealed: bool) -> None:
    pages = sheets(print_paper(sample(units=1, attached=False, office=office, sealed=sealed)).pdf)
    page, place = find(pages, "2026年10月8日")
    signed = page.lines[place - 1]
    assert signed.text == office
    assert signed.left >= LEFT - 0.3
    assert signed.right <= RIGHT + 0.3
    assert page.lines[place].right <= RIGHT + 0.3


def test_note_follows_the_date_in_brackets(print_sample: PrintSample) -> None:
    page, place = find(sheets(print_sample(units=3).pdf), "2026年10月8日")
    note = page.lines[place + 1]
    assert note.text == "（联系人：王喆，电话：0374-7160000）"
    assert note.middle - page.lines[place].middle == near(PITCH, abs=0.5)


def test_attachments_are_listed_below_the_body_and_begin_on_pages_of_their_own(
    print_sample: PrintSample,
) -> None:
    pages = sheets(print_sample(units=3).pdf)
    listed, place = find(pages, "附件：1. 2026年9月各窗口单位得分表")
    second = listed.lines[place + 1]
    assert second.text == "2. 2026年9月扣分明细"
    assert second.left == near(LEFT + 5 * CELL, abs=0.5)
    for number, title in ((1, "2026年9月各窗口单位得分表"), (2, "2026年9月扣分明细")):
        page, place = find(pages, f"附件{number}")
        label, heading = page.lines[0], page.lines[1]
        assert (place, label.size, set(label.faces)) == (0, 16, {"GW-Hei"})
        assert label.grid == near(1, abs=0.1)
        assert heading.grid == near(3, abs=0.1)
        assert (heading.text, heading.size) == (title, 22)
        assert heading.centre == near(106, abs=0.5)


def test_single_attachment_has_no_number() -> None:
    paper = sample(units=1)
    pages = sheets(print_paper(replace(paper, attachments=paper.attachments[:1])).pdf)
    assert find(pages, "附件：2026年9月各窗口单位得分表")
    assert pages[-1].lines[0].text == "附件"


def test_table_head_is_repeated_on_every_page_it_reaches(print_sample: PrintSample) -> None:
    pages = sheets(print_sample(units=60).pdf)
    first = find(pages, "附件2")[0].number
    assert len(pages) - first >= 4
    for page in pages[first:]:
        assert page.lines[0].text == "序号日期单位条款事实扣分", page.number
    assert all(len([line for line in page.lines if line.size == 12]) > 1 for page in pages[first:])


def test_row_higher_than_a_page_is_printed_whole() -> None:
    paper = sample(units=1)
    attachment = replace(paper.attachments[1], blocks=(deduction_table(3, LONG_FACT * 40),))
    printed = text(print_paper(replace(paper, attachments=(attachment,))).pdf)
    assert printed.count("洗") == 3 * 40


def test_text_can_be_selected_and_every_face_is_embedded(print_sample: PrintSample) -> None:
    pdf = print_sample(units=20).pdf
    printed = text(pdf)
    for number in range(20):
        assert unit_name(number) in printed.replace("\n", "")
    assert "作风我最好，服务我最优" in printed
    assert "\u200b" not in printed
    fonts = [
        font["/DescendantFonts"][0]["/FontDescriptor"]
        for page in PdfReader(io.BytesIO(pdf)).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
        for font in [font.get_object()]
    ]
    assert fonts
    assert all({"/FontFile2", "/FontFile3"} & set(font) for font in fonts)


def characters(pdf: bytes) -> list[dict[str, Any]]:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [char for page in document.pages for char in page.chars]


def characters_of(face: str) -> set[int]:
    """The characters that the face's file has glyphs for."""
    with TTFont(Path(settings.PAPER_FONT_DIR) / FACES[face], lazy=True) as font:
        return set(font.getBestCmap())


@pytest.mark.parametrize("name", ["𬭚", "㛃", "䶮", "堃", "喆", "犇", "頔", "玥"])
def test_rare_character_prints_and_leaves_the_pitch_of_lines(name: str) -> None:
    fact = f"窗口工作人员王{name}同志上班后5分钟到岗，当事人称去了洗手间，" * 6
    pdf = print_paper(sample(units=3, attached=False, fact=fact)).pdf
    pages = sheets(pdf)
    printed = [line for page in pages for line in page.body if name in line.text]
    assert printed
    assert all(abs(line.grid - round(line.grid)) < 0.05 for page in pages for line in page.body)
    assert not any("notdef" in face for line in printed for face in line.faces)
    drawn_by = {char["fontname"].split("+")[-1] for char in characters(pdf) if char["text"] == name}
    assert drawn_by == {"GW-Rare-Light"}
    assert ord(name) in characters_of("GW Rare")


def test_draft_is_marked_on_every_page_and_the_text_stays_where_it_is(print_sample: PrintSample) -> None:
    draft, final = sheets(print_sample(units=3, draft=True).pdf), sheets(print_sample(units=3).pdf)
    assert all("草稿，未经签发，不得外传" in page.text for page in draft)
    assert not any("草稿" in page.text for page in final)
    assert [page.body for page in draft] == [page.body for page in final]


def test_pdf_names_its_title_and_office(print_sample: PrintSample) -> None:
    meta = PdfReader(io.BytesIO(print_sample(units=3).pdf)).metadata
    assert meta is not None
    assert meta.title == f"{OFFICE}关于2026年9月窗口单位百分考核情况的督查通报"
    assert meta.author == OFFICE


def test_a_chart_keeps_to_the_width_and_what_follows_stays_on_the_grid() -> None:
    chart = bar_chart("k", "各类失分", [(f"第{n}类名称很长的窗口单位", [n], f"{n}分") for n in range(1, 7)])
    blocks = (Paragraph.of("图前"), Figure(chart), Paragraph.of("图后"))
    pages = sheets(print_paper(replace(sample(attached=False), blocks=blocks)).pdf)

    page, place = find(pages, "图后")
    assert page.lines[place].grid == near(round(page.lines[place].grid), abs=0.1)
    drawn = [
        line for sheet in pages for line in sheet.lines if line.text.endswith("分") or "窗口" in line.text
    ]
    assert any("6分" in line.text for line in drawn)
    assert all(line.left >= LEFT - 0.5 and line.right <= RIGHT + 0.5 for line in drawn)
