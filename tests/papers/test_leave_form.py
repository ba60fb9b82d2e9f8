"""《窗口工作人员请假条》 on paper: one A4 page whatever the words, with room left for handwriting."""

import io
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from typing import Any

import pdfplumber
import pytest
from pypdf import PdfReader

from notices.papers import printing
from notices.papers.leave_form import leave_form_html
from scoring.rulebook import shipped_edition
from tests.conftest import logged_in
from tests.papers.measure import MM, text
from tests.units.leave import a_cover, posted, registered
from units.models import StaffMember, Unit, User, Window
from units.selectors.leave_form import FormCover, LeaveForm, leave_form

CLAUSE = shipped_edition().clause("1.4").text
LABELS = (
    *("单位", "窗口号", "姓名", "岗位", "请假类别", "请假事由", "起止时间", "替岗人员", "他人代办"),
    *("联系电话", "本人签名", "意见", "负责同志签字", "县行政服务", "留档意见", "销假时间"),
)
KINDS = ("公假", "事假", "病假", "年休假", "婚假", "产假", "丧假", "临时外出")
USUAL = LeaveForm(
    unit="社保中心",
    window="3号窗口",
    name="王芳",
    post="A岗",
    kind="事假",
    begins="2026年10月12日上午",
    ends="2026年10月13日下午",
    length="2天",
    covers=(FormCover("李强", "4号窗口A岗", "10月12日上午至10月13日下午", "在办3件"),),
)
ENDLESS = LeaveForm(
    unit="某" * 60,
    window="窗" * 20,
    name="王" * 40,
    post="A岗",
    kind="临时外出",
    begins="2026年10月12日上午",
    ends="2027年10月12日下午",
    length="366天（工作日250.5天）",
    outing="08:30至17:30",
    covers=(FormCover("李" * 40, "某" * 80, "2026年10月12日上午至2027年10月12日下午", "交" * 200),) * 4,
    proxy="代" * 40,
    special_reason="特" * 200,
    returned="2027年10月13日上午",
)
SHAPES = {
    "blank": LeaveForm(),
    "usual": USUAL,
    "four covers": replace(USUAL, covers=USUAL.covers * 4),
    "long handovers": replace(
        USUAL, covers=(FormCover("李强", "4号窗口A岗", "10月12日上午至10月13日下午", "交" * 200),) * 2
    ),
    "long names": replace(USUAL, unit="某" * 60, name="王" * 40, window="窗" * 20),
    "rare names": replace(USUAL, name="𬭚䶮堃喆", unit="㛃玥社保中心"),
    "everything endless": ENDLESS,
}


@pytest.fixture(scope="module", autouse=True)
def _workers_end() -> Iterator[None]:
    yield
    printing.close()


def printed(form: LeaveForm) -> bytes:
    paper = printing.print_html(leave_form_html(form, CLAUSE), style="form")
    assert paper.pages == 1
    return paper.pdf


@pytest.fixture(params=list(SHAPES.values()), ids=list(SHAPES))
def pdf(request: pytest.FixtureRequest) -> bytes:
    return printed(request.param)


def test_the_form_is_one_a4_page_with_everything_inside_its_margins(pdf: bytes) -> None:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        (page,) = document.pages
        size = round(page.width / MM), round(page.height / MM)
        edges = [(one["x0"] / MM, one["x1"] / MM, one["top"] / MM, one["bottom"] / MM) for one in page.chars]

    assert size == (210, 297)
    assert min(edge[0] for edge in edges) >= 20
    assert max(edge[1] for edge in edges) <= 192
    assert min(edge[2] for edge in edges) >= 15
    assert max(edge[3] for edge in edges) <= 284


def test_every_box_kind_and_duty_of_the_paper_stands_on_it(pdf: bytes) -> None:
    words = text(pdf)

    assert [label for label in (*LABELS, *KINDS) if label not in words] == []
    assert "由本人持请假条找人社局政策法规股负责同志签字" in words


