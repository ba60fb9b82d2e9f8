"""The forms' Word files: faces and boxes in their XML; printed by LibreOffice they agree with the PDF."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from notices.papers import printing
from notices.papers.leave_form import leave_form_html
from notices.papers.talk_record import talk_record_html
from notices.papers.word.leave_form import leave_form_docx
from notices.papers.word.talk_record import talk_record_docx
from tests.papers.measure import Sheet, sheets
from tests.papers.test_leave_form import CLAUSE
from tests.papers.test_leave_form import SHAPES as SLIPS
from tests.papers.test_talk_record import SHAPES as TALKS
from tests.papers.test_talk_record import USUAL
from tests.papers.word.office import WRITER, printed
from tests.papers.word.read import W, body, looks, parts, text, value

FORMS: dict[str, tuple[Callable[[], bytes], Callable[[], str]]] = {
    **{
        f"talk, {name}": (lambda one=one: talk_record_docx(one), lambda one=one: talk_record_html(one))
        for name, one in TALKS.items()
    },
    **{
        f"leave, {name}": (
            lambda one=one: leave_form_docx(one, CLAUSE),
            lambda one=one: leave_form_html(one, CLAUSE),
        )
        for name, one in SLIPS.items()
    },
}
RARE = "𬭚㛃堃"
office = pytest.mark.skipif(not WRITER, reason="没有安装 LibreOffice Writer")


@pytest.fixture(scope="module", autouse=True)
def _workers_end() -> Iterator[None]:
    yield
    printing.close()


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[list[Sheet], list[Sheet]]]:
    """The pages of each form as LibreOffice prints them and as we do."""
    files = {name: docx() for name, (docx, _) in FORMS.items()}
    theirs = printed(files, Path(settings.PAPER_FONT_DIR), tmp_path_factory.mktemp("office"))
    return {
        name: (sheets(theirs[name]), sheets(printing.print_html(html(), style="form").pdf))
        for name, (_, html) in FORMS.items()
    }


def said(pages: list[Sheet]) -> Counter[str]:
    """How often each character stands there; the head, repeated a page, counts once a page."""
    return Counter(char for page in pages for char in page.text if not char.isspace() and char != "\u200b")


@office
@pytest.mark.slow
@pytest.mark.parametrize("name", FORMS)
def test_form_prints_as_many_pages_with_the_same_text(
    pairs: dict[str, tuple[list[Sheet], list[Sheet]]], name: str
) -> None:
    theirs, wanted = pairs[name]

    assert len(theirs) == len(wanted)
    assert said(theirs) == said(wanted)


@office
@pytest.mark.slow
@pytest.mark.parametrize("name", FORMS)
def test_boxes_are_as_wide_as_the_pdfs(pairs: dict[str, tuple[list[Sheet], list[Sheet]]], name: str) -> None:
    for page in pairs[name][0]:
        edges = [rule[0] for rule in page.rules], [rule[2] for rule in page.rules]
        assert min(edges[0]) == pytest.approx(21, abs=0.5)
        assert max(edges[1]) == pytest.approx(191, abs=0.5)
        assert max(rule[3] for rule in page.rules) <= 276


@office
@pytest.mark.slow
@pytest.mark.parametrize("name", ["talk, blank", "talk, usual", "leave, blank", "leave, usual"])
def test_page_ends_where_the_pdfs_does(pairs: dict[str, tuple[list[Sheet], list[Sheet]]], name: str) -> None:
    theirs, wanted = (max(rule[3] for rule in pages[0].rules) for pages in pairs[name])

    assert theirs == pytest.approx(wanted, abs=4)


@office
@pytest.mark.slow
def test_rare_names_are_drawn(pairs: dict[str, tuple[list[Sheet], list[Sheet]]]) -> None:
    page = pairs["talk, usual"][0][0]

    assert set(RARE) <= set(page.text)
    assert not any("notdef" in face for line in page.lines for face in line.faces)


@pytest.mark.parametrize("name", FORMS)
def test_every_run_names_one_face_and_nothing_is_bold(name: str) -> None:
    docx = FORMS[name][0]()
    for where, look in looks(docx):
        fonts = look.find(f"{W}rFonts")
        assert fonts is not None, where
        assert len({fonts.get(W + script) for script in ("ascii", "hAnsi", "eastAsia", "cs")}) == 1
    assert all(b"<w:b/>" not in data and b"Theme=" not in data for data in parts(docx).values())


@pytest.mark.parametrize("name", FORMS)
def test_every_cell_ends_with_a_paragraph_and_is_as_wide_as_its_columns(name: str) -> None:
    for table in body(FORMS[name][0]()).iter(f"{W}tbl"):
        columns = [int(column.get(f"{W}w") or 0) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        for row in table.findall(f"{W}tr"):
            cells = row.findall(f"{W}tc")
            assert all(cell[-1].tag == f"{W}p" for cell in cells)
            assert sum(int(value(cell, "tcPr/tcW", "w") or 0) for cell in cells) == sum(columns)
            assert sum(int(value(cell, "tcPr/gridSpan") or 1) for cell in cells) == len(columns)


def test_margins_are_those_of_the_printed_forms() -> None:
    found = {}
    for name in ("talk, blank", "leave, blank"):
        section = body(FORMS[name][0]()).find(f"{W}sectPr")
        assert section is not None
        sides = ("top", "right", "bottom", "left")
        found[name] = [round(int(value(section, "pgMar", side) or 0) * 25.4 / 1440) for side in sides]
        assert [value(section, "pgSz", side) for side in ("w", "h")] == ["11906", "16838"]
        assert section.find(f"{W}docGrid") is None
    assert found == {"talk, blank": [20, 19, 22, 21], "leave, blank": [16, 19, 14, 21]}


def test_markup_and_control_characters_do_no_harm() -> None:
    docx = talk_record_docx(replace(USUAL, answer="<b>粗</b>&amp;\x07\ud800", place="\x00厅"))

    assert "<b>粗</b>&amp;" in text(body(docx))


@pytest.mark.parametrize("name", ["talk, usual", "leave, usual"])
def test_equal_forms_are_equal_files(name: str) -> None:
    assert FORMS[name][0]() == FORMS[name][0]()
