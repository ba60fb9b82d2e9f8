"""A month of the hall: 200 people of 20 units, the 22 working days of September 2026, from a fixed seed.

What is out of the ordinary stands in tests/data/attendance-2026-09.csv, written by hand, each line with what
it must lead to and why.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile

from records.imports import ImportBatch, keep_upload
from records.workbooks import Column, Sheet, write_workbook
from units.attendance.columns import Layout, guessed
from units.models import LeaveSlip, Posting, StaffMember, Unit, User, Window
from units.services.attendance_file import KIND
from units.services.attendance_memory import remember_layout
from units.services.attendance_plan import AttendancePlan, plan_attendance
from units.services.import_attendance import apply_attendance
from units.workdays import workdays_between

ANSWERS = Path(__file__).resolve().parents[2] / "data" / "attendance-2026-09.csv"
FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)
READ = datetime(2026, 10, 8, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
HEAD = ("姓名", "工号", "部门", "日期", "上午签到", "上午签退", "下午签到", "下午签退")
SURNAMES = "赵钱孙李周吴郑王冯陈"
GIVEN = (
    *("子涵", "雨桐", "浩然", "欣怡", "宇轩", "梓萱", "俊杰", "诗琪", "博文", "佳怡"),
    *("志强", "美玲", "建国", "秀英", "海波", "丽娟", "明辉", "春燕", "立新", "玉兰"),
)
KINDS = {kind.label: kind for kind in LeaveSlip.Kind}
STATES = {state.label: state for state in LeaveSlip.State}


@dataclass(frozen=True)
class Answer:
    """One line of the answers."""

    number: str
    day: date
    signs: str
    leave: str
    posted: str
    expected: tuple[str, ...]
    """“上午 1.1 迟到”"""
    doubted: bool
    why: str


def answers() -> list[Answer]:
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        return [_answer(*row.values()) for row in csv.DictReader(file)]


def _answer(number: str, day: str, *told: str) -> Answer:
    signs, leave, posted, expected, doubt, why = told
    found = () if expected == "无" else tuple(expected.split("、"))
    return Answer(number, date.fromisoformat(day), signs, leave, posted, found, doubt == "是", why)


def people_of_the_hall() -> None:
    """20 units of ten, with their postings and what the answers say of leave."""
    units = Unit.objects.bulk_create(Unit(name=f"第{n:02}窗口单位", order=n) for n in range(1, 21))
    windows = Window.objects.bulk_create(Window(unit=unit, number=f"{unit.order}号窗口") for unit in units)
    names = [surname + given for given in GIVEN for surname in SURNAMES]
    staff = StaffMember.objects.bulk_create(
        StaffMember(name=name, number=f"A{n:03}", pinyin="") for n, name in enumerate(names, start=1)
    )
    told = {answer.number: answer.posted for answer in answers() if answer.posted}
    Posting.objects.bulk_create(
        _posting(person, units[n // 10], windows[n // 10], told.get(person.number, ""))
        for n, person in enumerate(staff)
    )


def _posting(person: StaffMember, unit: Unit, window: Window, told: str) -> Posting:
    posting = Posting(person=person, unit=unit, window=window, starts_on=date(2026, 1, 5))
    if told.startswith("离开"):
        posting.ends_on = date.fromisoformat(told[3:])
    elif told:
        posting.starts_on = date.fromisoformat(told[3:])
    return posting


def slips_of_the_month(by: User) -> None:
    people = {posting.person.number: posting for posting in Posting.objects.select_related("person")}
    for answer in answers():
        if answer.leave:
            _slip(people[answer.number], answer, by)


def _slip(posting: Posting, answer: Answer, by: User) -> None:
    kind, when, *rest = answer.leave.split()
    about: dict[str, Any] = {"starts_on": answer.day, "ends_on": answer.day}
    if kind == "临时外出":
        about["out_from"], about["out_until"] = map(time.fromisoformat, when.split("-"))
    elif when == "上午":
        about["ends_half"] = "am"
    elif when == "前一日起两天":
        about |= {
            "starts_on": answer.day - timedelta(days=1),
            "returned_on": answer.day,
            "returned_half": "am",
        }
    LeaveSlip.objects.create(
        person=posting.person,
        unit=posting.unit,
        kind=KINDS[kind],
        reason="家事",
        state=STATES[rest[-1]],
        handed_at=READ,
        recorded_by=by,
        recorded_at=READ,
        **about,
    )


def sign_sheet() -> bytes:
    """The hall's export: a title above the head, and some 4,400 lines."""
    rows = list(_rows())
    return write_workbook([Sheet("签到", [Column(label) for label in HEAD], rows, title="2026年9月签到表")])


def _rows() -> Iterator[list[Any]]:
    random = Random(20260901)
    odd = {(answer.number, answer.day): answer.signs for answer in answers()}
    days = sorted({*workdays_between(FIRST, LAST), *(day for _, day in odd)})
    worked = workdays_between(FIRST, LAST)
    for posting in Posting.objects.select_related("person", "unit").order_by("person__number"):
        for day in days:
            usual = [_usual(random, 8, 12, 27), _usual(random, 12, 0, 9), _usual(random, 14, 12, 27)]
            signs = odd.get((posting.person.number, day), " ".join([*usual, _usual(random, 17, 30, 45)]))
            is_there = posting.starts_on <= day and (posting.ends_on is None or posting.ends_on >= day)
            if signs != "无行" and is_there and (day in worked or (posting.person.number, day) in odd):
                told = ["" if sign == "—" else sign for sign in signs.split()]
                yield [posting.person.name, posting.person.number, posting.unit.name, day, *told]


def _usual(random: Random, hour: int, first: int, last: int) -> str:
    return f"{hour:02}:{random.randint(first, last):02}"


def keep_sheet(by: User, data: bytes, name: str = "9月签到表.xlsx") -> ImportBatch:
    """The file handed in, its columns told."""
    batch = keep_upload(kind=KIND, upload=SimpleUploadedFile(name, data), by=by, at=READ)
    remember_layout(header=HEAD, layout=Layout(guessed(HEAD)), by=by, at=READ)
    return batch


def import_sheet(by: User, data: bytes, name: str = "9月签到表.xlsx") -> AttendancePlan:
    """The file handed in, looked at and confirmed."""
    batch = keep_sheet(by, data, name)
    plan = plan_attendance(batch, today=READ.date())
    return apply_attendance(batch=batch, expected=plan.digest, by=by, at=READ)
