"""The slips of some days with all that is asked of them: the roll, the calendar, who signed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from scoring.selectors.proposals.ground import ground_of
from units.halves import MORNING, HalfDay
from units.models import LeaveSlip
from units.selectors.presence import Roll
from units.workdays import WorkCalendar

Times = tuple[time | None, time | None, time | None, time | None]


@dataclass(frozen=True)
class SlipDays:
    """Slips that touch the days, none withdrawn; nothing after `last` is known here."""

    last: date
    slips: list[LeaveSlip]
    roll: Roll
    calendar: WorkCalendar
    times: Mapping[tuple[int, date], Times]
    """What a person signed on a day."""

    def is_absent(self, person_id: int, half: HalfDay) -> bool | None:
        """Whether neither time of the half day was signed; None where no attendance is there to tell."""
        times = self.times.get((person_id, half.day))
        if times is None:
            return None
        return not any(times[:2] if half.half == MORNING else times[2:])


def slip_days(first: date, last: date) -> SlipDays:
    """What the days from the first to the last have to do with: whole leaves, from their first day on.

    Five queries, where the ground of these days was not read yet.
    """
    ground = ground_of(first, last)
    return SlipDays(
        last=last,
        slips=[slip for slip in ground.slips if slip.starts_on <= last and slip.ends_on >= first],
        roll=ground.roll,
        calendar=ground.calendar,
        times={(person, day): row.times for (day, person), row in ground.signed.items()},
    )
