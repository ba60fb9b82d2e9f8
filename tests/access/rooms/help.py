"""使用手册."""

from django.urls import reverse

from tests.access.world import World

GET = """
help                               302 403 200 200 200 200 200 200 200 200
"""

POST = ""


def paths(world: World) -> dict[str, str]:
    return {"help": reverse("help")}
