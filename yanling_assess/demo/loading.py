"""Loads the whole demo, or says why not: only into a database that holds nothing else."""

from datetime import date
from enum import Enum

from django.db import transaction
from django.utils import timezone

from records.models import Change
from scoring.models import Finding, Month
from scoring.selectors.closing import closing_points
from scoring.services.months import close_month
from units.models import StaffMember, Unit, User
from yanling_assess.demo import reports
from yanling_assess.demo.answers import answering
from yanling_assess.demo.attendance import attendance_steps
from yanling_assess.demo.bureau import CLOSED_MONTHS
from yanling_assess.demo.complaints import complaint_steps
from yanling_assess.demo.edition import DRAFTED, draft_of_2027
from yanling_assess.demo.filler import ordinary
from yanling_assess.demo.honours import honour_steps
from yanling_assess.demo.inspections import rounds
from yanling_assess.demo.leave import leave_steps
from yanling_assess.demo.people import MARK, Hall, build_hall
from yanling_assess.demo.plan import october, stories
from yanling_assess.demo.sheet import import_sheet
from yanling_assess.demo.stations import station_steps
from yanling_assess.demo.telling import Step, Telling
from yanling_assess.demo.timeline import BEGUN, CLOSED, SHEET_READ

CLOSING_REASON = "个别事项仍在核查或未能查明人员：待查人员的扣分照计，待核实事项转入下月。"


class Found(Enum):
    """What a database holds before the demo is loaded."""

    NOTHING = "空库"
    DEMO = "演示数据"
    OTHER = "其他数据"


def what_is_there() -> Found:
    """Whether the demo may be loaded: nothing there, the demo itself, or data of somebody else's."""
    if Change.objects.filter(action=MARK).exists():
        return Found.DEMO
    kept = (Unit, StaffMember, Finding, Month, User)
    return Found.OTHER if any(model.objects.exists() for model in kept) else Found.NOTHING


def load_facts() -> None:
    """Everything but the printed papers, in one transaction: all of it or nothing."""
    with transaction.atomic():
        hall = build_hall(at=BEGUN)
        for step in steps(hall):
            step.act()


def steps(hall: Hall) -> list[Step]:
    """All that was done from May to October, in the order it was done."""
    told = (*ordinary(), *stories(), *october())
    found = [step for place, happening in enumerate(told) for step in Telling(hall, happening, place).steps()]
    found.append(Step(SHEET_READ, lambda: import_sheet(by=hall.users["jingban"], at=SHEET_READ)))
    found += answering(hall)
    found += complaint_steps(hall)
    found += rounds(hall)
    found += [_closing(hall, month) for month in CLOSED_MONTHS]
    found += reports.steps(hall)
    found.append(Step(DRAFTED, lambda: draft_of_2027(by=hall.users["fuzeren"])))
    found += [*leave_steps(hall), *station_steps(hall), *attendance_steps(hall), *honour_steps(hall)]
    return sorted(found, key=lambda step: step.at)


def _closing(hall: Hall, month: date) -> Step:
    return Step(CLOSED[month], lambda: _close(hall, month))


def _close(hall: Hall, month: date) -> None:
    today = timezone.localdate(CLOSED[month])
    reason = CLOSING_REASON if closing_points(month, today) else ""
    close_month(month=month, by=hall.users["fuzeren"], at=CLOSED[month], reason=reason)
