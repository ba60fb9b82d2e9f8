"""A start that refuses an unsafe machine: where the data lie, who else can read them, on what disk.

Folders and files come in as arguments below, so that each check can be tried on a folder of its own.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.files.storage import FileSystemStorage, default_storage

from yanling_assess.env import DATA_DIR

MOUNTS = Path("/proc/self/mountinfo")
NETWORK = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ceph",
        "lustre",
        "gfs2",
        "ocfs2",
        "vboxsf",
        "ncpfs",
    ]
)
OTHERS_READ, OTHERS_ENTER = stat.S_IROTH, stat.S_IXOTH


@register(Tags.security)
def machine_is_safe(**_kwargs: Any) -> list[CheckMessage]:
    """Where the data lie, and who can read them."""
    private = {"数据目录": DATA_DIR}
    if isinstance(default_storage, FileSystemStorage):
        private["证据材料目录"] = Path(default_storage.location)
    files = [DATA_DIR / "secret_key", DATA_DIR / "records_key"]
    database = sqlite_file()
    if database is not None:
        private["数据库"] = database
        files += [database, database.with_name(f"{database.name}-wal")]
    served = [Path(settings.STATIC_ROOT), *map(Path, settings.STATICFILES_DIRS)]
    return [
        *published(private, served),
        *readable_by_others(files, harmless=settings.DEBUG or settings.DEMO),
        *unwritable([DATA_DIR, *([database.parent] if database else [])]),
        *(on_the_network(database, MOUNTS) if database else []),
    ]


def sqlite_file() -> Path | None:
    """The database's file; None on PostgreSQL, and in memory."""
    config = settings.DATABASES["default"]
    name = str(config["NAME"])
    in_memory = ":memory:" in name or "mode=memory" in name
    return None if in_memory or not config["ENGINE"].endswith("sqlite3") else Path(name).resolve()


def published(private: dict[str, Path], served: list[Path]) -> Iterator[CheckMessage]:
    """What must never be handed out as a file lies in a folder of static files."""
    for name, path in private.items():
        for folder in served:
            if path.resolve().is_relative_to(folder.resolve()):
                yield Error(
                    f"{name} {path} 在静态文件目录 {folder} 里面，任何人都能下载。",
                    hint="请把环境变量 YANLING_DATA_DIR（或 DATABASE_URL）改到别处，并把已有的数据移过去。",
                    id="yanling.E016",
                )


def readable_by_others(files: list[Path], *, harmless: bool) -> Iterator[CheckMessage]:
    """Keys or data that every account of this machine can read."""
    kind = checks.Warning if harmless else Error
    for path in files:
        if _is_open_to_others(path):
            yield kind(
                f"{path} 可以被本机的其他用户读取。",
                hint=f"请执行：chmod -R o-rwx {path.parent}",
                id="yanling.W003" if harmless else "yanling.E017",
            )


def _is_open_to_others(path: Path) -> bool:
    try:
        file, folder = path.stat().st_mode, path.parent.stat().st_mode
    except OSError:
        return False
    return bool(file & OTHERS_READ) and bool(folder & OTHERS_ENTER)


def unwritable(folders: list[Path]) -> Iterator[CheckMessage]:
    """A folder in which the site cannot make files."""
    for folder in dict.fromkeys(folders):
        if not os.access(folder, os.W_OK | os.X_OK):
            yield Error(
                f"数据目录 {folder} 不存在或不可写。",
                hint=f"请建好它，交给运行网站的用户：chown -R yanling:yanling {folder}。磁盘只读的先修好。",
                id="yanling.E018",
            )


def on_the_network(database: Path, mounts: Path) -> Iterator[CheckMessage]:
    """SQLite's locks and its shared memory do not work across machines."""
    kind = filesystem_of(database, mounts)
    if kind in NETWORK or kind.startswith("fuse.") or kind == "fuse":
        sure = kind in NETWORK
        where = "网络文件系统" if sure else "不是本机磁盘的文件系统"
        yield (Error if sure else checks.Warning)(
            f"数据库 {database} 在{where}（{kind}）上，SQLite 可能损坏。",
            hint="请把数据库移到本机磁盘（环境变量 YANLING_DATA_DIR 或 DATABASE_URL），或改用 PostgreSQL。",
            id="yanling.E019" if sure else "yanling.W004",
        )


def filesystem_of(path: Path, mounts: Path) -> str:
    """The type of the file system a path lies on, read from Linux's mountinfo; empty where unknown."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    found, longest = "", -1
    for line in lines:
        left, _, right = line.partition(" - ")
        point = Path(left.split()[4].encode().decode("unicode_escape"))
        if path.is_relative_to(point) and len(point.parts) >= longest:
            found, longest = right.split()[0], len(point.parts)
    return found
