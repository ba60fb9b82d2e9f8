"""What is due and overdue, by who must act (`remind`): bulletins, follow-ups, complaints, slips, 更正通报."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from notices.handling import OF_DISCIPLINE, RESEARCH
from notices.models import FollowUp
from notices.selectors.corrections import untold_corrections
from notices.selectors.follow_ups.basis import LIVE, Basis, basis_of
from notices.selectors.follow_ups.rows import days_words
from scoring.models import Complaint, Month
from scoring.periods import first_of, month_name, next_month
from scoring.selectors.editions import edition_for
from scoring.selectors.month import open_from
from units.models import LeaveSlip

OFFICE, CHIEF, DISCIPLINE = "政策法规股", "政策法规股负责人", "驻人社局纪检监察组"
State = FollowUp.State


class Reminder(NamedTuple):
    """One thing that somebody is to do."""

    who: str
    what: str
    due: date | None
    overdue: bool

    def words(self, today: date) -> str:
        """处理意见（王芳）　2026-10-15，逾期2天"""
        return f"{self.what}：{self.due}，{days_words(self.due, today)}" if self.due else self.what


def reminders(today: date, days: int) -> list[Reminder]:
    """All that is overdue, due within `days`, or waits without a day; the most urgent first for each."""
    until = today + timedelta(days=days)
    found = [*_bulletins(today), *_follow_ups(today), *_complaints(today), *_slips(), *_corrections()]
    wanted = [row for row in found if row.due is None or row.due <= until]
    return sorted(wanted, key=lambda row: (row.who, row.due or date.max, row.what))


def _bulletins(today: date) -> Iterator[Reminder]:
    """三: by the 10th of the next month; months to be closed, and closed ones without their bulletin."""
    start = open_from()
    closed = Month.objects.filter(state=Month.State.CLOSED).order_by("month")
    waiting = list(closed.values_list("month", flat=True))
    months = [*waiting, *([start] if start < first_of(today) else [])]
    for month in months:
        due = next_month(month).replace(day=edition_for(month).limits.bulletin_day)
        what = f"{month.year}年{month.month}月督查通报{'签发' if month in waiting else '（尚未定分）'}"
        yield Reminder(CHIEF, what, due, due < today)


def _follow_ups(today: date) -> Iterator[Reminder]:
    live = FollowUp.objects.filter(state__in=LIVE).select_related("unit", "person", "month")
    rows = list(live.order_by("due_on", "id"))
    basis = basis_of(rows)
    for row in rows:
        yield _follow_up(row, basis, today)


def _follow_up(row: FollowUp, basis: Basis, today: date) -> Reminder:
    what = f"{row.unit} {row.kind}{f'（{row.person}）' if row.person else ''}，{row.month}"
    asked = _asked(row, basis)
    if asked is None:
        return Reminder(str(row.unit), what, row.due_on, bool(row.due_on and row.due_on < today))
    return Reminder(asked[0], f"{what}，{asked[1]}", None, False)


def _asked(row: FollowUp, basis: Basis) -> tuple[str, str] | None:
    """Who else than the unit has to act, and what for; None where the unit has."""
    if row.pk in basis.gone:
        return CHIEF, "依据已更正，待撤销"
    if row.state == State.WAITING or row.pk in basis.contested:
        return CHIEF, "申诉待复核"
    if row.state == State.PROPOSED:
        return CHIEF, "待研究" if row.kind == RESEARCH else "待确认"
    if row.state == State.HANDED_IN:
        return OFFICE, "材料待审核"
    return (DISCIPLINE, "待办理") if row.kind in OF_DISCIPLINE else None


def _complaints(today: date) -> Iterator[Reminder]:
    for row in Complaint.objects.filter(state=Complaint.State.OPEN).select_related("unit").order_by("due_on"):
        yield Reminder(OFFICE, f"投诉{row.pk}（{row.unit}）查办", row.due_on, row.due_on < today)


def _slips() -> Iterator[Reminder]:
    """1.4: signed, but not filed with the 督查室 yet."""
    rows = LeaveSlip.objects.filter(state=LeaveSlip.State.SIGNED, filed_on__isnull=True)
    for row in rows.select_related("person").order_by("starts_on", "id"):
        yield Reminder(OFFICE, f"{row.person}{row.starts_on.isoformat()}的请假条未送督查室留档", None, False)


def _corrections() -> Iterator[Reminder]:
    """Corrections of a published month that no 更正通报 tells yet."""
    for one in untold_corrections():
        for row in one.corrections:
            what = f"{month_name(one.month)}更正通报（{row.unit}：{row.statement}）"
            yield Reminder(CHIEF, what, None, False)
