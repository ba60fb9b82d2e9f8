"""Which pages each role can open in the demo: all named addresses, and what their pages link to.

Django must be set up, with the demo's settings. An address that needs an object is tried with those that
pages link to, six at most; the fullest page is kept, as an empty one shows little. A page in which two
accounts read the same from the heading to the foot counts as the same page.
"""

import logging
import re
from collections import defaultdict, deque
from collections.abc import Collection
from html.parser import HTMLParser
from typing import Any, NamedTuple

from django.test import Client
from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse

from units.models import User

TRIED = 6
FILES = (".pdf", ".docx", ".xlsx", ".zip", ".js", ".json", "/export/", "/toml/")
NEVER = frozenset({"logout"})


# What differs in a page each time it is asked for, and the head, which has the account's own menu.
OF_THE_MOMENT = re.compile(
    r'<header class="site-header.*?</header>|name="(csrfmiddlewaretoken|form_key)"[^>]*>', re.DOTALL
)


class Found(NamedTuple):
    """What one account can open: {name: path}, the cookie that lets a browser in, and names of no pages.

    `others` are the addresses that forms are sent to and files come from; `same` tells pages apart:
    {name: what stands there}.
    """

    username: str
    session: str
    pages: dict[str, str]
    others: frozenset[str]
    same: dict[str, int]


class Links(HTMLParser):
    """The addresses that a page leads to or shows in a frame; in `others` those of forms, files, pictures."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.others: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        wanted = {"a": "href", "iframe": "src"}.get(tag)
        for name, value in attributes:
            link = (value or "").split("#")[0].split("?")[0]
            if link and name == wanted and not link.endswith(FILES):
                self.found.append(link)
            elif link and name in ("action", "formaction", "href", "src", "hx-post", "hx-get"):
                self.others.append(link)


def all_names(resolver: URLResolver | None = None, namespace: str = "") -> list[str]:
    """Every named address of the site, with its namespace."""
    found: list[str] = []
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            found += [namespace + entry.name] if entry.name else []
        else:
            found += all_names(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
    return found


def pages_of(username: str, known: Collection[str] = ()) -> Found:
    """The pages of an account of the demo; those known by name are only gone through for links, once each."""
    client = client_of(username)
    logging.disable(logging.ERROR)
    try:
        pages, others = _walk(client, known)
    finally:
        logging.disable(logging.NOTSET)
    new = {name: path for name, (path, _) in pages.items() if name not in known}
    same = {name: hash(OF_THE_MOMENT.sub("", html)) for name, (_, html) in pages.items()}
    return Found(username, client.cookies["sessionid"].value, new, others, same)


def session_of(username: str) -> str:
    """A cookie that lets a browser in as this account."""
    return client_of(username).cookies["sessionid"].value


def client_of(username: str) -> Client:
    """A browser that is logged in as this account."""
    client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
    client.force_login(User.objects.get(username=username))
    return client


def _walk(client: Client, known: Collection[str]) -> tuple[dict[str, tuple[str, str]], frozenset[str]]:
    """{name: (path, HTML)} of whole pages answered with 200, the fullest of those tried; others' names."""
    waiting, seen, others = deque(_without_objects()), set[str](), set[str]()
    tried, fullest = defaultdict[str, int](int), dict[str, tuple[str, str]]()
    while waiting:
        path = waiting.popleft()
        name = name_of(path)
        if path in seen or not name or name in NEVER or tried[name] >= (1 if name in known else TRIED):
            continue
        seen.add(path)
        tried[name] += 1
        if html := _page(client, path):
            links = Links(html)
            waiting += links.found
            others |= {name_of(link) for link in links.others}
            fullest[name] = max(fullest.get(name, ("", "")), (path, html), key=lambda one: len(one[1]))
    return dict(sorted(fullest.items())), frozenset(others)


def _without_objects() -> list[str]:
    found = []
    for name in all_names():
        try:
            found.append(reverse(name))
        except NoReverseMatch:
            continue
    return found


def name_of(path: str) -> str:
    """The name of an address; nothing where it leads elsewhere or nowhere."""
    if not path.startswith("/"):
        return ""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def _page(client: Client, path: str) -> str:
    response: Any = client.get(path)
    is_page = response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html")
    text = response.content.decode() if is_page and not response.streaming else ""
    response.close()
    return text if "<html" in text else ""
