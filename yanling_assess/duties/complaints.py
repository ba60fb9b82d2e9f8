"""投诉: what is still looked into, and whom one more verified complaint would withdraw."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from scoring.models import Complaint
from scoring.selectors.coming import COMPLAINED, complaints_coming, names_for
from scoring.selectors.complaint_tallies import ComplaintTally
from scoring.selectors.complaints import OPEN, OVERDUE
from scoring.selectors.facts import ScoredMonth
from yanling_assess.duties.counting import Dated, Sought
from yanling_assess.duties.links import unit_page
from yanling_assess.duties.types import Area, Counts, Duty

STILL_OPEN = Complaint.objects.filter(state=Complaint.State.OPEN)


def sought(today: date) -> Sought:
    late = STILL_OPEN.filter(due_on__lt=today)
    return {"complaints": Dated(STILL_OPEN.all(), "due_on"), "late_complaints": late}


def duties(counts: Counts, scored: Sequence[ScoredMonth]) -> list[Duty]:
    """Open complaints with the nearest due day; tallies of the open months one before the limit."""
    rows = complaints_coming(scored, names_for(scored, COMPLAINED))
    tallies = [
        ComplaintTally(row.unit_id, row.unit_name, row.month, row.who, row.for_window, row.times, row.limit)
        for row in rows
    ]
    return [looked_into(counts), *(_coming(tally) for tally in tallies if tally.is_coming)]


def looked_into(counts: Counts) -> Duty:
    """The complaints that are open."""
    late = counts["late_complaints"]
    url = f"{reverse('scoring:complaints')}?state={OVERDUE if late else OPEN}"
    count, due = counts["complaints"], counts.due("complaints")
    return Duty("待查的投诉", url, Area.SETTLING, count, due=due, late=late)


def _coming(tally: ComplaintTally) -> Duty:
    label = f"再有一次属实投诉将{tally.outcome}：{tally.place}"
    note = f"{tally.month.month}月已有{tally.times}次"
    return Duty(label, unit_page(tally.month, tally.unit_id), Area.SETTLING, note=note)
