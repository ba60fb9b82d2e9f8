"""A paper's Word file, opened by LibreOffice and printed, agrees with its PDF in pages and text."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from notices.papers.content import Figure, Heading, Letter, Paper, Paragraph, Statement
from notices.papers.printing import print_paper, print_statement
from notices.papers.word.documents import docx_of
from scoring.charts import bar_chart
from tests.papers.measure import BOTTOM, LEFT, RIGHT, Sheet, ink, sheets
from tests.papers.samples import LEAD, LONG_FACT, OFFICE, deduction_table, letter, sample
from tests.papers.word.office import WRITER, printed

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not WRITER, reason="没有安装 LibreOffice Writer")]
near = pytest.approx
FILLER = "政策法规股负责人社窗口单位百分考核的具体实施工作"
RARE = "𬭚㛃䶮堃喆"
LEVELS = tuple(Heading(level, f"第{level}级") for level in (1, 2, 3, 4, 4, 2, 1))
SAMPLES: dict[str, Paper] = {
    "no units": sample(units=0),
    "one unit": sample(units=1),
    "twenty units": sample(units=20),
    "sixty units": sample(units=60),
    "long unit names": sample(units=7, long_names=True),
    "long facts": sample(units=4, fact=LONG_FACT * 22),
    "rare characters": sample(units=3, fact=f"窗口工作人员王{RARE}上班后5分钟到岗，当事人称去了洗手间，" * 6),
    "no attachments": sample(units=9, attached=False),
    "no seal": sample(units=3, attached=False, sealed=False),
    "no note": sample(units=2, attached=False, note=""),
    "full page": replace(
        sample(attached=False),
        blocks=(Paragraph.of(FILLER * 60), Paragraph.of(LEAD)),
    ),
    "levels": replace(sample(attached=False), blocks=(*LEVELS, Paragraph.of("正文"))),
}
COPIES = "驻人社局纪检监察组，县行政服务中心督查室"
LETTERS: dict[str, Letter] = {
    "letter": letter(),
    "letter with slip": letter(slip=True),
    "letter with slip and copies": letter(slip=True, copies=COPIES),
    "letter of several pages": letter(filler=14, copies=COPIES),
    "letter with sixty units": letter(units=60, copies=COPIES, sealed=False),
    "letter with attachments": letter(units=20, attached=True, slip=True, copies=COPIES),
}
SHEET = Statement(
    ("2026年9月得分说明",), "社保中心　得分93.5", (deduction_table(30),), "摘自2026年9月定分结果。", OFFICE
)
EVERY: dict[str, Paper | Letter | Statement] = {**SAMPLES, **LETTERS, "plain sheet": SHEET}


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, bytes]]:
    """Each sample as LibreOffice prints it and as we do."""
    files = {name: docx_of(paper) for name, paper in EVERY.items()}
    theirs = printed(files, Path(settings.PAPER_FONT_DIR), tmp_path_factory.mktemp("office"))
    return {name: (theirs[name], ours(paper)) for name, paper in EVERY.items()}


def ours(paper: Paper | Letter | Statement) -> bytes:
    return (print_statement(paper) if isinstance(paper, Statement) else print_paper(paper)).pdf


def said(pages: list[Sheet]) -> str:
    """All text without blanks and the lines to write on."""
    return "".join(char for page in pages for char in page.text if is_ink(char))


def is_ink(char: str) -> bool:
    return not char.isspace() and char not in "\u200b_"


def running(pages: list[Sheet]) -> str:
    """The running text and titles in order; tables, whose lines stand side by side, left out."""
    lines = (line.text for page in pages for line in page.lines if line.size in (16, 22))
    return "".join(char for line in lines for char in line if is_ink(char))


@pytest.mark.parametrize("name", EVERY)
def test_word_file_prints_as_many_pages_with_the_same_text(
    pairs: dict[str, tuple[bytes, bytes]], name: str
) -> None:
    theirs, wanted = map(sheets, pairs[name])

    assert len(theirs) == len(wanted)
    assert running(theirs) == running(wanted)
    assert Counter(said(theirs)) == Counter(said(wanted))


def test_head_stands_where_the_pdf_has_it(pairs: dict[str, tuple[bytes, bytes]]) -> None:
    theirs, wanted = pairs["one unit"]
    for box, red in (((0, 60, 210, 105), True), ((0, 105, 210, 117), False), ((0, 116, 210, 122), True)):
        assert ink(theirs, 0, box, red=red) == near(ink(wanted, 0, box, red=red), abs=1.5)


@pytest.mark.parametrize("name", ["one unit", "no attachments", "no seal", "no note"])
def test_last_page_ends_as_the_pdf_does(pairs: dict[str, tuple[bytes, bytes]], name: str) -> None:
    theirs, wanted = (sheets(pdf)[-1] for pdf in pairs[name])
    assert max(rule[3] for rule in theirs.rules) == near(BOTTOM, abs=0.5)
    foot, right_foot = (page.line("抄送：") for page in (theirs, wanted))
    assert (foot.left, foot.middle) == near((right_foot.left, right_foot.middle), abs=1.2)
    if name != "one unit":  # the others are signed on their last page
        date, right_date = (page.line("2026年10月8日") for page in (theirs, wanted))
        # Unsealed, the date begins two characters in; LibreOffice airs its digits, so that it ends later.
        stands = "left" if name == "no seal" else "centre"
        assert getattr(date, stands) == near(getattr(right_date, stands), abs=2)
        assert date.middle == near(right_date.middle, abs=2)


def test_full_page_has_22_lines_of_28_characters(pairs: dict[str, tuple[bytes, bytes]]) -> None:
    full = sheets(pairs["full page"][0])[1].body
    assert len(full) == 22
    assert [round(line.grid, 1) for line in full] == near([*range(1, 23)], abs=0.11)
    assert all(27 <= len(line.text) <= 29 for line in full)
    assert {len(line.text) for line in full} >= {28}


@pytest.mark.parametrize("name", SAMPLES)
def test_page_numbers_stand_outside_below_the_text(pairs: dict[str, tuple[bytes, bytes]], name: str) -> None:
    for page in sheets(pairs[name][0]):
        number = page.lines[-1]
        assert number.text.replace(" ", "") == f"—{page.number}—"
        assert number.middle == near(BOTTOM + 7, abs=1)
        cell = 14 * 25.4 / 72
        edge, inset = (number.right, RIGHT - cell) if page.number % 2 else (number.left, LEFT + cell)
        assert edge == near(inset, abs=1)


def test_letter_has_its_mark_between_rules_and_no_number_on_page_one(
    pairs: dict[str, tuple[bytes, bytes]],
) -> None:
    theirs, wanted = pairs["letter with slip"]
    boxes = {"mark": (20, 25, 190, 43.5), "upper rule": (10, 44, 200, 48), "lower rule": (10, 270, 200, 282)}
    for what, box in boxes.items():
        assert ink(theirs, 0, box, red=True) == near(ink(wanted, 0, box, red=True), abs=1.5), what
    pages, right_pages = sheets(theirs), sheets(wanted)
    number, right_number = (page[0].line("鄢人社") for page in (pages, right_pages))
    assert (number.right, number.middle) == near((right_number.right, right_number.middle), abs=1)
    assert not any(line.text.startswith("—") for line in pages[0].lines)
    assert pages[1].lines[-1].text.replace(" ", "") == "—2—"
    for first, right_first in zip(pages, right_pages, strict=True):
        assert first.body[0].middle == near(right_first.body[0].middle, abs=1.5)


def test_every_character_of_a_rare_name_is_drawn(pairs: dict[str, tuple[bytes, bytes]]) -> None:
    theirs = sheets(pairs["rare characters"][0])
    for char in RARE:
        lines = [line for page in theirs for line in page.lines if char in line.text]
        assert lines
        assert not any("notdef" in face for line in lines for face in line.faces)


def test_chart_is_drawn_within_the_width(tmp_path: Path) -> None:
    chart = bar_chart("k", "各类失分", [(f"第{n}类名称很长的窗口单位", [n], f"{n}分") for n in range(1, 7)])
    paper = replace(
        sample(attached=False), blocks=(Paragraph.of("图前"), Figure(chart), Paragraph.of("图后"))
    )
    theirs = printed({"chart": docx_of(paper)}, Path(settings.PAPER_FONT_DIR), tmp_path)["chart"]
    pages, wanted = sheets(theirs), sheets(ours(paper))
    assert len(pages) == len(wanted)
    place, right_place = (
        next((p.number, line.middle) for p in found for line in p.lines if line.text == "图后")
        for found in (pages, wanted)
    )
    assert place == near(right_place, abs=1.5)
