"""Working days, as every room asks for them: due days, leave, attendance.

`add_workdays(day, 3)` is the third working day after `day`; `add_workdays(day, 0)` moves a due day that is
off on to the next working one. Read from the calendar that the policy office keeps.
"""

from units.selectors.workdays import (
    USUAL_HOURS,
    Hours,
    WorkCalendar,
    add_workdays,
    hours_on,
    is_announced,
    is_workday,
    work_calendar,
    workdays_between,
)

__all__ = [
    "USUAL_HOURS",
    "Hours",
    "WorkCalendar",
    "add_workdays",
    "hours_on",
    "is_announced",
    "is_workday",
    "work_calendar",
    "workdays_between",
]
