"""Slips as the list shows them: found, narrowed to what the actor may see, with what is still missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.expressions import Combinable

from units.access import Actor
from units.halves import days_words, in_days, worked
from units.models import LeaveCover, LeaveSlip
from units.slips import cover_words
from units.workdays import WorkCalendar, work_calendar

State = LeaveSlip.State
UNPROVED, UNFILED, UNRETURNED = "unproved", "unfiled", "unreturned"
MISSING = {UNPROVED: "待补证明", UNFILED: "未到督查室留档", UNRETURNED: "到期未销假"}


@dataclass(frozen=True, kw_only=True)
class SlipFilter:
    """What is looked for; empty is everything."""

    words: str = ""
    state: str = ""
    unit_id: int | None = None
    kind: str = ""
    month: date | None = None
    missing: str = ""


@dataclass(frozen=True)
class SlipRow:
    """A slip with its length and what it still lacks."""

    slip: LeaveSlip
    days: str
    """3天, or 4天（工作日2天）"""
    missing: list[str]


def visible_slips(actor: Actor) -> QuerySet[LeaveSlip]:
    """The slips that the actor may see, with person and unit."""
    return LeaveSlip.objects.visible_to(actor).select_related("person", "unit")


def found_slips(wanted: SlipFilter, actor: Actor, today: date) -> QuerySet[LeaveSlip]:
    """Those that fit, the latest first."""
    slips = visible_slips(actor).order_by("-starts_on", "-id")
    if wanted.words:
        person = Q(person__name__icontains=wanted.words) | Q(person__number__icontains=wanted.words)
        slips = slips.filter(person | Q(person__pinyin__icontains=wanted.words.lower()))
    named = {"state": wanted.state, "unit_id": wanted.unit_id, "kind": wanted.kind}
    slips = slips.filter(**{name: value for name, value in named.items() if value})
    if wanted.month:
        slips = slips.filter(starts_on__lt=_after(wanted.month), ends_on__gte=wanted.month)
    return slips.filter(lacking(wanted.missing, today)) if wanted.missing else slips


def lacking(missing: str, today: date) -> Combinable | Q:
    """Slips that still lack something: the proof, the filing, the return."""
    signed = Q(state=State.SIGNED)
    if missing == UNFILED:
        return signed & Q(filed_on__isnull=True)
    if missing == UNRETURNED:
        return signed & Q(returned_on__isnull=True, ends_on__lt=today)
    proofs = LeaveSlip.proofs.through.objects.filter(leaveslip_id=OuterRef("pk"))
    return Q(state__in=(State.REGISTERED, State.SIGNED)) & ~Q(special_reason="") & ~Exists(proofs)


def slip_rows(slips: QuerySet[LeaveSlip], today: date) -> list[SlipRow]:
    """The rows of a page: five queries, whatever their number."""
    covers = LeaveCover.objects.select_related("substitute")
    proofs = LeaveSlip.proofs.through.objects.filter(leaveslip_id=OuterRef("pk"))
    rows = list(slips.annotate(proved=Exists(proofs)).prefetch_related(Prefetch("covers", covers)))
    if not rows:
        return []
    calendar = work_calendar(min(row.starts_on for row in rows), max(row.ends_on for row in rows))
    return [SlipRow(row, length_words(row, calendar), _missing(row, today)) for row in rows]


def length_words(slip: LeaveSlip, calendar: WorkCalendar) -> str:
    """How long: in days, and in working days where that is less."""
    days = slip.span.days
    work = working_days(slip, calendar)
    return f"{days_words(days)}天" if work == days else f"{days_words(days)}天（工作日{days_words(work)}天）"


def working_days(slip: LeaveSlip, calendar: WorkCalendar) -> Decimal:
    """The working days that the slip asks for."""
    return in_days(worked(slip.span, calendar.workdays_between(slip.starts_on, slip.ends_on)))


def missing_of(slip: LeaveSlip, today: date, *, proved: bool) -> list[str]:
    """What one slip still lacks, in words."""
    live = slip.state in (State.REGISTERED, State.SIGNED)
    signed = slip.state == State.SIGNED
    lacks = {
        UNPROVED: live and bool(slip.special_reason) and not proved,
        UNFILED: signed and slip.filed_on is None,
        UNRETURNED: signed and slip.returned_on is None and slip.ends_on < today,
    }
    return [MISSING[name] for name, is_so in lacks.items() if is_so]


def _missing(slip: LeaveSlip, today: date) -> list[str]:
    return missing_of(slip, today, proved=slip.proved)  # type: ignore[attr-defined]


def _after(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def covers_words(covers: Iterable[LeaveCover]) -> str:
    """李强 10月8日上午；…"""
    return "；".join(cover_words(cover.substitute, cover.span, cover.handover) for cover in covers)
