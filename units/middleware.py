"""Every request knows its actor; every view must have declared who may use it."""

import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from units.access import May, actor_for, declared_rights
from units.audit import log_answer
from units.signing_in.entering import OWING, owed
from units.signing_in.expired import answer_stranger

logger = logging.getLogger(__name__)
METHODS = ("GET", "HEAD", "POST")
"""All that browsers send to this site; a view may take fewer, none takes more."""


class AccessMiddleware:
    """Sets `request.actor`; sends strangers to the login, refuses who may not, and undeclared views."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: actor_for(request.user, on=timezone.localdate())
        )
        response = self.get_response(request)
        log_answer(request, response)
        if "Cache-Control" not in response and request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        rights = declared_rights(view)
        if May.PUBLIC in rights:
            return _answers_method(request)
        if not request.user.is_authenticated:
            answer = answer_stranger(request)
            if answer is not None:
                return answer
        if request.actor.may(*rights):  # type: ignore[attr-defined]
            return _answers_method(request) or _what_is_owed(request)
        if not rights:
            logger.error("View %s declares no right; refused.", getattr(view, "__qualname__", view))
        return render(request, "403.html", status=403)


def _what_is_owed(request: HttpRequest) -> HttpResponse | None:
    """A password to be chosen, a second step to be switched on: before anything else."""
    here = request.resolver_match
    first = owed(request.user, at=timezone.now())  # type: ignore[arg-type]
    return redirect(first) if first and here and here.view_name not in OWING else None


def _answers_method(request: HttpRequest) -> HttpResponse | None:
    """405 for a method that nothing here is meant for: Django's own views take a PUT for a POST."""
    return None if request.method in METHODS else HttpResponseNotAllowed(METHODS)
