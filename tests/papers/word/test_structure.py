"""A Word file's own XML: what WPS and Word go by, whatever LibreOffice makes of it."""

from dataclasses import replace

import pytest

from notices.papers.content import Figure, Heading, Paper, Paragraph
from notices.papers.word.documents import docx_of
from scoring.charts import bar_chart, line_chart
from tests.papers.samples import OFFICE, sample
from tests.papers.word.read import W, body, looks, part, parts, styled, text, value

FACES = {"仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"}
FILE = docx_of(sample(units=3))


def test_page_is_a4_with_the_margins_and_the_grid_of_the_standard() -> None:
    section = body(FILE).find(f"{W}sectPr")
    assert section is not None
    size = [value(section, "pgSz", name) for name in ("w", "h")]
    margins = [int(value(section, "pgMar", side) or 0) for side in ("top", "right", "bottom", "left")]
    assert size == ["11906", "16838"]
    assert margins == pytest.approx([mm * 1440 / 25.4 for mm in (37, 26, 35, 28)], abs=3)
    assert value(section, "docGrid", "type") == "linesAndChars"
    pitch = int(value(section, "docGrid", "linePitch") or 0)
    char = 16 + int(value(section, "docGrid", "charSpace") or 0) / 4096
    width, height = (11906 - margins[1] - margins[3]) / 20, 16838 - margins[0] - margins[2]
    assert (height // pitch, width // char) == (22, 28)


def test_every_run_and_style_names_its_face_for_every_script() -> None:
    found = [(name, look.find(f"{W}rFonts")) for name, look in looks(FILE)]
    assert {name for name, _ in found} >= {"word/document.xml", "word/styles.xml", "word/footer1.xml"}
    named = [
        {fonts.get(W + script) for script in ("ascii", "hAnsi", "eastAsia", "cs")}
        for _, fonts in found
        if fonts is not None
    ]
    assert len(named) == len(found)
    assert all(len(faces) == 1 for faces in named)
    assert set().union(*named) == FACES
    for run in body(FILE).iter(f"{W}r"):
        assert run.find(f"{W}rPr") is not None or run.find(f"{W}t") is None


def test_nothing_is_bold_and_no_face_comes_from_a_theme() -> None:
    for name, data in parts(FILE).items():
        assert b"<w:b/>" not in data, name
        assert b"<w:b " not in data, name
        assert b"Theme=" not in data, name


def test_levels_are_numbered_and_set_in_their_faces() -> None:
    levels = tuple(Heading(level, f"第{level}级") for level in (1, 2, 3, 4, 4, 2, 1))
    docx = docx_of(replace(sample(attached=False), blocks=(*levels, Paragraph.of("正文"))))
    found = [
        (text(p), value(p, "r/rPr/rFonts", "eastAsia"))
        for level in (1, 2, 3, 4)
        for p in styled(docx, f"Heading{level}")
    ]
    assert found == [
        ("一、第1级", "黑体"),
        ("二、第1级", "黑体"),
        ("（一）第2级", "楷体_GB2312"),
        ("（二）第2级", "楷体_GB2312"),
        ("1.第3级", "仿宋_GB2312"),
        ("（1）第4级", "仿宋_GB2312"),
        ("（2）第4级", "仿宋_GB2312"),
    ]


def test_paragraphs_indent_two_characters_on_lines_of_exact_height() -> None:
    styles = {style.get(f"{W}styleId"): style for style in part(FILE, "word/styles.xml").iter(f"{W}style")}
    assert value(styles["BodyText"], "pPr/ind", "firstLineChars") == "200"
    assert [value(styles["Normal"], "pPr/spacing", name) for name in ("line", "lineRule")] == ["578", "exact"]
    assert value(styles["Title"], "rPr/sz") == "44"


def test_number_has_hexagonal_brackets_and_stands_over_the_red_rule() -> None:
    [number] = styled(FILE, "Number")
    assert text(number) == "鄢人社通报〔2026〕9号"
    assert value(number, "pPr/pBdr/bottom", "color") == "E60012"


def test_table_repeats_its_head_and_breaks_no_row() -> None:
    tables = body(FILE).findall(f"{W}tbl")
    assert len(tables) == 3
    for table in tables:
        first, *others = table.findall(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert not any(row.find(f"{W}trPr/{W}tblHeader") is not None for row in others)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (first, *others))
        widths = [int(column.get(f"{W}w", "0")) for column in table.iter(f"{W}gridCol")]
        assert sum(widths) == 8848
        assert value(table, "tblPr/tblLayout", "type") == "fixed"


def test_attachments_begin_on_pages_of_their_own() -> None:
    assert [text(p) for p in styled(FILE, "AttachmentLabel")] == ["附件1", "附件2"]
    styles = {style.get(f"{W}styleId"): style for style in part(FILE, "word/styles.xml").iter(f"{W}style")}
    assert styles["AttachmentLabel"].find(f"{W}pPr/{W}pageBreakBefore") is not None


def test_page_numbers_are_fields_right_on_odd_and_left_on_even_pages() -> None:
    assert part(FILE, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    feet = [part(FILE, f"word/footer{number}.xml") for number in (1, 2)]
    assert {value(foot, "p/pPr/jc") for foot in feet} == {"right", "left"}
    for foot in feet:
        assert text(foot) == "— 1 —"
        assert "".join(code.text or "" for code in foot.iter(f"{W}instrText")).strip() == "PAGE"


def test_last_block_and_signature_hold_on_to_what_follows() -> None:
    paragraphs = body(docx_of(sample(units=1, attached=False))).findall(f"{W}p")
    *held, reserve = paragraphs[-5:]
    assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in held)
    assert "抄送：" in text(reserve)


def test_draft_is_marked_on_every_page_and_an_issued_paper_is_not() -> None:
    draft = docx_of(sample(units=1), draft=True)
    heads = [name for name in parts(draft) if name.startswith("word/header")]
    assert [text(part(draft, name)) for name in heads] == ["草稿，未经签发，不得外传"] * 2
    assert not [name for name in parts(FILE) if name.startswith("word/header")]


def test_properties_name_title_and_office_and_nothing_of_the_machine() -> None:
    told = {child.tag.rpartition("}")[2]: child.text for child in part(FILE, "docProps/core.xml")}
    assert told == {
        "title": f"{OFFICE}关于2026年9月窗口单位百分考核情况的督查通报",
        "creator": OFFICE,
        "language": "zh-CN",
    }
    assert sorted(parts(FILE)) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/footer2.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme/theme1.xml",
    ]


