"""The unit's page, stored and live, against the same page with everything on it known beforehand."""

from collections.abc import Callable
from datetime import date
from http.cookies import SimpleCookie
from importlib import import_module
from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from benchmarks.data import FIRST, Rows
from benchmarks.engine import queries
from benchmarks.table import Row, told
from benchmarks.timing import medians
from scoring.periods import next_month
from scoring.selectors.unit_pages import unit_whole
from scoring.views.unit_page import page_context
from units.access import May, requires
from units.models import User
from yanling_assess.urls import urlpatterns as site_urls

MOST_QUERIES = 9
PAGES: dict[str, dict[str, object]] = {}
"""By name what a page of constants shows."""


@requires(May.SEE_UNIT_PAGE)
def constant_page(request: HttpRequest, name: str) -> HttpResponse:
    """The unit's page out of a context made beforehand; login and rights as for any page."""
    return render(request, "scoring/unit/page.html", PAGES[name])


urlpatterns = [*site_urls, path("constant/<str:name>/", constant_page)]


class Browser:
    """Asks the site's own handler for pages, logged in."""

    def __init__(self, user: User) -> None:
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        self._cookie = SimpleCookie({settings.SESSION_COOKIE_NAME: session.session_key}).output(header="")
        self._site = WSGIHandler()

    def get(self, address: str) -> bytes:
        """The page's bytes. RuntimeError where it does not answer 200."""
        answers: list[str] = []

        def start(status: str, *_rest: Any) -> Any:
            answers.append(status)

        response = self._site(self._environ(address), start)
        body = b"".join(response)
        response.close()
        if not answers[0].startswith("200"):
            raise RuntimeError(f"{address}: {answers[0]}")
        return body

    def _environ(self, address: str) -> dict[str, Any]:
        path, _, query = address.partition("?")
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": self._cookie.strip(),
            "wsgi.input": BytesIO(),
            "wsgi.url_scheme": "http",
        }


def address_of(month: date, rows: Rows) -> str:
    """The page of the first unit."""
    return reverse("scoring:unit_page", args=[month, rows.units[0].pk])


def page_rows(browser: Browser, rows: Rows, rounds: int) -> list[Row]:
    """Row 6: January is closed, February stands open on top of it."""
    found = []
    for name, key, month, most in (
        ("已定分", "stored", FIRST, 1.5),
        ("未定分", "live", next_month(FIRST), 2.3),
    ):
        found += _page(browser, rows, rounds, name, key, month, most)
    return found


def _page(
    browser: Browser, rows: Rows, rounds: int, name: str, key: str, month: date, most: float
) -> list[Row]:
    whole = unit_whole(month, rows.units[0].pk, all_ranks=True, shows_papers=True)
    if whole is None:
        raise AssertionError("the unit has no page")
    PAGES[key] = page_context(whole, month, timezone.localdate())
    real, constant = address_of(month, rows), f"/constant/{key}/"

    def ask(address: str) -> Callable[[], bytes]:
        return lambda: browser.get(address)

    if _main(browser.get(real)) != _main(browser.get(constant)):
        raise AssertionError("the page of constants is not the same page")
    taken = medians({"real": ask(real), "constant": ask(constant)}, rounds)
    how = f"{whole.page.lines}条明细，{told(taken['real'])}，同一页的常量版 {told(taken['constant'])}"
    return [
        Row(f"单位得分页（{name}）", taken["real"] / taken["constant"], most, how),
        Row(
            f"单位得分页（{name}）的查询",
            queries(ask(real), first=False),
            MOST_QUERIES,
            "含会话和账号；每个进程第一次读细则多1次",
            is_count=True,
        ),
    ]


def _main(page: bytes) -> bytes:
    return page.partition(b"<main")[2].partition(b"</main>")[0]