def test_every_face_is_embedded_and_no_glyph_is_missing(pdf: bytes) -> None:
    fonts = [
        font["/DescendantFonts"][0]["/FontDescriptor"]
        for page in PdfReader(io.BytesIO(pdf)).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
        for font in [font.get_object()]
    ]

    assert fonts
    assert all({"/FontFile2", "/FontFile3"} & set(font) for font in fonts)
    assert "\ufffd" not in text(pdf)


def box_of(pdf: bytes, label: str) -> tuple[float, float]:
    """Top and bottom of the row that a label stands in, in millimetres: the rules above and below it."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        found = page.search(label)[0]
        rules = sorted({round(edge["top"] / MM, 1) for edge in page.edges if edge["width"] > 20 * MM})
    middle = (found["top"] + found["bottom"]) / 2 / MM
    return max(rule for rule in rules if rule < middle), min(rule for rule in rules if rule > middle)


@pytest.mark.parametrize("label", ["请假事由", "窗口单位", "负责同志签字", "留档意见"])
def test_there_is_room_to_write_by_hand(pdf: bytes, label: str) -> None:
    top, bottom = box_of(pdf, label)

    assert bottom - top >= 17


def test_the_reason_is_left_for_the_person_to_write() -> None:
    pdf = printed(USUAL)
    top, bottom = box_of(pdf, "请假事由")
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        inside = [
            one["text"]
            for one in document.pages[0].chars
            if top < one["top"] / MM < bottom and one["x0"] / MM > 60
        ]

    assert inside == []


def test_a_filled_form_tells_what_was_registered() -> None:
    words = text(printed(USUAL))

    for told in ("社保中心", "3号窗口", "王芳", "2026年10月12日上午", "至", "2026年10月13日下午，共2天"):
        assert told in words
    assert "李强（4号窗口A岗）" in words
    assert "交接：在办3件" in words
    assert words.count("√") == 1


def test_the_same_form_is_printed_the_same() -> None:
    assert printed(USUAL) == printed(USUAL)


@pytest.mark.django_db
def test_a_registered_slip_gives_its_form(
    clerk: User, person: StaffMember, unit: Unit, other_person: StaffMember
) -> None:
    mate = posted("李强", "005", unit, Window.objects.create(unit=unit, number="4号窗口"), "B")
    covers = [
        a_cover(mate, ends_half="am", handover="在办3件"),
        a_cover(other_person, starts_half="pm"),
    ]
    slip = registered(
        clerk, person, covers=covers, kind="short", out_from=time(9), out_until=time(16),
        proxy_name="王父", special_reason="车祸",
    )  # fmt: skip
    slip.returned_on, slip.returned_half = date(2026, 10, 13), "am"

    assert leave_form(slip) == LeaveForm(
        unit="社保中心",
        window="3号窗口",
        name="王芳",
        post="A岗",
        kind="临时外出",
        begins="2026年10月12日上午",
        ends="2026年10月12日下午",
        length="1天",
        outing="09:00至16:00",
        covers=(
            FormCover("李强", "4号窗口B岗", "10月12日上午", "在办3件"),
            FormCover("孙丽", "公共就业服务中心A岗", "10月12日下午"),
        ),
        proxy="王父",
        special_reason="车祸",
        returned="2026年10月13日上午",
    )


@pytest.mark.django_db
def test_the_form_comes_blank_or_filled_by_its_address(head: User, clerk: User, person: StaffMember) -> None:
    slip = registered(clerk, person, reason="家中有急事")
    client: Any = logged_in(head)

    blank, filled = client.get("/leave/form.pdf"), client.get(f"/leave/{slip.pk}/form.pdf")

    assert [answer["Content-Type"] for answer in (blank, filled)] == ["application/pdf"] * 2
    assert "王芳" not in text(blank.content)
    assert "王芳" in text(filled.content)
    assert "家中有急事" not in text(filled.content)
    assert uuid.uuid4().hex not in text(blank.content)
