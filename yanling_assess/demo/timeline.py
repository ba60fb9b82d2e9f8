"""When each thing was done: entered the same day, settled the next working day, closed early next month."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chinese_calendar import is_workday

from yanling_assess.demo.plan import Happening

HERE = ZoneInfo("Asia/Shanghai")
BEGUN = datetime(2026, 4, 27, 9, 0, tzinfo=HERE)
SHEET_READ = datetime(2026, 9, 29, 15, 0, tzinfo=HERE)
ENTERED, SETTLED, NAMED = time(16, 30), time(9, 30), time(15, 0)


def _moment(month: int, day: int, hour: int) -> datetime:
    return datetime(2026, month, day, hour, 0, tzinfo=HERE)


CLOSED = {
    date(2026, 5, 1): _moment(6, 4, 16),
    date(2026, 6, 1): _moment(7, 6, 16),
    date(2026, 7, 1): _moment(8, 5, 16),
    date(2026, 8, 1): _moment(9, 4, 16),
    date(2026, 9, 1): _moment(10, 9, 16),
}
ISSUED = {
    date(2026, 5, 1): _moment(6, 8, 10),
    date(2026, 6, 1): _moment(7, 9, 10),
    date(2026, 7, 1): _moment(8, 7, 10),
    date(2026, 8, 1): _moment(9, 8, 10),
    date(2026, 9, 1): _moment(10, 10, 10),
}


def entered_at(happening: Happening) -> datetime:
    """In the afternoon of the day it was found, or a quarter of an hour after it was seen."""
    on = happening.found or happening.on
    entered = datetime.combine(on, ENTERED, tzinfo=HERE)
    if happening.found or not happening.at:
        return entered
    seen = datetime.combine(on, time.fromisoformat(happening.at), tzinfo=HERE)
    return max(entered, seen + timedelta(minutes=15))


def settled_at(happening: Happening) -> datetime:
    """The day that the story says, else the working day after it was entered."""
    on = happening.settled or next_working_day(happening.found or happening.on)
    return datetime.combine(on, SETTLED, tzinfo=HERE)


def named_at(happening: Happening) -> datetime:
    """When a 人员待查 was named: the afternoon of the day it was settled."""
    return datetime.combine(settled_at(happening).date(), NAMED, tzinfo=HERE)


def next_working_day(on: date) -> date:
    """The first day after `on` on which the hall was open."""
    following = on + timedelta(days=1)
    while not is_workday(following):
        following += timedelta(days=1)
    return following
