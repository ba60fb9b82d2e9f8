"""Drafts and printed bytes past their time; issued papers are never touched."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from notices.models import PaperDraft, PrintRun
from notices.services.print_runs import clean_up
from records.expiring import erase_rows


def expired_drafts(before: datetime) -> QuerySet[PaperDraft]:
    """Words of papers that nobody has touched since, issued or not."""
    return PaperDraft.objects.filter(saved_at__lt=before)


@transaction.atomic
def erase_drafts(*, before: datetime) -> int:
    """Whole rows; how many."""
    return erase_rows(expired_drafts(before))


def expired_prints(at: datetime) -> QuerySet[PrintRun]:
    """Printed files kept long enough; each says itself until when."""
    return PrintRun.objects.filter(state=PrintRun.State.DONE, expires_at__lte=at)


@transaction.atomic
def erase_prints(*, at: datetime) -> int:
    """The bytes; how many runs."""
    return clean_up(at=at)
