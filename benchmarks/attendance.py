"""The hall's sign-in file of a month, 200 people × 22 days, from the upload to its proposals."""

from io import BytesIO
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from openpyxl import Workbook, load_workbook

from benchmarks.data import AT, FIRST, Rows
from benchmarks.table import Row, told
from benchmarks.timing import cpu, medians, once
from records.imports import keep_upload
from scoring.periods import last_of
from scoring.selectors.proposals import proposals_between
from units.attendance.columns import Layout, guessed
from units.models import Posting
from units.services.attendance_file import KIND
from units.services.attendance_memory import remember_layout
from units.services.attendance_plan import plan_attendance
from units.services.import_attendance import apply_attendance
from units.workdays import workdays_between

HEAD = ("姓名", "工号", "部门", "日期", "上午签到", "上午签退", "下午签到", "下午签退")
SECONDS, MOST_ROUNDS = 5, 5
USUAL = ((8, 10, 27), (12, 0, 9), (14, 10, 27), (17, 30, 50))
ODD = 150
"""One line in so many has a time out of the ordinary."""


def attendance_rows(rows: Rows, rounds: int) -> list[Row]:
    """4,400 lines read, matched, written, judged: seconds against the target, and a bare read of the file."""
    data = _file()
    remember_layout(header=HEAD, layout=Layout(guessed(HEAD)), by=rows.chief, at=AT)
    works = {"whole": lambda: _whole(data, rows), "bare": lambda: _bare(data)}
    taken = medians(works, min(rounds, MOST_ROUNDS), warm_up=1)
    with transaction.atomic():
        _whole(data, rows, keep=True)
        judged = once(lambda: proposals_between(FIRST, last_of(FIRST)), cpu)
        transaction.set_rollback(True)
    whole, bare = taken["whole"], taken["bare"]
    how = f"{told(whole)}：预览和确认各读一遍、认人、写入，提出线索 {told(judged)}"
    return [
        Row("考勤4400行到线索（对5秒）", whole / SECONDS, 1, how),
        Row("考勤4400行到线索（对单读）", whole / bare, None, f"openpyxl 只读方式读一遍 {told(bare)}"),
    ]


def _file() -> bytes:
    """A month as a spreadsheet program saves it."""
    book, stream, random = Workbook(), BytesIO(), Random(20240101)
    page: Any = book.active
    page.append(HEAD)
    days = sorted(workdays_between(FIRST, last_of(FIRST)))
    for posting in Posting.objects.select_related("person", "unit").order_by("person__number"):
        for day in days:
            page.append([posting.person.name, posting.person.number, posting.unit.name, day, *_signs(random)])
    book.save(stream)
    return stream.getvalue()


def _signs(random: Random) -> list[str]:
    signs = [f"{hour:02}:{random.randint(first, last):02}" for hour, first, last in USUAL]
    if not random.randrange(ODD):
        signs[random.randrange(4)] = random.choice(("", "13:05"))
    return signs


def _whole(data: bytes, rows: Rows, *, keep: bool = False) -> int:
    """From the upload to the proposals, and taken back."""
    with transaction.atomic():
        upload = SimpleUploadedFile("一月签到表.xlsx", data)
        batch = keep_upload(kind=KIND, upload=upload, by=rows.chief, at=AT)
        plan = plan_attendance(batch, today=AT.date())
        apply_attendance(batch=batch, expected=plan.digest, by=rows.chief, at=AT)
        found = len(proposals_between(FIRST, last_of(FIRST)))
        transaction.set_rollback(not keep)
    return found


def _bare(data: bytes) -> int:
    """The same file through openpyxl's quickest way, nothing done with it."""
    book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    found = sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))
    book.close()
    return found
