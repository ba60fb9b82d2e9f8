"""Where the request at hand came from: what the audit and the log say beside who did what.

Outside a request (commands, jobs) both are empty.
"""

import ipaddress
import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

GIVEN_ID = re.compile(r"[0-9A-Za-z-]{8,40}")


@dataclass(frozen=True)
class Origin:
    """The other side's address, and the number under which logs and audit know this request."""

    address: str = ""
    request_id: str = ""


NOWHERE = Origin()
_current: ContextVar[Origin] = ContextVar("origin", default=NOWHERE)


def origin() -> Origin:
    """Of the request being answered."""
    return _current.get()


class OriginMiddleware:
    """First of all: gives each request its number (`X-Request-ID`) and remembers where it came from."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = Origin(client_address(request), _request_id(request))
        token = _current.set(found)
        try:
            response = self.get_response(request)
        finally:
            _current.reset(token)
        response["X-Request-ID"] = found.request_id
        return response


def client_address(request: HttpRequest) -> str:
    """The browser's own address: behind a proxy we trust, the last one that proxy wrote down."""
    peer = request.META.get("REMOTE_ADDR", "")
    if peer in settings.TRUSTED_PROXIES:
        told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        return _address(told) or _address(peer)
    return _address(peer)


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return ""


def _request_id(request: HttpRequest) -> str:
    """The proxy's number where a trusted one gave it; else a new one."""
    given = request.META.get("HTTP_X_REQUEST_ID", "")
    trusted = request.META.get("REMOTE_ADDR", "") in settings.TRUSTED_PROXIES
    return given if trusted and GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
