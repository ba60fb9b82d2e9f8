"""A right withdrawn or an account disabled works at the next request, the session notwithstanding."""

from datetime import date, timedelta

from django.test import Client

from tests.access.rooms import all_paths
from tests.access.world import World
from tests.conftest import TODAY, logged_in
from units.models import Membership, User

LEDGER, RECORD, MONTHS = "/ledger/", "/record/", "/months/"


def browser(world: World, who: str) -> tuple[Client, User]:
    user = world.users[who]
    assert user is not None
    return logged_in(user), user


def answers(client: Client, *paths: str) -> list[int]:
    found = []
    for path in paths:
        response = client.get(path)
        response.close()
        found.append(response.status_code)
    return found


def test_a_role_that_ended_yesterday_opens_nothing_today(world: World) -> None:
    client, user = browser(world, "clerk")
    paths = all_paths(world)
    open_to_it = [
        paths[key] for key in ("scoring:record", "scoring:evidence other", "scoring:month_export open")
    ]
    assert answers(client, *open_to_it) == [200, 200, 200]

    Membership.objects.filter(user=user).update(ends_on=TODAY - timedelta(days=1))

    assert answers(client, *open_to_it) == [403, 403, 403]
    assert client.post(paths["scoring:record"]).status_code == 403
    assert answers(client, paths["home"]) == [403]


def test_a_role_that_ends_today_is_held_until_the_day_is_over(world: World) -> None:
    client, user = browser(world, "clerk")
    Membership.objects.filter(user=user).update(ends_on=TODAY)

    assert answers(client, all_paths(world)["scoring:record"]) == [200]


def test_a_role_that_begins_tomorrow_opens_nothing_today(world: World) -> None:
    client, user = browser(world, "chief")
    Membership.objects.filter(user=user).update(starts_on=TODAY + timedelta(days=1))

    assert answers(client, all_paths(world)["scoring:record"]) == [403]


def test_a_role_revoked_by_the_administrator_is_gone_at_the_next_request(world: World) -> None:
    client, _user = browser(world, "head")
    administrator, _ = browser(world, "admin")
    paths = all_paths(world)
    assert answers(client, paths["scoring:finding own"]) == [200]

    form = {"form_key": "6f1f5d0c-6f0b-4a53-9a2f-0d1c1a6e7b11"}
    assert administrator.post(paths["units:role_revoke"], form).status_code == 302

    assert answers(client, paths["scoring:finding own"], paths["scoring:evidence own"]) == [403, 403]


def test_a_disabled_account_is_led_to_the_door_at_the_next_request(world: World) -> None:
    client, user = browser(world, "chief")
    paths = all_paths(world)
    User.objects.filter(pk=user.pk).update(is_active=False)

    for key in ("home", "scoring:record", "scoring:evidence other", "notices:pdf named"):
        response = client.get(paths[key])
        assert (response.status_code, response["Location"].split("?")[0]) == (302, "/login/"), key
    response = client.post(paths["scoring:close_month open"])
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/login/")


def test_a_head_moved_to_another_unit_loses_the_old_one_and_finds_the_new(world: World) -> None:
    client, user = browser(world, "head")
    paths = all_paths(world)
    both = [paths["scoring:finding own"], paths["scoring:finding other"]]
    assert answers(client, *both) == [200, 404]

    Membership.objects.filter(user=user).update(unit=world.other, starts_on=date(2026, 10, 1))

    assert answers(client, *both) == [404, 200]
