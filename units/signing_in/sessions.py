"""How long a session lasts: an hour unused, twelve hours at most; and when the password was last asked for.

The moments are kept in the session as whole seconds. A clock set back never ends a session.
"""

import time
from collections.abc import Callable, MutableMapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

BEGAN, SEEN, ASKED = "began_at", "seen_at", "asked_at"
LEFT = "left"
RENEWALS = 10
"""A session is written again only after a tenth of the limit, not at every request."""
OVER = "登录已过期，请重新登录。"
Session = MutableMapping[str, Any]


def begin(session: Session, now: float) -> None:
    """Of somebody who has just signed in."""
    session.pop(LEFT, None)
    session[BEGAN] = session[SEEN] = int(now)


def leave(session: Session, pk: int, now: float) -> None:
    """Of somebody who logged out: a form still open in another tab can be sent by them alone."""
    session[LEFT] = [pk, int(now)]


def who_left(session: Session, now: float) -> int | None:
    """Whose session ended here by logging out, for as long as it could have lasted; else None."""
    pk, at = session.get(LEFT, (None, 0))
    return pk if now - at < settings.SESSION_HOURS * 3600 else None


def is_over(session: Session, now: float) -> bool:
    """Unused for too long, or too old."""
    idle = now - session.get(SEEN, now)
    age = now - session.get(BEGAN, now)
    return idle > settings.SESSION_IDLE_MINUTES * 60 or age > settings.SESSION_HOURS * 3600


def ends_at(session: Session) -> datetime:
    """When it is over at the latest, however much it is used."""
    return datetime.fromtimestamp(session.get(BEGAN, time.time()) + settings.SESSION_HOURS * 3600, UTC)


def renew(session: Session, now: float) -> None:
    """Note that it is used, where that was noted long enough ago."""
    if BEGAN not in session:
        begin(session, now)
    elif now - session.get(SEEN, 0) > settings.SESSION_IDLE_MINUTES * 60 / RENEWALS:
        session[SEEN] = int(now)


def mark_asked(session: Session, now: float) -> None:
    """The password was given just now."""
    session[ASKED] = int(now)


def was_asked(session: Session, now: float) -> bool:
    """Whether the password was given a short while ago, at the keyboard of this session."""
    return ASKED in session and now - session[ASKED] < settings.ASKED_AGAIN_MINUTES * 60


class SessionMiddleware:
    """Ends what has lasted too long; who it was is told to the page that lets them go on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = request.session
        if SESSION_KEY in session:
            now = time.time()
            if is_over(session, now):
                request.expired_user = session[SESSION_KEY]  # type: ignore[attr-defined]
                session.flush()
                request.user = AnonymousUser()
                if request.method == "GET" and "HX-Request" not in request.headers:
                    messages.info(request, OVER)
            else:
                renew(session, now)
        return self.get_response(request)
