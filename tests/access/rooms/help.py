"""使用手册, and 组件 for whoever builds pages."""

from django.urls import reverse

from tests.access.world import World

GET = """
help                               302 403 200 200 200 200 200 200 200 200
components                         302 403 403 403 403 403 403 403 403 200
"""

POST = ""


def paths(world: World) -> dict[str, str]:
    return {name: reverse(name) for name in ("help", "components")}
