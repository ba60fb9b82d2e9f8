"""Signs of today's cast, written down as an import would have left them."""

from datetime import date, datetime, timedelta
from typing import Any

from records.models import ImportBatch
from scoring.selectors.proposals import Proposed, proposals_between
from scoring.services.proposals import Picked
from tests.conftest import NOON
from units.attendance.punches import SLOTS
from units.models import AttendanceDay, LeaveSlip, Posting, StaffMember, User

THURSDAY = date(2026, 9, 24)
WELL = "08:21 12:03 14:22 17:35"
LATE = "08:42 12:03 14:22 17:35"


def file(
    by: User, *, slots: tuple[str, ...] = SLOTS, at: datetime = NOON, name: str = "签到表.xlsx"
) -> ImportBatch:
    """A file that was imported."""
    result = [{"slots": list(slots)}]
    return ImportBatch.objects.create(
        kind="attendance", name=name, data=b"", sha256="", by=by, at=at, applied_at=at, result=result
    )


def sign(
    batch: ImportBatch, person: StaffMember, signs: str, on: date = THURSDAY, place: str = "第2行"
) -> AttendanceDay:
    """“08:21 12:03 — 17:35” of a day."""
    times = {slot: None if text == "—" else text for slot, text in zip(SLOTS, signs.split(), strict=True)}
    row, _ = AttendanceDay.objects.update_or_create(
        person=person, day=on, defaults={"batch": batch, "place": place, **times}
    )
    return row


def slip(person: StaffMember, by: User, on: date = THURSDAY, **more: Any) -> LeaveSlip:
    """A signed slip of a day, unless told otherwise."""
    posting = Posting.objects.filter(person=person).first()
    assert posting is not None
    about: dict[str, Any] = {
        "person": person,
        "unit": posting.unit,
        "kind": "personal",
        "reason": "家事",
        "state": "signed",
        "starts_on": on,
        "ends_on": on,
        "handed_at": NOON,
        "recorded_by": by,
        "recorded_at": NOON,
    }
    return LeaveSlip.objects.create(**about | more)


def told(first: date = THURSDAY, last: date | None = None) -> list[str]:
    """“late:am”, in order."""
    return [
        one.key.removeprefix("attendance:").rsplit(":", 2)[0]
        for one in proposals_between(first, last or first)
    ]


def only(on: date = THURSDAY) -> Proposed:
    (one,) = proposals_between(on, on)
    return one


def picked(*proposals: Proposed) -> list[Picked]:
    return [Picked(one.happened_on, one.key) for one in proposals]


def days_before(count: int) -> date:
    return THURSDAY - timedelta(days=count)
