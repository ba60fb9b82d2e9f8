"""What was tried before: the unit's follow-ups of the year so far, and what became of each."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q
from django.utils import timezone

from notices.bulletin.phrases import full_day
from notices.models import FollowUp
from notices.outgoing.letters.case import Earlier
from scoring.models import ScoreLine


def rows_before(follow_up: FollowUp) -> list[FollowUp]:
    """The unit's follow-ups of the year before this one (a person's: that person's and the unit's own)."""
    rows = (
        FollowUp.objects.filter(
            unit=follow_up.unit_id,
            month__month__year=follow_up.month.month.year,
            opened_at__lt=follow_up.opened_at,
        )
        .exclude(state=FollowUp.State.WITHDRAWN)
        .select_related("person", "opened_by", "month")
        .order_by("month__month", "id")
    )
    if follow_up.person_id:
        rows = rows.filter(Q(person=follow_up.person_id) | Q(person__isnull=True))
    return list(rows)


def earlier_of(rows: Iterable[FollowUp], lines: Iterable[ScoreLine]) -> dict[int, Earlier]:
    """These in the words of their stored lines; of lines of the same event the last one counts."""
    words: dict[int | None, ScoreLine] = {line.event_id: line for line in lines if line.event_id}
    return {row.pk: _earlier(row, words) for row in rows}


def _earlier(row: FollowUp, lines: Mapping[int | None, ScoreLine]) -> Earlier:
    own = [lines[event] for event in row.causes if event in lines]
    why = "；".join(dict.fromkeys(f"{_day(line.happened_on)}{line.behaviour}" for line in own))
    decided = f"（{_day(timezone.localdate(row.decided_at))}）" if row.decided_at else ""
    return Earlier(
        number=row.opened_by.number,
        kind=row.kind,
        person=row.person.name if row.person else "",
        rung=row.rung,
        why=why,
        due=row.due_on.isoformat() if row.due_on else "",
        outcome=f"{row.get_state_display()}{decided}",
    )


def _day(on: date | None) -> str:
    return full_day(on.isoformat()).partition("年")[2] if on else ""
