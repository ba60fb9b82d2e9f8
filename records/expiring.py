"""What every room keeps the same way and may not keep for ever: what is past its time, and erasing it."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from records.files import erase_files, held_only_by
from records.models import ImportBatch, StoredFile, SubmittedForm

BATCH = 500


def expired_strays(before: datetime) -> QuerySet[StoredFile]:
    """Files handed in and never attached to anything, whoever did."""
    return held_only_by().filter(uploaded_at__lt=before)


def expired_previews(before: datetime) -> QuerySet[ImportBatch]:
    """Files looked at for import and never imported."""
    return ImportBatch.objects.filter(applied_at__isnull=True, at__lt=before)


def expired_imports(before: datetime) -> QuerySet[ImportBatch]:
    """Imported files whose bytes are still there."""
    return ImportBatch.objects.filter(applied_at__lt=before).exclude(data=b"")


def expired_form_keys(before: datetime) -> QuerySet[SubmittedForm]:
    """Keys of forms that nobody will send a second time."""
    return SubmittedForm.objects.filter(at__lt=before)


@transaction.atomic
def erase_strays(*, before: datetime) -> int:
    """Rows and bytes; how many."""
    return sum(erase_files(keys) for keys in batches(expired_strays(before)))


@transaction.atomic
def erase_previews(*, before: datetime) -> int:
    """Whole rows; how many."""
    return erase_rows(expired_previews(before))


@transaction.atomic
def erase_imports(*, before: datetime) -> int:
    """Bytes and the rows' results; that the file was imported, its name and digest stay. How many."""
    return sum(
        ImportBatch.objects.filter(pk__in=keys).update(data=b"", result=[])
        for keys in batches(expired_imports(before))
    )


@transaction.atomic
def erase_form_keys(*, before: datetime) -> int:
    """Whole rows; how many."""
    return erase_rows(expired_form_keys(before))


def erase_rows(rows: QuerySet) -> int:
    """Delete rows that nothing hangs on, some at a time; how many."""
    for keys in (found := list(batches(rows))):
        rows.model._default_manager.filter(pk__in=keys).delete()
    return sum(len(keys) for keys in found)


def batches(rows: QuerySet) -> Iterator[list[int]]:
    """The keys of the rows as they are now, some at a time."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True).distinct())
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
