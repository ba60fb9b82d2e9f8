"""No input gives a 500: every form of the site, sent whatever hypothesis makes up, by who may send it."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.access.page import PageReader
from tests.access.rooms import all_paths, table
from tests.access.world import World, build_world
from tests.conftest import NOON
from units.models import Unit, User

KEY = "6f1f5d0c-6f0b-4a53-9a2f-0d1c1a6e7b11"
NASTY = (
    *("", " ", "\x00", "\ud800", "-1", "0", "999999999999999999999999", "1e309", "NaN", "True", "None", "[]"),
    *("2026-02-30", "0000-00-00", "9999-12-31", "25:61", "=1+1", "<script>", "'\"--", "../../etc/passwd"),
    *(
        "\u202e",
        "工" * 5000,
        "1.1|迟到",
        "1.1/迟到",
        "6.3|首次超限",
        "9.9",
        "2026-10-08",
        "打瞌睡",
        KEY,
        "save",
    ),
)
VALUE = st.sampled_from(NASTY) | st.text(max_size=40)


@pytest.fixture
def world(cast: dict[str, User], unit: Unit, other_unit: Unit) -> Iterator[World]:
    with time_machine.travel(NOON):
        yield build_world(cast, unit, other_unit)


def targets(world: World) -> list[tuple[str, User, tuple[str, ...]]]:
    """Every form with somebody who may send it and the names of the fields on its page."""
    paths, found = all_paths(world), []
    for key, row in table("POST").items():
        who = next(name for name, answer in row.items() if answer == "may")
        user = world.users[who]
        assert user is not None
        found.append((paths[key], user, field_names(user, paths[key])))
    return found


def field_names(user: User, path: str) -> tuple[str, ...]:
    client = Client()
    client.force_login(user)
    response = client.get(path)
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    forms = PageReader(response.content.decode()).forms if is_page else []
    names = {name for form in forms for name in form.fields if name and name != "form_key"}
    return tuple(sorted(names)) or ("version", "reason")


@pytest.mark.slow
def test_no_form_answers_anything_with_a_500(world: World, django_user_model: Any) -> None:
    forms = targets(world)
    before = django_user_model.objects.count()

    @settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def send(data: st.DataObject) -> None:
        path, user, names = data.draw(st.sampled_from(forms))
        keys = st.sampled_from(names) | st.text(min_size=1, max_size=8)
        fields: dict[str, Any] = data.draw(
            st.dictionaries(keys, VALUE | st.lists(VALUE, max_size=3), max_size=12)
        )
        fields = {encodable(name): plain(value) for name, value in fields.items()}
        fields.setdefault("form_key", data.draw(st.sampled_from((KEY, "", "x"))))
        if data.draw(st.booleans()):
            fields["file"] = SimpleUploadedFile("a.csv", data.draw(st.binary(max_size=60)))
        client = Client(raise_request_exception=False)
        client.force_login(user)
        with transaction.atomic():
            status = client.post(path, fields).status_code
            transaction.set_rollback(True)
        assert status < 500, (path, fields)

    send()
    assert django_user_model.objects.count() == before


def plain(value: Any) -> Any:
    return [encodable(part) for part in value] if isinstance(value, list) else encodable(value)


def encodable(text: str) -> str:
    """What a browser could send: lone surrogates arrive as their escape."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
