"""The styles of a paper, as a list in WPS shows them; every size and face of GB/T 9704-2012 stands here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from notices.papers.word.measures import LINE, cells_wide
from notices.papers.word.xml import AS_STYLED, FONTS, PLAIN, RED, Look, Shape, el, look_of, shape_of, val

INDENTED = Shape(first_cells=2)
CENTRED = Shape(align="center", grid=False)
OFF = ("w:overflowPunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:adjustRightInd")
TABLE_LINE = 268  # 13.4 pt: 15 lines and the rules stay within seven lines of the page
ALSO_CALLED = {
    "fang": "仿宋,FangSong,FangSong_GB2312",
    "biaosong": "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋",
    "hei": "SimHei",
    "kai": "楷体,KaiTi,KaiTi_GB2312",
    "song": "SimSun",
}


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its id, the name that people see, how it looks and stands."""

    key: str
    name: str
    look: Look = PLAIN
    shape: Shape = AS_STYLED


STYLES = (
    Style("BodyText", "Body Text", shape=INDENTED),
    Style("Mark", "发文机关标志", Look("biaosong", 54, RED), CENTRED),
    Style("Number", "发文字号", shape=Shape(align="center", grid=False)),
    Style("Title", "Title", Look("biaosong", 22), Shape(align="center", line=720, grid=False)),
    Style("Addressee", "主送机关", shape=Shape(with_next=True)),
    Style("Heading1", "heading 1", Look("hei"), Shape(first_cells=2, with_next=True, level=0)),
    Style("Heading2", "heading 2", Look("kai"), Shape(first_cells=2, with_next=True, level=1)),
    Style("Heading3", "heading 3", Look("fang"), Shape(first_cells=2, with_next=True, level=2)),
    Style("Heading4", "heading 4", Look("fang"), Shape(first_cells=2, with_next=True, level=3)),
    Style("TableHead", "表头", Look("hei", 12), Shape(align="center", line=TABLE_LINE, grid=False)),
    Style("TableText", "表格文字", Look("fang", 12), Shape(align="center", line=TABLE_LINE, grid=False)),
    Style("Figure", "图", shape=Shape(align="center", grid=False)),
    Style("Annex", "附件说明", shape=Shape(left=cells_wide(5), align="left")),
    Style("Signature", "Signature", shape=Shape(align="center", together=True)),
    Style("AttachmentLabel", "附件序号", Look("hei"), Shape(new_page=True, with_next=True, level=0)),
    Style(
        "AttachmentTitle",
        "附件标题",
        Look("biaosong", 22),
        Shape(align="center", with_next=True, grid=False),
    ),
    Style("Imprint", "版记", Look("fang", 14), Shape(line=551, grid=False)),
    Style("About", "说明", Look("kai", 14), Shape(align="center", grid=False)),
    Style("Source", "出处", Look("fang", 10.5), Shape(line=280, before=120, align="left", grid=False)),
    Style("BoxLabel", "栏目", Look("hei", 11), Shape(line=297, align="center", grid=False)),
    Style("BoxText", "栏内文字", Look("fang", 12), Shape(line=380, align="left", grid=False)),
    Style("Footer", "footer", Look("song", 14), Shape(line=280, grid=False)),
    Style("Header", "header", Look("hei", 12, "B00010"), Shape(line=240, align="center", grid=False)),
)


def styles() -> Any:
    """`w:styles` whole; nothing of python-docx's own template is left."""
    return el("w:styles", {}, _defaults(), _normal(), _table_normal(), *map(_style, STYLES))


def _defaults() -> Any:
    return el(
        "w:docDefaults",
        {},
        el("w:rPrDefault", {}, look_of(Look())),
        el("w:pPrDefault", {}, el("w:pPr", {}, *(val(tag, 0) for tag in OFF))),
    )


def _normal() -> Any:
    """正文: exact lines, no hanging punctuation, no air between Chinese and digits, both edges straight."""
    shape = shape_of(Shape(line=LINE, before=0, after=0, align="both", grid=False))
    settings = el("w:pPr", {}, el("w:widowControl"), *(val(tag, 0) for tag in OFF), *shape)
    return el(
        "w:style",
        {"w:type": "paragraph", "w:default": 1, "w:styleId": "Normal"},
        val("w:name", "Normal"),
        el("w:qFormat"),
        settings,
        look_of(Look()),
    )


def _table_normal() -> Any:
    none = el(
        "w:tblCellMar", {}, *(el(f"w:{side}", {"w:w": 0, "w:type": "dxa"}) for side in ("left", "right"))
    )
    return el(
        "w:style",
        {"w:type": "table", "w:default": 1, "w:styleId": "TableNormal"},
        val("w:name", "Normal Table"),
        el("w:tblPr", {}, none),
    )


def _style(style: Style) -> Any:
    return el(
        "w:style",
        {"w:type": "paragraph", "w:styleId": style.key},
        val("w:name", style.name),
        val("w:basedOn", "Normal"),
        el("w:qFormat"),
        el("w:pPr", {}, *shape_of(style.shape)),
        look_of(style.look),
    )


def font_table() -> Any:
    """The faces with what a machine that lacks them may take instead."""
    return el("w:fonts", {}, *_fonts())


def _fonts() -> Iterator[Any]:
    for face, name in FONTS.items():
        yield el(
            "w:font",
            {"w:name": name},
            val("w:altName", ALSO_CALLED[face]),
            val("w:charset", "86"),
            val("w:family", "auto"),
            val("w:pitch", "default"),
        )
