"""The lines of the log: `JsonLines` for machines (journald, a collector), `PlainLines` for a terminal.

Both say the same: when, how grave, who speaks, what, and of a request its number and the other side's
address. Neither shows query strings, what was sent, or the message of an exception that may repeat them.
"""

import json
import logging
import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from records.origin import origin
from yanling_assess.logs.faults import told, trace

ZONE = ZoneInfo("Asia/Shanghai")
QUERY = re.compile(r"\?[^\s\"'>]*")
PLAIN_PATH = re.compile(r"/[0-9A-Za-z/_.:~-]{0,199}")
INVALID_REQUEST = re.compile(r"^(Invalid request from ip=[^:]*(?::[0-9a-fA-F:]*\d)?): .*", re.DOTALL)
REQUEST_FIELDS = ("method", "route", "path", "status", "ms", "user")
OF_DJANGO = {"django.request", "django.security.csrf"}


def path_of(path: str) -> str:
    """An address that may be logged: numbers and our own words; “?” where somebody typed something else."""
    return path if PLAIN_PATH.fullmatch(path) else "?"


def message_of(record: logging.LogRecord) -> str:
    """What a line says, without queries and without what an outside library repeats of a request."""
    if record.name.startswith("django.security.") and record.name not in OF_DJANGO:
        return f"Suspicious request: {record.name.rpartition('.')[2]}"
    if record.name in OF_DJANGO and isinstance(record.args, tuple) and record.args:
        return str(record.msg) % tuple(_shortened(argument) for argument in record.args)
    text = INVALID_REQUEST.sub(r"\1", record.getMessage())
    return QUERY.sub("?…", text)


def _shortened(argument: Any) -> str:
    """A path, a method, or a reason without the address it repeats."""
    text = str(argument)
    return path_of(text) if text.startswith("/") else text.partition(" - ")[0]


def entry(record: logging.LogRecord) -> dict[str, Any]:
    """A line as {name: value}; what is empty is left out."""
    here = getattr(getattr(record, "request", None), "origin", None) or origin()
    found: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, ZONE).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": message_of(record),
        "request_id": here.request_id,
        "address": here.address,
    }
    found |= {name: getattr(record, name, None) for name in REQUEST_FIELDS}
    if found["status"] is None:
        found["status"] = getattr(record, "status_code", None)
    if record.exc_info and record.exc_info[1] is not None:
        found |= {"error": told(record.exc_info[1]), "trace": trace(record.exc_info[1])}
    return {name: value for name, value in found.items() if value not in (None, "", [])}


class JsonLines(logging.Formatter):
    """One JSON object a line, Chinese as it is written."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(entry(record), ensure_ascii=False, default=str)


class PlainLines(logging.Formatter):
    """The same to be read by people: the trace on lines of its own."""

    def format(self, record: logging.LogRecord) -> str:
        found = entry(record)
        rest = " ".join(f"{name}={found[name]}" for name in ("request_id", "ms", "user") if name in found)
        lines = [f"{found['time']} {found['level']} {found['logger']} {found['message']} {rest}".rstrip()]
        lines += [f"    {line}" for line in found.get("trace", [])]
        return "\n".join(lines)
