"""Evidence in the storage, on a disk or elsewhere: read, looked at, put back under the same names."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.core.files.base import File

from records.durable import settle
from records.errors import Refusal
from records.files import THUMBNAIL
from records.models import StoredFile


@dataclass(frozen=True, slots=True)
class Named:
    """A file that should be there: its name in the storage, what people call it, its digest (if known)."""

    name: str
    title: str
    sha256: str


def storage() -> Any:
    """Where evidence lies."""
    return StoredFile._meta.get_field("file").storage


def named_by(row: tuple[str, str, str, str]) -> Iterator[Named]:
    """The files of one row (file, name, content_type, sha256): itself and, of a photo, the small one."""
    file, title, content_type, sha256 = row
    yield Named(file, title, sha256)
    if content_type.startswith("image/"):
        yield Named(file + THUMBNAIL, f"{title}（缩略图）", "")


def copy(name: str, into: Any) -> str:
    """Copy a stored file into a sink; its SHA-256. FileNotFoundError where it is not there."""
    digest = hashlib.sha256()
    with storage().open(name) as file:
        for piece in file.chunks():
            into.write(piece)
            digest.update(piece)
    return digest.hexdigest()


def put(name: str, content: IO[bytes]) -> None:
    """Store a file under exactly this name, whole or not at all; Refusal where there is one of that name."""
    if storage().exists(name):
        raise Refusal(f"证明文件“{name}”不能按原名放回：存储里已有同名文件。没有恢复任何内容。")
    try:
        storage().save(name, File(content, name))
        settle(storage(), name)
    except BaseException:
        storage().delete(name)
        raise


def discard(names: list[str]) -> None:
    """Take back what was put."""
    for name in names:
        storage().delete(name)


class Nowhere:
    """A sink for those who only want the digest."""

    def write(self, data: bytes) -> int:
        return len(data)
