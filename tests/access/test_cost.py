"""What a page costs: at most twelve queries, whoever opens it, and as many for a hundred rows as for one."""

from collections.abc import Iterable, Mapping

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.access.crowd import add_crowd
from tests.access.rooms import COLUMNS, all_paths
from tests.access.world import World
from tests.conftest import logged_in

MOST = 12
Cost = dict[tuple[str, str], int]
"""Queries, by row of the tables and who asks."""


def cost_of_pages(world: World, paths: Mapping[str, str], who: Iterable[str]) -> Cost:
    """What each page costs each of them; files, redirects and refusals are left out."""
    cost: Cost = {}
    for name in who:
        client = logged_in(world.users[name])
        for key, path in paths.items():
            connection.queries_log.clear()
            with CaptureQueriesContext(connection) as queries:
                response = client.get(path)
                response.close()
            is_page = response.headers.get("Content-Type", "").startswith("text/html")
            if response.status_code == 200 and is_page:
                cost[key, name] = len(queries)
    return cost


@pytest.mark.slow
def test_no_page_asks_more_queries_than_it_may(world: World) -> None:
    cost = cost_of_pages(world, all_paths(world), COLUMNS)

    assert {key: asked for key, asked in cost.items() if asked > MOST} == {}


@pytest.mark.slow
@pytest.mark.usefixtures("unguarded")
def test_every_page_asks_as_many_queries_for_a_hundred_rows_as_for_one(world: World) -> None:
    paths = all_paths(world)
    add_crowd(1)
    one = cost_of_pages(world, paths, ("chief", "head"))

    add_crowd(100, start=10)

    many = cost_of_pages(world, paths, ("chief", "head"))
    assert {key: (one.get(key), asked) for key, asked in many.items() if asked != one.get(key)} == {}
