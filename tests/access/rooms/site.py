"""The front door: login, own password, home."""

from django.urls import reverse

from tests.access.world import World

GET = """
home                               302 403 200 200 200 200 200 200 200 200
login                              200 302 302 302 302 302 302 302 302 302
logout                             405 405 405 405 405 405 405 405 405 405
password_change                    302 403 200 200 200 200 200 200 200 200
"""

POST = """
password_change                 302 403 may may may may may may may may
"""


def paths(world: World) -> dict[str, str]:
    return {name: reverse(name) for name in ("home", "login", "logout", "password_change")}
