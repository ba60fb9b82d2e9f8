"""An archive looked through from its first byte to its last, before anything of it is believed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from records.errors import Refusal
from yanling_assess.archive.manifest import FIRST, LAST, MARK, Manifest, unsealed
from yanling_assess.archive.members import DamagedError, Member, all_members, pieces

LARGEST_MANIFEST = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that holds what it says: its manifest, and where in the open file each member lies."""

    file: IO[bytes]
    manifest: Manifest
    members: dict[str, Member]


@contextmanager
def opened_archive(path: Path) -> Iterator[Archive]:
    """Open and check an archive. Refusal where it is none, damaged, newer, or under another key."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise Refusal(f"没有找到备份文件 {path}。") from None
    except OSError as error:
        raise Refusal(f"备份文件 {path} 打不开：{error.strerror}。") from error
    with file:
        yield _checked(file, path)


def _checked(file: IO[bytes], path: Path) -> Archive:
    try:
        _is_ours(file)
        found = list(all_members(file))
        if not found or found[-1].name != LAST or found[-1].size > LARGEST_MANIFEST:
            raise DamagedError("末尾没有清单，文件不完整")
        manifest = unsealed(b"".join(pieces(file, found[-1])))
        _agree(found[:-1], manifest)
    except DamagedError as error:
        raise Refusal(f"备份文件 {path} 已损坏：{error}。没有恢复任何内容，请换一份备份。") from error
    return Archive(file, manifest, {one.name: one for one in found})


def _is_ours(file: IO[bytes]) -> None:
    first = next(all_members(file), None)
    if first is None or first.name != FIRST:
        raise DamagedError("不是本系统的备份")
    if b"".join(pieces(file, first)) != MARK:
        raise DamagedError("开头的版本标记不对")


def _agree(found: list[Member], manifest: Manifest) -> None:
    """The members are those of the manifest, in its order, each with its digest."""
    told = [(name, size, sha256) for name, size, sha256 in manifest.members]
    here = [(one.name, one.size, one.sha256) for one in found]
    if here == told:
        return
    if sorted(name for name, _, _ in here) == sorted(name for name, _, _ in told):
        wrong = next(a[0] for a, b in zip(here, told, strict=True) if a != b)
        raise DamagedError(f"“{wrong}”与清单上的SHA-256、大小或次序不符")
    missing = {name for name, _, _ in told} - {name for name, _, _ in here}
    extra = {name for name, _, _ in here} - {name for name, _, _ in told}
    raise DamagedError(f"与清单不符，缺{len(missing)}项，多{len(extra)}项")
