"""The site as it is served, on PostgreSQL: 50 clients for a minute, 200 races. In `make drills` alone."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.drills.postgres import PostgresSite
from tests.drills.test_serving import FULL, PEOPLE, check_clients, check_races

pytestmark = [
    pytest.mark.drill,
    pytest.mark.slow,
    pytest.mark.usefixtures("django_db_setup"),
    pytest.mark.skipif(connection.vendor != "postgresql" or not FULL, reason="in make drills, on PostgreSQL"),
]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresSite]:
    site = PostgresSite(tmp_path_factory.mktemp("postgres"))
    site.begin()
    site.make(PEOPLE)
    site.start()
    yield site
    site.kill()
    site.drop()


def test_clients_at_once_all_get_through(served: PostgresSite) -> None:
    check_clients(served, "PostgreSQL")


def test_of_two_editors_one_wins_and_the_other_sees_both_texts(served: PostgresSite) -> None:
    check_races(served, "PostgreSQL")
