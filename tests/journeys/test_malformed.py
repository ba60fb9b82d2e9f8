"""No input gives a 500, what is refused writes nothing: every form and address, sent what hypothesis makes.

5,000 are sent in the ordinary run, half of them on each database where both are tested; 60,000 in drills.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Count, Max
from django.test import Client
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from records.models import Change, StoredFile
from tests.access.page import PageReader
from tests.access.rooms import all_paths, table
from tests.access.world import World, build_world
from tests.conftest import NOON, logged_in
from tests.drills.scale import scaled, shared
from tests.journeys.malformed import fields, query
from units.models import Unit, User

EXAMPLES = scaled(quick=shared(4700), full=50_000)
QUERIES = scaled(quick=shared(300), full=10_000)
STEADY = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}
ASIDE = ("sessions", "contenttypes", "auth", "admin", "axes")
# A form that refuses keeps what was handed in with it, so that it need not be sent again (records.files).
KEPT_ALL_THE_SAME = (StoredFile,)
REFUSED_WITH_A_LINE = (Change,)  # who looked or was refused stands in the audit
"""Names of what a refused form may leave."""


@pytest.fixture
def world(cast: dict[str, User], unit: Unit, other_unit: Unit) -> Iterator[World]:
    with time_machine.travel(NOON):
        yield build_world(cast, unit, other_unit)


@cache
def guarded_models() -> list[type[models.Model]]:
    """Every table that holds somebody's words."""
    aside = (*KEPT_ALL_THE_SAME, *REFUSED_WITH_A_LINE)
    return [m for m in apps.get_models() if m not in aside and m._meta.app_label not in ASIDE]


def rows() -> dict[str, Any]:
    """How many rows each table holds, its last number, and the sum of all versions: a fingerprint of it."""
    found = {}
    for model in guarded_models():
        told: dict[str, Any] = {"rows": Count("pk")}
        if isinstance(model._meta.pk, models.AutoField | models.IntegerField):
            told["last"] = Max("pk")
        if any(one.name == "version" for one in model._meta.fields):
            told["versions"] = models.Sum("version")
        found[model._meta.label] = model._default_manager.aggregate(**told)
    return found


@contextmanager
def noting() -> Iterator[list[str]]:
    """Every statement that writes; some are taken back by a refusal, so what is left is then counted."""
    written: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE"):
            written.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield written


def targets(world: World) -> list[tuple[str, str, tuple[str, ...]]]:
    """Every form with each of two who may send it, and the names of the fields on its page."""
    paths, found = all_paths(world), []
    for key, row in table("POST").items():
        let_in = [name for name, answer in row.items() if answer == "may"]
        for who in {let_in[0], let_in[-1]}:
            user = world.users[who]
            assert user is not None
            found.append((paths[key], who, field_names(user, paths[key])))
    return found


def field_names(user: User, path: str) -> tuple[str, ...]:
    response = logged_in(user).get(path)
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    forms = PageReader(response.content.decode()).forms if is_page else []
    response.close()
    names = {name for form in forms for name in form.fields if name and name != "form_key"}
    return tuple(sorted(names)) or ("version", "reason")


def browsers(world: World) -> dict[str, Client]:
    """One a person, logged in once, that shows a failure as an answer of 500."""
    found = {who: logged_in(user) for who, user in world.users.items()}
    for client in found.values():
        client.raise_request_exception = False
    return found


def own_seed() -> int:
    """The same examples at every run, but not those of the other database."""
    return {"sqlite": 1, "postgresql": 2}[connection.vendor]


@pytest.mark.slow
@pytest.mark.drill
def test_no_form_answers_anything_with_a_500_and_a_refusal_writes_nothing(world: World) -> None:
    forms, clients, before = targets(world), browsers(world), rows()
    told = {"sent": 0, "refused": 0}

    @seed(own_seed())
    @settings(max_examples=EXAMPLES, **STEADY)
    @given(st.data())
    def send(data: st.DataObject) -> None:
        path, who, names = data.draw(st.sampled_from(forms))
        sent = fields(data, names)
        with transaction.atomic():
            with noting() as written:
                status = clients[who].post(path, sent).status_code
            left = rows() if written and status != 302 else before
            transaction.set_rollback(True)
        told["sent"] += 1
        told["refused"] += status != 302
        assert status < 500, (path, who, sent)
        assert left == before, (path, who, sent)

    send()
    assert rows() == before
    print(f"不合格表单：{told['sent']}份，其中未受理{told['refused']}份，500答复0，受理以外的写入0")


@pytest.mark.slow
@pytest.mark.drill
def test_no_address_answers_an_odd_question_with_a_500_and_asking_writes_nothing(world: World) -> None:
    paths, clients = all_paths(world), browsers(world)
    shown = [
        (paths[key], who)
        for key, row in table("GET").items()
        for who, status in row.items()
        if status == "200" and not key.startswith("notices:")
    ]
    before = rows()

    @seed(own_seed())
    @settings(max_examples=QUERIES, **STEADY)
    @given(st.data())
    def ask(data: st.DataObject) -> None:
        path, who = data.draw(st.sampled_from(shown))
        asked = query(data)
        with transaction.atomic():
            with noting() as written:
                response = clients[who].get(path.split("?")[0], asked)
                response.close()
            left = rows() if written else before
            transaction.set_rollback(True)
        assert response.status_code < 500, (path, who, asked)
        assert left == before, (path, who, asked)

    ask()
    print(f"不合格查询：{QUERIES}次，500答复0，写入0")
