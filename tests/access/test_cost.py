"""What a page costs: at most twelve queries, whoever opens it, and as many for a hundred rows as for one."""

from collections.abc import Collection, Iterable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notices.models import FollowUp
from scoring.models import Objection
from tests.access.crowd import add_crowd
from tests.access.rooms import COLUMNS, all_paths, table
from tests.access.world import World
from tests.conftest import logged_in

MOST = 12
Cell = tuple[str, str]
"""A row of the tables, and who asks."""
Cost = dict[Cell, int]
"""Queries of each page."""


def cells_of(who: Collection[str]) -> list[Cell]:
    """What is answered with 200, row by row; what is refused shows nothing that could cost more."""
    return [(key, name) for key, row in table("GET").items() for name in who if row[name] == "200"]


def cost_of_pages(world: World, cells: Iterable[Cell], paths: dict[str, str]) -> Cost:
    """What each page costs each of them; a row that turns out to be a file is not asked for again."""
    clients = {name: logged_in(user) for name, user in world.users.items()}
    cost: Cost = {}
    files: set[str] = set()
    for key, name in cells:
        if key in files:
            continue
        connection.queries_log.clear()
        with CaptureQueriesContext(connection) as queries:
            response = clients[name].get(paths[key])
            response.close()
        assert response.status_code == 200, (key, name)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            cost[key, name] = len(queries)
        else:
            files.add(key)
    return cost


@pytest.mark.slow
def test_no_page_asks_more_queries_than_it_may(world: World) -> None:
    paths = all_paths(world)

    cost = cost_of_pages(world, cells_of(COLUMNS), paths)

    assert {cell: asked for cell, asked in cost.items() if asked > MOST} == {}


@pytest.mark.slow
@pytest.mark.usefixtures("unguarded")
def test_every_page_asks_as_many_queries_for_a_hundred_rows_as_for_one(world: World) -> None:
    paths = all_paths(world)
    add_crowd(1)
    one = cost_of_pages(world, cells_of(("chief", "head")), paths)

    add_crowd(100, start=10)

    many = cost_of_pages(world, one, paths)
    assert {cell: (asked, many[cell]) for cell, asked in one.items() if many[cell] != asked} == {}
    assert {cell: asked for cell, asked in many.items() if asked > MOST} == {}


@pytest.mark.slow
@pytest.mark.usefixtures("unguarded")
def test_no_state_of_follow_ups_under_objection_asks_more_than_a_page_may(world: World) -> None:
    paths = all_paths(world)
    FollowUp.objects.update(causes=list(Objection.objects.values_list("event_id", flat=True)))
    seen = ("home", "notices:follow_ups", "notices:follow_up ")
    asked_of = [cell for cell in cells_of(("chief", "head", "discipline")) if f"{cell[0]} ".startswith(seen)]
    dear: dict[tuple[str, Cell], int] = {}

    for state in FollowUp.State.values:
        FollowUp.objects.update(state=state)
        cost = cost_of_pages(world, asked_of, paths)
        dear |= {(state, cell): asked for cell, asked in cost.items() if asked > MOST}

    assert dear == {}
