"""Workbooks and csv files that must not get in, made by hand, each with what must be said of it."""

import warnings
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET_TYPE}.worksheet+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PARTS = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="表一" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
    f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
CELL = '<c r="A1" t="inlineStr"><is><t>日期</t></is></c>'


def sheet(rows: str, *, after: str = "", before: str = "") -> str:
    """The XML of a worksheet whose first row is the header 日期."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet xmlns="{MAIN}"><sheetData>'
        f'<row r="1">{CELL}</row>{rows}</sheetData>{after}</worksheet>'
    )


def packed(rows: str = "", *, xml: str | bytes | None = None, **changes: Any) -> bytes:
    """A workbook of one sheet; `changes` replace parts by name, None leaves one out."""
    parts: dict[str, str | bytes | None] = {
        **PARTS,
        "xl/worksheets/sheet1.xml": xml or sheet(rows),
        **changes,
    }
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            if text is not None:
                archive.writestr(name, text)
    return stream.getvalue()


def grown(**extra: Any) -> bytes:
    return packed("", **extra)


def with_method(method: int) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", method) as archive:
        for name, text in {**PARTS, "xl/worksheets/sheet1.xml": sheet("")}.items():
            archive.writestr(name, text)
    return stream.getvalue()


def encrypted() -> bytes:
    """A zip whose list says that its first entry is encrypted."""
    data = bytearray(packed())
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def repeated_part() -> bytes:
    """A zip that holds one name twice: which of the two is read is anybody's guess."""
    stream = BytesIO(packed())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with ZipFile(stream, "a") as archive:
            archive.writestr("xl/workbook.xml", PARTS["xl/workbook.xml"])
    return stream.getvalue()


def lying() -> bytes:
    """A sheet of 50 MB that the archive's list gives as 1 kB: what is read stops there and does not fit."""
    data = bytearray(packed(xml=sheet(" " * 50_000_000)))
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    return bytes(data)


def million_rows() -> bytes:
    rows = "".join(f'<row r="{line}"><c r="A{line}"><v>1</v></c></row>' for line in range(2, 1_000_001))
    return packed(rows)


