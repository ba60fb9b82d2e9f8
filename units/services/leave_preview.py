"""What would be said of a slip, while it is still being filled in; nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from records.errors import Refusal
from units.models import LeaveSlip
from units.selectors.leave import length_words
from units.selectors.leave_check import SlipCheck, checked_slip
from units.selectors.presence import roll_with
from units.services.leave import cover_rows, slip_columns
from units.services.leave_rules import check_covers, check_times
from units.slips import CoverData, SlipData
from units.workdays import work_calendar


@dataclass(frozen=True)
class SlipPreview:
    """Why it could not be registered, else how long it is and what stands in the way of signing."""

    refusal: str = ""
    length: str = ""
    check: SlipCheck | None = None


def preview_slip(slip: SlipData, covers: Sequence[CoverData], *, at: datetime, but: int = 0) -> SlipPreview:
    """The same rules and words as on saving and on the slip's page. `but`: the slip that is corrected."""
    try:
        unit = check_times(slip, at=at, but=but)
        check_covers(covers, span=slip.span, person=slip.person)
    except Refusal as refusal:
        return SlipPreview(refusal=refusal.message)
    row = LeaveSlip(pk=but, person=slip.person, unit=unit, **slip_columns(slip))
    calendar = work_calendar(row.starts_on, row.ends_on)
    roll = roll_with(row, cover_rows(row, covers))
    return SlipPreview(length=length_words(row, calendar), check=checked_slip(row, calendar, roll))
