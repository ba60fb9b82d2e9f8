"""A line for each request: who (a number), what (the name of the address), how it went, how long it took."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from records.origin import origin
from yanling_assess.logs.config import REQUESTS
from yanling_assess.logs.lines import path_of

logger = logging.getLogger(REQUESTS)
QUIET = frozenset({"healthz"})
"""Asked every few seconds by a machine: told of only where they fail."""


class RequestLogMiddleware:
    """Stands right inside OriginMiddleware, so that the time is the whole of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        # Django's own lines of it may come when the origin is no longer known.
        request.origin = origin()  # type: ignore[attr-defined]
        response = self.get_response(request)
        log_request(request, response.status_code, round((time.perf_counter() - started) * 1000, 1))
        return response


def log_request(request: HttpRequest, status: int, ms: float) -> None:
    """Write the line. Static files and a healthy `/healthz` leave none."""
    match = request.resolver_match
    route = match.view_name if match else ""
    fine = status < 400
    if fine and (route in QUIET or (not route and request.path.startswith(settings.STATIC_URL))):
        return
    user = getattr(request, "_cached_user", None)  # who was asked for anyway; asking here could cost a query
    told = {
        "method": request.method,
        "route": route,
        "path": path_of(request.path),
        "status": status,
        "ms": ms,
        "user": getattr(user, "pk", None),
    }
    logger.info("%s %s %s", request.method, told["path"], status, extra=told)
