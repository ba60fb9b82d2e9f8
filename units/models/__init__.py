"""The records of who."""

from units.models.accounts import Membership, Role, User
from units.models.attendance import AttendanceDay, AttendanceLayout, AttendanceName
from units.models.bureau import Bureau
from units.models.calendar import CalendarDay, CalendarYear, WorkingHours
from units.models.leave import Half, LeaveCover, LeaveSlip
from units.models.second_factor import RecoveryCode, SecondFactor
from units.models.staff import Posting, StaffMember
from units.models.unit import Unit, Window

__all__ = [
    "AttendanceDay",
    "AttendanceLayout",
    "AttendanceName",
    "Bureau",
    "CalendarDay",
    "CalendarYear",
    "Half",
    "LeaveCover",
    "LeaveSlip",
    "Membership",
    "Posting",
    "RecoveryCode",
    "Role",
    "SecondFactor",
    "StaffMember",
    "Unit",
    "User",
    "Window",
    "WorkingHours",
]
