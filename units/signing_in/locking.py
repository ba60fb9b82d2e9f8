"""The lock-out: five failures of one name from one address, or twenty of one name from anywhere.

django-axes counts, this module decides what counts, keeps what was typed out of its tables, and tells people.
"""

from copy import copy
from datetime import datetime
from typing import Any

from axes.backends import AxesBackend
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import user_login_failed
from django.contrib.auth.backends import ModelBackend
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from records.changes import record_act
from records.models import Change
from units.models import User
from units.signing_in.names import name_digest, tried_address

SIGN_IN = "登录"


class SignInBackend(AxesBackend):
    """Passwords are not even looked at while the name is locked; else Django's own way."""

    def authenticate(self, request: Any, username: Any = None, password: Any = None, **kwargs: Any) -> Any:
        super().authenticate(request, username=username, password=password, **kwargs)
        return ModelBackend.authenticate(self, request, username=username, password=password, **kwargs)


class SignInHandler(AxesDatabaseHandler):
    """Counts failures by name and address, and by name alone; each goes on record."""

    def get_failures(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        """Failures of this name from this address; the limit itself where all of them are enough."""
        here: int = super().get_failures(request, credentials)
        name = str((credentials or {}).get("username") or "")
        everywhere = _recent(name).aggregate(sum=Sum("failures_since_start"))["sum"] or 0
        enough = everywhere >= settings.LOGIN_FAILURES_EVERYWHERE
        return max(here, settings.AXES_FAILURE_LIMIT) if enough else here

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any
    ) -> None:
        """Count it with nothing of what was sent, and record it; what comes while locked is neither."""
        if request is None:
            return
        was_locked = request.axes_locked_out
        bare = copy(request)
        bare.GET = bare.POST = QueryDict()
        super().user_login_failed(sender, credentials, bare, **kwargs)
        request.axes_locked_out, request.axes_credentials = bare.axes_locked_out, credentials
        if not was_locked:
            _record(request, str(credentials.get("username") or ""))


def _record(request: Any, username: str) -> None:
    """The failure, and the lock that came of it; a name nobody has is not written down."""
    user = User.objects.filter(username=username).first()
    about: dict[str, Any] = {
        "subject_type": User._meta.label if user else "login",
        "subject_id": str(user.pk) if user else "",
        "label": str(user) if user else "",
        "by": getattr(request, "user", None),
    }
    step = getattr(request, "sign_in_step", SIGN_IN)
    record_act(action=f"{step}失败", result=Change.Result.FAILED, **about)
    if request.axes_locked_out:
        record_act(action="锁定", result=Change.Result.REFUSED, **about)


def count_failure(request: HttpRequest, user: User) -> None:
    """A wrong second step counts as a wrong password does."""
    user_login_failed.send(sender=__name__, credentials={"username": user.get_username()}, request=request)


def is_locked(request: HttpRequest, user: User) -> bool:
    """Whether this name may not be tried from here now."""
    return not AxesProxyHandler.is_allowed(request, {"username": user.get_username()})


def forget_failures(request: HttpRequest, user: User) -> None:
    """Those of this name from this address, after it has proved itself."""
    AxesProxyHandler.update_request(request)
    AxesProxyHandler.get_implementation().reset_user_attempts(request, {"username": user.get_username()})


def locked_until(username: str, address: str | None = None) -> datetime | None:
    """When a name may be tried again (from an address; from anywhere without one); None: it is not locked."""
    everywhere = _recent(username)
    here = everywhere.filter(ip_address=address) if address else everywhere.none()
    limits = ((here, settings.AXES_FAILURE_LIMIT), (everywhere, settings.LOGIN_FAILURES_EVERYWHERE))
    found = []
    for attempts, limit in limits:
        told = attempts.aggregate(sum=Sum("failures_since_start"), last=Max("attempt_time"))
        if (told["sum"] or 0) >= limit:
            found.append(told["last"] + settings.AXES_COOLOFF_TIME)
    return max(found, default=None)


def locked_anywhere(user: User) -> datetime | None:
    """When the last lock of an account ends, wherever it was tried from; None: there is none."""
    places = _recent(user.username).values_list("ip_address", flat=True).distinct()
    found = [until for place in {*places, None} if (until := locked_until(user.username, place))]
    return max(found, default=None)


def forget_all_failures(user: User) -> int:
    """Those of an account from everywhere; how many rows there were."""
    return AccessAttempt.objects.filter(username=name_digest(user.username)).delete()[0]


def locked_page(request: Any, original: HttpResponse, credentials: dict[str, Any] | None) -> HttpResponse:
    """Says until when, and whom to ask; a page that says so itself is left as it is."""
    if getattr(request, "tells_of_lock", False):
        return original
    until = lock_end(request, str((credentials or {}).get("username") or ""))
    response = render(request, "registration/locked.html", {"until": until}, status=429)
    response["Retry-After"] = str(max(1, int((until - timezone.now()).total_seconds())))
    response["Cache-Control"] = "private, no-store"
    return response


def lock_end(request: HttpRequest, username: str) -> datetime:
    """The moment to tell of a lock that is there."""
    return locked_until(username, tried_address(request)) or timezone.now() + settings.AXES_COOLOFF_TIME


def _recent(username: str) -> Any:
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    return AccessAttempt.objects.filter(username=name_digest(username), attempt_time__gte=since)
