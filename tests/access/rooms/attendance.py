"""The working calendar, the attendance import, its records, and the proposals that come of it."""

from datetime import date, time

from django.urls import reverse

from records.imports import keep_upload
from records.models import ImportBatch
from scoring.models import ProposalDecision
from scoring.selectors.proposals import proposals_between
from scoring.services.proposals import Picked, dismiss_proposals
from tests.access.world import World
from tests.conftest import NOON
from tests.units.attendance.sheets import FOUR, book
from tests.units.workbooks import upload
from units.attendance.columns import Layout, guessed
from units.models import AttendanceDay, CalendarDay, User, WorkingHours
from units.services.attendance_file import KIND
from units.services.attendance_memory import remember_layout
from units.workdays import USUAL_HOURS

GET = """
units:calendar                     302 403 200 200 403 403 403 403 403 200
units:calendar_year                302 403 405 405 403 403 403 403 403 405
units:calendar_day_new             302 403 200 200 403 403 403 403 403 200
units:calendar_day_edit            302 403 200 200 403 403 403 403 403 200
units:calendar_day_remove          302 403 405 405 403 403 403 403 403 405
units:hours_new                    302 403 200 200 403 403 403 403 403 200
units:hours_edit                   302 403 200 200 403 403 403 403 403 200
units:hours_remove                 302 403 405 405 403 403 403 403 403 405
units:attendance_import            302 403 200 200 403 403 403 403 403 403
units:attendance_preview new       302 403 200 404 403 403 403 403 403 403
units:attendance_preview imported  302 403 200 200 403 403 403 403 403 403
units:attendance_columns           302 403 200 404 403 403 403 403 403 403
units:attendance_names             302 403 405 405 403 403 403 403 403 403
units:attendance_confirm           302 403 405 405 403 403 403 403 403 403
units:attendance_file new          302 403 200 404 403 403 403 403 403 403
units:attendance_file imported     302 403 200 200 403 403 403 403 403 403
scoring:proposals                  302 403 200 200 403 403 403 403 403 403
scoring:proposals_count            302 403 200 200 403 403 403 403 403 403
scoring:proposals_export           302 403 200 200 403 403 403 403 403 403
scoring:proposals_settle           302 403 405 405 403 403 403 403 403 403
scoring:proposal_reopen            302 403 405 405 403 403 403 403 403 403
scoring:attendance                 302 403 200 200 403 403 403 403 403 403
scoring:attendance_export          302 403 200 200 403 403 403 403 403 403
"""

POST = """
units:calendar_year             302 403 may may 403 403 403 403 403 may
units:calendar_day_new          302 403 may may 403 403 403 403 403 may
units:calendar_day_edit         302 403 may may 403 403 403 403 403 may
units:calendar_day_remove       302 403 may may 403 403 403 403 403 may
units:hours_new                 302 403 may may 403 403 403 403 403 may
units:hours_edit                302 403 may may 403 403 403 403 403 may
units:hours_remove              302 403 may may 403 403 403 403 403 may
units:attendance_import         302 403 may may 403 403 403 403 403 403
units:attendance_columns        302 403 may 404 403 403 403 403 403 403
units:attendance_names          302 403 may 404 403 403 403 403 403 403
units:attendance_confirm        302 403 may 404 403 403 403 403 403 403
scoring:proposals_settle        302 403 may may 403 403 403 403 403 403
scoring:proposal_reopen         302 403 may may 403 403 403 403 403 403
"""

PLAIN = (
    *("units:calendar", "units:calendar_year", "units:calendar_day_new", "units:hours_new"),
    *("units:attendance_import", "scoring:proposals", "scoring:proposals_count", "scoring:proposals_settle"),
    *("scoring:attendance", "scoring:attendance_export", "scoring:proposals_export"),
)
OF_A_DAY = ("units:calendar_day_edit", "units:calendar_day_remove")
OF_HOURS = ("units:hours_edit", "units:hours_remove")
OF_A_FILE = ("units:attendance_columns", "units:attendance_names", "units:attendance_confirm")
SIGNED = date(2026, 9, 24)
NEW = "签到表.xlsx"
TIMES = ("morning_in", "morning_out", "afternoon_in", "afternoon_out")
LATE = dict(zip(TIMES, (time(8, 42), time(12, 1), time(14, 21), time(17, 31)), strict=True))
WINTER = {"name": "冬季", **vars(USUAL_HOURS)}
SUMMARY = {
    "slots": list(TIMES),
    "months": [["2026-09", 2, 2, 3]],
    "people": 2,
    "new": 3,
    "changed": 0,
    "same": 0,
    "outsiders": 0,
}


def paths(world: World) -> dict[str, str]:
    clerk = world.users["clerk"]
    assert clerk is not None
    day, _ = CalendarDay.objects.get_or_create(day=date(2026, 12, 31), defaults={"is_working": False})
    hours, _ = WorkingHours.objects.get_or_create(starts_on=date(2026, 11, 1), defaults=WINTER)
    imported, new, decision = _imported(world, clerk), _new(clerk), _decided(clerk)
    rows = {OF_A_DAY: day.pk, OF_HOURS: hours.pk, OF_A_FILE: new.pk, ("scoring:proposal_reopen",): decision}
    found = {name: reverse(name) for name in PLAIN}
    found |= {name: reverse(name, args=[pk]) for names, pk in rows.items() for name in names}
    for case, batch in (("new", new), ("imported", imported)):
        for name in ("units:attendance_preview", "units:attendance_file"):
            found[f"{name} {case}"] = reverse(name, args=[batch.pk])
    return found


def _imported(world: World, clerk: User) -> ImportBatch:
    """Signs of both units: the own person late twice, the other unit's once."""
    about = {"by": clerk, "at": NOON, "applied_at": NOON, "data": b"PK", "result": [SUMMARY]}
    batch, _ = ImportBatch.objects.get_or_create(kind=KIND, name="九月.xlsx", defaults=about)
    days = ((world.own_person, 24), (world.own_person, 23), (world.other_person, 24))
    for person, day in days:
        AttendanceDay.objects.get_or_create(
            person=person, day=date(2026, 9, day), defaults={"batch": batch, "place": "第2行", **LATE}
        )
    return batch


def _new(clerk: User) -> ImportBatch:
    """A file whose columns are known, and one name doubtful."""
    kept = ImportBatch.objects.filter(kind=KIND, name=NEW).first()
    if kept is not None:
        return kept
    row = ("王方", "社保中心", "2026-09-28", "08:21", "12:03", "14:22", "17:35")
    remember_layout(header=FOUR, layout=Layout(guessed(FOUR)), by=clerk, at=NOON)
    return keep_upload(kind=KIND, upload=upload(book(FOUR, row), NEW), by=clerk, at=NOON)


def _decided(clerk: User) -> int:
    """One of the three is dismissed."""
    decided = ProposalDecision.objects.first()
    if decided is not None:
        return decided.pk
    first = proposals_between(SIGNED, SIGNED)[0]
    picked = [Picked(first.happened_on, first.key)]
    return dismiss_proposals(picked=picked, reason="考勤机故障", by=clerk, at=NOON).done[0].pk
