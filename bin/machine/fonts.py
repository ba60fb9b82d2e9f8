"""The faces the papers are set in, taken from Debian's archive without installing TeX.

仿宋 for the text, 黑体 and 楷体 for headings, 宋体 for the title; LXGW WenKai for what Fandol lacks.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import tarfile
import tempfile
from pathlib import Path

from machine import apt
from machine.console import RefusalError, attempt, say
from machine.needs import FONTS

FACES = (
    "FandolFang-Regular.otf",
    "FandolHei-Regular.otf",
    "FandolKai-Regular.otf",
    "FandolSong-Bold.otf",
    "FandolSong-Regular.otf",
    "LXGWWenKai-Light.ttf",
)
KINDS = (b"OTTO", b"\x00\x01\x00\x00")


def make_ready(folder: Path, *, source: Path | None = None) -> None:
    """Puts every face into `folder` unless it is there whole; `source` holds them where there is no network.

    A face appears in the folder only when it is complete: it is unpacked beside it, checked, then renamed.
    """
    if not lacking(folder):
        return
    folder.mkdir(parents=True, exist_ok=True)
    sweep(folder)
    work = Path(tempfile.mkdtemp(prefix=".fonts-", dir=folder.parent))
    try:
        if source:
            copy_faces(source, work)
        else:
            fetch(work)
        if absent := lacking(work):
            raise RefusalError(f"取得的字体不完整，缺少：{'、'.join(absent)}。请重新执行。")
        for path in sorted(entry for entry in work.iterdir() if entry.is_file()):
            path.replace(folder / path.name)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def lacking(folder: Path) -> list[str]:
    """The faces that are missing from a folder or not whole."""
    return [name for name in FACES if not is_whole(folder / name)]


def is_whole(path: Path) -> bool:
    """Whether a file is an OpenType font none of whose tables reaches past its end."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            kind, tables = struct.unpack(">4sH6x", stream.read(12))
            records = [struct.unpack(">4x4xII", stream.read(16)) for _ in range(tables)]
    except (OSError, struct.error):
        return False
    return kind in KINDS and tables > 0 and all(start + length <= size for start, length in records)


def sweep(folder: Path) -> None:
    """Removes what an interrupted download left behind."""
    for path in folder.parent.glob(".fonts-*"):
        shutil.rmtree(path, ignore_errors=True)


def copy_faces(source: Path, work: Path) -> None:
    """Takes the faces from a folder."""
    for path in source.iterdir():
        shutil.copy2(path, work / path.name)


def fetch(work: Path) -> None:
    """Downloads the two packages (apt checks their digests) and unpacks the faces and their licences."""
    if not apt.are_known(FONTS):
        apt.update(apt.right_to_install(FONTS), FONTS)
    say(f"字体：下载 {'、'.join(FONTS)} 并取出公文所用字体（约100兆字节，不安装TeX）")
    work.chmod(0o755)
    debs = work / "debs"
    debs.mkdir()
    attempt(["apt-get", "download", "-q", "-o", "Acquire::Retries=3", *FONTS], cwd=debs, what="下载字体")
    for deb in sorted(debs.glob("*.deb")):
        unpack(deb, work)


def unpack(deb: Path, work: Path) -> None:
    """Writes the faces in a Debian package, and its copyright file, into `work`."""
    package = deb.name.partition("_")[0]
    with (
        subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(deb)], stdout=subprocess.PIPE) as reader,
        tarfile.open(fileobj=reader.stdout, mode="r|") as archive,
    ):
        for member in archive:
            name = wanted(member.name, package)
            stream = archive.extractfile(member) if name and member.isfile() else None
            if stream:
                (work / name).write_bytes(stream.read())
    if reader.returncode:
        raise RefusalError(f"字体包 {deb.name} 不能解开。请重新执行。")


def wanted(path: str, package: str) -> str:
    """The name to keep a packaged file under, or nothing: the faces, and the packages' licences."""
    name = path.rsplit("/", 1)[-1]
    if name in FACES:
        return name
    return f"{package}.copyright.txt" if path.endswith(f"/doc/{package}/copyright") else ""
