"""A tar file of which every byte is accounted for.

`tar` can read it, but it is not read with a tar library: each header is fixed by the member's name and size,
padding is zeros, and after the last member comes the end and nothing else. So there is no place where a bit
could be turned, a member added, or a path hidden, without being found. Members are written as they come,
their size put in afterwards: none is ever held in memory.
"""

import hashlib
import io
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any

BLOCK = 512
END = bytes(2 * BLOCK)
PIECE = 1024 * 1024


class DamagedError(Exception):
    """The archive is not as it was written; says where."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its name, size in bytes, SHA-256, and where its content begins in the file."""

    name: str
    size: int
    sha256: str
    start: int


def header(name: str, size: int) -> bytes:
    """The one header that a member of this name and size can have."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.GNU_FORMAT, "utf-8", "strict")


def padding(size: int) -> bytes:
    """What fills a member's last block."""
    return bytes(-size % BLOCK)


@dataclass(slots=True)
class Sink:
    """What a member's content is written to."""

    file: IO[bytes]
    size: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def write(self, data: bytes) -> int:
        self.file.write(data)
        self.digest.update(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Asked for by those who write through us; the file is flushed at its end."""


@contextmanager
def new_member(file: IO[bytes], name: str, into: list[Member]) -> Iterator[Sink]:
    """Append a member to an archive that is being written, and note it in `into`."""
    at = file.tell()
    file.write(header(name, 0))
    sink = Sink(file)
    yield sink
    file.write(padding(sink.size))
    end = file.tell()
    file.seek(at)
    file.write(header(name, sink.size))
    file.seek(end)
    into.append(Member(name, sink.size, sink.digest.hexdigest(), at + BLOCK))


def all_members(file: IO[bytes]) -> Iterator[Member]:
    """Go through an archive from its first byte to its last; DamagedError where anything is odd."""
    file.seek(0)
    while (block := file.read(BLOCK)) != END[:BLOCK]:
        name, size = _head(block, file.tell() - BLOCK)
        start = file.tell()
        yield Member(name, size, _digest(file, name, size), start)
        file.seek(start + size)
        if file.read(-size % BLOCK) != padding(size):
            raise DamagedError(f"“{name}”之后有不该有的内容")
    if file.read(BLOCK + 1) != END[BLOCK:]:
        raise DamagedError("结尾不完整或多出内容")


def pieces(file: IO[bytes], member: Member) -> Iterator[bytes]:
    """A member's content, piece by piece."""
    file.seek(member.start)
    left = member.size
    while left:
        piece = file.read(min(PIECE, left))
        if not piece:
            raise DamagedError(f"“{member.name}”不完整")
        left -= len(piece)
        yield piece


def _head(block: bytes, at: int) -> tuple[str, int]:
    try:
        info = tarfile.TarInfo.frombuf(block, "utf-8", "strict")
        name, size = info.name, info.size
        expected = header(name, size) if size >= 0 else b""
    except (tarfile.TarError, ValueError) as error:
        raise DamagedError(f"第{at}字节处读不懂，文件不完整或已损坏") from error
    if block != expected:
        raise DamagedError(f"第{at}字节处的文件头不是备份程序写的")
    return name, size


def _digest(file: IO[bytes], name: str, size: int) -> str:
    digest, here = hashlib.sha256(), Member(name, size, "", file.tell())
    for piece in pieces(file, here):
        digest.update(piece)
    return digest.hexdigest()


class Window(io.RawIOBase):
    """One member of an archive as a file of its own."""

    def __init__(self, file: IO[bytes], member: Member) -> None:
        self._file, self._member, self._at = file, member, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._member.size}[whence]
        return self._at

    def readinto(self, into: Any) -> int:
        self._file.seek(self._member.start + self._at)
        data = self._file.read(max(0, min(len(into), self._member.size - self._at)))
        into[: len(data)] = data
        self._at += len(data)
        return len(data)
