"""October's sign-in times, 8th to 20th, imported as the office would; the year's holidays before that."""

import random
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from records.imports import keep_upload
from records.workbooks import Column, Sheet, write_workbook
from scoring.services.proposals import Picked, dismiss_proposals
from units.attendance.columns import Layout, guessed
from units.models import LeaveSlip, WorkingHours
from units.services.attendance_file import KIND
from units.services.attendance_memory import remember_layout
from units.services.attendance_plan import plan_attendance
from units.services.calendar import add_hours, seed_year
from units.services.import_attendance import apply_attendance
from units.workdays import USUAL_HOURS, work_calendar
from yanling_assess.demo.people import Hall
from yanling_assess.demo.plan import FOLDER
from yanling_assess.demo.roster import PersonPlan, roster
from yanling_assess.demo.telling import Step
from yanling_assess.demo.timeline import BEGUN, HERE

SEED = 2026_10
YEAR = 2026
FIRST, LAST = date(2026, 10, 8), date(2026, 10, 20)
FILE = "大厅签到表2026年10月上中旬.xlsx"
HEAD = ("姓名", "部门", "日期", "上午签到", "上午签退", "下午签到", "下午签退")
READ = datetime(2026, 10, 21, 9, 0, tzinfo=HERE)
SETTLED = datetime(2026, 10, 21, 10, 0, tzinfo=HERE)
USUAL = ((8, 12, 26), (12, 0, 9), (14, 12, 26), (17, 30, 45))
"""Hour, and the minutes between which people sign on a day like any other."""
HALVES = ((0, 1), (2, 3))


def attendance_steps(hall: Hall) -> list[Step]:
    """The calendar at the beginning; the file and the first decisions of it."""
    clerk = hall.users["jingban"]
    return [
        Step(BEGUN, lambda: _keep_calendar(clerk)),
        Step(READ, lambda: _import(hall, clerk)),
        Step(SETTLED, lambda: _dismiss(hall, clerk)),
    ]


def _keep_calendar(clerk: Any) -> None:
    seed_year(year=YEAR, by=clerk, at=BEGUN)
    hours = WorkingHours(name="全年", starts_on=date(YEAR, 1, 1), **vars(USUAL_HOURS))
    add_hours(row=hours, by=clerk, at=BEGUN)


def _import(hall: Hall, clerk: Any) -> None:
    rows = list(_rows(hall))
    sheet = Sheet("签到", [Column(label) for label in HEAD], rows, title="县行政服务中心窗口人员签到表")
    upload = SimpleUploadedFile(FILE, write_workbook([sheet]))
    batch = keep_upload(kind=KIND, upload=upload, by=clerk, at=READ)
    remember_layout(header=HEAD, layout=Layout(guessed(HEAD)), by=clerk, at=READ)
    plan = plan_attendance(batch, today=READ.date())
    apply_attendance(batch=batch, expected=plan.digest, by=clerk, at=READ)


def _dismiss(hall: Hall, clerk: Any) -> None:
    for told in _told()["dismissed"]:
        day, person = told["day"], hall.people[told["person"]].pk
        picked = [Picked(day, f"attendance:{told['what']}:{person}:{day:%Y-%m-%d}")]
        dismiss_proposals(picked=picked, reason=told["reason"], by=clerk, at=SETTLED)


def _rows(hall: Hall) -> Iterator[list[Any]]:
    """A line a person and working day, in the order of the roster."""
    randomly = random.Random(SEED)  # noqa: S311  # a story, not a secret
    odd = {(one["person"], one["day"]): one.get("signs", "") for one in _told()["odd"]}
    days = sorted(work_calendar(FIRST, LAST).workdays_between(FIRST, LAST))
    away = _away(hall)
    for person in roster():
        for day in days:
            usual = [time(hour, randomly.randint(*between)) for hour, *between in USUAL]
            posting = person.posting_on(day)
            signs = odd.get((person.key, day))
            if posting is not None and signs != "":
                yield [person.name, posting.unit, day, *_signs(person, day, signs, usual, away)]


def _signs(
    person: PersonPlan, day: date, told: str | None, usual: list[time], away: set[tuple[str, date, str]]
) -> list[str]:
    """As told, else as usual; nothing in a half day of leave."""
    if told:
        return ["" if sign == "—" else sign for sign in told.split()]
    signs = [f"{sign:%H:%M}" for sign in usual]
    for half, places in zip(("am", "pm"), HALVES, strict=True):
        if (person.key, day, half) in away:
            for place in places:
                signs[place] = ""
    return signs


def _away(hall: Hall) -> set[tuple[str, date, str]]:
    """The half days of signed leave, by the roster's keys; an early return cuts it short."""
    keys = {person.pk: key for key, person in hall.people.items()}
    slips = LeaveSlip.objects.filter(state=LeaveSlip.State.SIGNED, out_from__isnull=True)
    slips = slips.filter(starts_on__lte=LAST, ends_on__gte=FIRST)
    return {
        (keys[slip.person_id], half.day, half.half)
        for slip in slips
        if slip.person_id in keys
        for half in slip.away or ()
    }


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "attendance.toml").read_text(encoding="utf-8"))
