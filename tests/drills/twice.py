"""`python -m tests.drills.twice TIMES`: one form sent so often at once; prints where each was led."""

import json
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import django

CROWD = 20
"""How many are on their way at the same moment."""


def sent(user: Any, key: str) -> str:
    """Where the sender is led to, or what went wrong."""
    from django.contrib.messages.storage.fallback import FallbackStorage  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415
    from django.test import RequestFactory  # noqa: PLC0415

    from records.submit import submit_once  # noqa: PLC0415
    from units.models import Unit  # noqa: PLC0415

    request: Any = RequestFactory().post("/", {"form_key": key})
    request.user, request.session = user, {}
    request._messages = FallbackStorage(request)
    try:
        made = submit_once(
            request, lambda: Unit.objects.create(name=f"drill {key}"), to=lambda unit: f"/units/{unit.pk}/"
        )
        return str(made["Location"])
    except Exception as error:  # noqa: BLE001 - it is what the drill looks for
        return f"odd: {type(error).__name__}: {error}"
    finally:
        connections.close_all()


def sending(user: Any, times: int) -> list[str]:
    """The same form from `CROWD` at a time; where each was led, and at last what there is."""
    from units.models import Unit  # noqa: PLC0415

    key = str(uuid.uuid4())
    with ThreadPoolExecutor(CROWD) as pool:
        led = list(pool.map(lambda _: sent(user, key), range(times)))
    return [*led, *(f"/units/{unit.pk}/" for unit in Unit.objects.filter(name=f"drill {key}"))]


if __name__ == "__main__":
    django.setup()
    from units.models import User

    print(json.dumps(sending(User.objects.first(), int(sys.argv[1]))))
