"""Attendance and the details of leave past their time; who was where on a day stays.

Only months that are closed are touched: `before` is never later than the first month still open.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from records.changes import record_additions
from records.expiring import batches
from records.files import erase_files, held_only_by
from units.models import AttendanceDay, LeaveCover, LeaveSlip

ERASED = "（已按期清除）"


def expired_attendance(before: date) -> Any:
    """Days signed in and out."""
    return AttendanceDay.objects.filter(day__lt=before)


def expired_slips(before: date) -> Any:
    """Slips that ended and still say why; kind and days stay, since they say who was where."""
    return LeaveSlip.objects.filter(ends_on__lt=before).exclude(reason=ERASED)


def expired_slip_files(before: date) -> Any:
    """Scans and proofs (hospital's papers) of such slips that prove nothing else."""
    held = held_only_by("leave_scans", "leave_proofs")
    return held.filter(Q(leave_scans__ends_on__lt=before) | Q(leave_proofs__ends_on__lt=before)).exclude(
        Q(leave_scans__ends_on__gte=before) | Q(leave_proofs__ends_on__gte=before)
    )


@transaction.atomic
def erase_attendance(*, before: date) -> int:
    """Whole rows; how many."""
    count = 0
    for keys in batches(expired_attendance(before)):
        count += AttendanceDay.objects.filter(pk__in=keys).delete()[0]
    return count


@transaction.atomic
def erase_slips(*, before: date, by: Any, at: datetime) -> int:
    """Reason, special reason, proxy, notes and handovers; how many slips. Each gets its line of the log."""
    count = 0
    for keys in batches(expired_slips(before)):
        rows = LeaveSlip.objects.filter(pk__in=keys)
        LeaveCover.objects.filter(slip__in=keys).update(handover="")
        rows.update(proxy_name="", sign_note="", reason=ERASED, version=F("version") + 1)
        rows.exclude(special_reason="").update(special_reason=ERASED)
        slips = rows.select_related("person")
        record_additions(by=by, at=at, action="按期清除请假事由", added=((slip, {}) for slip in slips))
        count += len(keys)
    return count


@transaction.atomic
def erase_slip_files(*, before: date) -> int:
    """Rows and bytes; how many files."""
    return sum(erase_files(keys) for keys in batches(expired_slip_files(before)))
