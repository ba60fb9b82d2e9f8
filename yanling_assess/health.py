"""`/healthz`: whether this web server can do its work, for whoever watches it (systemd, nginx, a monitor).

Public, without a session, without anything about anybody. 200 `{"status": "ok"}`, or 503 with the parts that
fail, in words that an administrator can act upon. Cheap enough to be asked every few seconds: two queries.
"""

import os
import shutil
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from notices.checks import missing_fonts
from units.access import May, requires
from yanling_assess.env import DATA_DIR

READ_ONLY = "select pg_is_in_recovery() or current_setting('default_transaction_read_only') = 'on'"


@require_safe
@requires(May.PUBLIC)
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    failing = faults()
    answer = {"status": "failing", "failing": failing} if failing else {"status": "ok"}
    return JsonResponse(
        answer,
        status=503 if failing else 200,
        headers={"Cache-Control": "no-store"},
        json_dumps_params={"ensure_ascii": False},
    )


def faults() -> dict[str, str]:
    """{part: what is wrong}, empty where all is well. Migrations are not asked for without a database."""
    found = {name: words for name, ask in PARTS.items() if (words := _asked(ask))}
    if "database" not in found and (words := _asked(migrations)):
        found["migrations"] = words
    return found


def _asked(ask: Callable[[], str]) -> str:
    try:
        return ask()
    except Exception as error:  # noqa: BLE001 - whatever keeps a part from answering is what is asked about
        return f"没有回应（{type(error).__name__}）"


def database() -> str:
    """Answers, and may be written to."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(READ_ONLY)
            return "数据库只读" if cursor.fetchone()[0] else ""
        cursor.execute("select 1")
    name = str(connection.settings_dict["NAME"])
    file = Path(name)
    in_memory = ":memory:" in name or "mode=memory" in name
    fine = in_memory or (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK))
    return "" if fine else "数据库文件或所在目录不可写"


@lru_cache(maxsize=1)
def shipped_migrations() -> frozenset[tuple[str, str]]:
    """Every (app, migration) of this version of the program; read from its files once."""
    return frozenset(MigrationLoader(None).disk_migrations or {})


def migrations() -> str:
    """Every migration of this version is applied."""
    applied = MigrationRecorder(connection).applied_migrations()
    missing = len(shipped_migrations() - set(applied))
    return f"有{missing}个数据库迁移没有执行" if missing else ""


def evidence() -> str:
    """The store of evidence and papers can be reached, and written to where it is a folder."""
    if not isinstance(default_storage, FileSystemStorage):
        default_storage.exists("healthz")  # raises where the store cannot be reached
        return ""
    folder = Path(default_storage.location)
    while not folder.exists():  # made when the first file comes
        folder = folder.parent
    return "" if os.access(folder, os.W_OK | os.X_OK) else "证据材料目录不可写"


def disk() -> str:
    """Room is left where the data lie."""
    free = shutil.disk_usage(DATA_DIR).free
    if free >= settings.DISK_FREE_MIN_BYTES:
        return ""
    return f"数据目录所在磁盘只剩{free // 1024 // 1024}MB"


def fonts() -> str:
    """Papers can be printed."""
    return "公文字体不完整" if missing_fonts(Path(settings.PAPER_FONT_DIR)) else ""


PARTS: dict[str, Callable[[], str]] = {
    "database": database,
    "evidence": evidence,
    "disk": disk,
    "fonts": fonts,
}
