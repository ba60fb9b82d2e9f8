"""Personal data: how much is kept of whom, for those who answer for it; one person's own, for the office."""

from django.urls import reverse

from tests.access.world import World

GET = """
personal                           302 403 403 200 403 403 403 403 200 200
person_told own                    302 403 200 200 403 403 403 403 403 403
person_told other                  302 403 200 200 403 403 403 403 403 403
"""

POST = ""


def paths(world: World) -> dict[str, str]:
    return {
        "personal": reverse("personal"),
        "person_told own": reverse("person_told", args=[world.own_person.pk]),
        "person_told other": reverse("person_told", args=[world.other_person.pk]),
    }
