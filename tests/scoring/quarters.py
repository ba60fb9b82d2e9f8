"""The third quarter of 2026 as three closed months of two units, for pages, workbooks and papers."""

from datetime import date, datetime
from typing import Any

from scoring.models import Month
from scoring.services.months import close_month, publish_month
from tests.conftest import NOON
from tests.scoring.factories import record
from units.models import Bureau, Posting, StaffMember, Unit, User

JULY, AUGUST, SEPTEMBER = (date(2026, month, 1) for month in (7, 8, 9))
QUARTER = (JULY, AUGUST, SEPTEMBER)


def third_quarter(clerk: User, unit: Unit, other_unit: Unit) -> dict[str, StaffMember]:
    """社保中心 loses 2 in July, 4.5 in August and nothing in September; the other 5 and a category in July.

    王芳 (001) is charged twice, 李明 (003) never; 孙丽 (002) of the other unit came in August.
    """
    Bureau.objects.update(first_month=JULY)
    people = {
        name: StaffMember.objects.create(name=name, pinyin="", number=number)
        for name, number in (("王芳", "001"), ("孙丽", "002"), ("李明", "003"))
    }
    for name, where, first in (
        ("王芳", unit, date(2026, 1, 1)),
        ("李明", unit, date(2026, 1, 1)),
        ("孙丽", other_unit, date(2026, 8, 3)),
    ):
        Posting.objects.create(person=people[name], unit=where, starts_on=first)
    about: dict[str, Any] = {"verified": True}
    record(clerk, unit, on=date(2026, 7, 6), person=people["王芳"], **about)
    record(clerk, unit, on=date(2026, 8, 4), person=people["王芳"], **about)
    record(clerk, unit, on=date(2026, 8, 5), clause="4.1", behaviour="便民物品缺少或损坏", measure=2, **about)
    record(clerk, unit, on=date(2026, 8, 6), clause="2.2", behaviour="抽烟", **about)
    record(clerk, unit, on=date(2026, 9, 7), clause="2.2", behaviour="抽烟", verified=False)
    record(clerk, other_unit, on=date(2026, 7, 7), clause="1.5", behaviour="因考勤被大厅通报", **about)
    record(clerk, other_unit, on=date(2026, 7, 8), clause="2.5", behaviour="吃拿卡要", **about)
    return people


def close_all(chief: User, *, published: bool = False, months: tuple[date, ...] = QUARTER) -> None:
    """Close (and publish) months in order; 8 October is late enough for all of them."""
    for month in months:
        close_month(month=month, by=chief, at=NOON, reason="按期定分")
        if published:
            publish_month(month=Month.objects.get(month=month), by=chief, at=NOON)


def at(*parts: int) -> datetime:
    """A moment in the bureau's time."""
    return datetime(*parts, tzinfo=NOON.tzinfo)  # type: ignore[arg-type, misc]
