"""操作记录."""

from django.urls import reverse

from tests.access.world import World

GET = """
units:log                          302 403 403 200 403 403 403 403 200 200
units:log_export                   302 403 403 200 403 403 403 403 200 200
"""

POST = ""


def paths(world: World) -> dict[str, str]:
    return {name: reverse(name) for name in ("units:log", "units:log_export")}
