# ruff: noqa: DTZ001 - Excel's days and times have no zone
"""Workbooks coming in: every cell as Excel shows it, wherever the file comes from."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from records.errors import Refusal
from records.tables import read_table
from records.workbooks import Cell, SheetRows, read_workbook
from tests.records.broken_workbooks import MAIN, packed

STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/>'
    '<numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="31"/><xf numFmtId="165"/><xf numFmtId="20"/>'
    '<xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="58"/></cellXfs></styleSheet>'
)
DAY = datetime(2026, 9, 3)


def read(data: bytes) -> list[SheetRows]:
    return read_workbook("表.xlsx", data, max_rows=1000, max_bytes=1_000_000)


def only_cell(cell: str, **parts: str) -> Cell:
    """The value of one cell below the header."""
    (sheet,) = read(packed(f'<row r="2">{cell}</row>', **{"xl/styles.xml": STYLES, **parts}))
    return dict(sheet.rows)[2][0]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A2"><v>3</v></c>', 3),
        ("<c><v>3</v></c>", 3),
        ('<c r="A2" t="n"><v>3.5</v></c>', 3.5),
        ('<c r="A2"><v>1E3</v></c>', 1000.0),
        ('<c r="A2" s="1"><v>46268</v></c>', DAY),
        ('<c r="A2" s="2"><v>46268</v></c>', DAY),
        ('<c r="A2" s="3"><v>46268</v></c>', DAY),
        ('<c r="A2" s="7"><v>46268</v></c>', DAY),
        ('<c r="A2" s="5"><v>46268.5</v></c>', datetime(2026, 9, 3, 12)),
        ('<c r="A2" s="4"><v>0.375</v></c>', time(9)),
        ('<c r="A2" s="6"><v>1.25</v></c>', timedelta(hours=30)),
        ('<c r="A2" s="1"><v>99999999</v></c>', 99999999),
        ('<c r="A2" t="d"><v>2026-09-03</v></c>', date(2026, 9, 3)),
        ('<c r="A2" t="b"><v>1</v></c>', True),
        ('<c r="A2" t="str"><f>B1</f><v>甲</v></c>', "甲"),
        ('<c r="A2"><f>1+1</f><v>2</v></c>', 2),
        ('<c r="A2" t="inlineStr"><is><t>甲</t></is></c>', "甲"),
        ('<c r="A2" t="inlineStr"><is><r><t>甲</t></r><r><rPr/><t>乙</t></r></is></c>', "甲乙"),
        ('<c r="A2" t="inlineStr"><is><t>甲</t><rPh sb="0" eb="1"><t>jiǎ</t></rPh></is></c>', "甲"),
        ('<c r="A2" t="inlineStr"><is><t>甲_x000D_\n乙</t></is></c>', "甲\r\n乙"),
        ('<c r="A2" t="inlineStr"><is><t>_x005F_x000D_</t></is></c>', "_x000D_"),
        ('<c r="A2" t="inlineStr"><is><t>_x0000_</t></is></c>', "_x0000_"),
    ],
    ids=[
        "whole number",
        "without its place",
        "number",
        "power",
        "day",
        "day as Chinese Excel numbers it",
        "day in the file's own format",
        "day and month as Chinese Excel numbers it",
        "moment",
        "time",
        "span",
        "day past all calendars",
        "day in ISO form",
        "yes",
        "formula's text",
        "formula's number",
        "text",
        "text in runs",
        "text with its reading",
        "line break from Windows",
        "words that look like an escape",
        "no NUL by the back door",
    ],
)
def test_a_cell_is_read_as_excel_shows_it(cell: str, value: Cell) -> None:
    found = only_cell(cell)
    assert (found, type(found)) == (value, type(value))


def test_days_count_from_1904_where_the_file_says_so() -> None:
    book = Workbook()
    book.epoch = datetime(1904, 1, 1)
    book.worksheets[0].append([date(2026, 9, 3)])
    assert read(saved(book))[0].rows == ((1, (DAY,)),)


def test_a_formula_that_shows_an_empty_text_is_an_empty_cell() -> None:
    row = '<row r="2"><c r="A2" t="str"><f>IF(1,"")</f><v></v></c><c r="B2"><v>1</v></c></row>'
    assert dict(read(packed(row))[0].rows)[2] == ("", 1)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ('<row r="2"><c r="XFD2"><v>1</v></c></row>', "第2行超过 60 列"),
        ('<row r="3"><c r="A3"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>', "已损坏"),
        ('<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>', "已损坏"),
        ('<row r="2"><c r="A2" t="e"><v>#DIV/0!</v></c></row>', "第2行A列是错误值 #DIV/0!"),
        ('<row r="2"><c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>', "第2行A列是错误值 #DIV/0!"),
        ('<row r="2"><c r="C2"><f>SUM(A1)</f><v></v></c></row>', "第2行C列是公式"),
        ('<row r="2"><c r="A2" t="odd"><v>1</v></c></row>', "已损坏"),
    ],
    ids=["far right", "rows backwards", "cells backwards", "error", "formula's error", "formula", "odd kind"],
)
def test_what_would_be_lost_or_misread_is_refused(rows: str, message: str) -> None:
    with pytest.raises(Refusal, match=message):
        read(packed(rows))


def test_a_word_that_only_looks_like_an_error_is_text() -> None:
    assert only_cell('<c r="A2" t="inlineStr"><is><t>#N/A</t></is></c>') == "#N/A"


def test_sheets_come_in_order_without_the_hidden_ones() -> None:
    book = Workbook()
    book.worksheets[0].append(["甲"])
    book.create_sheet("乙").append(["乙"])
    book.create_sheet("丙").append(["丙"])
    book.worksheets[1].sheet_state = "veryHidden"
    assert [(sheet.name, sheet.rows) for sheet in read(saved(book))] == [
        ("Sheet", ((1, ("甲",)),)),
        ("丙", ((1, ("丙",)),)),
    ]


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


values = st.one_of(
    st.none(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.datetimes(datetime(1950, 1, 1), datetime(2199, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
    st.dates(date(1950, 1, 1), date(2199, 1, 1)),
    st.times().map(lambda at: at.replace(microsecond=0)),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=6),
)


@given(st.lists(st.lists(values, max_size=6), max_size=6))
def test_a_sheet_is_read_as_openpyxl_reads_it(rows: list[list[Cell]]) -> None:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for cell in (cell for row in book.worksheets[0].iter_rows() for cell in row):
        cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    data = saved(book)
    peer = load_workbook(BytesIO(data), data_only=True).worksheets[0]
    (ours,) = read(data)
    for line, cells in ours.rows:
        for column, value in enumerate(cells, start=1):
            assert (value or None) == (peer.cell(line, column).value or None)
    assert {line for line, _ in ours.rows} == {
        line
        for line, cells in enumerate(peer.iter_rows(values_only=True), start=1)
        if any(value is not None and str(value).strip() for value in cells)
    }


@given(st.data())
def test_a_damaged_part_is_a_table_or_a_refusal(data: st.DataObject) -> None:
    """Some bytes of one part turned into others: never anything but rows or a Refusal."""
    row = '<row r="2"><c r="A2" s="1"><v>46268</v></c><c r="B2" t="d"><v>2026-09-03</v></c></row>'
    whole = packed(row, **{"xl/styles.xml": STYLES})
    with ZipFile(BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    text = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text) - 1))
        text[at : at + data.draw(st.integers(0, 3))] = data.draw(
            st.sampled_from([b"", b"0", b"-1", b"9" * 12, b'"', b"<", b"/>", b"e", b":", "年".encode()])
        )
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for part, content in {**parts, name: bytes(text)}.items():
            archive.writestr(part, content)
    with suppress(Refusal):
        assert read_table("表.xlsx", stream.getvalue()).header
