"""Are the files that were handed in still there, byte for byte?"""

import hashlib
from collections.abc import Iterator

from records.models import StoredFile


def file_faults() -> Iterator[str]:
    """Chinese lines: files that are gone, and files whose bytes are others."""
    for stored in StoredFile.objects.order_by("pk").iterator(chunk_size=500):
        try:
            with stored.file.open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
        except FileNotFoundError:
            yield f"证明文件{stored.pk}“{stored.name}”不见了（{stored.file.name}）。"
        else:
            if found != stored.sha256:
                yield f"证明文件{stored.pk}“{stored.name}”的内容被改过（SHA-256不符）。"
