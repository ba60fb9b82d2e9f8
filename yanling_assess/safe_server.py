"""A start that refuses an unsafe PostgreSQL, and a database that lags behind the program."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection
from django.db.utils import DatabaseError, NotSupportedError

from yanling_assess import health

OLDEST = 14
SETTINGS = ("server_version_num", "server_encoding", "fsync", "full_page_writes", "synchronous_commit")
APART = timedelta(minutes=2)


@register(Tags.database)
def postgresql_is_safe(databases: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """Its version, encoding, time zones, clock, and that a commit is on disk: read back from it."""
    if not databases or connection.vendor != "postgresql":
        return []
    try:
        found, known, now = asked()
    except NotSupportedError:
        return list(odd_settings({"server_version_num": "0"}))
    except DatabaseError as error:
        first = (str(error).splitlines() or [""])[0]
        hint = "请检查 PostgreSQL 是否在运行（systemctl status postgresql），DATABASE_URL 是否写对。"
        return [Error(f"数据库连不上：{first}", hint=hint, id="yanling.E003")]
    return [*odd_settings(found), *odd_time(known=known, there=now, here=datetime.now(UTC))]


def asked() -> tuple[dict[str, str], bool, datetime]:
    """({setting: value}, whether the site's time zone is known there, its clock)."""
    with connection.cursor() as cursor:
        cursor.execute("select name, setting from pg_settings where name = any(%s)", [list(SETTINGS)])
        found = dict(cursor.fetchall())
        zone = "select exists (select 1 from pg_timezone_names where name = %s), clock_timestamp()"
        cursor.execute(zone, [settings.TIME_ZONE])
        known, now = cursor.fetchone()
    return found, known, now


def odd_settings(found: dict[str, str]) -> Iterator[CheckMessage]:
    """What the server says of itself, against what the records need."""
    major = int(found["server_version_num"]) // 10000
    if major < OLDEST:
        yield Error(
            f"PostgreSQL 的版本{f'是{major}' if major else '太旧'}，需要{OLDEST}或更新的版本。",
            hint="Debian 12 自带15版：apt-get install postgresql；旧库用 pg_upgradecluster 升级。",
            id="yanling.E021",
        )
    if found.get("server_encoding", "UTF8") != "UTF8":
        yield Error(
            f"PostgreSQL 数据库的编码是 {found['server_encoding']}，应为 UTF8，否则有的汉字存不进去。",
            hint="请另建数据库：createdb --encoding UTF8 --template template0 库名，再把数据导入。",
            id="yanling.E022",
        )
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        if found.get(name, "on") == "off":
            yield Error(
                f"PostgreSQL 的 {name} 是 off：断电时会丢失已经告诉用户“已保存”的内容。",
                hint=f"请在 postgresql.conf 中改为 {name} = on，并执行 systemctl reload postgresql。",
                id="yanling.E024",
            )


def odd_time(*, known: bool, there: datetime, here: datetime) -> Iterator[CheckMessage]:
    """Months and days are cut in the site's time zone, partly by the server."""
    if not known:
        yield Error(
            f"PostgreSQL 不认识时区 {settings.TIME_ZONE}，月份会划分错误。",
            hint="请在数据库服务器上安装时区数据：apt-get install tzdata。",
            id="yanling.E023",
        )
    if abs(there - here) > APART:
        yield checks.Warning(
            f"数据库服务器的时钟与本机相差{abs(there - here).total_seconds():.0f}秒。",
            hint="请让两台机器用同一个时间服务器对时（timedatectl set-ntp true）。",
            id="yanling.W005",
        )


def unapplied() -> list[CheckMessage]:
    """Migrations that the database has not seen. Asked as the server starts: `migrate` itself runs checks."""
    try:
        words = health.migrations()
    except DatabaseError:
        return []  # told of by the checks of the database itself
    hint = "请停下网站，先备份，再执行 manage.py migrate，然后启动。"
    return [Error(f"{words}，程序与数据库不一致。", hint=hint, id="yanling.E025")] if words else []
