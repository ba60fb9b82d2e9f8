"""A letter measured with a ruler: GB/T 9704-2012 10.1, within a millimetre."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest

from notices.papers import printing
from notices.papers.printing import print_paper
from tests.papers.measure import BOTTOM, LEFT, PITCH, RIGHT, Line, Sheet, ink, sheets
from tests.papers.samples import LONG_FACT, OFFICE, SLIP, letter

near = pytest.approx
MM_PER_PT = 25.4 / 72
SEVEN_EIGHTHS = 16 * MM_PER_PT * 7 / 8
UPPER, LOWER = 277 - 1.2, 277.0  # edges of the lower double rule
FOOT = UPPER - SEVEN_EIGHTHS  # where the characters of page one's last line end
COPIES = "驻人社局纪检监察组，县行政服务中心督查室"
SHAPES: dict[str, dict[str, Any]] = {
    "one page": {},
    "no seal": {"sealed": False},
    "slip": {"slip": True},
    "slip and copies": {"slip": True, "copies": COPIES},
    "slip on a page of its own": {"slip": True, "filler": 6},
    "several pages": {"filler": 14, "copies": COPIES},
    "twenty units": {"units": 20, "slip": True},
    "sixty units": {"units": 60, "copies": COPIES, "sealed": False},
    "long unit names": {"units": 7, "long_names": True},
    "a fact of thirty lines": {"fact": LONG_FACT * 22, "slip": True},
    "attachment and slip": {"units": 20, "attached": True, "slip": True, "copies": COPIES},
    "rare names": {"fact": "工作人员王𬭚、李㛃、张䶮、赵堃、钱喆均未在岗。", "slip": True},
}
_kept: dict[str, bytes] = {}


@pytest.fixture(scope="module", autouse=True)
def _workers_end() -> Iterator[None]:
    yield
    printing.close()


def printed(**options: Any) -> bytes:
    key = repr(sorted(options.items()))
    if key not in _kept:
        _kept[key] = print_paper(letter(**options)).pdf
    return _kept[key]


@pytest.fixture(params=list(SHAPES.values()), ids=list(SHAPES))
def pages(request: pytest.FixtureRequest) -> list[Sheet]:
    return sheets(printed(**request.param))


def written(page: Sheet) -> list[Line]:
    """Everything but the mark and the page number."""
    return [line for line in page.lines if line.size in (12, 14, 16, 22) and line.text[0] != "—"]


def foot(page: Sheet, line: Line) -> float:
    """How far down a line may reach; a table's row takes the whole of its last grid line."""
    if page.number > 1:
        return BOTTOM
    return FOOT + 0.3 if line.size == 16 else FOOT + 2.3


def body(page: Sheet) -> list[Line]:
    return [line for line in written(page) if line.size == 16]


def double_rules(page: Sheet) -> list[tuple[float, ...]]:
    """The outlines of the double rules, upper one first."""
    wide = [rule for rule in page.rules if rule[2] - rule[0] > 165]
    return sorted({max(group, key=lambda r: r[3] - r[1]) for group in _near(wide)}, key=lambda r: r[1])


def _near(rules: list[tuple[float, ...]]) -> list[list[tuple[float, ...]]]:
    return [[r for r in rules if (r[1] > 150) is low] for low in (False, True) if rules]


@pytest.mark.parametrize("mark", ["县人社局", OFFICE, "某" * 19, "某" * 30])
def test_mark_begins_30_mm_below_the_edge_and_the_upper_rule_4_mm_below_it(mark: str) -> None:
    pdf = printed(mark=mark)
    rule = double_rules(sheets(pdf)[0])[0]
    name = ink(pdf, 0, (0, 20, 210, rule[1] - 1), red=True)
    assert name[1] == near(30, abs=0.8)
    assert rule[1] - name[3] == near(4, abs=0.8)
    assert (name[0] + name[2]) / 2 == near(106, abs=1.5)
    assert name[0] >= LEFT - 0.5
    assert name[2] <= RIGHT + 0.5


def test_double_rules_are_170_mm_long_thick_outside_and_on_page_one_only(pages: list[Sheet]) -> None:
    first, *others = pages
    upper, lower = double_rules(first)
    assert (upper[0], upper[2], lower[0], lower[2]) == near((20, 190, 20, 190), abs=0.1)
    assert (lower[1], lower[3]) == near((UPPER, LOWER), abs=0.1)
    assert not any(double_rules(page) for page in others)


