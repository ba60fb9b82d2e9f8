"""Asked again: closing, reopening and issuing want the password at the act itself, not only at the login.

The login does not count: what is guarded against is the desk that was left a minute ago.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from units.signing_in import carrying, sessions
from units.signing_in.entering import confirm_identity
from units.types import SiteRequest

PAGE = "registration/again.html"
View = TypeVar("View", bound=Callable[..., Any])


def never(_request: HttpRequest) -> bool:
    """No POST of the view goes unasked."""
    return False


def asks_again(*, unless: Callable[[HttpRequest], bool] = never) -> Callable[[View], View]:
    """A view whose POST is answered by a page asking for the password, unless that was given just now.

    `unless` tells the POSTs of the view that write nothing.

    Below `@requires`: who may not do it is not asked. The page carries what was typed and sends it to the
    same address, so that the view goes on with the very form, key included.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def asked(request: SiteRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            answer = None if unless(request) else _asked(request)
            return view(request, *args, **kwargs) if answer is None else answer

        asked.asks_again = True  # type: ignore[attr-defined]
        return asked  # type: ignore[return-value]

    return declare


def _asked(request: SiteRequest) -> HttpResponse | None:
    """The page that asks; None where the view may go on."""
    now = timezone.now()
    if request.method != "POST" or sessions.was_asked(request.session, now.timestamp()):
        return None
    if carrying.PASSWORD not in request.POST:
        return carrying.page(request, request.user, PAGE, "")
    problem = confirm_identity(
        request,
        request.user,
        password=request.POST[carrying.PASSWORD],
        code=request.POST.get(carrying.CODE, ""),
        step="再次验证",
        at=now,
    )
    if problem:
        return carrying.page(request, request.user, PAGE, problem)
    sessions.mark_asked(request.session, now.timestamp())
    carrying.put_down(request)
    return None
