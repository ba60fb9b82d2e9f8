"""The page: size, margins, the grid of 22 × 28, page numbers outside, 草稿 on every page of a draft."""

from typing import Any, NamedTuple

from docx.document import Document
from docx.oxml.ns import qn

from notices.papers.word.measures import (
    BOTTOM,
    CHAR_SPACE,
    FOOTER,
    GRID,
    HEADER,
    LEFT,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    TOP,
)
from notices.papers.word.xml import Look, Shape, el, field, gap, paragraph, run, val

DIGITS = Look("song", 14)
LETTER_FOOTER = 800
DRAFT = "草稿，未经签发，不得外传"
WORD_2013 = {"w:uri": "http://schemas.microsoft.com/office/word"}
PAGE_OF_PAGES = Look("song", 10.5)


class Margins(NamedTuple):
    """Of a form's page, in millimetres."""

    top: float
    right: float
    bottom: float
    left: float


def settings() -> Any:
    """`w:settings`: odd and even pages differ, punctuation keeps its cell, laid out as by Word 2013."""
    return el(
        "w:settings",
        {},
        el("w:zoom", {"w:percent": 100}),
        el("w:evenAndOddHeaders"),
        val("w:defaultTabStop", 632),
        val("w:characterSpacingControl", "doNotCompress"),
        el(
            "w:compat",
            {},
            el("w:doNotExpandShiftReturn"),
            el("w:useFELayout"),
            el("w:compatSetting", {"w:name": "compatibilityMode", **WORD_2013, "w:val": 15}),
        ),
        el("w:themeFontLang", {"w:val": "en-US", "w:eastAsia": "zh-CN"}),
    )


def set_up(document: Document, *, draft: bool) -> None:
    """The one section of a paper: every page alike but for the side of its number."""
    section = document.sections[0]
    _fill(section.footer, _number("right"))
    _fill(section.even_page_footer, _number("left"))
    if draft:
        for head in (section.header, section.even_page_header):
            _fill(head, _draft())
    _measure(document.element.body.sectPr, TOP, BOTTOM, FOOTER)


def set_up_letter(document: Document, *, draft: bool, top: int, bottom: int, foot: Any) -> None:
    """A letter's page one reaches from `top` to `bottom`, has `foot` and no number.

    Word knows one pair of margins a section: page one's. On the others header and footer are as high as
    the margins of a paper, and push the text back to the common text area.
    """
    section = document.sections[0]
    section.different_first_page_header_footer = True
    below = FOOTER - LETTER_FOOTER
    height = BOTTOM - FOOTER
    for part, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        _fill(part, _number(side, before=height - 280, after=below))
    _fill(section.first_page_footer, foot)
    for head in (section.header, section.even_page_header):
        _fill(head, _draft(TOP - HEADER - 240) if draft else gap(TOP - HEADER))
    _fill(section.first_page_header, _draft() if draft else gap(20))
    _measure(document.element.body.sectPr, top, bottom, LETTER_FOOTER)


def set_up_form(document: Document, margins: Margins, *, numbered: bool = False, draft: str = "") -> None:
    """A form's page: no grid; numbered, each tells its number and how many there are, 5 mm below the text."""
    section = document.sections[0]
    if numbered:
        for part in (section.footer, section.even_page_footer):
            _fill(part, _page_of_pages())
    if draft:
        for head in (section.header, section.even_page_header):
            _fill(head, _draft(text=draft))
    sides = {side: round(mm * MM) for side, mm in margins._asdict().items()}
    footer = sides["bottom"] - round(5 * MM) - 280
    _replace(document.element.body.sectPr, {**sides, "header": 280, "footer": max(footer, 0), "gutter": 0})


def _page_of_pages() -> Any:
    look = PAGE_OF_PAGES
    runs = [run("第 ", look), *field("PAGE", look), run(" 页，共 ", look), *field("NUMPAGES", look)]
    return paragraph("Footer", [*runs, run(" 页", look)], Shape(align="center"))


def _draft(after: int = 0, text: str = DRAFT) -> Any:
    return paragraph("Header", [run(text, Look("hei", 12, "B00010"))], Shape(after=after))


def _fill(part: Any, content: Any) -> None:
    """Exactly this paragraph in a header or footer."""
    part.is_linked_to_previous = False
    element = part._element  # noqa: SLF001 - python-docx gives no other way to its root
    for child in list(element):
        element.remove(child)
    element.append(content)


def _number(side: str, before: int = 0, after: int = 0) -> Any:
    """— 1 —, one character in from the outer edge."""
    shape = Shape(align=side, left=280, right=280, before=before, after=after)
    return paragraph("Footer", [run("— ", DIGITS), *field("PAGE", DIGITS), run(" —", DIGITS)], shape)


def _measure(section: Any, top: int, bottom: int, footer: int) -> None:
    """Page, margins, grid of a paper."""
    margins = {"top": top, "right": RIGHT, "bottom": bottom, "left": LEFT}
    margins |= {"header": HEADER, "footer": footer, "gutter": 0}
    grid = {"w:type": "linesAndChars", "w:linePitch": GRID, "w:charSpace": CHAR_SPACE}
    _replace(section, margins, el("w:docGrid", grid))


def _replace(section: Any, margins: dict[str, int], grid: Any = None) -> None:
    """What the template had of page, margins and grid goes."""
    for tag in ("w:pgSz", "w:pgMar", "w:cols", "w:docGrid"):
        for old in section.findall(qn(tag)):
            section.remove(old)
    title_page = section.find(qn("w:titlePg"))
    measured = (
        el("w:pgSz", {"w:w": PAGE_WIDTH, "w:h": PAGE_HEIGHT}),
        el("w:pgMar", {f"w:{side}": width for side, width in margins.items()}),
        title_page,
        grid,
    )
    section.extend([element for element in measured if element is not None])
