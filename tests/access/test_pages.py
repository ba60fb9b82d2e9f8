"""What every page owes, whoever looks at it: guarded forms, no inline code, one language."""

from typing import NamedTuple

import pytest
from django.http import HttpResponse

from tests.access.page import PageReader, foreign_words
from tests.access.rooms import all_paths
from tests.access.world import World
from tests.conftest import logged_in

WHO = ("chief", "head", "admin", "leader", "discipline", "stranger", "anonymous")
KEYLESS = ("/logout/", "/login/", "/password/", "/notices/verify/")  # the last writes nothing
# Names of things that are written in Latin letters in Chinese as well.
MEANT = frozenset(
    [
        "excel",
        "word",
        "pdf",
        "csv",
        "xlsx",
        "docx",
        "utf",
        "sha",
        "bom",
        "jpg",
        "jpeg",
        "png",
        "heic",
        "mp3",
        "mp4",
        "gps",
        "toml",
        "canary",
        "sqlite",
        "postgresql",
        *("manage", "erase", "expired", "apply"),  # the command that erases what is past its time
    ]
)


class Seen(NamedTuple):
    """One page as one user saw it."""

    place: str
    response: HttpResponse
    page: PageReader


def pages(world: World) -> list[Seen]:
    """Every page of the site as HTML, as each of `WHO` sees it."""
    found = []
    for who in WHO:
        client = logged_in(world.users[who])
        for key, path in all_paths(world).items():
            response = client.get(path)
            is_page = response.headers.get("Content-Type", "").startswith("text/html")
            text = response.content.decode() if is_page and not response.streaming else ""
            response.close()
            if text:
                found.append(Seen(f"{key} as {who}", response, PageReader(text)))
    return found


def faults(seen: Seen, names: frozenset[str]) -> list[str]:
    """What this page owes and does not give; `names` are the logins shown on it."""
    found = [f"inline code {code}" for code in seen.page.inline]
    policy = seen.response.headers.get("Content-Security-Policy", "")
    if "script-src 'self'" not in policy or "unsafe" in policy or "default-src 'none'" not in policy:
        found.append(f"policy {policy!r}")
    for form in seen.page.forms:
        if form.method == "post" and "csrfmiddlewaretoken" not in form.fields:
            found.append(f"a form to {form.action!r} without its csrf token")
        keyless = form.action in KEYLESS or (not form.action and seen.place.startswith(("login", "password")))
        if form.method == "post" and not keyless and "form_key" not in form.fields:
            found.append(f"a form to {form.action!r} without its key")
    return found + [f"the word {word!r}" for word in sorted(foreign_words(seen.page.text, MEANT | names))]


@pytest.mark.slow
def test_every_page_is_guarded_and_in_chinese(world: World) -> None:
    logins = frozenset(user.username for user in world.users.values() if user is not None)
    wrong = [f"{seen.place}: {fault}" for seen in pages(world) for fault in faults(seen, logins)]

    assert not wrong, "\n".join(wrong)


def test_the_reader_finds_what_it_is_to_find() -> None:
    page = PageReader(
        '<form method="post" action="/x/"><input name="a"></form><p style="x">None</p><script>1</script>'
        '<b onclick="y">This field</b>'
    )

    assert page.inline == ["<p style>", "<script>", "<b onclick>"]
    assert [(form.method, form.fields) for form in page.forms] == [("post", ["a"])]
    assert foreign_words(page.text, MEANT) == {"None", "This", "field"}
