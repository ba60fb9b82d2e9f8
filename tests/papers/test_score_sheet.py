"""《窗口单位得分单》: exactly one A4 whatever stands on it, nothing outside its margins, no sum cut."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pdfplumber
import pytest
from pypdf import PdfReader

from notices.papers import printing
from notices.papers.score_sheet import fitting, score_sheets_html
from notices.papers.score_sheet_parts import ScoreSheet, SheetBar, SheetLine, tail
from scoring.rulebook import shipped_edition
from scoring.selectors.trends import trend
from tests.papers.measure import MM, text

LEFT, RIGHT, TOP, BOTTOM = 15.0, 195.0, 14.0, 285.0
RARE = "𬭚㛃䶮堃喆"
NAMES = [f"{number} {category.name}" for number, category in enumerate(shipped_edition().categories, 1)]
HELD = "25 − 42 + 0.5 = −16.5；已扣完，计0（另有16.5分无分可扣）"


def a_line(
    number: int, fact: str = "上班后5分钟到岗", who: str = "王芳，3号窗口", halves: int | None = -4
) -> SheetLine:
    counted = "清零" if halves is None else f"−{-halves / 2:g}"
    return SheetLine(
        f"9月{number % 28 + 1}日", who, "1.1 迟到", f"{fact}第{number}条", "", "−2", counted, halves
    )


def a_sheet(count: int = 5, **changes: object) -> ScoreSheet:
    base = ScoreSheet(
        unit_id=1,
        office="鄢陵县人力资源和社会保障局",
        unit="社保中心",
        month="2026年9月",
        total="88.5",
        facts=(
            "名次：第3名（共20个单位）",
            "溢出加分：4分",
            "依据：计分细则2022版",
            "定分：2026年10月8日，第1版",
        ),
        corrected="",
        bars=tuple(SheetBar(name, "25", "19.5", 78, "25 − 6 + 0.5 = 19.5") for name in NAMES),
        lines=tuple(a_line(number) for number in range(1, count + 1)),
        follow_ups=("限期整改（单位）：2026年10月22日前办结，由局政策法规股办理，依据6.3；因1.1 迟到。",),
        notes=("9月1日，3号窗口：人员全部在位，接待热情周到（好的做法）",),
        trend=trend({date(2026, month, 1): 180 + month for month in range(1, 10)}),
        answer="对本单有异议的，由窗口单位负责人在系统中打开该事项，提出申诉并写明理由；"
        "申诉成立的，差额作为更正计入未定分的月份，本月结果不变。",
        dated="2026年10月8日",
        source=f"取自2026年9月定分结果第1版，摘要（SHA-256）{'0123456789abcdef' * 4}",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


LONG_FACT = "窗口无人值守，群众在柜台前等候，工作人员称有事外出，未安排替岗，经询问后返回岗位，" * 30
SHAPES = {
    "no line": a_sheet(0, follow_ups=(), notes=(), corrected=""),
    "one line": a_sheet(1),
    "twenty lines": a_sheet(20),
    "sixty lines": a_sheet(60),
    "a fact of thirty lines": a_sheet(lines=(a_line(1, LONG_FACT[:620]), a_line(2), a_line(3))),
    "twenty long facts": a_sheet(lines=tuple(a_line(number, LONG_FACT) for number in range(20))),
    "sixty long facts": a_sheet(lines=tuple(a_line(number, LONG_FACT, RARE * 8) for number in range(60))),
    "long unit name": a_sheet(unit="某" * 60, office="县" * 60),
    "rare characters": a_sheet(
        unit=f"{RARE}社保中心", lines=tuple(a_line(n, f"{RARE}未到岗", RARE) for n in range(20))
    ),
    "corrected": a_sheet(corrected="六类合计98，更正−3，得95"),
    "many of everything": a_sheet(
        60,
        follow_ups=("书面检查（" + "王" * 40 + "）：2026年10月22日前办结，" + "因1.1 迟到" * 30,) * 6,
        notes=(LONG_FACT,) * 12,
        corrected="六类合计98，更正−3，得95",
        bars=tuple(SheetBar(name, "25", "0", 0, HELD) for name in NAMES),
        facts=(
            "名次：第18名（共20个单位）",
            "溢出加分：12.5分",
            "依据：计分细则二〇二二年修订版",
            "定分：2026年10月18日，第12版",
        ),
        trend=trend({date(2026, month, 1): 185 - 7 * month for month in range(1, 13)}),
        unit="某" * 60,
    ),
    "nothing but spaces and signs": a_sheet(
        lines=tuple(
            a_line(n, "A very long English sentence without any meaning at all " * 8) for n in range(20)
        )
    ),
}


@pytest.fixture(scope="module", autouse=True)
def _workers_end() -> Iterator[None]:
    yield
    printing.close()


def printed(*sheets: ScoreSheet, draft: bool = False) -> bytes:
    paper = printing.print_html(score_sheets_html(sheets, draft=draft), draft=draft, style="sheet")
    assert paper.pages == len(sheets)
    return paper.pdf


@pytest.fixture(scope="module", params=list(SHAPES.values()), ids=list(SHAPES))
def pdf(request: pytest.FixtureRequest) -> bytes:
    return printed(request.param)


def test_the_sheet_is_one_a4_with_everything_inside_its_margins(pdf: bytes) -> None:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        (page,) = document.pages
        shapes = [*page.chars, *page.rects, *page.lines]
        size = round(page.width / MM), round(page.height / MM)
        edges = [tuple(one[key] / MM for key in ("x0", "x1", "top", "bottom")) for one in shapes]

    assert size == (210, 297)
    assert min(edge[0] for edge in edges) >= LEFT - 0.3
    assert max(edge[1] for edge in edges) <= RIGHT + 0.5
    assert min(edge[2] for edge in edges) >= TOP - 0.5
    assert max(edge[3] for edge in edges) <= BOTTOM + 0.5


def test_what_is_above_ends_before_the_signatures_begin(pdf: bytes) -> None:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        foot = page.search("对本单有异议的")[0]["top"]
        above = [one["bottom"] for one in page.chars if one["top"] < foot - 1]

    assert max(above) <= foot + 0.5
    assert foot / MM > 245


def test_no_text_runs_over_the_rules_of_its_box(pdf: bytes) -> None:
    """No character stands on a vertical rule, and none that is upright on a horizontal one."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        upright = [edge for edge in page.edges if edge["orientation"] == "v" and edge["height"] > 2 * MM]
        crossed = [
            (char["text"], round(char["x0"] / MM, 1), round(char["top"] / MM, 1))
            for char in page.chars
            for edge in upright
            if char["x0"] + 0.7 < edge["x0"] < char["x1"] - 0.7
            and edge["top"] < (char["top"] + char["bottom"]) / 2 < edge["bottom"]
            and char["text"].strip()
        ]

    assert crossed == []


