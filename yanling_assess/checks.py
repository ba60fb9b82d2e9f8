"""Start-up checks: the site says what is wrong with its machine, and does not serve until it is mended."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.utils import DatabaseError

from records.checks import guards_stand
from yanling_assess import sqlite
from yanling_assess.safe_server import unapplied

SYNCHRONOUS_FULL = 2
CLOSED = "yanling.E001"


@register(Tags.database)
def sqlite_is_safe(databases: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """SQLite writes ahead, every commit on disk, foreign keys on: read back, not believed."""
    if not databases or connection.vendor != "sqlite" or _in_memory():
        return []
    try:
        found = pragmas()
    except DatabaseError as error:
        hint = "请检查数据目录是否可写、磁盘是否已满；数据库损坏时用备份恢复。"
        return [Error(f"数据库打不开：{error}", hint=hint, id=CLOSED)]
    return [*_versions(), *_pragmas(found)]


def _in_memory() -> bool:
    return "mode=memory" in str(connection.settings_dict["NAME"])


def pragmas() -> dict[str, Any]:
    """The pragmas that decide over lost writes, as the connection has them now."""
    with connection.cursor() as cursor:
        return {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
        }


def _versions() -> list[CheckMessage]:
    if sqlite.is_fixed():
        return []
    found = ".".join(str(part) for part in sqlite.version())
    hint = "请按 requirements.txt 安装 pysqlite3；在此之前不使用WAL方式，速度较慢。"
    return [checks.Warning(f"SQLite {found} 的WAL方式可能损坏数据库。", hint=hint, id="yanling.W001")]


def _pragmas(found: dict[str, Any]) -> list[CheckMessage]:
    journal = "wal" if sqlite.is_fixed() else "delete"
    wanted = {
        "journal_mode": journal,
        "synchronous": SYNCHRONOUS_FULL,
        "foreign_keys": 1,
        "recursive_triggers": 1,
    }
    hint = "请检查数据目录所在的磁盘（网络盘不能用WAL方式），或改用 PostgreSQL。"
    return [
        Error(f"SQLite 的 {name} 是 {found[name]}，应为 {value}。", hint=hint, id="yanling.E002")
        for name, value in wanted.items()
        if found[name] != value
    ]


@register(Tags.security)
def demo_stays_a_demo(**_kwargs: Any) -> list[CheckMessage]:
    """The demo's passwords are on its login page: it must not be open to other machines."""
    local = {"127.0.0.1", "localhost", "[::1]", "testserver"}
    if settings.DEMO and not local.issuperset(settings.ALLOWED_HOSTS):
        hint = "演示站的账号是公开的；正式使用请去掉环境变量 YANLING_DEMO。"
        return [checks.Warning("演示站正在对其他机器开放。", hint=hint, id="yanling.W002")]
    return []


def refuse_unless_ready() -> None:
    """Run all checks as the server starts; ImproperlyConfigured names every error with its mend."""
    messages = sqlite_is_safe(databases=["default"])
    if not any(message.id == CLOSED for message in messages):  # Django's own checks open the database too
        messages = [*run_checks(databases=["default"]), *guards_stand(), *unapplied()]
    errors = [message for message in messages if message.is_serious() and not message.is_silenced()]
    if errors:
        lines = [f"{error.msg} {error.hint or ''}".strip() for error in errors]
        raise ImproperlyConfigured("系统不能启动：\n" + "\n".join(lines))
