"""Short ways to hand in a slip, with today's cast: Thursday 8 October 2026, noon."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from tests.conftest import NOON
from units.models import LeaveSlip, Posting, StaffMember, Unit, User, Window
from units.services.leave import register_slip
from units.services.leave_signing import sign_slip
from units.slips import CoverData, SlipData

MONDAY = date(2026, 10, 12)
HANDED = NOON.replace(hour=9)


def clock(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of 2026, here."""
    return NOON.replace(month=month, day=day, hour=hour, minute=minute)


def posted(
    name: str, number: str, unit: Unit, window: Window | None = None, post: str = "A", **more: Any
) -> StaffMember:
    """Somebody who has stood there since January."""
    person = StaffMember.objects.create(name=name, pinyin="", number=number)
    Posting.objects.create(
        **{"person": person, "unit": unit, "window": window, "post": post, "starts_on": date(2026, 1, 1)}
        | more
    )
    return person


def a_slip(person: StaffMember, **more: Any) -> SlipData:
    """事假 on Monday 12 October, handed in on the 8th."""
    told = {"kind": "personal", "reason": "家中有事", "starts_on": MONDAY, "ends_on": MONDAY}
    return SlipData(**{"person": person, "handed_at": HANDED, **told} | more)


def a_cover(substitute: StaffMember, **more: Any) -> CoverData:
    """All Monday."""
    return CoverData(**{"substitute": substitute, "starts_on": MONDAY, "ends_on": MONDAY} | more)


def registered(
    by: User, person: StaffMember, *, covers: Sequence[CoverData] = (), at: datetime = NOON, **more: Any
) -> LeaveSlip:
    return register_slip(slip=a_slip(person, **more), covers=covers, by=by, at=at)


def signed(by: User, person: StaffMember, *, covers: Sequence[CoverData] = (), **more: Any) -> LeaveSlip:
    """Registered and signed."""
    slip = registered(by, person, covers=covers, **more)
    return sign_slip(slip=slip, expected_version=slip.version, note="", by=by, at=NOON)
