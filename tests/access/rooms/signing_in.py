"""The second step of the login, its settings page, and what the administrator does about locks and phones."""

from django.urls import reverse

from tests.access.world import World

GET = """
login_code                         302 302 302 302 302 302 302 302 302 302
units:second_factor                302 403 200 200 200 200 200 200 200 200
units:second_factor_begin          302 403 405 405 405 405 405 405 405 405
units:second_factor_confirm        302 403 405 405 405 405 405 405 405 405
units:second_factor_off            302 403 405 405 405 405 405 405 405 405
units:second_factor_reset          302 403 403 403 403 403 403 403 403 405
units:account_unlock               302 403 403 403 403 403 403 403 403 405
"""

POST = """
login_code                      302 may may may may may may may may may
units:second_factor_begin       302 403 may may may may may may may may
units:second_factor_confirm     302 403 may may may may may may may may
units:second_factor_off         302 403 may may may may may may may may
units:second_factor_reset       302 403 403 403 403 403 403 403 403 may
units:account_unlock            302 403 403 403 403 403 403 403 403 may
"""


def paths(world: World) -> dict[str, str]:
    own = ("second_factor", "second_factor_begin", "second_factor_confirm", "second_factor_off")
    clerk = world.users["clerk"]
    assert clerk is not None
    of_clerk = ("second_factor_reset", "account_unlock")
    return {
        "login_code": reverse("login_code"),
        **{f"units:{name}": reverse(f"units:{name}") for name in own},
        **{f"units:{name}": reverse(f"units:{name}", args=[clerk.pk]) for name in of_clerk},
    }
