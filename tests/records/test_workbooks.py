# ruff: noqa: DTZ001 - Excel's days and times have no zone
"""Workbooks going out: inert, readable, printable."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from records.workbooks import Column, Formula, Sheet, write_workbook

LIVE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    '=HYPERLINK("http://x")',
]


@pytest.mark.parametrize("text", LIVE, ids=range(len(LIVE)))
def test_text_is_never_a_live_formula(text: str) -> None:
    data = write_workbook([Sheet("表", [Column("甲")], [(text,)], title=text, below=[(text,)])])
    page = load_workbook(BytesIO(data)).worksheets[0]
    cells = [page["A1"], page["A3"], page["A4"]]
    assert [(cell.data_type, cell.quotePrefix) for cell in cells] == [("s", True)] * 3


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("#N/A", "#N/A"),
        ("一\x00二\x1b", "一二"),
        ("\ud800甲", "?甲"),
        ("长" * 40_000, "长" * 32_000 + "……（过长，已截断）"),
        (date(2026, 9, 1), datetime(2026, 9, 1)),
        (97.5, 97.5),
        (True, "是"),
        (None, None),
        ("", None),
        (Formula("=SUM(A1:A2)"), "=SUM(A1:A2)"),
    ],
    ids=[
        "error word",
        "control signs",
        "surrogate",
        "too long",
        "day",
        "points",
        "yes",
        "none",
        "empty",
        "own",
    ],
)
def test_cells_hold_what_excel_can_hold(value: Any, read: Any) -> None:
    data = write_workbook([Sheet("表", [Column("甲")], [(value,)])])
    assert load_workbook(BytesIO(data)).worksheets[0]["A2"].value == read


def test_a_value_of_another_kind_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError, match="object"):
        write_workbook([Sheet("表", [Column("甲")], [(object(),)])])


def test_a_sheet_prints_on_a4_with_its_head_on_every_page() -> None:
    data = write_workbook([Sheet("甲/乙", [Column("甲", kind="points")], [(1,)], title="题")])
    page = load_workbook(BytesIO(data)).worksheets[0]
    assert (page.title, page.freeze_panes, page.print_title_rows) == ("甲－乙", "A3", "$1:$2")
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page["A3"].number_format == "0.0"


def test_title_and_the_line_under_it_stay_with_the_head() -> None:
    sheet = Sheet("表", [Column("甲", 30)], [("一",)], title="题", note="导出时间", upright=True)
    page = load_workbook(BytesIO(write_workbook([sheet]))).worksheets[0]
    assert sheet.first_line == 4
    assert (page.freeze_panes, page.print_title_rows, page["A2"].value) == ("A4", "$1:$3", "导出时间")
    assert (page.page_setup.orientation, page.column_dimensions["A"].width) == ("portrait", 30)
    assert page.HeaderFooter.oddFooter.center.text == "第 &P 页，共 &N 页"


def test_a_formula_shows_its_value_before_anything_calculates_it() -> None:
    """On the sheet that it stands on, and where a text looks like a cell of XML nothing is changed."""
    trap = '<c r="B2"><f>SUM(A1)</f><v></v></c>'
    columns = [Column("甲", 8, "points"), Column("乙", 8, "mean")]
    rows = [(Decimal("1.5"), Formula("=ROUND(A2/2,2)", Decimal("0.75"))), (trap, Formula("=1+1"))]
    data = write_workbook(
        [
            Sheet("一", [Column("丙")], [(trap,)]),
            Sheet("二", columns, rows, below=[(Formula("=SUM(A2:A2)", 1),)]),
        ]
    )
    shown, kept = (load_workbook(BytesIO(data), data_only=values)["二"] for values in (True, False))
    assert [shown[cell].value for cell in ("B2", "B3", "A4")] == [0.75, None, 1]
    assert [kept[cell].value for cell in ("B2", "A3", "A4")] == ["=ROUND(A2/2,2)", trap, "=SUM(A2:A2)"]


def test_a_row_is_as_high_as_its_longest_text_and_a_short_one_left_alone() -> None:
    columns = [Column("一个很长很长的表头", 9), Column("乙", 30), Column("丙", 8, "line")]
    rows = [
        ("短", "不长", "长" * 40),
        ("短", "群众反映" * 20, ""),
        ("两行\n三行\n四行", "", ""),
        ("长" * 900, "", ""),
    ]
    page = load_workbook(BytesIO(write_workbook([Sheet("表", columns, rows)]))).worksheets[0]
    assert [page.row_dimensions[line].height for line in range(1, 6)] == [45, None, 90, 45, 405]
