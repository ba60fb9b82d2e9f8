"""Every address × every role, own and other unit, against tables that a person can sign (rooms/).

302 asks to log in (or leads on), 403 the role may not, 404 the row is not theirs, 405 takes a POST only.
In the table of POSTs “may” answers a form that was let through, here an empty one, which writes nothing.
"""

import pytest
from django.db import transaction

from tests.access.addresses import all_addresses
from tests.access.rooms import all_paths, table
from tests.access.world import World
from tests.conftest import logged_in
from units.models import User

LET_THROUGH = {200, 302, 409, 422}


def test_the_table_names_every_address() -> None:
    named = {key.split()[0] for key in table("GET")}

    assert named == {address.name for address in all_addresses()}


def asked(user: User | None, path: str) -> int:
    """The status with which a GET is answered; nothing of it is kept."""
    with transaction.atomic():
        response = logged_in(user).get(path)
        response.close()
        transaction.set_rollback(True)
    return response.status_code


@pytest.mark.slow
def test_every_address_answers_each_role_as_the_table_says(world: World) -> None:
    paths = all_paths(world)
    assert set(paths) == set(table("GET"))
    wrong = []
    for key, expected in table("GET").items():
        for who, status in expected.items():
            answer = str(asked(world.users[who], paths[key]))
            if answer != status:
                wrong.append(f"{key} as {who}: {answer}, the table says {status}")

    assert not wrong, "\n".join(wrong)


def sent(user: User | None, path: str) -> str:
    """How an empty form is answered: “may”, or the status of the refusal; nothing of it is kept."""
    with transaction.atomic():
        response = logged_in(user).post(path)
        response.close()
        transaction.set_rollback(True)
    to_login = response.status_code == 302 and response["Location"].startswith("/login/")
    return "may" if response.status_code in LET_THROUGH and not to_login else str(response.status_code)


@pytest.mark.slow
def test_every_form_answers_each_role_as_the_table_says(world: World) -> None:
    paths = all_paths(world)
    wrong = [
        f"{key} as {who}: {answer}, the table says {expected}"
        for key, row in table("POST").items()
        for who, expected in row.items()
        if (answer := sent(world.users[who], paths[key])) != expected
    ]

    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
def test_an_address_that_is_not_in_the_table_of_forms_takes_no_post(world: World) -> None:
    paths, writing = all_paths(world), table("POST")
    reading = [key for key in paths if key not in writing and key not in ("login", "logout")]
    taken = [
        key for key in reading for who in ("chief", "admin") if sent(world.users[who], paths[key]) == "may"
    ]

    assert taken == []
