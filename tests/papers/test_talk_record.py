"""约谈记录 on paper: one page blank or short, further pages where much was said, never a box left open."""

import io
import itertools
from collections.abc import Iterator
from dataclasses import replace

import pdfplumber
import pytest

from notices.papers import printing
from notices.papers.talk_record import TalkRecord, talk_record_html
from tests.papers.measure import MM, Line, Sheet, sheets, text
from tests.papers.samples import OFFICE

SAID = "第一，窗口人员在工作时间擅离岗位，群众排队等候约半小时；第二，对群众的咨询没有一次性告知。"
USUAL = TalkRecord(
    bureau=OFFICE,
    number="鄢人社函〔2026〕21号",
    unit="鄢陵县城乡居民社会养老保险中心",
    person="王𬭚（主任）",
    held_at="2026年10月9日15时30分",
    place="局机关三楼会议室",
    led_by="李㛃（驻人社局纪检监察组组长）",
    noted_by="赵堃",
    basis="窗口单位被通报批评两次的，由纪检监察组约谈窗口单位负责人。",
    points=SAID * 2,
    answer="我单位完全接受批评，认真整改。",
    demands="一周内提交书面整改意见。",
)
SHAPES = {
    "blank": TalkRecord(OFFICE),
    "usual": USUAL,
    "long names": replace(USUAL, unit="某" * 60, person="王" * 60, place="某" * 100, led_by="李" * 60),
    "one endless paragraph": replace(USUAL, points=SAID * 110),
    "everything endless": replace(
        USUAL, points=f"{SAID * 9}\n" * 12, answer=f"{SAID * 12}\n" * 6, demands=SAID * 60, basis=SAID * 6
    ),
    **{f"{count} sentences": replace(USUAL, points=SAID * count) for count in (18, 20, 22, 24, 26)},
}
LEFT, RIGHT, TOP, BOTTOM = 21.0, 191.0, 20.0, 275.0
LABELS = ("被约谈单位", "约谈通知书", "约谈时间", "约谈地点", "主谈人", "记录人", "约谈依据", "约谈要点")


@pytest.fixture(scope="module", autouse=True)
def _workers_end() -> Iterator[None]:
    yield
    printing.close()


def printed(record: TalkRecord) -> bytes:
    return printing.print_html(talk_record_html(record), style="form").pdf


@pytest.fixture(scope="module", params=list(SHAPES.values()), ids=list(SHAPES))
def shape(request: pytest.FixtureRequest) -> tuple[TalkRecord, bytes]:
    return request.param, printed(request.param)


def inside(page: Sheet) -> list[Line]:
    return [line for line in page.lines if not line.text.startswith("第") or "页，共" not in line.text]


def test_every_page_has_the_head_its_number_and_a_closed_box(shape: tuple[TalkRecord, bytes]) -> None:
    pages = sheets(shape[1])
    for page in pages:
        assert [line.text for line in page.lines[:2]] == [OFFICE, "约谈记录"]
        assert page.lines[-1].text.replace(" ", "") == f"第{page.number}页，共{len(pages)}页"
        lowest = max(line.bottom for line in inside(page))
        assert any(rule[1] >= lowest - 0.5 and rule[2] - rule[0] > 50 for rule in page.rules), page.number


def test_nothing_leaves_the_boxes(shape: tuple[TalkRecord, bytes]) -> None:
    for page in sheets(shape[1]):
        assert all(line.left >= LEFT - 0.3 and line.right <= RIGHT + 0.3 for line in page.lines)
        assert all(line.top >= TOP - 0.5 and line.bottom <= BOTTOM for line in inside(page)), page.number
        assert all(rule[3] <= BOTTOM + 0.5 for rule in page.rules), page.number


def test_every_word_is_printed_once(shape: tuple[TalkRecord, bytes]) -> None:
    record, pdf = shape
    found = text(pdf)
    assert found.count("擅") == sum(
        said.count("擅") for said in (record.basis, record.points, record.answer, record.demands)
    )
    assert all(label in found for label in LABELS)


def test_signatures_stand_together_on_the_last_page(shape: tuple[TalkRecord, bytes]) -> None:
    *others, last = sheets(shape[1])
    assert last.line("主谈人（签名）").text == "主谈人（签名）：被约谈人（签名）：记录人（签名）："
    assert not any("签名" in page.text for page in others)
    assert last.line("以上记录").top > 40
    date = next(line for line in last.lines if line.text.replace("\u3000", "").startswith("年月日年月日"))
    assert date.top - last.line("主谈人（签名）").bottom >= 8  # room to write a name


@pytest.mark.parametrize("name", ["blank", "usual"])
def test_record_of_a_usual_talk_takes_one_page(name: str) -> None:
    assert len(sheets(printed(SHAPES[name]))) == 1


def test_empty_boxes_leave_room_for_handwriting() -> None:
    with pdfplumber.open(io.BytesIO(printed(SHAPES["blank"]))) as document:
        page = document.pages[0]
        edges = sorted({round(shape["top"] / MM, 1) for shape in page.rects + page.lines})
    heights = [round(below - above) for above, below in itertools.pairwise(edges)]
    assert 50 in heights
    assert heights.count(32) == 2


def test_rare_names_are_drawn_by_a_face_that_has_them() -> None:
    page = sheets(printed(USUAL))[0]
    faces = {face for line in page.lines for face in line.faces}
    assert {"𬭚", "㛃", "堃"} <= set(page.text)
    assert "GW-Rare-Light" in faces


def test_markup_is_printed_as_it_stands() -> None:
    assert "<b>粗</b>&amp;" in text(printed(replace(USUAL, answer="<b>粗</b>&amp;")))


def test_same_record_printed_twice_gives_the_same_bytes() -> None:
    assert printed(USUAL) == printed(USUAL)
