"""A stranger at a page that needs a login: led there, or, with a form in hand, asked in place.

The session that ran out, or was left in another tab, told whose it was; the page says so in a signed field,
and only that person's password sends the form. A form without any session before it is led to the login.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from units.models import User
from units.signing_in import carrying, sessions
from units.signing_in.entering import confirm_identity, enter

SALT = "units.signing_in.expired"
LOST = "登录已过期，刚才提交的内容没有保存；请登录后重新提交。"
PAGE = "registration/expired.html"


def answer_stranger(request: Any) -> HttpResponse | None:
    """Where to go; None where the person has just logged in with the form in hand."""
    if request.htmx:
        return _part_of_a_page(request)
    if request.method != "POST" or request.content_type == "application/json":
        return redirect_to_login(request.get_full_path())
    if carrying.WHO in request.POST:
        return _go_on(request)
    left = sessions.who_left(request.session, timezone.now().timestamp())
    user = _active(getattr(request, "expired_user", left))
    if user is not None:
        return _ask(request, user, "")
    messages.warning(request, LOST)
    return redirect_to_login(_came_from(request))


def _part_of_a_page(request: Any) -> HttpResponse:
    """A list goes to the login and back; a form being filled in stays as it is, and is told in its place."""
    if request.htmx.target == "main":
        here = request.htmx.current_url_abs_path or request.get_full_path()
        return HttpResponseClientRedirect(redirect_to_login(here).url)
    return render(request, "registration/_expired_part.html", {"target": request.htmx.target})


def _go_on(request: Any) -> HttpResponse | None:
    """The form again, with a password."""
    user = _active(_told(request.POST[carrying.WHO]))
    if user is None:
        messages.warning(request, LOST)
        return redirect_to_login(_came_from(request))
    now = timezone.now()
    problem = confirm_identity(
        request,
        user,
        password=request.POST.get(carrying.PASSWORD, ""),
        code=request.POST.get(carrying.CODE, ""),
        step="登录",
        at=now,
    )
    if problem:
        return _ask(request, user, problem)
    enter(request, user, at=now)
    sessions.mark_asked(request.session, now.timestamp())
    carrying.put_down(request)
    return None


def _ask(request: HttpRequest, user: User, problem: str) -> HttpResponse:
    return carrying.page(request, user, PAGE, problem, who_field=signing.dumps(user.pk, salt=SALT))


def _told(text: str) -> Any:
    try:
        return signing.loads(text, salt=SALT, max_age=settings.SESSION_HOURS * 3600)
    except signing.BadSignature:
        return None


def _active(pk: Any) -> User | None:
    return User.objects.filter(pk=pk, is_active=True).first() if pk else None


def _came_from(request: HttpRequest) -> str:
    """The page that the form stood on: many addresses of forms cannot be opened themselves."""
    referer = request.headers.get("Referer", "")
    if referer and url_has_allowed_host_and_scheme(referer, {request.get_host()}):
        parts = urlsplit(referer)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return request.get_full_path()
