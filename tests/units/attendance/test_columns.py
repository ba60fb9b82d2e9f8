"""What the columns of a sign-in file mean."""

import pytest

from records.errors import Refusal
from units.attendance.columns import Layout, check_layout, guessed, header_digest, is_header

FOUR = "姓名 部门 日期 上午签到 上午签退 下午签到 下午签退"
BASE = {"name": "姓名", "day": "日期"}


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param(
            FOUR,
            {
                "name": "姓名",
                "group": "部门",
                "day": "日期",
                "morning_in": "上午签到",
                "morning_out": "上午签退",
                "afternoon_in": "下午签到",
                "afternoon_out": "下午签退",
            },
            id="four times a day",
        ),
        pytest.param(
            "人员编号 姓名 日期 上班时间 下班时间 备注",
            {
                "number": "人员编号",
                "name": "姓名",
                "day": "日期",
                "morning_in": "上班时间",
                "afternoon_out": "下班时间",
            },
            id="twice a day",
        ),
        pytest.param(
            "姓名 考勤日期 打卡记录",
            {"name": "姓名", "day": "考勤日期", "punches": "打卡记录"},
            id="all signs in a cell",
        ),
        pytest.param(
            "序号 姓名 部门名称 刷卡日期时间",
            {"name": "姓名", "group": "部门名称", "moment": "刷卡日期时间"},
            id="a row a sign",
        ),
        pytest.param("甲 乙", {}, id="nothing known"),
    ],
)
def test_columns_are_guessed_by_the_usual_words(header: str, expected: dict[str, str]) -> None:
    assert guessed(header.split()) == expected


def test_headers_are_known_again_whatever_blanks_stand_in_them() -> None:
    assert guessed(["姓 名", "日　期", "上午\n签到", "下午（签退）"]) == {
        "name": "姓 名",
        "day": "日　期",
        "morning_in": "上午\n签到",
        "afternoon_out": "下午（签退）",
    }
    assert header_digest(["姓 名", "日期"]) == header_digest(["姓名", "日 期"])
    assert header_digest(["姓名", "日期"]) != header_digest(["日期", "姓名"])


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (FOUR.split(), True),
        (["2026年9月考勤表"], False),
        (["单位：县行政服务中心", "", "打印日期：2026-10-08"], False),
        (["王芳", "社保中心", "2026-09-01", "08:21"], False),
    ],
    ids=["a header", "a title", "a second title", "a row"],
)
def test_a_header_is_told_from_titles_and_rows(cells: list[str], expected: bool) -> None:
    assert is_header(cells) == expected


@pytest.mark.parametrize(
    ("columns", "field"),
    [
        ({"day": "日期", "morning_in": "甲", "afternoon_out": "乙"}, "name"),
        ({**BASE}, "morning_in"),
        ({**BASE, "morning_in": "甲"}, "morning_in"),
        ({**BASE, "morning_in": "甲", "afternoon_out": "甲"}, "morning_in"),
        ({**BASE, "morning_in": "甲", "afternoon_out": "乙", "punches": "丙"}, "punches"),
        ({**BASE, "moment": "甲", "punches": "丙"}, "punches"),
        ({"name": "姓名", "punches": "丙"}, "day"),
    ],
    ids=["nobody", "no time", "one time", "a column twice", "two kinds", "two other kinds", "no day"],
)
def test_columns_that_make_no_sign_in_file_are_refused(columns: dict[str, str], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_layout(Layout(columns))

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("layout", "slots"),
    [
        (Layout(BASE | {"morning_in": "甲", "afternoon_out": "乙"}), ("morning_in", "afternoon_out")),
        (Layout(BASE | {"punches": "甲"}, 2), ("morning_in", "afternoon_out")),
        (
            Layout(BASE | {"punches": "甲"}, 4),
            ("morning_in", "morning_out", "afternoon_in", "afternoon_out"),
        ),
    ],
    ids=["two columns", "signs twice a day", "signs four times a day"],
)
def test_a_layout_asks_for_the_signs_that_its_file_can_hold(layout: Layout, slots: tuple[str, ...]) -> None:
    check_layout(layout)

    assert layout.slots == slots
    assert Layout.from_data(layout.to_data()) == layout
