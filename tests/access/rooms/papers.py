"""Papers: those other than the bulletin composed, previewed, issued; the register, verifying, receipts."""

from django.urls import reverse

from tests.access.world import World

GET = """
notices:outgoing                   302 403 200 200 403 403 403 403 403 403
notices:outgoing_preview           302 403 200 200 403 403 403 403 403 403
notices:outgoing_draft             302 403 200 200 403 403 403 403 403 403
notices:outgoing_issue             302 403 403 200 403 403 403 403 403 403
notices:register_export            302 403 200 200 200 200 200 200 200 403
notices:verify                     302 403 200 200 200 200 200 200 200 403
notices:receipt own                302 403 403 403 405 405 403 403 403 403
notices:receipt other              302 403 403 403 405 405 403 403 403 403
"""

POST = """
notices:outgoing_preview        302 403 may may 403 403 403 403 403 403
notices:outgoing                302 403 may may 403 403 403 403 403 403
notices:outgoing_issue          302 403 403 may 403 403 403 403 403 403
notices:verify                  302 403 may may may may may may may 403
notices:receipt own             302 403 403 403 may 404 403 403 403 403
notices:receipt other           302 403 403 403 404 may 403 403 403 403
"""

OF_A_PERIOD = (
    "notices:outgoing",
    "notices:outgoing_preview",
    "notices:outgoing_draft",
    "notices:outgoing_issue",
)


def paths(world: World) -> dict[str, str]:
    pk = world.notice.pk
    return {
        **{name: reverse(name, args=["period", "2026-Q3"]) for name in OF_A_PERIOD},
        "notices:register_export": reverse("notices:register_export"),
        "notices:verify": reverse("notices:verify"),
        "notices:receipt own": reverse("notices:receipt", args=[pk, world.own.pk]),
        "notices:receipt other": reverse("notices:receipt", args=[pk, world.other.pk]),
    }
