"""A printed paper measured with a ruler: GB/T 9704-2012, within a millimetre."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from notices.papers.content import Paragraph
from notices.papers.jobs import Printed
from notices.papers.printing import print_paper
from tests.papers.measure import BOTTOM, LEFT, RIGHT, Sheet, ink, sheets
from tests.papers.samples import LEAD, LONG_FACT, OFFICE, sample

PrintSample = Callable[..., Printed]
near = pytest.approx
SHAPES = {
    "no units": {"units": 0},
    "one unit": {"units": 1},
    "twenty units": {"units": 20},
    "sixty units": {"units": 60},
    "long unit names": {"units": 7, "long_names": True},
    "long facts": {"units": 4, "fact": LONG_FACT * 22},
    "no attachments": {"units": 9, "attached": False},
    "rare names": {"units": 9, "fact": "工作人员王𬭚、李㛃、张䶮、赵堃、钱喆均未在岗，扣2分（细则1.1）。"},
    "no seal": {"units": 3, "attached": False, "sealed": False},
}


@pytest.fixture(params=list(SHAPES.values()), ids=list(SHAPES))
def pages(request: pytest.FixtureRequest, print_sample: PrintSample) -> list[Sheet]:
    return sheets(print_sample(**request.param).pdf)


@pytest.mark.parametrize("number", ["鄢人社通报〔2026〕9号", "〔2026〕第9期"], ids=["文号", "期号"])
def test_page_one_head_stands_where_the_standard_puts_it(print_sample: PrintSample, number: str) -> None:
    pdf = print_sample(units=3, number=number).pdf
    mark = ink(pdf, 0, (0, 60, 210, 105), red=True)
    number_ink = ink(pdf, 0, (0, 105, 210, 117))
    rule = ink(pdf, 0, (0, 116, 210, 122), red=True)
    assert mark[1] == near(72, abs=0.4)
    assert (mark[0] + mark[2]) / 2 == near(106, abs=0.4)
    assert (number_ink[0] + number_ink[2]) / 2 == near(106, abs=2)  # half a bracket's cell is empty
    assert number_ink[1] - mark[3] == near(2 * 225 / 22, abs=2.5)  # two blank lines, ink to ink
    assert rule[1] - number_ink[3] == near(4, abs=0.3)
    assert rule[0] == near(28, abs=0.2)
    assert rule[2] == near(184, abs=0.2)
    assert 0.35 <= rule[3] - rule[1] <= 0.6  # 1 to 1.5 pt and the edge of a pixel


@pytest.mark.parametrize("mark", ["督查通报", "鄢陵县人社局文件", f"{OFFICE}文件", "某" * 24 + "文件"])
def test_mark_of_any_length_fits_the_width_and_begins_at_72_mm(mark: str) -> None:
    edges = ink(print_paper(sample(units=1, attached=False, mark=mark)).pdf, 0, (0, 60, 210, 105), red=True)
    assert edges[1] == near(72, abs=1)
    assert edges[0] >= 27.5
    assert edges[2] <= 184.5
    assert (edges[0] + edges[2]) / 2 == near(106, abs=2)  # half a bracket's cell is empty


def test_full_page_of_text_has_22_lines_of_28_characters() -> None:
    text = "政策法规股负责人社窗口单位百分考核的具体实施工作" * 60
    pages = sheets(print_paper(replace(sample(attached=False), blocks=(Paragraph.of(text),))).pdf)
    full = pages[1].body
    assert [round(line.grid, 1) for line in full] == [float(number) for number in range(1, 23)]
    assert {len(line.text) for line in full} == {28}
    assert {round(line.left, 1) for line in full} == {LEFT}
    assert all(line.right == near(RIGHT, abs=0.3) for line in full)


def test_body_lines_stand_on_the_grid_of_22_on_every_page(pages: list[Sheet]) -> None:
    for page in pages:
        assert all(abs(line.grid - round(line.grid)) * 225 / 22 < 1 for line in page.body), page.number
        assert all(0.9 < line.grid < 22.1 for line in page.body), page.number


def test_nothing_leaves_the_text_area_but_the_page_number(pages: list[Sheet]) -> None:
    for page in pages:
        inside = [line for line in page.lines if line.size != 43 and not line.text.startswith("—")]
        assert all(line.left >= LEFT - 0.3 and line.right <= RIGHT + 0.6 for line in inside), page.number
        assert all(line.bottom <= BOTTOM for line in inside), page.number


def test_page_numbers_stand_outside_7_mm_below_the_text(pages: list[Sheet]) -> None:
    for page in pages:
        number = page.lines[-1]
        assert number.text.replace("\u2009", " ") == f"— {page.number} —"
        assert number.size == 14
        assert number.faces == {"GW-Song"}
        assert number.middle == near(BOTTOM + 7, abs=1)
        one_cell = 14 * 25.4 / 72
        edge, inset = (number.right, RIGHT - one_cell) if page.number % 2 else (number.left, LEFT + one_cell)
        assert edge == near(inset, abs=0.3)


def test_page_one_shows_body_text(pages: list[Sheet]) -> None:
    assert LEAD[:10] in pages[0].text


def test_imprint_closes_the_last_page_and_never_stands_alone(pages: list[Sheet]) -> None:
    *others, last = pages
    foot = last.line("抄送：")
    office = last.line(OFFICE + "2026年10月8日印发")
    assert not any("抄送：" in page.text for page in others)
    assert office.size == foot.size == 14
    assert max(rule[3] for rule in last.rules) == near(BOTTOM, abs=0.2)
    assert office.middle == near(BOTTOM - 225 / 44, abs=1)
    assert [line for line in last.lines if line.bottom < foot.top], "the imprint stands alone"
    above = [line for line in last.lines if line.top < foot.top and line is not foot]
    assert all(line.bottom < foot.top for line in above), "text runs into the imprint"


def test_heading_is_never_last_on_its_page(pages: list[Sheet]) -> None:
    for page in pages[:-1]:
        last = [line for line in page.lines if line.bottom < BOTTOM][-1]
        assert last.size != 16 or not last.faces <= {"GW-Hei", "GW-Kai"}, page.number


def test_same_paper_printed_twice_gives_the_same_bytes() -> None:
    assert print_paper(sample(units=2)).pdf == print_paper(sample(units=2)).pdf


def test_signature_keeps_the_last_lines_of_text(pages: list[Sheet]) -> None:
    page = next(page for page in pages if "2026年10月8日" in {line.text for line in page.lines})
    date = page.line("2026年10月8日")
    assert any(line.size in (12, 16) and line.bottom < date.top - 15 for line in page.lines), "此页无正文"
