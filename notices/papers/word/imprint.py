"""版记 at the foot of the last page: a text box on the text area's bottom edge, anchored in its reserve.

A frame or a floating table would push the text away from it; the box lies over an empty paragraph of its
own height, so that nothing but that paragraph decides on which page it stands.
"""

from typing import Any

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from notices.papers.content import Imprint
from notices.papers.html import COPIES_PER_LINE
from notices.papers.text import clean
from notices.papers.word.measures import LINE, WIDTH
from notices.papers.word.tail import width
from notices.papers.word.xml import Look, Shape, border, el, gap, paragraph, run, val
from notices.papers.wrapping import wrap

EMU = 635  # English metric units in a twip
LOOK = Look("fang", 14)
THICK, THIN = 8, 6  # eighths of a point: 0.35 and 0.25 mm
INSET = 280  # one character of 14 pt
AFTER_TABLE = 20  # the empty paragraph that Word wants below a table
SPACES = {
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
BOX = """<mc:AlternateContent {spaces} {w}><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="1"
 layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>
<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>
<wp:extent cx="{cx}" cy="{cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="1000" name="版记"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="{wps}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>
<a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent/></wps:txbx>
<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/></wps:bodyPr>
</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent>"""


def copies_lines(copies: str) -> int:
    """The lines that 抄送 takes, as many as its PDF keeps for it."""
    return min(len(wrap(clean(copies), COPIES_PER_LINE)), 8) if clean(copies) else 0


def imprint(content: Imprint) -> Any:
    """The reserve with 版记 lying on it."""
    height = (copies_lines(content.copies) + 1) * LINE
    reserve = gap(height)
    reserve.append(el("w:r", {}, box(height, [_table(content), gap(AFTER_TABLE)])))
    return reserve


def copies_alone(copies: str) -> Any:
    """The reserve with 抄送 alone, without rules: all that a letter has of 版记."""
    height = copies_lines(copies) * LINE
    shape = Shape(left=4 * INSET, right=INSET, first=-3 * INSET, line=LINE)
    reserve = gap(height)
    sent = paragraph("Imprint", [run(f"抄送：{clean(copies)}。", LOOK)], shape)
    reserve.append(el("w:r", {}, box(height, [sent])))
    return reserve


def box(height: int, inside: list[Any]) -> Any:
    """A text box over the width of the text, what it holds standing on the text area's bottom edge."""
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
    values = {"cx": WIDTH * EMU, "cy": height * EMU, "wps": SPACES["wps"]}
    element = parse_xml("".join(BOX.format(spaces=spaces, w=nsdecls("w"), **values).splitlines()))
    next(element.iter(qn("w:txbxContent"))).extend(inside)
    return element


def _table(content: Imprint) -> Any:
    """抄送 above, the printing office and the day below, ruled as the standard recommends."""
    copies, office, date = map(clean, (content.copies, content.office, f"{content.date}印发"))
    right = min(round(width(date)) + INSET, WIDTH // 2)
    widths = (WIDTH - right, right)
    printed = (
        _cell(office, widths[0], Shape(left=INSET, right=0, align="left"), THIN if copies else THICK),
        _cell(date, widths[1], Shape(left=0, right=INSET, align="right"), THIN if copies else THICK),
    )
    sent = Shape(left=4 * INSET, right=INSET, first=-3 * INSET, align="both")
    above = _cell(f"抄送：{copies}。", WIDTH, sent, THICK, span=2)
    return el(
        "w:tbl",
        {},
        el(
            "w:tblPr",
            {},
            el("w:tblW", {"w:w": WIDTH, "w:type": "dxa"}),
            el("w:tblBorders", {}, border("w:top", THICK), border("w:bottom", THICK)),
            el("w:tblLayout", {"w:type": "fixed"}),
            el(
                "w:tblCellMar",
                {},
                *(el(f"w:{side}", {"w:w": 0, "w:type": "dxa"}) for side in ("left", "right")),
            ),
        ),
        el("w:tblGrid", {}, *(el("w:gridCol", {"w:w": each}) for each in widths)),
        el("w:tr", {}, above) if copies else None,
        el("w:tr", {}, *printed),
    )


def _cell(text: str, wide: int, shape: Shape, rule: int, span: int = 1) -> Any:
    settings = el(
        "w:tcPr",
        {},
        el("w:tcW", {"w:w": wide, "w:type": "dxa"}),
        val("w:gridSpan", span) if span > 1 else None,
        el("w:tcBorders", {}, border("w:top", rule)),
    )
    return el("w:tc", {}, settings, paragraph("Imprint", [run(text, LOOK)], shape))
