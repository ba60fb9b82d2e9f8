"""What a monitor asks: no session, nothing about anybody."""

from django.urls import reverse

from tests.access.world import World

GET = """
healthz                            200 200 200 200 200 200 200 200 200 200
"""

POST = ""


def paths(world: World) -> dict[str, str]:
    return {"healthz": reverse("healthz")}