def test_rules_are_drawn_thick_above_thin_and_thin_above_thick() -> None:
    pdf = printed()
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=600 / 72).to_pil().convert("RGB")
    column = [picture.getpixel((picture.width // 2, y))[1] < 128 for y in range(picture.height)]
    runs = [(drawn, len(list(run))) for drawn, run in groupby(column)]
    thick_thin = [length for drawn, length in runs if drawn]
    assert thick_thin[-1] > 2 * thick_thin[-2]
    upper = ink(pdf, 0, (189, 40, 210, 50), red=True)
    edge = [picture.getpixel((round(189.5 * 600 / 25.4), y))[1] < 128 for y in range(picture.height // 4)]
    above, below = (len(list(run)) for drawn, run in groupby(edge) if drawn)
    assert above > 2 * below
    assert upper[2] == near(190, abs=0.2)


def test_number_stands_flush_right_seven_eighths_of_a_character_below_the_rule() -> None:
    pdf = printed()
    page = sheets(pdf)[0]
    number = page.line("鄢人社函〔2026〕21号")
    assert number.right == near(RIGHT, abs=0.5)
    assert number.top - double_rules(page)[0][3] == near(SEVEN_EIGHTHS, abs=0.3)


@pytest.mark.parametrize("title", [("函",), ("关于整改的", "函"), ("某" * 12, "某" * 12, "函")])
def test_title_begins_two_blank_lines_below_the_number(title: tuple[str, ...]) -> None:
    page = sheets(printed(title=title))[0]
    number, first = page.line("鄢人社函"), page.line(title[0])
    assert first.size == 22
    assert first.top - number.bottom == near(2 * PITCH + 4.8, abs=4)  # the title stands in whole lines
    assert [line.text for line in page.lines if line.size == 22] == list(title)


@pytest.mark.parametrize("mark", [OFFICE, "某" * 30])
def test_page_one_reaches_down_to_seven_eighths_of_a_character_above_the_lower_rule(mark: str) -> None:
    first, second, *_ = sheets(printed(filler=14, copies=COPIES, mark=mark))
    assert first.lines[-1].bottom == near(FOOT, abs=0.3)
    full = [round(line.grid, 1) for line in second.body]
    assert full == [float(number) for number in range(1, 23)]


def test_lines_keep_the_pitch_on_every_page(pages: list[Sheet]) -> None:
    first, *others = pages
    for page in others:
        assert all(abs(line.grid - round(line.grid)) * PITCH < 1 for line in body(page)), page.number
    steps = [(line.bottom - FOOT) / PITCH for line in body(first) if line.top > first.line("鄢陵县城乡").top]
    assert all(abs(step - round(step)) * PITCH < 1 for step in steps)


def test_nothing_leaves_the_text_area_but_the_page_number(pages: list[Sheet]) -> None:
    for page in pages:
        assert all(line.left >= LEFT - 0.3 and line.right <= RIGHT + 0.6 for line in written(page))
        assert all(line.bottom <= foot(page, line) for line in written(page)), page.number


def test_page_one_has_no_number_and_later_ones_have_it_outside(pages: list[Sheet]) -> None:
    assert not pages[0].lines[-1].text.startswith("—")
    for page in pages[1:]:
        number = page.lines[-1]
        assert number.text.replace("\u2009", " ") == f"— {page.number} —"
        assert number.middle == near(BOTTOM + 7, abs=1)
        one_cell = 14 * 25.4 / 72
        edge, inset = (number.right, RIGHT - one_cell) if page.number % 2 else (number.left, LEFT + one_cell)
        assert edge == near(inset, abs=0.3)


def test_copies_stand_alone_at_the_foot_of_the_last_page_of_the_letter_without_rules() -> None:
    (page,) = (page for page in sheets(printed(filler=14, copies=COPIES)) if "抄送" in page.text)
    copies = page.line("抄送：")
    assert copies.text == f"抄送：{COPIES}。"
    assert copies.size == 14
    assert copies.middle == near(BOTTOM - PITCH / 2, abs=1)
    assert page.rules == ()
    assert "印发" not in page.text


def test_heading_is_never_last_on_its_page(pages: list[Sheet]) -> None:
    for page in pages[:-1]:
        last = written(page)[-1]
        assert last.size in (12, 14) or not last.faces <= {"GW-Hei", "GW-Kai"}, page.number


def test_signature_keeps_the_last_lines_of_text(pages: list[Sheet]) -> None:
    page = next(page for page in pages if "2026年10月8日" in {line.text for line in page.lines})
    date = page.line("2026年10月8日")
    assert any(line.size in (12, 16) and line.bottom < date.top - 15 for line in page.lines), "此页无正文"


@pytest.mark.parametrize("filler", [0, 1, 3, 5, 6])
def test_slip_is_never_broken_and_stands_below_the_letter_where_it_fits(filler: int) -> None:
    pages = sheets(printed(slip=True, filler=filler))
    (page,) = (page for page in pages if any(line.text.startswith("回") for line in page.lines))
    title = page.line("回")
    assert title.size == 22
    assert page is pages[-1]
    below = [line.text.strip()[:3] for line in written(page) if line.top > title.bottom]
    labels = ["单位名", "收到时", "整改情", "经办人"]
    assert below == ["鄢陵县", "你局《", "〔20", *labels, "（盖章", "年　　"]


@pytest.mark.parametrize("options", [{"copies": COPIES}, {"attached": True}], ids=["copies", "attachment"])
def test_slip_shares_no_page_with_copies_or_attachments(options: dict[str, Any]) -> None:
    pdf = printed(slip=True, **options)
    last = sheets(pdf)[-1]
    cut = ink(pdf, last.number - 1, (0, 30, 210, 52))
    assert last.lines[0].text == "回　执"
    assert (cut[0], cut[2], cut[3]) == near((LEFT, RIGHT, 37 + PITCH), abs=0.3)


def test_long_label_of_a_slip_has_a_line_of_its_own() -> None:
    slip = replace(SLIP, fields=("整改措施落实情况及下一步工作打算和建议", "收到时间"))
    pages = sheets(print_paper(replace(letter(), slip=slip)).pdf)
    label = pages[-1].line("整改措施落实")
    following = pages[-1].line("收到时间")
    assert following.top - label.top == near(2 * PITCH, abs=0.5)


def test_draft_of_a_letter_is_marked_and_the_text_stays_where_it_is() -> None:
    draft = sheets(print_paper(letter(filler=8), draft=True).pdf)
    assert all("草稿，未经签发，不得外传" in page.text for page in draft)
    assert [body(page) for page in draft] == [body(page) for page in sheets(printed(filler=8))]


def test_same_letter_printed_twice_gives_the_same_bytes() -> None:
    options: dict[str, Any] = {"units": 3, "slip": True}
    assert print_paper(letter(**options)).pdf == print_paper(letter(**options)).pdf
