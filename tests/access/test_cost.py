"""What a page costs: at most twelve queries, whoever opens it; the dearer ones are named."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.access.rooms import all_paths
from tests.access.world import World
from tests.conftest import logged_in

MOST = 12
WHO = ("chief", "head")
DEAR = {
    # composing asks afresh whether the paper still stands: two may compose the same one, one issues it
    "notices:outgoing_issue": 27,
    "notices:outgoing_issue letter": 24,
    "notices:outgoing": 21,
    "notices:outgoing_preview": 16,
    "notices:outgoing_preview letter": 14,
    "notices:outgoing letter": 14,
    "notices:preview": 13,
    "notices:issue": 13,
    # what is open is counted beside what is shown
    "notices:follow_ups": 14,
    "notices:follow_up talk": 14,
    "notices:follow_up own": 14,
    "notices:follow_up other": 14,
    "scoring:objection own": 13,
    "scoring:objection other": 13,
    # several months at once
    "scoring:what_if draft": 13,
    "scoring:what_if held": 13,
    "scoring:what_if_unit own": 13,
    "scoring:what_if_unit other": 13,
    "scoring:statistics open": 13,
}


@pytest.mark.slow
def test_no_page_asks_more_queries_than_it_may(world: World) -> None:
    cost: dict[str, int] = {}
    for who in WHO:
        client = logged_in(world.users[who])
        for key, path in all_paths(world).items():
            connection.queries_log.clear()
            with CaptureQueriesContext(connection) as queries:
                response = client.get(path)
                response.close()
            is_page = response.headers.get("Content-Type", "").startswith("text/html")
            if response.status_code == 200 and is_page:
                cost[key] = max(cost.get(key, 0), len(queries))

    assert {key: asked for key, asked in cost.items() if asked > DEAR.get(key, MOST)} == {}
