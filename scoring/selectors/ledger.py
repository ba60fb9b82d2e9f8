"""事项台账: a row an event, and one a finding outside every clause; the same for page, count and export."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from records.searching import terms
from scoring.models import Finding, ScoreEvent
from scoring.models.findings import Source
from scoring.periods import next_month
from scoring.rulebook import Edition
from scoring.selectors.behaviours import LETTER, UNSIGNED, behaviour_or_none, is_report
from scoring.selectors.entry_choices import points_text
from scoring.selectors.evidence import COMPLAINT_CLAUSES
from units.access import Actor
from units.models import Membership, Role

UNSCORED = "unscored"
UNPROVED = (ScoreEvent.Status.PENDING, ScoreEvent.Status.CONFIRMED)
OWN_ORDER = ("-happened_on", "-happened_at", "-id", "-events__id")


@dataclass(frozen=True)
class LedgerFilter:
    """What is looked for; empty values look for everything.

    `month` alone is that month, with `until` all from the one to the other. `clause`: a clause “1.1” or a
    category “1”. `status`: a status of events, or UNSCORED. `effect`: "charge" or "award".
    `unknown`: 人员待查. `unproved`: praise that wants a proof. `applied`: entered by a unit's own head.
    `for_chief`: reports, pending, of a problem that was waived before.
    """

    month: date | None = None
    until: date | None = None
    unit_id: int | None = None
    clause: str = ""
    status: str = ""
    source: str = ""
    person_id: int | None = None
    behaviour: str = ""
    effect: str = ""
    unknown: bool = False
    unproved: bool = False
    good: bool = False
    applied: bool = False
    for_chief: bool = False
    words: str = ""


@dataclass(frozen=True)
class LedgerRow:
    """A row; `event` is None for a fact outside every clause."""

    finding: Finding
    event: ScoreEvent | None
    points: str
    files: int
    person_unknown: bool
    shows_papers: bool

    @property
    def unit(self) -> str:
        return (self.event or self.finding).unit.name

    @property
    def window(self) -> str:
        window = self.event.window if self.event and self.event.window else self.finding.window
        return window.number if window else ""

    @property
    def status(self) -> str:
        return self.event.get_status_display() if self.event else "只作记录"


def ledger_pairs(wanted: LedgerFilter, actor: Actor, edition: Edition, *, may_enter: bool) -> QuerySet:
    """(finding id, event id or None) of all rows that the actor may see and that fit, in order."""
    condition = _scope(actor) & _place(wanted) & _kind(wanted, edition)
    for term in terms(wanted.words):
        condition &= _term(term, may_enter=may_enter)
    return Finding.objects.filter(condition).order_by(*OWN_ORDER).values_list("id", "events__id")


def ledger_rows(
    pairs: Iterable[tuple[int, int | None]], edition: Edition, *, may_enter: bool
) -> list[LedgerRow]:
    """The rows of these pairs; three queries whatever their number."""
    pairs = list(pairs)
    findings = (
        Finding.objects.select_related("unit", "window", "recorded_by")
        .annotate(files=Count("evidence", distinct=True))
        .in_bulk({finding for finding, _ in pairs})
    )
    events = ScoreEvent.objects.select_related(
        "unit", "window", "person", "substitute", "problem", "settled_by"
    ).in_bulk({event for _, event in pairs if event})
    return [_row(findings[key], events.get(event or 0), edition, may_enter=may_enter) for key, event in pairs]


def _row(finding: Finding, event: ScoreEvent | None, edition: Edition, *, may_enter: bool) -> LedgerRow:
    behaviour = behaviour_or_none(edition, event.clause, event.behaviour) if event else None
    text = points_text(behaviour).partition("/")[0] if behaviour else ""
    if event is not None and text and event.times > 1:
        text = f"{text}×{event.times}"
    unknown = event is not None and event.person_id is None and bool(behaviour and behaviour.needs_person)
    shown = may_enter or not (
        finding.source == Source.COMPLAINT or (event is not None and event.clause in COMPLAINT_CLAUSES)
    )
    files: int = getattr(finding, "files", 0)
    return LedgerRow(finding, event, text, files if shown else 0, unknown, shown)


def _scope(actor: Actor) -> Q:
    if actor.sees_all_units:
        return Q()
    ids = list(actor.unit_ids)
    return Q(events__unit__in=ids) | Q(events__isnull=True, unit__in=ids)


def _place(wanted: LedgerFilter) -> Q:
    condition = _months(wanted)
    if wanted.unit_id:
        condition &= Q(events__unit=wanted.unit_id) | Q(events__isnull=True, unit=wanted.unit_id)
    if wanted.source:
        condition &= Q(source=wanted.source)
    if wanted.good:
        condition &= Q(is_good=True)
    if wanted.person_id:
        condition &= Q(events__person=wanted.person_id)
    return condition


def _months(wanted: LedgerFilter) -> Q:
    """The month that events count in; a fact outside every clause belongs to the one it happened in."""
    first, last = wanted.month, wanted.until or wanted.month
    counted, happened = Q(), Q(events__isnull=True)
    if first:
        counted &= Q(events__counts_in__gte=first)
        happened &= Q(happened_on__gte=first)
    if last:
        counted &= Q(events__counts_in__lte=last)
        happened &= Q(happened_on__lt=next_month(last))
    return counted | happened if first or last else Q()


def _kind(wanted: LedgerFilter, edition: Edition) -> Q:
    condition = Q()
    if wanted.behaviour:
        condition &= Q(events__behaviour=wanted.behaviour)
    if wanted.effect:
        effects = ("award",) if wanted.effect == "award" else ("deduct", "empty")
        names = [(b.clause, b.name) for b in edition.entered if b.effect in effects]
        condition &= _any_of(names, "events__")
    if wanted.clause:
        condition &= Q(events__clause=wanted.clause) | Q(events__clause__startswith=f"{wanted.clause}.")
    if wanted.status == UNSCORED:
        condition &= Q(events__isnull=True)
    elif wanted.status:
        condition &= Q(events__status=wanted.status)
    if wanted.unknown:
        condition &= unknown_person(edition, "events__") & ~Q(events__status=ScoreEvent.Status.DISMISSED)
    if wanted.unproved:
        condition &= unproved(edition, "events__", "") & Q(events__status__in=UNPROVED)
    if wanted.applied:
        condition &= Q(applied(user="recorded_by", unit="unit"))
    if wanted.for_chief:
        condition &= for_chief(edition, "events__")
    return condition


def unknown_person(edition: Edition, prefix: str = "") -> Q:
    """Events that a person belongs to while nobody can say who (人员待查)."""
    names = [(b.clause, b.name) for b in edition.entered if b.needs_person]
    return Q(**{f"{prefix}person__isnull": True}) & _any_of(names, prefix)


def unproved(edition: Edition, prefix: str = "", finding: str = "finding__") -> Q:
    """Praise and bonuses that need a proof (2.6, 2.7) while none is there."""
    praise = _any_of([(b.clause, b.name) for b in edition.entered if b.proof], prefix)
    awards = _any_of([(b.clause, b.name) for b in edition.entered if b.effect == "award"], prefix)
    applied_for = awards & Q(**{f"{finding}source": Source.APPLICATION})
    lacking = Q(**{f"{finding}proof": "", f"{finding}evidence__isnull": True})
    unsigned = _any_of([LETTER], prefix) & Q(**{f"{finding}proof__startswith": UNSIGNED})
    return ((praise | applied_for) & lacking) | unsigned


def applied(*, user: str, unit: str) -> Exists:
    """Entered by a head of the unit itself: an application for a bonus. Told: the paths of user and unit."""
    heads = Membership.objects.filter(role=Role.UNIT_HEAD, user=OuterRef(user), unit=OuterRef(unit))
    return Exists(heads)


def for_chief(edition: Edition, prefix: str = "") -> Q:
    """Reports, still pending, of a problem that was waived before: the chief says whether they are too."""
    reports = _any_of([(b.clause, b.name) for b in edition.entered if is_report(b)], prefix)
    waived = ScoreEvent.objects.filter(status=ScoreEvent.Status.WAIVED, problem__isnull=False)
    pending = Q(**{f"{prefix}status": ScoreEvent.Status.PENDING})
    return reports & pending & Q(**{f"{prefix}problem__in": waived.values("problem")})


def _any_of(names: Iterable[tuple[str, str]], prefix: str) -> Q:
    condition = Q(pk__in=[])
    for clause, name in names:
        condition |= Q(**{f"{prefix}clause": clause, f"{prefix}behaviour": name})
    return condition


def _term(term: str, *, may_enter: bool) -> Q:
    paths = [
        *("fact", "unit__name", "events__unit__name", "events__person__name", "events__person__pinyin"),
        *("events__person__number", "events__behaviour", "events__bulletin", "events__problem__title"),
    ]
    if may_enter:
        paths += ["statement", "proof"]
    condition = Q(events__clause__startswith=term)
    for path in paths:
        condition |= Q(**{f"{path}__icontains": term})
    return condition
