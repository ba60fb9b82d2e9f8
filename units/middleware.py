"""Every request knows its actor; every view must have declared who may use it."""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from units.access import May, actor_for, declared_rights

logger = logging.getLogger(__name__)


class AccessMiddleware:
    """Sets `request.actor`; sends strangers to the login, refuses who may not, and undeclared views."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: actor_for(request.user, on=timezone.localdate())
        )
        response = self.get_response(request)
        if "Cache-Control" not in response and request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        rights = declared_rights(view)
        if May.PUBLIC in rights:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if request.actor.may(*rights):  # type: ignore[attr-defined]
            return None
        if not rights:
            logger.error("View %s declares no right; refused.", getattr(view, "__qualname__", view))
        return render(request, "403.html", status=403)
