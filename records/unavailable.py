"""What the machine under the site cannot do at the moment: full, read-only, damaged, busy, away.

None of them is the user's fault or ours, and none leaves anything half done: the page says what it is,
that nothing was saved, and who can mend it (503, not 500).
"""

import errno
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Cause:
    """`kind` for logs and code; `title`, `message` for people; `retry`: seconds until it is worth trying."""

    kind: str
    title: str
    message: str
    retry: int | None = None


NOTHING_SAVED = "这次操作没有完成，内容没有保存，也没有留下一半的内容。"
KEEP = "填写的内容可以用浏览器的“后退”找回。"
FULL = Cause(
    "full",
    "磁盘已满",
    f"服务器的磁盘已满。{NOTHING_SAVED}{KEEP}请系统管理员清理磁盘（例如整理备份），之后再提交一次。",
)
READ_ONLY = Cause(
    "read_only",
    "暂时不能写入",
    f"服务器的磁盘或数据库现在只能读，不能写。{NOTHING_SAVED}{KEEP}请系统管理员检查磁盘和数据目录的权限，之后再提交一次。",
)
DAMAGED = Cause(
    "damaged",
    "数据库读写出错",
    f"数据库文件损坏，或磁盘读写出错。{NOTHING_SAVED}请立即告知系统管理员：停止网站，检查磁盘，用最近的备份恢复。",
)
BUSY = Cause(
    "busy",
    "别人正在写入",
    f"同一时间写入的人多，等候超过了时限。{NOTHING_SAVED}{KEEP}请稍等几秒再提交一次。",
    retry=5,
)
AWAY = Cause(
    "away",
    "数据库连不上",
    f"网站现在连不上数据库。{NOTHING_SAVED}{KEEP}请稍后再试；一直如此的，请系统管理员检查数据库服务。",
    retry=30,
)

OS_CODES = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
    errno.EIO: DAMAGED,
}
SQLITE_CODES = {5: BUSY, 6: BUSY, 8: READ_ONLY, 10: DAMAGED, 11: DAMAGED, 13: FULL, 14: AWAY, 26: DAMAGED}
"""SQLite's primary result codes: BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB."""
SQLITE_WORDS = {
    "database or disk is full": FULL,
    "attempt to write a readonly database": READ_ONLY,
    "disk I/O error": DAMAGED,
    "database disk image is malformed": DAMAGED,
    "file is not a database": DAMAGED,
    "unable to open database file": AWAY,
    "database is locked": BUSY,
    "database table is locked": BUSY,
}
SQLSTATES = {
    "53100": FULL,
    "25006": READ_ONLY,
    "58030": DAMAGED,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
    "40001": BUSY,
    "40P01": BUSY,
    "55P03": BUSY,
    "53300": AWAY,
    "57P01": AWAY,
    "57P02": AWAY,
    "57P03": AWAY,
}
"""PostgreSQL's; those of class 08 are all about the connection."""
GONE = ("connection failed", "connection is bad", "server closed the connection", "the connection is closed",
        "could not connect", "connection timeout expired")  # fmt: skip


def cause_of(exception: BaseException | None) -> Cause | None:
    """What of the machine lies behind an exception, or behind what it came from; None: nothing of it."""
    return next((cause for one in _behind(exception) if (cause := _cause(one)) is not None), None)


def _behind(exception: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while exception is not None and id(exception) not in seen:
        seen.add(id(exception))
        yield exception
        exception = exception.__cause__ or exception.__context__


def _cause(one: BaseException) -> Cause | None:
    if isinstance(one, OSError):
        return OS_CODES.get(one.errno or 0)
    state = getattr(one, "sqlstate", None)
    if state is not None:
        return AWAY if str(state).startswith("08") else SQLSTATES.get(str(state))
    code = getattr(one, "sqlite_errorcode", None)
    if code is not None:
        return SQLITE_CODES.get(code & 0xFF)
    return _by_words(str(one)) if isinstance(one, DatabaseError) else None


def _by_words(text: str) -> Cause | None:
    """For errors that carry no code: of drivers without one, and of a connection that never was."""
    found = next((cause for words, cause in SQLITE_WORDS.items() if words in text), None)
    return AWAY if found is None and any(words in text for words in GONE) else found


def unavailable(cause: Cause) -> HttpResponse:
    """The page that says so; it asks neither database nor session."""
    response = HttpResponse(render_to_string("503.html", {"cause": cause}), status=503)
    if cause.retry is not None:
        response["Retry-After"] = str(cause.retry)
    response["Cache-Control"] = "no-store"
    return response


class UnavailableMiddleware:
    """Shows the page for what a view met; the 500 handler does for what middleware met."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, exception: Exception) -> HttpResponse | None:
        cause = cause_of(exception)
        if cause is None:
            return None
        logger.error("Unavailable (%s): %s", cause.kind, type(exception).__name__, exc_info=exception)
        return unavailable(cause)