def test_the_signatures_categories_and_total_are_on_every_sheet(pdf: bytes) -> None:
    words = text(pdf)

    for said in ("窗口单位得分单", "单位负责人（签字）", "2026年9月", *NAMES):
        assert said.replace(" ", "") in words.replace(" ", "").replace("　", ""), said


def test_every_face_is_embedded_and_rare_characters_are_there() -> None:
    pdf = printed(SHAPES["rare characters"])
    fonts = [
        font.get_object()["/DescendantFonts"][0]["/FontDescriptor"]
        for page in PdfReader(io.BytesIO(pdf)).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    ]

    assert all({"/FontFile2", "/FontFile3"} & set(font) for font in fonts)
    assert [char for char in RARE if char not in text(pdf)] == []


def test_texts_shrink_first_are_shortened_next_and_lines_go_last() -> None:
    kept = {name: fitting(sheet) for name, sheet in SHAPES.items()}

    assert (kept["no line"].size, kept["one line"].size) == (0, 0)
    assert kept["twenty lines"].cap is None
    assert kept["a fact of thirty lines"].cap is None
    assert kept["twenty long facts"].cap is not None
    assert kept["twenty long facts"].lines == 20
    assert kept["sixty long facts"].lines < 60


def test_lines_that_are_not_printed_are_counted_and_summed() -> None:
    sheet = replace(
        SHAPES["sixty lines"], lines=tuple(a_line(n, halves=None if n == 60 else -3) for n in range(1, 61))
    )
    shown = fitting(sheet).lines
    words = text(printed(sheet))

    left = 60 - shown
    assert left > 0
    assert f"另有{left}条，见得分说明（实计合计−{(left - 1) * 1.5:g}，其中清零1条）" in words
    assert "本单有删节，全文见得分说明" in words


def test_a_tail_of_nothing_says_nothing() -> None:
    assert tail(()) == ""


def test_twenty_sheets_begin_each_on_a_page_of_its_own() -> None:
    sheets = [a_sheet(number * 3, unit=f"第{number}中心") for number in range(1, 21)]
    with pdfplumber.open(io.BytesIO(printed(*sheets))) as document:
        firsts = [page.extract_text() for page in document.pages]

    assert [f"第{number}中心" in firsts[number - 1] for number in range(1, 21)] == [True] * 20


def test_a_draft_says_so() -> None:
    words = text(printed(a_sheet(is_open=True), draft=True))

    assert "草稿" in words
    assert "未定分" in words


def test_the_same_sheet_is_printed_the_same() -> None:
    assert printed(a_sheet()) == printed(a_sheet())
