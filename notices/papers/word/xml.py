"""The elements of a Word file: runs and paragraphs that name their faces, sizes and spacings outright."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from notices.papers.word.measures import cells_wide

FONTS = {
    "fang": "仿宋_GB2312",
    "biaosong": "方正小标宋简体",
    "hei": "黑体",
    "kai": "楷体_GB2312",
    "song": "宋体",
}
TRACKING = -5  # twips: 28 characters of 15.75 pt in 156 mm; by -4 the last would not fit
RED = "E60012"


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look: face, size in points, colour, spacing in twips, width in hundredths."""

    face: str = "fang"
    size: float = 16
    colour: str = ""
    spacing: int | None = None
    scale: int = 100
    framed: bool = False

    @property
    def tracking(self) -> int:
        """16 pt text stands 28 to a line; other sizes stand as they are."""
        return self.spacing if self.spacing is not None else TRACKING if self.size == 16 else 0


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands; lengths in twips. What is None is left to the paragraph's style.

    `grid` off lets neither the lines nor the characters snap to the page's grid.
    """

    line: int | None = None  # exactly, or at least where `may_grow`
    may_grow: bool = False
    before: int | None = None
    after: int | None = None
    left: int | None = None
    right: int | None = None
    first: int | None = None  # negative where the first line hangs out to the left
    first_cells: int | None = None
    align: str | None = None
    grid: bool | None = None
    with_next: bool = False
    together: bool = False
    new_page: bool = False
    rule_below: tuple[int, int, str] | None = None  # eighths of a point wide, points away, colour
    rule_kind: str = "single"
    write_to: int | None = None  # a line to write on, from the tab to so far
    level: int | None = None


PLAIN, AS_STYLED = Look(), Shape()


def el(tag: str, attributes: Mapping[str, object] | None = None, *children: Any) -> Any:
    """An element with its attributes in order, and its children."""
    element = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        element.set(qn(name), str(value))
    element.extend([child for child in children if child is not None])
    return element


def val(tag: str, value: object) -> Any:
    return el(tag, {"w:val": value})


def look_of(look: Look) -> Any:
    """`w:rPr`: every script in the same face, so that digits and quotes don't fall into another."""
    font = FONTS[look.face]
    names = {"w:hint": "eastAsia", **{f"w:{script}": font for script in ("ascii", "hAnsi", "eastAsia", "cs")}}
    return el(
        "w:rPr",
        {},
        el("w:rFonts", names),
        val("w:color", look.colour) if look.colour else None,
        val("w:spacing", look.tracking),
        val("w:w", look.scale) if look.scale != 100 else None,
        val("w:kern", 0),
        val("w:sz", round(look.size * 2)),
        val("w:szCs", round(look.size * 2)),
        border("w:bdr", 2) if look.framed else None,
        el("w:lang", {"w:val": "en-US", "w:eastAsia": "zh-CN"}),
    )


def run(text: str, look: Look = PLAIN) -> Any:
    """A stretch of text; line breaks in it break the line."""
    return el("w:r", {}, look_of(look), *_pieces(text))


def _pieces(text: str) -> Iterator[Any]:
    for number, part in enumerate(text.split("\n")):
        if number:
            yield el("w:br")
        for place, words in enumerate(part.split("\t")):
            if place:
                yield el("w:tab")
            piece = el("w:t", {"xml:space": "preserve"})
            piece.text = words
            yield piece


def field(instruction: str, look: Look, shown: str = "1") -> Iterator[Any]:
    """A field that the reading program works out, with what it shows until then."""
    code = el("w:instrText", {"xml:space": "preserve"})
    code.text = f" {instruction} "
    for inside in (
        el("w:fldChar", {"w:fldCharType": "begin"}),
        code,
        el("w:fldChar", {"w:fldCharType": "separate"}),
    ):
        yield el("w:r", {}, look_of(look), inside)
    yield run(shown, look)
    yield el("w:r", {}, look_of(look), el("w:fldChar", {"w:fldCharType": "end"}))


def paragraph(style: str, runs: Iterable[Any], shape: Shape = AS_STYLED) -> Any:
    """`w:p` of a style, with what departs from it."""
    return el("w:p", {}, el("w:pPr", {}, val("w:pStyle", style), *shape_of(shape)), *runs)


def gap(height: int, *, with_next: bool = False) -> Any:
    """An empty paragraph of just that height, the look of its mark included."""
    shape = Shape(line=height, before=0, after=0, with_next=with_next)
    return marked(paragraph("Normal", (), shape), Look(size=1))


def marked(element: Any, look: Look) -> Any:
    """The paragraph with the look of its own mark, which stretches an empty line."""
    element.pPr.append(look_of(look))
    return element


def shape_of(shape: Shape) -> Iterator[Any]:
    """What `w:pPr` holds, in the order that the schema demands."""
    if shape.with_next:
        yield el("w:keepNext")
    if shape.together:
        yield el("w:keepLines")
    if shape.new_page:
        yield el("w:pageBreakBefore")
    if shape.rule_below:
        size, space, colour = shape.rule_below
        yield el("w:pBdr", {}, border("w:bottom", size, colour, space, shape.rule_kind))
    if shape.write_to is not None:
        tab = {"w:val": "right", "w:leader": "underscore", "w:pos": shape.write_to}
        yield el("w:tabs", {}, el("w:tab", tab))
    if shape.grid is not None:
        yield val("w:snapToGrid", int(shape.grid))
    yield from _spacing(shape)
    yield from _indents(shape)
    if shape.align:
        yield val("w:jc", shape.align)
    if shape.level is not None:
        yield val("w:outlineLvl", shape.level)


def _spacing(shape: Shape) -> Iterator[Any]:
    found = {"w:before": shape.before, "w:after": shape.after, "w:line": shape.line}
    given: dict[str, object] = {name: value for name, value in found.items() if value is not None}
    if shape.line is not None:
        given["w:lineRule"] = "atLeast" if shape.may_grow else "exact"
    if given:
        yield el("w:spacing", given)


def _indents(shape: Shape) -> Iterator[Any]:
    given: dict[str, object] = {}
    if shape.left is not None:
        given["w:left"] = shape.left
    if shape.right is not None:
        given["w:right"] = shape.right
    if shape.first is not None:
        given |= {"w:firstLineChars": 0}
        given |= {"w:hanging": -shape.first} if shape.first < 0 else {"w:firstLine": shape.first}
    if shape.first_cells is not None:
        given["w:firstLineChars"] = shape.first_cells * 100
        given["w:firstLine"] = cells_wide(shape.first_cells)
    if given:
        yield el("w:ind", given)


def border(tag: str, size: int, colour: str = "000000", space: int = 0, kind: str = "single") -> Any:
    """A rule; `size` in eighths of a point, `space` in points."""
    return el(tag, {"w:val": kind if size else "nil", "w:sz": size, "w:space": space, "w:color": colour})
