"""A form that was sent at the wrong moment is not lost: a page carries its fields and sends them again.

Two pages do so: the password asked again before an act of consequence (asks_again), and the login when the
session had run out. Both send to the same address; when the password is right the view gets the same form.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from units.models import User
from units.services.second_factor import factor_of
from units.signing_in.locking import lock_end

PASSWORD, CODE, WHO = "again_password", "again_code", "again_who"
OWN = (PASSWORD, CODE, WHO)
LEFT_OUT = frozenset(
    {*OWN, "csrfmiddlewaretoken", "password", "old_password", "new_password1", "new_password2"}
)
"""Not written into a page: our own fields, and passwords that were being set."""


def carried(request: HttpRequest) -> list[tuple[str, str]]:
    """Name and value of every text field that was sent, in order, repeated ones too."""
    return [
        (name, value) for name, values in request.POST.lists() if name not in LEFT_OUT for value in values
    ]


def file_names(request: HttpRequest) -> list[str]:
    """Of files sent with the form: they cannot be carried."""
    return [str(file.name) for _, files in request.FILES.lists() for file in files]


def put_down(request: Any) -> None:
    """Take our own fields out, so that the view sees the form as it was sent."""
    form = request.POST.copy()
    for name in OWN:
        form.pop(name, None)
    request.POST = form


def page(request: HttpRequest, user: User, template: str, problem: str, **more: Any) -> HttpResponse:
    """The page that asks; 200 the first time, 422 after a wrong password, 429 once locked."""
    locked = getattr(request, "axes_locked_out", False)
    context = {
        "fields": carried(request),
        "files": file_names(request),
        "who": user,
        "uses_code": factor_of(user) is not None,
        "problem": problem,
        "until": lock_end(request, user.get_username()) if locked else None,
        **more,
    }
    status = 429 if locked else 422 if problem else 200
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
