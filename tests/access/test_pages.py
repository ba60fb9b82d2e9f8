"""What every page owes, whoever looks at it: guarded forms, no inline code, one language."""

from typing import NamedTuple

import pytest

from tests.access.addresses import FILES
from tests.access.page import PageReader, foreign_words
from tests.access.walk import Walked

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


FOR_DEVELOPERS = "components "  # it names icons, files and tags as the code does


class Seen(NamedTuple):
    """One page as one user saw it."""

    place: str
    policy: str
    page: PageReader


def pages(walked: Walked) -> list[Seen]:
    """Every page of the site as HTML, as each of `WHO` sees it."""
    return [
        Seen(f"{key} as {who}", answer.policy, PageReader(answer.content.decode()))
        for (key, who), answer in walked.gets.items()
        if who in WHO and answer.is_page
    ]


def faults(seen: Seen, names: frozenset[str]) -> list[str]:
    """What this page owes and does not give; `names` are the logins shown on it."""
    found = [f"inline code {code}" for code in seen.page.inline]
    policy = seen.policy
    if "script-src 'self'" not in policy or "unsafe" in policy or "default-src 'none'" not in policy:
        found.append(f"policy {policy!r}")
    for form in seen.page.forms:
        if form.method == "post" and "csrfmiddlewaretoken" not in form.fields:
            found.append(f"a form to {form.action!r} without its csrf token")
        keyless = form.action in KEYLESS or (not form.action and seen.place.startswith(("login", "password")))
        if form.method == "post" and not keyless and "form_key" not in form.fields:
            found.append(f"a form to {form.action!r} without its key")
    if seen.place.startswith(FOR_DEVELOPERS):
        return found
    return found + [f"the word {word!r}" for word in sorted(foreign_words(seen.page.text, MEANT | names))]


@pytest.mark.slow
@pytest.mark.django_db
def test_every_page_is_guarded_and_in_chinese(walked: Walked) -> None:
    logins = frozenset(user.username for user in walked.world.users.values() if user is not None)
    wrong = [f"{seen.place}: {fault}" for seen in pages(walked) for fault in faults(seen, logins)]

    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.django_db
def test_no_page_has_an_address_that_ends_like_a_files(walked: Walked) -> None:
    pages = {key for (key, _), answer in walked.gets.items() if answer.status == 200 and answer.is_page}

    assert [key for key in sorted(pages) if walked.paths[key].endswith(FILES)] == []


def test_the_reader_finds_what_it_is_to_find() -> None:
    page = PageReader(
        '<form method="post" action="/x/"><input name="a"></form><p style="x">None</p><script>1</script>'
        '<b onclick="y">This field</b>'
    )

    assert page.inline == ["<p style>", "<script>", "<b onclick>"]
    assert [(form.method, form.fields) for form in page.forms] == [("post", ["a"])]
    assert foreign_words(page.text, MEANT) == {"None", "This", "field"}
