"""Error pages in Chinese: what happened and what to do."""

import sys
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from records.unavailable import cause_of, unavailable
from units.access import May, requires


@requires(May.PUBLIC)
def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001
    return render(request, "400.html", status=400)


@requires(May.PUBLIC)
def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001
    return render(request, "403.html", status=403)


@requires(May.PUBLIC)
def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001
    return render(request, "404.html", status=404)


@requires(May.PUBLIC)
def server_error(request: HttpRequest) -> HttpResponse:
    """Ours, or the machine's under us (records.unavailable): what middleware met comes here as well."""
    cause = cause_of(sys.exception())
    if cause is not None:
        return unavailable(cause)
    return render(request, "500.html", status=500)


@requires(May.PUBLIC)
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return render(request, "csrf.html", status=403)