def real(change: Callable[[Any], Any]) -> bytes:
    """A workbook as openpyxl writes it, changed."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "表一"
    page.append(["日期", "单位"])
    page.append(["2026-09-01", "甲"])
    change(page)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def hidden() -> bytes:
    """The table stands on a hidden sheet; the visible one is empty."""
    return real(lambda page: (setattr(page, "sheet_state", "hidden"), page.parent.create_sheet("表二")))


def put(place: str, value: Any) -> Callable[[Any], Any]:
    return lambda page: page.__setitem__(place, value)


DTD = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
WIDE = "".join(f"<c><v>{n}</v></c>" for n in range(100))

ERROR = '<row r="2"><c r="B2" t="e"><v>{}</v></c></row>'

WORKBOOKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb: 50 MB of blanks in one part": (lambda: packed(xml=sheet(" " * 50_000_000)), "解开后有"),
    "bomb: 50 MB beside the sheet": (lambda: grown(**{"xl/media/a.png": b"\0" * 50_000_000}), "解开后有"),
    "a million rows": (million_rows, "超过上限"),
    "two million tags": (lambda: packed("<row/>" * 2_000_000), "内容太多"),
    "a million empty cells": (lambda: packed(f"<row>{'<c/>' * 50}</row>" * 15_000), "内容太多"),
    "a tag of 100,000 attributes": (
        lambda: packed("<row " + " ".join(f'a{n}=""' for n in range(100_000)) + "/>"),
        "内容太多",
    ),
    "styles of 5 MB": (lambda: grown(**{"xl/styles.xml": "<a>" + " " * 5_000_000 + "</a>"}), "内容太多"),
    "two thousand parts": (lambda: grown(**{f"x/{n}.txt": "" for n in range(2000)}), "内部结构异常"),
    "a part twice": (repeated_part, "内部结构异常"),
    "entities in the sheet": (lambda: packed(xml=sheet("", before=DTD)), "文档类型声明"),
    "outside file in the sheet": (lambda: packed(xml=sheet("", before=OUTSIDE)), "文档类型声明"),
    "entities in the workbook": (
        lambda: grown(**{"xl/workbook.xml": DTD + PARTS["xl/workbook.xml"]}),
        "文档类型声明",
    ),
    "entities in UTF-16": (
        lambda: packed(xml=sheet("", before=DTD).replace("UTF-8", "UTF-16").encode("utf-16")),
        "异常编码",
    ),
    "an EBCDIC sheet": (lambda: packed(xml=sheet("").replace("UTF-8", "cp037")), "异常编码"),
    "encrypted entries": (encrypted, "经过加密"),
    "an unusual compression": (lambda: with_method(ZIP_BZIP2), "特殊压缩"),
    "old excel or a password": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "旧版 .xls"),
    "a binary workbook": (lambda: grown(**{"xl/workbook.bin": b"x"}), ".xlsb"),
    "a zip of something else": (lambda: grown(**{"xl/workbook.xml": None}), "里面没有工作表"),
    "cut in half": (lambda: packed()[: len(packed()) // 2], "已损坏"),
    "bytes turned over": (lambda: packed().replace(b"xl/worksheets", b"xl/worksheetz", 1), "已损坏"),
    "XML that does not end": (lambda: packed(xml=sheet("")[:-15]), "已损坏"),
    "no sheet behind its name": (lambda: grown(**{"xl/worksheets/sheet1.xml": None}), "没有找到表头"),
    "a number that is none": (lambda: packed('<row r="2"><c r="A2"><v>一</v></c></row>'), "已损坏"),
    "a string out of the list": (lambda: packed('<row r="2"><c r="A2" t="s"><v>99</v></c></row>'), "已损坏"),
    "a row far below": (lambda: packed('<row r="99999999999"><c t="n"><v>1</v></c></row>'), "之后还有行"),
    "too many columns": (lambda: packed(f'<row r="2">{WIDE}</row>'), "第2行超过 60 列"),
    "too many rows": (
        lambda: real(lambda page: [page.append(["2026-09-01"]) for _ in range(150)]),
        "超过 100 行",
    ),
    "a formula never worked out": (lambda: real(put("B3", "=A2&A2")), "第3行B列是公式"),
    "an error value": (lambda: real(put("B3", "#N/A")), "第3行B列是错误值 #N/A"),
    "merged cells among the rows": (
        lambda: real(lambda page: page.merge_cells("A2:A4")),
        "A2:A4 是合并单元格",
    ),
    "merged header": (lambda: real(lambda page: page.merge_cells("A1:B1")), "A1:B1 是合并单元格"),
    "header twice": (lambda: real(put("C1", "日期")), "表头重复：日期"),
    "header unknown": (lambda: real(put("C1", "备注")), "不认识的表头：备注"),
    "header missing": (lambda: real(put("B1", None)), "表头缺少：单位"),
    "content without header": (lambda: real(put("E2", "多")), "第2行E列有内容"),
    "nothing at all": (lambda: real(lambda page: page.delete_rows(1, 5)), "没有找到表头"),
    "only a hidden sheet": (hidden, "没有找到表头"),
    "a list that lies about sizes": (lying, "已损坏"),
    "entities in the strings": (
        lambda: grown(**{"xl/sharedStrings.xml": f'{DTD}<sst xmlns="{MAIN}"><si><t>&b;</t></si></sst>'}),
        "文档类型声明",
    ),
    "entities in the relations": (
        lambda: grown(**{"xl/_rels/workbook.xml.rels": OUTSIDE + PARTS["xl/_rels/workbook.xml.rels"]}),
        "文档类型声明",
    ),
    "an entity of no use": (lambda: packed(xml=sheet("", before="<!DOCTYPE x>")), "文档类型声明"),
    "bomb: a hundred million strings in one word": (
        lambda: grown(**{"xl/sharedStrings.xml": b"<sst><si><t>" + b"x" * 45_000_000}),
        "解开后有",
    ),
    "an archive in an archive": (lambda: grown(**{"xl/workbook.xml": packed()}), "异常编码"),
    "error of a division": (lambda: packed(ERROR.format("#DIV/0!")), "第2行B列是错误值 #DIV/0!"),
    "error of a name": (lambda: packed(ERROR.format("#NAME?")), "第2行B列是错误值 #NAME?"),
    "formula from another file": (
        lambda: packed('<row r="2"><c r="C2"><f>[1]Sheet1!A1</f></c></row>'),
        "第2行C列是公式",
    ),
    "formula that calls a program": (
        lambda: packed("""<row r="2"><c r="A2"><f>cmd|'/c calc'!A1</f></c></row>"""),
        "第2行A列是公式",
    ),
    "a day in no calendar": (
        lambda: packed('<row r="2"><c r="A2" t="d"><v>2026-02-30</v></c></row>'),
        "已损坏",
    ),
    "a yes that is neither": (lambda: packed('<row r="2"><c r="A2" t="b"><v>maybe</v></c></row>'), "已损坏"),
    "a number beyond numbers": (
        lambda: packed(f'<row r="2"><c r="A2"><v>{"9" * 5000}</v></c></row>'),
        "已损坏",
    ),
    "the same cell twice": (
        lambda: packed('<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>'),
        "已损坏",
    ),
    "a line without a number": (lambda: packed('<row r="x"><c><v>1</v></c></row>'), "已损坏"),
    "merged across rows and columns": (
        lambda: real(lambda page: page.merge_cells("A2:B3")),
        "A2:B3 是合并单元格",
    ),
    "a line below a hundred thousand": (
        lambda: packed('<row r="100001"><c r="A100001"><v>1</v></c></row>'),
        "之后还有行",
    ),
    "a page called xlsx": (lambda: b"PK\x03\x04<html><body>404</body></html>", "已损坏"),
    "nothing but a head": (lambda: b"PK\x03\x04", "已损坏"),
}

TEXTS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "空文件"),
    "UTF-16": ("日期,单位\n".encode("utf-16"), "UTF-16"),
    "UTF-16 big end first": (b"\xfe\xff" + "日期".encode("utf-16-be"), "UTF-16"),
    "NUL inside": ("日期,单位\n2026-09-01,甲\0乙\n".encode(), "第2行有空字符"),
    "neither encoding": (b"\xff\xff\xff,\x81\n", "编码无法识别"),
    "quote never closed": ('日期,单位\n"2026-09-01,甲\n'.encode(), "引号不配对"),
    "text after a quote": ('日期,单位\n"a"b,甲\n'.encode(), "第2行的引号不配对"),
    "a cell of 200,000 signs": (("日期,单位\n" + "x" * 200_000 + ",甲\n").encode(), "内容过长"),
    "too many rows": (("日期,单位\n" + "2026-09-01,甲\n" * 150).encode(), "超过 100 行"),
    "one row too many": (("日期,单位\n" + "2026-09-01,甲\n" * 101).encode(), "超过上限100行"),
    "too many columns": (("日期,单位\n" + "x," * 100 + "x\n").encode(), "第2行超过 60 列"),
    "too large": (b"x" * 6_000_000, "超过上限 5 MB"),
    "header missing": ("日期,备注\n".encode(), "表头缺少：单位"),
    "header unknown": ("日期,单位,备注\n".encode(), "不认识的表头：备注"),
    "header twice": ("日期,单位,单位\n".encode(), "表头重复：单位"),
    "no header": ("一,二\n三,四\n".encode(), "没有找到表头"),
    "content without header": ("日期,单位\n2026-09-01,甲,多\n".encode(), "第2行C列有内容"),
    "only blank lines": (b"\n , \n\n", "没有找到表头"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)) * 20, ""),
    "a quote in the middle of a cell": ('日期,单位\n2026-09-01,"甲"乙\n'.encode(), "第2行的引号不配对"),
    "a title and no header": ("考核事项\n\n2026-09-01,甲\n".encode(), "没有找到表头"),
    "a million lines": (b"\n".join([b"x,y"] * 1_000_000), ""),
    "a line of a million commas": (("日期,单位\n" + "," * 1_000_000 + "x\n").encode(), "列"),
    "a web page": (b"<html><body>404</body></html>", "没有找到表头"),
}
