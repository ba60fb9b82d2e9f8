"""人员待查: events that a person belongs to while nobody is named, and who stood at that window that day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from records.models import StoredFile
from records.searching import terms
from scoring.models import Correction, ScoreEvent
from scoring.rulebook import Edition
from scoring.selectors.ledger import unknown_person
from scoring.selectors.month import closed_months
from units.models import Posting, StaffMember, Unit, Window

STANDING = (ScoreEvent.Status.PENDING, ScoreEvent.Status.CONFIRMED)


@dataclass(frozen=True)
class NamelessFilter:
    """What is looked for; empty values look for everything. `month`: that it counts in."""

    unit_id: int | None = None
    month: date | None = None
    words: str = ""


@dataclass(frozen=True)
class Candidate:
    """Somebody who stood there that day."""

    person: StaffMember
    place: str
    """“3号窗口 B岗”."""


@dataclass(frozen=True)
class NamelessRow:
    """One event with its photos, who stood at its window that day, and who else of the unit."""

    event: ScoreEvent
    files: list[StoredFile] = field(default_factory=list)
    here: list[Candidate] = field(default_factory=list)
    others: list[Candidate] = field(default_factory=list)

    @property
    def window(self) -> Window | None:
        return window_of(self.event)


def nameless(edition: Edition) -> Q:
    """Pending and confirmed events of 人员待查."""
    return unknown_person(edition) & Q(status__in=STANDING)


def still_open() -> Q:
    """Events of months that can still be changed, a reopened one among them."""
    return ~Q(counts_in__in=closed_months())


def nameless_events(wanted: NamelessFilter, edition: Edition) -> QuerySet[ScoreEvent]:
    """Those that fit, the oldest first."""
    found = ScoreEvent.objects.filter(nameless(edition), _fitting(wanted))
    for term in terms(wanted.words):
        found = found.filter(
            Q(finding__fact__icontains=term)
            | Q(behaviour__icontains=term)
            | Q(unit__name__icontains=term)
            | Q(window__number__icontains=term)
            | Q(finding__window__number__icontains=term)
        )
    rows: QuerySet[ScoreEvent] = found.order_by("finding__happened_on", "finding__happened_at", "id")
    return rows.select_related("finding__window", "unit", "window")


def uncorrected() -> Q:
    """Left out: events of closed months that a correction in force has named somebody in, or cancelled."""
    done = (Correction.Kind.NAMED, Correction.Kind.CANCELLED)
    corrected = Correction.objects.filter(state=Correction.State.IN_FORCE, kind__in=done)
    return ~Q(pk__in=corrected.values("event"))


def nameless_rows(events: Iterable[ScoreEvent]) -> list[NamelessRow]:
    """The rows of these; two queries whatever their number."""
    events = list(events)
    if not events:
        return []
    files = _files(events)
    postings = _postings(events)
    return [_row(event, files.get(event.finding_id, []), postings) for event in events]


def window_of(event: ScoreEvent) -> Window | None:
    """Where it was seen: the event's own window, else the finding's where that is of the same unit."""
    seen = event.finding.window
    return event.window or (seen if seen is not None and seen.unit_id == event.unit_id else None)


def _row(event: ScoreEvent, files: list[StoredFile], postings: Sequence[Posting]) -> NamelessRow:
    on, window = event.finding.happened_on, window_of(event)
    here: dict[int, Candidate] = {}
    others: dict[int, Candidate] = {}
    for posting in postings:
        if posting.unit_id == event.unit_id and _holds(posting, on):
            is_here = window is not None and posting.window_id == window.pk
            (here if is_here else others)[posting.person_id] = _candidate(posting)
    rest = [candidate for key, candidate in others.items() if key not in here]
    return NamelessRow(event, files, list(here.values()), rest)


def _candidate(posting: Posting) -> Candidate:
    post = "" if posting.post == Posting.Post.A else posting.get_post_display()
    window = posting.window.number if posting.window else ""
    return Candidate(posting.person, " ".join(part for part in (window, post) if part))


def _holds(posting: Posting, on: date) -> bool:
    return posting.starts_on <= on and (posting.ends_on is None or posting.ends_on >= on)


def _postings(events: Sequence[ScoreEvent]) -> list[Posting]:
    """The postings of these events' units that hold on some day between the first and the last."""
    days = [event.finding.happened_on for event in events]
    return list(
        Posting.objects.filter(unit_id__in={event.unit_id for event in events}, starts_on__lte=max(days))
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=min(days)))
        .select_related("person", "window")
        .order_by("person__number", "id")
    )


def _files(events: Sequence[ScoreEvent]) -> dict[int, list[StoredFile]]:
    found: dict[int, list[StoredFile]] = {}
    ids = {event.finding_id for event in events}
    links = StoredFile.findings.through.objects.filter(finding_id__in=ids).select_related("storedfile")
    for link in links.order_by("storedfile_id"):
        found.setdefault(link.finding_id, []).append(link.storedfile)
    return found


def _fitting(wanted: NamelessFilter) -> Q:
    condition = Q()
    if wanted.unit_id:
        condition &= Q(unit=wanted.unit_id)
    if wanted.month:
        condition &= Q(counts_in=wanted.month)
    return condition


def units_of(edition: Edition) -> list[Unit]:
    """The units that have any such event: what the filter offers."""
    return list(Unit.objects.filter(pk__in=ScoreEvent.objects.filter(nameless(edition)).values("unit")))
