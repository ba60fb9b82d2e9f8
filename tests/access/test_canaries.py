"""What belongs to another unit, and who complained, stands in no answer and no log where it may not."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from django.apps import apps
from django.core import serializers
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import include, path
from pypdf import PdfReader

from records.models import Change
from scoring.models import Complainant
from tests.access.canaries import CANARIES, PUBLISHED, SEEN
from tests.access.rooms import COLUMNS, all_paths
from tests.access.walk import Answer, Listener, Walked, listening
from tests.access.world import COMPLAINT_CONTACT, COMPLAINT_NAME, World
from tests.conftest import logged_in
from units.access import May, requires

COMPLAINT = (COMPLAINT_NAME, COMPLAINT_CONTACT)


@requires(May.ANYONE)
def failing(request: HttpRequest) -> HttpResponse:
    """A view that fails with everything typed at hand."""
    typed = dict(request.POST)
    raise RuntimeError(f"{len(typed)} fields")


urlpatterns = [path("failing/", failing), path("", include("yanling_assess.urls"))]


@cache
def read(content: bytes) -> str:
    """The words of an answer: of a page, a PDF, or every part of a workbook, a Word file, an archive."""
    if content.startswith(b"%PDF-"):
        return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).replace("\n", "")
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as parts:
            return "".join(parts.namelist()) + "".join(read(parts.read(name)) for name in parts.namelist())
    return content.decode("utf-8", errors="replace").replace("\n", "")


def answers(walked: Walked) -> Iterator[tuple[str, str, Answer]]:
    """(where, who, answer) of all GETs and of all forms sent empty."""
    yield from ((key, who, answer) for (key, who), answer in walked.gets.items())
    yield from ((f"POST {key}", who, answer) for (key, who), answer in walked.posts.items())


def places(walked: Walked) -> dict[tuple[str, str], set[str]]:
    """(canary, who) → where it was found."""
    found: dict[tuple[str, str], set[str]] = {}
    for where, who, answer in answers(walked):
        text = read(answer.content) + answer.headers
        for name, canary in CANARIES.items():
            if canary in text:
                found.setdefault((name, who), set()).add(where)
    return found


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.drill
def test_every_canary_is_seen_by_whom_it_may_be_and_by_nobody_else(walked: Walked) -> None:
    found, told = places(walked), {}
    for (name, who), where in found.items():
        told[name, who] = "paper" if where <= PUBLISHED else "yes"
    expected = {
        (line.split()[0], who): word
        for line in SEEN.strip().splitlines()
        for who, word in zip(COLUMNS, line.split()[1:], strict=True)
        if word != "-"
    }

    assert {name for name, _ in expected} == set(CANARIES)
    wrong = {cell: sorted(found.get(cell, ())) for cell in set(told) ^ set(expected)}
    assert wrong == {}
    assert told == expected
    print(f"金丝雀：{len(CANARIES)}种×{len(COLUMNS)}种身份，查{sum(1 for _ in answers(walked))}个回答，漏0")


@pytest.mark.slow
@pytest.mark.django_db
def test_who_complained_is_told_where_the_policy_office_asks_and_nowhere_else(walked: Walked) -> None:
    found = places(walked)

    for name in ("complainant", "contact"):
        for who in COLUMNS:
            asked = {"POST scoring:complainant"} if who in ("clerk", "chief") else set()
            assert found.get((name, who), set()) == asked, (name, who)


@pytest.mark.slow
@pytest.mark.django_db
def test_no_log_line_holds_a_canary(walked: Walked) -> None:
    """All that anything logs from DEBUG on, while everybody asks for everything and sends every form."""
    lines = {(where, who): answer.logged for where, who, answer in answers(walked) if answer.logged}

    assert len(lines) > 1000
    assert [
        (place, name) for place, text in lines.items() for name, canary in CANARIES.items() if canary in text
    ] == []


@pytest.mark.slow
def test_what_was_typed_into_a_refused_form_or_a_search_is_not_logged(world: World) -> None:
    paths, hears = all_paths(world), Listener()
    fields = ("name", "contact", "content", "fact", "statement", "q", "reason", "text", "summary", "username")
    typed = dict(zip(fields, CANARIES.values(), strict=False))
    typed |= {"password": CANARIES["contact"], "form_key": "6f1f5d0c-6f0b-4a53-9a2f-0d1c1a6e7b11"}
    statuses = set()
    with listening(hears):
        for who in ("clerk", "head", "admin", "stranger", "anonymous"):
            client = logged_in(world.users[who])
            for key in ("scoring:complaint_new", "scoring:record", "units:person_new", "scoring:object own"):
                statuses.add(client.post(paths[key], typed).status_code)
            statuses.add(client.post("/login/", typed).status_code)
            for address in ("/staff/", "/ledger/", "/nowhere/"):
                statuses.add(client.get(address, {"q": CANARIES["person"]}).status_code)

    assert statuses >= {200, 302, 403, 404}
    assert hears.lines
    assert [line for line in hears.lines for canary in CANARIES.values() if canary in line] == []


@override_settings(ROOT_URLCONF="tests.access.test_canaries")
def test_a_failure_is_logged_without_what_was_typed(world: World) -> None:
    client, hears = logged_in(world.users["clerk"]), Listener()
    client.raise_request_exception = False
    with listening(hears):
        response = client.post(
            "/failing/?q=" + CANARIES["phone"], {"name": COMPLAINT_NAME, "contact": COMPLAINT_CONTACT}
        )

    assert response.status_code == 500
    assert "RuntimeError: 2 fields" in "".join(hears.lines)
    assert [
        line for line in hears.lines for canary in (*COMPLAINT, CANARIES["phone"]) if canary in line
    ] == []
    assert [canary for canary in COMPLAINT if canary in response.content.decode()] == []


def test_the_audit_and_everything_else_kept_does_not_tell_who_complained(world: World) -> None:
    paths = all_paths(world)
    for key in ("scoring:complainant", "scoring:complaint_file"):
        client = logged_in(world.users["clerk"])
        answer = client.post(paths[key]) if key == "scoring:complainant" else client.get(paths[key])
        answer.close()
    kept = [model for model in apps.get_models() if model is not Complainant]
    written = {
        model._meta.label: serializers.serialize("json", model.objects.all(), ensure_ascii=False)
        for model in kept
    }

    assert [name for name, text in written.items() for canary in COMPLAINT if canary in text] == []
    assert Change.objects.filter(action="查看投诉人").count() == 1
    assert Change.objects.filter(action="查看投诉材料").count() == 1


FILES = {
    *("scoring:evidence", "scoring:complaint_file", "units:slip_paper"),
    *("notices:follow_up_file", "notices:honour_file", "notices:exchange_file"),
}


@pytest.mark.slow
@pytest.mark.django_db
def test_every_file_handed_in_is_handed_out_as_a_download_that_cannot_run(walked: Walked) -> None:
    handed_out = {
        (key, who): answer
        for (key, who), answer in walked.gets.items()
        if answer.status == 200 and key.split()[0] in FILES
    }

    assert {key.split()[0] for key, _ in handed_out} == FILES
    for cell, answer in handed_out.items():
        assert "attachment" in answer.headers, cell
        assert "'X-Content-Type-Options': 'nosniff'" in answer.headers, cell
        assert "sandbox" in answer.policy, cell
        assert "default-src 'none'" in answer.policy, cell
        assert "no-store" in answer.headers, cell
