"""`make bundle`: one archive with which a machine without any network becomes the site.

dist/yanling-assess-VERSION.tar holds the committed source, wheels, Debian packages with all they stand on,
fonts, their digests and install.sh. It fits machines with the Debian, processor and Python of this one.
"""

import hashlib
import shutil
import sys
import tarfile
import tempfile
from pathlib import Path

from machine import debs, environment, needs
from machine.console import RefusalError, attempt, complain, run_quietly, say, speak_utf8

ROOT = Path(__file__).resolve().parent.parent
BASE = ("python3", "python3-venv", "make")


def main() -> int:
    """Collects, then packs; nothing is left in dist/ but a whole archive and its digest."""
    speak_utf8()
    dist = ROOT / "dist"
    dist.mkdir(exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".bundle-", dir=dist))
    try:
        version = run_quietly(
            ["git", "log", "-1", "--format=%cd-%h", "--date=format:%Y%m%d"], cwd=ROOT
        ).strip()
        folder = work / f"yanling-assess-{version}"
        collect(folder)
        archive = pack(folder, dist)
    except RefusalError as error:
        complain(str(error))
        return 1
    finally:
        shutil.rmtree(work, ignore_errors=True)
    say(f"离线安装包：{archive.relative_to(ROOT)}（{archive.stat().st_size / 1e6:.0f}兆字节）")
    say("拷到目标机器后：tar xf 安装包，进入目录，以管理员身份执行 sh install.sh [安装目录]")
    return 0


def collect(folder: Path) -> None:
    """Fills the archive's folder: site/, offline/{wheels,debs,fonts}, install.sh, SHA256SUMS."""
    site, offline = folder / "site", folder / "offline"
    site.mkdir(parents=True)
    say("源码：当前提交")
    copy_source(site)
    say("Python软件包：下载wheel")
    download_wheels(offline / "wheels")
    say("系统软件包：下载deb及其依赖")
    debs.download([*BASE, *(need.package for need in needs.SITE)], offline / "debs")
    shutil.copytree(ROOT / "var" / "fonts", offline / "fonts")
    shutil.copy2(site / "deploy" / "install.sh", folder / "install.sh")
    write_digests(folder)


def copy_source(site: Path) -> None:
    """The files of the current commit, without history and without anybody's data."""
    archive = site.parent / "site.tar"
    run_quietly(["git", "archive", "--output", str(archive), "HEAD"], cwd=ROOT)
    run_quietly(["tar", "--extract", "--file", str(archive), "--directory", str(site)])
    archive.unlink()


def download_wheels(folder: Path) -> None:
    """Every locked wheel for running the site, also on PostgreSQL and S3; digests checked by pip."""
    command = [str(environment.python_of(ROOT)), "-m", "pip", "download", "-q", "--disable-pip-version-check"]
    command += ["--no-deps", "--require-hashes", "--only-binary", ":all:", "-d", str(folder)]
    for name in ("requirements.txt", "requirements-postgres.txt", "requirements-s3.txt"):
        command += ["-r", str(ROOT / name)]
    attempt(command, what="下载wheel")


def write_digests(folder: Path) -> None:
    """SHA256SUMS of all files, as sha256sum reads it: a copy damaged on its way is refused."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder)}\n" for path in files
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def pack(folder: Path, dist: Path) -> Path:
    """One tar (its contents are compressed already), put in place when whole, with its digest beside it."""
    half = folder.parent / "archive.tar"
    with tarfile.open(half, "w") as archive:
        archive.add(folder, arcname=folder.name)
    archive_path = dist / f"{folder.name}.tar"
    half.replace(archive_path)
    with archive_path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    (dist / f"{folder.name}.tar.sha256").write_text(f"{digest}  {archive_path.name}\n", encoding="utf-8")
    return archive_path


if __name__ == "__main__":
    sys.exit(main())
