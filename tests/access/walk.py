"""One walk through the whole site, as everybody: what each was answered, kept for all tests that read it.

The walk takes most of the time that these tests take, so it is done once a session, in a transaction of its
own that is taken back. Each request's own writing is taken back at once, so no answer depends on another.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings

from notices.papers.jobs import Job, Outcome
from notices.papers.workers import Workers
from tests.access.rooms import COLUMNS, all_paths, table
from tests.access.world import World
from tests.conftest import NOON, logged_in
from tests.drills.scale import scaled

FRONT_DOOR = ("login", "logout")  # these end the session they are asked with


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers as text, where to, the bytes, what was logged meanwhile."""

    status: int
    headers: str
    kind: str
    location: str
    policy: str
    content: bytes
    logged: str

    @property
    def is_page(self) -> bool:
        return self.kind.startswith("text/html")

    @property
    def leads_to_login(self) -> bool:
        return self.status == 302 and self.location.startswith("/login/")


class Listener(logging.Handler):
    """Every line that anything logs, from DEBUG on, with its traceback."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@dataclass
class Walker:
    """Asks as any of the world's people, in a browser of their own that is logged in once."""

    world: World
    paths: dict[str, str]
    clients: dict[str, Client] = field(default_factory=dict)
    hears: Listener = field(default_factory=Listener)

    def ask(self, method: str, key: str, who: str, **fields: Any) -> Answer:
        """The answer to one request; whatever it wrote is taken back."""
        client = self._client(key, who)
        if method == "POST":
            fields.setdefault("data", {"csrfmiddlewaretoken": "as a browser sends it"})
        self.hears.lines.clear()
        with transaction.atomic():
            response = getattr(client, method.lower())(self.paths[key], **fields)
            answer = kept(response, "\n".join(self.hears.lines))
            transaction.set_rollback(True)
        return answer

    def _client(self, key: str, who: str) -> Client:
        if key in FRONT_DOOR:
            return logged_in(self.world.users[who])
        if who not in self.clients:
            self.clients[who] = logged_in(self.world.users[who])
        return self.clients[who]


def kept(response: HttpResponse, logged: str) -> Answer:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return Answer(
        response.status_code,
        str(response.headers),
        response.headers.get("Content-Type", ""),
        response.headers.get("Location", ""),
        response.headers.get("Content-Security-Policy", ""),
        content,
        logged,
    )


@contextmanager
def listening(hears: Listener) -> Iterator[None]:
    """Everything is heard, nothing is shown."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    root.handlers, root.level = [hears], logging.DEBUG
    try:
        yield
    finally:
        root.handlers, root.level = before, level


def remembering(run: Callable[[Any, Job], Outcome]) -> Callable[[Any, Job], Outcome]:
    """Prints each paper once: the same content gives the same bytes (tests/papers)."""
    printed: dict[Job, Outcome] = {}

    def run_once(workers: Any, job: Job) -> Outcome:
        if job not in printed:
            printed[job] = run(workers, job)
        return printed[job]

    return run_once


@contextmanager
def walking(make: Callable[[], World], folder: Any) -> Iterator[Walker]:
    """A walker through a world of its own at noon; when the walk is over, nothing is left of it."""
    storages = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder, "base_url": None},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    plain = override_settings(STORAGES=storages, STATIC_ROOT=str(folder))
    with pytest.MonkeyPatch.context() as patch, plain, time_machine.travel(NOON), transaction.atomic():
        patch.setattr(Workers, "run", remembering(Workers.run))
        world = make()
        walker = Walker(world, all_paths(world))
        with listening(walker.hears):
            yield walker
        transaction.set_rollback(True)


Cell = tuple[str, str]
"""A row of the table, and who."""
Walk = dict[Cell, Answer]
OTHER_METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE")


@dataclass(frozen=True)
class Walked:
    """All answers of one walk."""

    world: World
    paths: dict[str, str]
    gets: Walk
    posts: Walk
    others: dict[str, Walk]


def walked_through(walker: Walker) -> Walked:
    """Every GET and every form as everybody; the other methods once an address, in drills as everybody.

    In small each address meets each method, each address each role, and each role each method.
    """
    gets, posts = cells("GET"), cells("POST")
    others = {
        method: walk(walker, method, spread(gets, start, each=scaled(quick=1, full=len(COLUMNS))))
        for start, method in enumerate(OTHER_METHODS)
    }
    return Walked(walker.world, walker.paths, walk(walker, "GET", gets), walk(walker, "POST", posts), others)


def cells(name: str, state: str = "") -> list[Cell]:
    return [(key, who) for key, row in table(name, state).items() for who in row]


def spread(whole: list[Cell], start: int, *, each: int) -> list[Cell]:
    """Of each row so many cells, from another one on in every row."""
    keys = list(dict.fromkeys(key for key, _ in whole))
    return [
        (key, COLUMNS[(start + line + 3 * step) % len(COLUMNS)])
        for line, key in enumerate(keys)
        for step in range(each)
    ]


def walk(walker: Walker, method: str, wanted: Iterable[Cell]) -> Walk:
    return {(key, who): walker.ask(method, key, who) for key, who in wanted}