def test_same_content_gives_the_same_bytes() -> None:
    assert docx_of(sample(units=3)) == FILE


def charted(*figures: Figure) -> Paper:
    return replace(sample(attached=False), blocks=(Paragraph.of("图前"), *figures, Paragraph.of("图后")))


def test_chart_becomes_a_picture_that_says_in_words_what_it_shows() -> None:
    bars = bar_chart("k", "各类失分", [("上岗请假", [3], "3分"), ("王㛃", [1], "1分")])
    line = line_chart("l", "平均分", [("7月", 95.0, "95"), ("8月", 96.5, "96.5")])
    docx = docx_of(charted(Figure(bars), Figure(line)))
    assert [name for name in parts(docx) if name.startswith("word/media/")] == [
        "word/media/image1.png",
        "word/media/image2.png",
    ]
    told = [element.get("descr") for element in body(docx).iter() if element.tag.endswith("}docPr")]
    assert told[:2] == ["各类失分。最多的：上岗请假 3分；王㛃 1分", "平均分。7月95，8月96.5"]
    assert docx == docx_of(charted(Figure(bars), Figure(line)))


def test_markup_and_characters_that_no_file_may_hold_are_written_as_plain_text() -> None:
    docx = docx_of(sample(units=1, fact="<w:b/>&amp;\x07\ud842半个\u202e字", attached=False))
    assert "<w:b/>&amp;半个字" in text(body(docx))
