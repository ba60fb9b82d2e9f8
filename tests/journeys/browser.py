"""A user at the keyboard, as the test client: opens a page, fills its form in, sends it."""

import re
import uuid
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.conftest import logged_in
from units.models import User


class Desk:
    """One user's browser. `send` posts a form with the hidden fields that its page holds."""

    def __init__(self, user: User) -> None:
        self.client: Client = logged_in(user)

    def open(self, path: str) -> str:
        """A page's HTML; it must be there."""
        response = self.client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        return response.content.decode()

    def send(self, path: str, fields: dict[str, Any], *, page: str = "") -> HttpResponse:
        """Send a form of `page` (or a bare one) with these fields; the answer, not followed."""
        hidden = hidden_fields(page) if page else {"form_key": str(uuid.uuid4())}
        return self.client.post(path, {**hidden, **fields})

    def download(self, path: str) -> bytes:
        """A file's bytes."""
        response = self.client.get(path)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        response.close()
        assert response.status_code == 200, (path, response.status_code)
        return content


class _Hidden(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "input" and given.get("type") == "hidden" and given.get("name"):
            self.fields[str(given["name"])] = given.get("value") or ""


def hidden_fields(page: str) -> dict[str, str]:
    """The hidden fields of a page: form key, version, plan; the last of a name wins."""
    reader = _Hidden()
    reader.feed(page)
    reader.fields.pop("csrfmiddlewaretoken", None)
    return reader.fields


def words(page: str) -> str:
    """The visible words of a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())
