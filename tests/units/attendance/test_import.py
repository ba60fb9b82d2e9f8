"""考勤导入: columns told once, names asked about, previewed, written whole or not at all, never twice."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

import pytest
import time_machine

from records.models import Change, ImportBatch
from tests.conftest import NOON
from tests.units.attendance.sheets import (
    CHOSEN,
    FOUR,
    SLOTS,
    SUN,
    WANG,
    Desk,
    applied,
    book,
    kept,
    text,
)
from tests.units.workbooks import workbook
from units.models import AttendanceDay, AttendanceLayout, Posting, StaffMember, Unit, User

pytestmark = pytest.mark.django_db
BOTH = [("王芳", "09-28", "08:21 12:03 14:22 17:35"), ("孙丽", "09-28", "08:25 12:01 14:25 17:31")]
FIRST = time(8, 21), time(12, 3), time(14, 22), time(17, 35)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk(clerk: User, person: StaffMember, other_person: StaffMember) -> Desk:
    return Desk(clerk)


def test_a_new_header_is_asked_about_once_with_the_usual_words_chosen(desk: Desk) -> None:
    desk.upload(book(FOUR, WANG))
    asked = desk.preview()

    assert (asked.status_code, asked.url) == (302, f"{desk.path}columns/")
    form = desk.client.get(asked.url).context["form"]
    assert {name: form[name].value() for name in (*CHOSEN, *SLOTS)} == CHOSEN | SLOTS

    assert desk.tell_columns().url == desk.path
    assert AttendanceLayout.objects.get().columns["columns"]["morning_in"] == "上午签到"
    desk.upload(book(FOUR, SUN))
    assert desk.preview().status_code == 200


def test_nothing_is_written_before_it_is_confirmed(desk: Desk) -> None:
    desk.upload(book(FOUR, WANG, SUN))
    desk.tell_columns()
    page = desk.preview().content.decode()

    assert "新增 <strong>2</strong> 人日" in page
    assert kept() == []
    assert desk.confirm().status_code == 302
    assert kept() == BOTH


def test_the_same_file_twice_adds_nothing(desk: Desk) -> None:
    desk.bring_in(book(FOUR, WANG, SUN))
    desk.upload(book(FOUR, WANG, SUN))
    page = desk.preview()

    assert "都已导入过" in page.content.decode()
    refused = desk.post(f"{desk.path}confirm/", plan=page.context["plan"].digest)
    assert refused.status_code == 422
    assert len(applied()) == 1
    assert kept() == BOTH


def test_a_confirmation_sent_twice_is_carried_out_once(desk: Desk) -> None:
    desk.upload(book(FOUR, WANG))
    desk.tell_columns()
    sent = {"form_key": "7f1b1f0e-0000-4000-8000-000000000001", "plan": desk.plan().digest}
    answers = [desk.client.post(f"{desk.path}confirm/", sent) for _ in range(2)]

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, desk.path)] * 2
    assert len(kept()) == 1


def test_a_corrected_file_changes_only_the_days_that_differ_and_says_so(desk: Desk) -> None:
    desk.bring_in(book(FOUR, WANG, SUN), "九月.xlsx")
    desk.bring_in(book(FOUR, (*WANG[:3], "08:41", *WANG[4:]), SUN), "九月改.xlsx")

    assert kept() == [("王芳", "09-28", "08:41 12:03 14:22 17:35"), BOTH[1]]
    assert [row.batch.name for row in AttendanceDay.objects.order_by("person__number")] == [
        "九月改.xlsx",
        "九月.xlsx",
    ]
    first, second = applied()
    assert first.content == book(FOUR, WANG, SUN) or first.content
    assert second.result[1:] == [
        ["2026-09-28", "王芳 001 社保中心", "08:21 12:03 14:22 17:35", "08:41 12:03 14:22 17:35"]
    ]
    line = Change.objects.filter(action="导入考勤").first()
    assert line is not None
    assert line.after == {"月份": "2026-09", "人数": 2, "新增": 0, "更新": 1, "不变": 1}


def test_a_preview_that_is_out_of_date_is_not_carried_out(desk: Desk) -> None:
    desk.upload(book(FOUR, WANG))
    desk.tell_columns()
    shown = desk.plan().digest
    AttendanceDay.objects.create(
        person=StaffMember.objects.get(name="王芳"),
        day=date(2026, 9, 28),
        batch=ImportBatch.objects.get(pk=desk.batch),
        place="",
    )
    answer = desk.post(f"{desk.path}confirm/", plan=shown)

    assert answer.status_code == 422
    assert "预览之后情况有了变化" in answer.content.decode()
    assert kept() == [("王芳", "09-28", "— — — —")]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(book(FOUR, WANG, SUN), id="xlsx"),
        pytest.param(book(FOUR, WANG, SUN, title="2026年9月考勤"), id="a title above the head"),
        pytest.param(text(FOUR, WANG, SUN), id="utf-8"),
        pytest.param(text(FOUR, WANG, SUN, encoding="gb18030"), id="gb18030"),
        pytest.param(text(("2026年9月考勤",), (), FOUR, WANG, SUN), id="csv with a title"),
        pytest.param(
            book(FOUR, (*WANG[:2], date(2026, 9, 28), *FIRST), (*SUN[:2], datetime(2026, 9, 28), *SUN[3:])),  # noqa: DTZ001
            id="real dates and times",
        ),
        pytest.param(
            book(FOUR, (*WANG[:2], 46293, 0.347917, 0.502083, 0.598611, 0.732639), SUN), id="excel's numbers"
        ),
        pytest.param(
            book(
                FOUR, ("王　芳", "社保中心", "2026年9月28日 周一", "8:21", "12：03", "14:22:09", "17:35"), SUN
            ),
            id="names with blanks, full width",
        ),
        pytest.param(book(FOUR, WANG, SUN, WANG), id="a line twice"),
        pytest.param(book(FOUR, WANG, SUN, ("制表人：李四",)), id="a line of the maker"),
    ],
)
def test_a_file_is_read_right_however_it_was_saved(desk: Desk, data: bytes) -> None:
    desk.bring_in(data, "签到表.xlsx" if data[:2] == b"PK" else "签到表.csv")

    assert kept() == BOTH


def test_words_for_no_sign_are_no_sign_and_the_halls_remarks_are_kept(desk: Desk) -> None:
    desk.bring_in(
        book(FOUR, (*WANG[:3], "未打卡", "缺卡", "—", "17:35"), (*SUN[:3], "事假", "事假", *SUN[5:]))
    )

    assert [signs for _, _, signs in kept()] == ["— — — 17:35", "— — 14:25 17:31"]
    assert [row.place for row in AttendanceDay.objects.order_by("person__number")] == [
        "工作表“签到”第2行",
        "工作表“签到”第3行（写着事假）",
    ]


def test_all_signs_in_one_cell_go_to_their_moments(desk: Desk) -> None:
    rows = [("姓名", "日期", "打卡记录"), ("王芳", "2026-09-28", "08:21 12:03\n14:22 17:35")]
    desk.bring_in(book(*rows), name="0", day="1", punches="2", times="4")

    assert kept() == BOTH[:1]


def test_a_row_a_sign_makes_a_day(desk: Desk) -> None:
    signs = ("08:21", "12:03", "14:22", "17:35")
    rows = [("姓名", "刷卡日期时间"), *(("王芳", f"2026-09-28 {sign}:07") for sign in reversed(signs))]
    desk.bring_in(book(*rows), name="0", moment="1", times="4")

    assert kept() == BOTH[:1]
    assert AttendanceDay.objects.get().place == "工作表“签到”第2行"


def test_a_file_of_two_signs_a_day_asks_for_no_noon(desk: Desk) -> None:
    rows = [("姓名", "日期", "上班时间", "下班时间"), ("王芳", "2026-09-28", "08:21", "17:35")]
    desk.bring_in(book(*rows), name="0", day="1", morning_in="2", afternoon_out="3", times="4")

    assert kept() == [("王芳", "09-28", "08:21 — — 17:35")]
    assert applied()[0].result[0]["slots"] == ["morning_in", "afternoon_out"]


def test_all_sheets_with_the_same_head_are_read(desk: Desk) -> None:
    data = workbook({"社保": [FOUR, WANG], "就业": [FOUR, SUN], "说明": [("考勤说明", "见附件", "无")]})
    desk.upload(data)
    desk.tell_columns()

    assert "没有读的工作表：说明" in desk.preview().content.decode()
    desk.confirm()
    assert kept() == BOTH


@pytest.mark.parametrize(
    ("rows", "place", "message"),
    [
        ([(*WANG[:3], "25:61", *WANG[4:])], "第2行D列“上午签到”", "不是时间"),
        ([(*WANG[:3], "正常", *WANG[4:])], "第2行D列“上午签到”", "不是时间"),
        ([(*WANG[:2], "9月28日", *WANG[3:])], "第2行C列“日期”", "不是日期"),
        ([(*WANG[:2], "", *WANG[3:])], "第2行C列“日期”", "没有填写日期"),
        ([(*WANG[:2], "2026-10-09", *WANG[3:])], "第2行C列“日期”", "还没有到"),
        ([("", *WANG[1:])], "第2行A列“姓名”", "没有填写姓名"),
        ([WANG, (*WANG[:3], "08:22", *WANG[4:])], "第3行", "重复，时间不同"),
        ([("王" * 80, *WANG[1:])], "第2行A列“姓名”", "有80个字"),
    ],
    ids=["no time", "a word", "no year", "no day", "the future", "nobody", "two tellings", "too long"],
)
def test_a_fault_is_told_with_its_place_and_nothing_is_written(
    desk: Desk, rows: list[Sequence[str]], place: str, message: str
) -> None:
    desk.upload(book(FOUR, *rows, SUN))
    desk.tell_columns()
    page = desk.preview()

    assert page.status_code == 422
    (error,) = page.context["errors"]
    assert error.place == f"工作表“签到”{place}"
    assert message in error.message
    assert desk.post(f"{desk.path}confirm/", plan=page.context["plan"].digest).status_code == 422
    assert kept() == []


def test_a_file_without_any_line_says_so(desk: Desk) -> None:
    desk.upload(book(FOUR))
    desk.tell_columns()

    assert "没有一行签到记录" in desk.preview().content.decode()


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"day": "2", "morning_in": "3", "afternoon_out": "6"}, "请指明哪一列是姓名"),
        ({"name": "0", "day": "2"}, "签到、签退的时间在哪几列"),
        ({"name": "0", "day": "2", "morning_in": "3", "afternoon_out": "3"}, "选了两次"),
    ],
    ids=["nobody", "no time", "twice"],
)
def test_columns_that_make_no_sign_in_file_are_refused(
    desk: Desk, columns: dict[str, str], message: str
) -> None:
    desk.upload(book(FOUR, WANG))
    answer = desk.tell_columns(times="4", **columns)

    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not AttendanceLayout.objects.exists()


def test_units_without_a_line_and_people_not_posted_are_told_beforehand(
    desk: Desk, unit: Unit, other_person: StaffMember
) -> None:
    Posting.objects.filter(person__name="王芳").update(starts_on=date(2026, 9, 29))
    colleague = StaffMember.objects.create(name="李强", number="009")
    Posting.objects.create(person=colleague, unit=unit, starts_on=date(2026, 1, 1))
    desk.upload(book(FOUR, WANG, (*WANG[:2], "2026-09-29", *WANG[3:])))
    desk.tell_columns()
    page = desk.preview().content.decode()

    assert "表里没有以下单位的人，不对其提出线索：公共就业服务中心。" in page
    assert "有 1 行的人员当天没有进驻" in page
    assert (
        "以下单位有人一行也没有，导入后按没有签到提出线索；不该在表里的，请先登记其离开：社保中心2人中1人。"
        in page
    )


@pytest.mark.parametrize("rows", [1, 60], ids=["one line", "sixty lines"])
def test_the_preview_costs_the_same_few_queries(
    desk: Desk, unit: Unit, rows: int, django_assert_max_num_queries: Any
) -> None:
    days = [date(2026, 8, 1 + count % 28) for count in range(28)]
    people = [WANG, SUN, SUN]
    lines = [(*who[:2], day, *who[3:]) for who in people[:2] for day in days][:rows]
    desk.upload(book(FOUR, *lines))
    desk.tell_columns()

    with django_assert_max_num_queries(12):
        assert desk.preview().status_code == 200


def test_the_original_can_be_had_again(desk: Desk) -> None:
    data = book(FOUR, WANG)
    desk.bring_in(data)
    answer = desk.client.get(f"{desk.path}file/")

    assert answer.content == data
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_anothers_file_is_seen_once_it_was_imported(desk: Desk, chief: User) -> None:
    desk.upload(book(FOUR, WANG))
    desk.tell_columns()
    other = Desk(chief)
    other.batch = desk.batch

    assert other.preview().status_code == 404
    desk.confirm()
    assert other.preview().status_code == 200
