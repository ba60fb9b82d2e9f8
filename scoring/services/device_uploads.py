"""Photos sent from a phone under its own keys: kept once, and not for ever where nothing needs them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from records.errors import Refusal
from records.files import discard_strays, store_file
from scoring.models import DeviceUpload


def keep_upload(*, key: UUID, upload: UploadedFile, by: Any, at: datetime) -> DeviceUpload:
    """Store a photo, or give back the one already stored under this key. Refusal where it may not be kept."""
    earlier = _earlier(key, by)
    if earlier is not None:
        return earlier
    stored = store_file(upload=upload, by=by, at=at)
    try:
        with transaction.atomic():
            return DeviceUpload.objects.create(key=key, by=by, at=at, file=stored)
    except IntegrityError:  # sent twice at once: the second file is a stray and goes with the strays
        earlier = _earlier(key, by)
        if earlier is None:
            raise
        return earlier


def discard_uploads(*, by: Any, before: datetime) -> int:
    """Let go of this person's photos of rounds that never came; the phone still has them and sends again."""
    DeviceUpload.objects.filter(by=by, at__lt=before, file__findings__isnull=True).delete()
    return discard_strays(by=by, before=before)


def _earlier(key: UUID, by: Any) -> DeviceUpload | None:
    row = DeviceUpload.objects.filter(key=key).select_related("file").first()
    if row is not None and row.by_id != by.pk:
        raise Refusal("这张照片是别的账号上传的，请由原登录人提交。", field="photos")
    return row
