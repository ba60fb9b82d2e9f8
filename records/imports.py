"""Files handed in for import: kept between preview and confirmation, applied once."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from records.errors import Refusal
from records.file_names import clean_name
from records.models import ImportBatch
from records.workbooks.read import too_large

KEEP_UNUSED = timedelta(days=7)


def keep_upload(*, kind: str, upload: UploadedFile, by: Any, at: datetime) -> ImportBatch:
    """Keep a file for its preview; Refusal where it is empty or too large.

    Files of the same person that were looked at and never imported are dropped after seven days.
    """
    name = clean_name(upload.name or "未命名")
    limit = settings.IMPORT_MAX_BYTES
    if not upload.size:
        raise Refusal(f"“{name}”是空文件；请检查是否选错了文件。", field="file")
    if upload.size > limit:
        raise Refusal(too_large(name, upload.size, limit), field="file")
    upload.seek(0)  # a form that is run again reads it again
    data = upload.read()
    ImportBatch.objects.filter(by=by, applied_at__isnull=True, at__lt=at - KEEP_UNUSED).delete()
    digest = hashlib.sha256(data).hexdigest()
    return ImportBatch.objects.create(kind=kind, name=name, data=data, sha256=digest, by=by, at=at)


def own_batch(pk: int, *, kind: str, by: Any) -> ImportBatch | None:
    """A kept file of this kind that this person handed in; nobody else's. Refusal where it was erased."""
    batch = ImportBatch.objects.filter(pk=pk, kind=kind, by=by).first()
    return batch and refuse_erased(batch)


def refuse_erased(batch: ImportBatch) -> ImportBatch:
    """The batch; Refusal where its bytes and result were erased past their time."""
    if batch.applied_at is not None and not batch.data:
        raise Refusal(
            f"“{batch.name}”已于{timezone.localdate(batch.applied_at):%Y年%m月%d日}导入，"
            "文件内容保存期满后已按期清除，只留下文件名和摘要；导入的记录不受影响。"
        )
    return batch


def mark_applied(batch: ImportBatch, *, at: datetime, result: Sequence[Any] = ()) -> None:
    """Claim the batch for its one import; call inside the import's transaction. Refusal the second time.

    `result` is what the result page shows, row by row: anything JSON can hold.
    """
    open_batch = ImportBatch.objects.filter(pk=batch.pk, applied_at__isnull=True)
    if not open_batch.update(applied_at=at, result=list(result)):
        raise Refusal(f"“{batch.name}”已经导入过，没有重复处理；需要时请重新上传。")
