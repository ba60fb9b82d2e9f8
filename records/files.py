"""Evidence handed in: what it is is told by its content, photos are encoded anew, names are cleaned.

Files lie outside the web root, in a folder or a store that speaks S3, under random names; who may read one is
decided by the room that attached it.
Nothing here runs inside a database transaction of a service: the bytes are on disk before the row is written.
"""

import hashlib
import logging
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet

from records.durable import settle
from records.errors import FileStoreError, Refusal
from records.file_kinds import Kind, sniff
from records.file_names import clean_name
from records.models import StoredFile
from records.photos import encode_photo, encode_thumbnail

logger = logging.getLogger(__name__)
THUMBNAIL = "-thumbnail"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: its clean name, its kind, the bytes to keep, the digest of what came in."""

    name: str
    kind: Kind
    content: bytes
    original_sha256: str
    thumbnail: bytes | None


def check_file(upload: UploadedFile) -> Checked:
    """Read and check one upload. Refusal (field `files`) names the file, what is wrong, and what to do."""
    name = clean_name(upload.name or "")
    data = _read(upload, name)
    kind = sniff(data)
    if kind is None:
        raise Refusal(
            f"文件“{name}”不是可以保存的类型：请用照片（JPG、PNG、HEIC）、PDF、Word（docx）、"
            "Excel（xlsx）、录音（MP3、M4A、WAV、AMR）或录像（MP4）。",
            field="files",
        )
    content = encode_photo(data, kind, name) if kind.is_image else data
    kept = kind.kept_as
    return Checked(
        name=clean_name(name, suffix=kept.suffix, accepted=kept.suffixes),
        kind=kept,
        content=content,
        original_sha256=hashlib.sha256(data).hexdigest(),
        thumbnail=encode_thumbnail(content) if kind.is_image else None,
    )


def store_file(*, upload: UploadedFile, by: Any, at: datetime) -> StoredFile:
    """Check one upload and keep it: bytes on disk, then the row. Refusal where it may not be kept."""
    return keep_file(checked=check_file(upload), by=by, at=at)


def keep_file(*, checked: Checked, by: Any, at: datetime) -> StoredFile:
    """Keep a file that was checked; if it or its row cannot be written, nothing of it stays."""
    stored = StoredFile(
        name=checked.name,
        content_type=checked.kind.content_type,
        size=len(checked.content),
        sha256=hashlib.sha256(checked.content).hexdigest(),
        original_sha256=checked.original_sha256,
        uploaded_by=by,
        uploaded_at=at,
    )
    storage = stored.file.storage
    stored.file.name = stored.file.field.generate_filename(stored, checked.name)
    try:
        storage.save(stored.file.name, ContentFile(checked.content))
        settle(storage, stored.file.name)
        if checked.thumbnail is not None:
            storage.save(_thumbnail_path(stored), ContentFile(checked.thumbnail))
        stored.save()
    except Exception:
        with suppress(FileStoreError):  # what went wrong is what is told
            _remove(stored)
        raise
    return stored


def open_thumbnail(stored: StoredFile) -> File:
    """The small picture of a photo; FileNotFoundError where there is none."""
    if not stored.is_image:
        raise FileNotFoundError(stored.name)
    return stored.file.storage.open(_thumbnail_path(stored))


def held_only_by(*relations: str) -> QuerySet[StoredFile]:
    """Files that nothing holds, unless through these relations (as they are called from a file)."""
    others = {relation.name for relation in StoredFile._meta.related_objects}.difference(relations)
    return StoredFile.objects.filter(**{f"{name}__isnull": True for name in others})


def loose_files(by: Any) -> QuerySet[StoredFile]:
    """What this person handed in and nothing holds yet: files on their way into a form."""
    return held_only_by().filter(uploaded_by=by)


def erase_files(keys: Iterable[int]) -> int:
    """Take files out for good: their rows now, their bytes once that is committed; how many."""
    files = list(StoredFile.objects.filter(pk__in=list(keys)))
    StoredFile.objects.filter(pk__in=[file.pk for file in files]).delete()
    for file in files:
        transaction.on_commit(partial(_remove, file), robust=True)
    return len(files)


def discard_strays(*, by: Any, before: datetime) -> int:
    """Remove what this person handed in before a moment and never attached; returns how many."""
    strays = list(loose_files(by).filter(uploaded_at__lt=before))
    for place, stray in enumerate(strays):
        try:
            with transaction.atomic():
                stray.delete()
                _remove(stray)
        except FileStoreError:  # they stay, row and bytes, for the next time: nobody waits for this
            logger.warning("Strays could not be removed: the store of files does not answer.")
            return place
    return len(strays)


def _read(upload: UploadedFile, name: str) -> bytes:
    limit = settings.EVIDENCE_MAX_BYTES
    if upload.size == 0:
        raise Refusal(f"文件“{name}”是空的，请重新选择。", field="files")
    if upload.size is None or upload.size > limit:
        raise Refusal(f"文件“{name}”超过{limit // MEGABYTE}MB，请压缩或分成几个文件后再上传。", field="files")
    upload.seek(0)
    data: bytes = upload.read(limit + 1)
    return data


def _thumbnail_path(stored: StoredFile) -> str:
    return f"{stored.file.name}{THUMBNAIL}"


def _remove(stored: StoredFile) -> None:
    storage = stored.file.storage
    if stored.file.name:
        storage.delete(stored.file.name)
        storage.delete(_thumbnail_path(stored))
