"""Ways an archive comes to be another than the one that was written: each a new file's bytes."""

import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

from yanling_assess.archive.members import BLOCK, END, header, padding

Parts = list[tuple[str, bytes]]


def parts_of(archive: Path) -> Parts:
    """Its members, as any tar program reads them."""
    with tarfile.open(archive) as tar:
        return [(info.name, tar.extractfile(info).read()) for info in tar]  # type: ignore[union-attr]


def packed(parts: Parts, *after: bytes) -> bytes:
    """An archive of these members, written the way ours are."""
    body = b"".join(header(name, len(data)) + data + padding(len(data)) for name, data in parts)
    return body + b"".join(after) + END


def special(name: str, kind: bytes, link: str = "") -> bytes:
    """The header of something that is no plain file."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info.tobuf(tarfile.GNU_FORMAT)


def before_last(parts: Parts, *more: tuple[str, bytes]) -> Parts:
    return [*parts[:-1], *more, parts[-1]]


def swapped(parts: Parts) -> Parts:
    """The contents of two members exchanged, their names left."""
    names = [name for name, _ in parts]
    one, other = (at for at, name in enumerate(names) if name.startswith("files/"))
    data = [content for _, content in parts]
    data[one], data[other] = data[other], data[one]
    return list(zip(names, data, strict=True))


def forged_manifest(parts: Parts) -> Parts:
    """The manifest says another thing, and its plain digest is made to agree: only the key seals it."""
    whole = json.loads(parts[-1][1])
    whole["manifest"]["made_at"] = "2020-01-01T00:00:00+08:00"
    text = json.dumps(whole["manifest"], ensure_ascii=False, indent=1, sort_keys=True).encode()
    whole["sha256"] = hashlib.sha256(text).hexdigest()
    return [
        *parts[:-1],
        (parts[-1][0], json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True).encode()),
    ]


def foreign_tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        tar.add(__file__, "etc/passwd")
    return out.getvalue()


FORGERIES: dict[str, Callable[[Parts], bytes]] = {
    "a member left out": lambda parts: packed([*parts[:3], *parts[4:]]),
    "a file left out": lambda parts: packed([part for part in parts if part[0] != "files/000001"]),
    "the manifest left out": lambda parts: packed(parts[:-1]),
    "the manifest alone": lambda parts: packed(parts[-1:]),
    "two members in another order": lambda parts: packed([parts[0], parts[2], parts[1], *parts[3:]]),
    "the contents of two members exchanged": lambda parts: packed(swapped(parts)),
    "a member twice": lambda parts: packed(before_last(parts, parts[1])),
    "an extra member with a path upwards": lambda parts: packed(before_last(parts, ("../x", b"evil"))),
    "an extra member with an absolute path": lambda parts: packed(before_last(parts, ("/etc/x", b"evil"))),
    "an extra member after the manifest": lambda parts: packed([*parts, ("files/999999", b"evil")]),
    "a symbolic link": lambda parts: packed(parts, special("files/link", tarfile.SYMTYPE, "/etc/passwd")),
    "a hard link": lambda parts: packed(parts, special("files/link", tarfile.LNKTYPE, "files/000001")),
    "a device": lambda parts: packed(parts, special("files/device", tarfile.CHRTYPE)),
    "a folder": lambda parts: packed(parts, special("files/folder", tarfile.DIRTYPE)),
    "a manifest written anew without the key": lambda parts: packed(forged_manifest(parts)),
    "another kind of tar": lambda _: foreign_tar(),
    "an empty file": lambda _: b"",
    "no tar at all": lambda _: b"SQLite format 3\0" + bytes(BLOCK * 4),
    "something after the end": lambda parts: packed(parts) + b"\0",
    "an end cut short": lambda parts: packed(parts)[:-1],
}  # fmt: skip
