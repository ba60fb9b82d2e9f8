"""Files that are whole or not there: written beside, put on the disk, then given their name."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.files.storage import FileSystemStorage


def fsync_path(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk itself."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A new file for its owner alone, that gets its name when all of it is on the disk; else nothing stays.

    FileExistsError where there is one of that name: nothing is written over.
    """
    refuse_if_there(path)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        refuse_if_there(path)
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    fsync_path(path.parent)


def refuse_if_there(path: Path) -> None:
    """FileExistsError where the name is taken. (A hard link would tell by itself; USB disks have none.)"""
    if path.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


def settle(storage: Any, name: str) -> None:
    """Wait until a stored file is on the disk; other storages than the disk see to that themselves."""
    if not isinstance(storage, FileSystemStorage):
        return
    path = Path(storage.path(name))
    fsync_path(path)
    fsync_path(path.parent)
