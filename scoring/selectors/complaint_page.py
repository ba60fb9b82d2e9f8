"""One complaint with all that belongs to it; who brought it is masked, and for the policy office alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from records.encrypted import Unreadable
from records.models import Change, StoredFile
from scoring.models import Complainant, Complaint, ComplaintPoint, ComplaintStep, ScoreEvent
from scoring.periods import first_of
from scoring.selectors.complainants import masked_contact, masked_name
from scoring.selectors.complaint_proposals import waiting
from scoring.selectors.complaint_tallies import ComplaintTally, coming_complaints
from scoring.selectors.editions import edition_for

MOST_CHANGES = 100
ERASED_IN_TIME = "按期清除投诉人"
"""What the log says where the time for keeping a complainant was over."""


@dataclass(frozen=True)
class PointView:
    """A point with what was recorded from it, dismissed or not."""

    point: ComplaintPoint
    events: list[ScoreEvent]
    waits: bool
    """Found true, and its events are still to be recorded."""

    @property
    def key(self) -> str:
        return str(self.point.pk)

    @property
    def standing(self) -> list[ScoreEvent]:
        return [event for event in self.events if event.status != ScoreEvent.Status.DISMISSED]


@dataclass(frozen=True)
class MaskedComplainant:
    """As much as is shown unasked."""

    name: str
    contact: str
    is_erased: bool = False
    unreadable: str = ""
    """Why nothing can be shown: what is stored opens with none of the keys."""


@dataclass(frozen=True)
class ComplaintPage:
    """What the page shows. The complainant, papers and log are there for the policy office alone."""

    complaint: Complaint
    points: list[PointView]
    steps: list[ComplaintStep]
    coming: list[ComplaintTally]
    overdue: bool
    complainant: MaskedComplainant | None = None
    files: list[StoredFile] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.complaint.state == Complaint.State.OPEN

    @property
    def erased_in_time(self) -> bool:
        """Whether the complainant was erased because the time for keeping it was over."""
        return any(change.action == ERASED_IN_TIME for change in self.changes)

    @property
    def undecided(self) -> list[ComplaintPoint]:
        return [view.point for view in self.points if view.point.result == ComplaintPoint.Result.OPEN]

    @property
    def waiting(self) -> list[ComplaintPoint]:
        return [view.point for view in self.points if view.waits]


def complaint_page(complaint: Complaint, *, today: date, sees_complainant: bool) -> ComplaintPage:
    """The page; at most eight queries."""
    points = points_of(complaint)
    return ComplaintPage(
        complaint,
        points,
        list(complaint.steps.select_related("by")),
        _coming(complaint, points),
        complaint.state == Complaint.State.OPEN and complaint.due_on < today,
        masked(complaint) if sees_complainant else None,
        list(complaint.files.all()) if sees_complainant else [],
        complaint_changes(complaint, points) if sees_complainant else [],
    )


def points_of(complaint: Complaint) -> list[PointView]:
    """The points, each with its events and whether it waits for them; two queries."""
    points = list(complaint.points.select_related("unit", "window", "person", "decided_by"))
    events = events_of(complaint)
    by_point = {
        point.pk: [event for event in events if event.finding.complaint_point_id == point.pk]
        for point in points
    }
    standing = {
        key: [e for e in own if e.status != ScoreEvent.Status.DISMISSED] for key, own in by_point.items()
    }
    late = {point.pk for point in waiting(points, standing)}
    return [PointView(point, by_point[point.pk], point.pk in late) for point in points]


def events_of(complaint: Complaint) -> list[ScoreEvent]:
    """Everything recorded from the complaint, dismissed or not."""
    rows = ScoreEvent.objects.filter(finding__complaint_point__complaint=complaint)
    return list(rows.select_related("finding", "unit", "person", "window").order_by("id"))


def masked(complaint: Complaint) -> MaskedComplainant:
    """Who complained, as far as it is shown without a line in the log."""
    try:
        who = Complainant.objects.filter(complaint=complaint).first()
    except Unreadable as refusal:
        return MaskedComplainant("", "", unreadable=refusal.message)
    if who is None:
        return MaskedComplainant("", "", is_erased=True)
    return MaskedComplainant(masked_name(who.name), masked_contact(who.contact))


def complaint_changes(complaint: Complaint, points: Iterable[PointView]) -> list[Change]:
    """The log of the complaint and of its points, newest first."""
    ids = [str(view.point.pk) for view in points]
    rows = Change.objects.filter(
        Q(subject_type=Complaint._meta.label, subject_id=str(complaint.pk))
        | Q(subject_type=ComplaintPoint._meta.label, subject_id__in=ids)
    )
    return list(rows.select_related("by").order_by("-id")[:MOST_CHANGES])


def _coming(complaint: Complaint, points: Iterable[PointView]) -> list[ComplaintTally]:
    """The persons and windows of the units concerned that stand before the limit in the month it happened."""
    month = first_of(complaint.happened_on)
    units = {complaint.unit_id, *(view.point.unit_id for view in points)}
    return coming_complaints(month, month, edition_for(month), unit_ids=units)
