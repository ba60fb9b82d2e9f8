"""Complainants and the papers of complaints past their time; the complaint and what it led to stay."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from records.changes import record_additions
from records.expiring import batches
from records.files import erase_files, held_only_by
from records.models import StoredFile
from scoring.models import Complainant, Complaint, Objection, ScoreEvent
from scoring.selectors.complaint_page import ERASED_IN_TIME

FILES_ERASED = "按期清除投诉材料"


def expired_complaints(before: datetime) -> QuerySet[Complaint]:
    """Decided before a moment, and no objection to what was recorded from them is still open."""
    disputed = Objection.objects.filter(
        state=Objection.State.OPEN, event__finding__complaint_point__complaint=OuterRef("pk")
    )
    decided = Complaint.objects.filter(state=Complaint.State.DECIDED, decided_at__lt=before)
    return decided.filter(~Exists(disputed))


def expired_complainants(before: datetime) -> QuerySet[Complainant]:
    """Who brought them."""
    return Complainant.objects.filter(complaint__in=expired_complaints(before))


def expired_complaint_files(before: datetime) -> QuerySet[StoredFile]:
    """Their letters and recordings, but for those that prove an event: these stay as long as its result."""
    past = expired_complaints(before)
    held = held_only_by("complaints").filter(complaints__in=past)
    return held.exclude(complaints__in=Complaint.objects.exclude(pk__in=past.values("pk")))


@transaction.atomic
def erase_complainants(*, before: datetime, by: Any, at: datetime) -> int:
    """Whole rows; how many. Each complaint gets its line of the log, and a newer version."""
    count = 0
    for keys in batches(expired_complainants(before)):
        rows = Complaint.objects.filter(complainant__in=keys)
        complaints = list(rows.only("content"))
        count += Complainant.objects.filter(pk__in=keys).delete()[0]
        Complaint.objects.filter(pk__in=[row.pk for row in complaints]).update(version=F("version") + 1)
        record_additions(by=by, at=at, action=ERASED_IN_TIME, added=((row, {}) for row in complaints))
    return count


@transaction.atomic
def erase_complaint_files(*, before: datetime, by: Any, at: datetime) -> int:
    """Rows and bytes; how many files. Each complaint gets its line of the log, which tells no names."""
    count = 0
    for keys in batches(expired_complaint_files(before)):
        complaints = list(Complaint.objects.filter(files__in=keys).distinct().only("content"))
        record_additions(by=by, at=at, action=FILES_ERASED, added=((row, {}) for row in complaints))
        count += erase_files(keys)
    return count


def disputed_records() -> list[tuple[str, QuerySet]]:
    """(subject type, ids as the log has them) of what is not settled.

    Complaints that are open, objections that are, and the complaints and events they are about.
    """
    objections = Objection.objects.filter(state=Objection.State.OPEN)
    complaints = Complaint.objects.filter(
        Q(state=Complaint.State.OPEN) | Q(points__findings__events__objections__in=objections)
    )
    found = {
        Complaint: (complaints, "pk"),
        Objection: (objections, "pk"),
        ScoreEvent: (objections, "event"),
    }
    return [
        (model._meta.label, rows.order_by().values_list(Cast(field, CharField()), flat=True))
        for model, (rows, field) in found.items()
    ]
