# ruff: noqa: DTZ001 - Excel's days and times have no zone
"""Tables that are fine: the same rows whether from csv or xlsx, lines as Excel shows them."""

from contextlib import suppress
from datetime import date, datetime, time
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from records.errors import Refusal
from records.tables import Table, read_table, text_of
from records.workbooks import Column, Sheet, write_workbook
from tests.records.broken_workbooks import packed

CSV = "日期,单位,次数\n2026-09-01,社保中心,2\n\n,,\n2026-09-02,“甲,1\n"


def rows(table: Table) -> list[tuple[int, list[str]]]:
    return [(row.line, [row.text(label) for label in table.header]) for row in table.rows]


@pytest.mark.parametrize(
    "data",
    [
        CSV.encode(),
        CSV.encode("utf-8-sig"),
        CSV.encode("gb18030"),
        CSV.replace("\n", "\r\n").encode(),
        CSV.replace("\n", "\r").encode(),
        CSV.replace(",", "\t").encode(),
        CSV.replace(",", ";").encode(),
    ],
    ids=["UTF-8", "BOM", "GB18030", "CRLF", "CR", "tabs", "semicolons"],
)
def test_csv_of_any_encoding_gives_rows_with_their_lines(data: bytes) -> None:
    assert rows(read_table("表.csv", data)) == [
        (2, ["2026-09-01", "社保中心", "2"]),
        (5, ["2026-09-02", "“甲", "1"]),
    ]


def test_xlsx_gives_the_same_texts_as_csv() -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["考核事项"])
    page.append(["日期", "单位", "次数"])
    page.append([date(2026, 9, 1), "社保中心 ", 2])
    page.append([None, "  "])
    page.append([datetime(2026, 9, 2), "“甲", 1.0])
    stream = BytesIO()
    book.save(stream)
    table = read_table("表.xlsx", stream.getvalue(), expected=("日期", "单位", "次数"))
    assert (table.sheet, rows(table)) == (
        "Sheet",
        [(3, ["2026-09-01", "社保中心", "2"]), (5, ["2026-09-02", "“甲", "1"])],
    )


def test_place_names_sheet_row_and_column() -> None:
    data = write_workbook([Sheet("人员", [Column("姓名"), Column("工号")], [("王芳", "001")])])
    table = read_table("表.xlsx", data)
    row = table.rows[0]
    assert table.place(row, "工号") == "工作表“人员”第2行B列“工号”"
    assert table.place(row) == "工作表“人员”第2行"


def test_place_in_a_csv_names_row_and_column() -> None:
    table = read_table("表.csv", CSV.encode())
    assert table.place(table.rows[0], "次数") == "第2行C列“次数”"


def test_a_named_sheet_is_found_among_others() -> None:
    sheets = [Sheet(name, [Column("姓名")], [(name,)]) for name in ("说明", "人员")]
    table = read_table("表.xlsx", write_workbook(sheets), sheet="人员")
    assert table.rows[0].text("姓名") == "人员"


def test_a_missing_sheet_is_told() -> None:
    data = write_workbook([Sheet("说明", [Column("姓名")], [])])
    with pytest.raises(Refusal, match="没有名为“人员”的工作表"):
        read_table("表.xlsx", data, sheet="人员")


def test_a_formula_counts_as_the_value_it_last_showed() -> None:
    """A workbook saved by Excel keeps the value beside the formula."""
    row = '<row r="2"><c r="A2" t="str"><f>1+1</f><v>二</v></c></row>'
    assert rows(read_table("表.xlsx", packed(row))) == [(2, ["二"])]


def test_merged_title_above_the_header_is_no_obstacle() -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["考核事项", None])
    page.append(["日期", "单位"])
    page.append(["2026-09-01", "甲"])
    page.merge_cells("A1:B1")
    stream = BytesIO()
    book.save(stream)
    table = read_table("表.xlsx", stream.getvalue(), expected=("日期", "单位"))
    assert rows(table) == [(3, ["2026-09-01", "甲"])]


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_a_refusal(data: bytes) -> None:
    with suppress(Refusal):
        assert read_table("表", data, max_rows=100, max_bytes=10_000).header


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8), min_size=1, max_size=5),
        max_size=8,
    )
)
def test_what_is_written_is_read_back(cells: list[list[str]]) -> None:
    columns = [Column(label) for label in "甲乙丙丁戊"]
    table = read_table("表.xlsx", write_workbook([Sheet("表", columns, cells)]))
    kept = [[text.strip() for text in row] for row in cells]
    expected = [row for row in kept if any(row)]
    assert [
        [row.text(label) for label in "甲乙丙丁戊"][: len(want)]
        for row, want in zip(table.rows, expected, strict=True)
    ] == [_as_read(row) for row in expected]


def _as_read(row: list[str]) -> list[str]:
    return [text_of(text) for text in row]


def test_times_and_days_read_as_the_same_text() -> None:
    values = [time(9, 30), datetime(2026, 9, 1, 9, 30), date(2026, 9, 1), 3.0, True, None, "\ufeff 甲\xa0"]
    assert [text_of(value) for value in values] == [
        "09:30",
        "2026-09-01 09:30",
        "2026-09-01",
        "3",
        "是",
        "",
        "甲",
    ]
