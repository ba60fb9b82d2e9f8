"""All that the page of one slip shows."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from records.changes import changes_of
from records.models import Change, StoredFile
from units.halves import HalfDay, Span, half_words, halves_words, worked
from units.models import LeaveCover, LeaveSlip
from units.selectors.leave import length_words, missing_of
from units.selectors.leave_check import SlipCheck, checked_slip, is_late, may_withdraw
from units.selectors.presence import roll_between
from units.workdays import WorkCalendar, work_calendar


@dataclass(frozen=True)
class SlipPage:
    """A slip with its covers, papers, what stands in its way, and its history."""

    slip: LeaveSlip
    days: str
    covers: list[LeaveCover]
    scans: list[StoredFile]
    proofs: list[StoredFile]
    missing: list[str]
    late: bool
    may_withdraw: bool
    """It waits, or the leave has not begun."""
    check: SlipCheck = field(default_factory=SlipCheck)
    returned: str = ""
    """提前或逾期 in words."""
    changes: list[Change] = field(default_factory=list)


def slip_page(slip: LeaveSlip, at: datetime, *, may_keep: bool) -> SlipPage:
    """Seven queries at the most."""
    today = timezone.localdate(at)
    calendar = work_calendar(slip.starts_on, max(slip.ends_on, slip.returned_on or slip.ends_on))
    if slip.state == LeaveSlip.State.WITHDRAWN:
        check, covers = SlipCheck(), list(slip.covers.select_related("substitute"))
    else:
        roll = roll_between(slip.starts_on, slip.ends_on)
        check, covers = checked_slip(slip, calendar, roll), roll.covers_of(slip.pk)
    papers = papers_of(slip)
    proofs = [file for file, is_scan in papers if not is_scan]
    return SlipPage(
        slip=slip,
        days=length_words(slip, calendar),
        covers=covers,
        scans=[file for file, is_scan in papers if is_scan],
        proofs=proofs,
        missing=missing_of(slip, today, proved=bool(proofs)),
        late=is_late(slip, calendar),
        may_withdraw=may_withdraw(slip, calendar, at),
        check=check,
        returned=return_words(slip, calendar),
        changes=list(changes_of(slip)[:30]) if may_keep else [],
    )


def papers_of(slip: LeaveSlip) -> list[tuple[StoredFile, bool]]:
    """Its files, each with whether it is a scan of the slip (else a proof); one query."""
    scans = LeaveSlip.scans.through.objects.filter(leaveslip_id=slip.pk, storedfile_id=OuterRef("pk"))
    proofs = LeaveSlip.proofs.through.objects.filter(leaveslip_id=slip.pk, storedfile_id=OuterRef("pk"))
    files = StoredFile.objects.annotate(is_scan=Exists(scans)).filter(Q(is_scan=True) | Exists(proofs))
    return [(file, file.is_scan) for file in files.order_by("id")]


def paper_of(slip: LeaveSlip, pk: int) -> StoredFile | None:
    """One file of the slip; None where the slip has no such file."""
    return next((file for file, _ in papers_of(slip) if file.pk == pk), None)


def return_words(slip: LeaveSlip, calendar: WorkCalendar) -> str:
    """When the person was back, and whether that was before the leave ended or too late."""
    if slip.returned_on is None:
        return ""
    back, last = HalfDay(slip.returned_on, slip.returned_half), slip.span.last
    words = f"{half_words(back, year=True)}到岗"
    if back <= last:
        return f"{words}，提前销假"
    between = Span(last.next, back).before(back)
    days = calendar.workdays_between(slip.ends_on, slip.returned_on)
    over = worked(between, days) if between else []
    return f"{words}，超过请假期限（{halves_words(over)}没有请假条）" if over else words
