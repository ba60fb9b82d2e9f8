"""Papers: drafts, issued ones, their readings."""

from django.urls import reverse

from tests.access.world import World

GET = """
notices:list                       302 403 200 200 200 200 200 200 200 403
notices:notice                     302 403 200 200 200 200 200 200 200 403
notices:pdf named                  302 403 200 200 404 404 200 404 200 403
notices:pdf public                 302 403 200 200 200 200 200 200 200 403
notices:unit_pdf own               302 403 200 200 200 404 404 404 200 403
notices:unit_pdf other             302 403 200 200 404 200 404 404 200 403
notices:compose                    302 403 200 200 403 403 403 403 403 403
notices:preview                    302 403 200 200 403 403 403 403 403 403
notices:draft_pdf                  302 403 200 200 403 403 403 403 403 403
notices:issue                      302 403 403 200 403 403 403 403 403 403
"""

POST = """
notices:preview                 302 403 may may 403 403 403 403 403 403
notices:compose                 302 403 may may 403 403 403 403 403 403
notices:issue                   302 403 403 may 403 403 403 403 403 403
"""

OF_A_DRAFT = ("notices:compose", "notices:preview", "notices:draft_pdf", "notices:issue")


def paths(world: World) -> dict[str, str]:
    pk = world.notice.pk
    return {
        "notices:list": reverse("notices:list"),
        **{name: reverse(name, args=["2026-09"]) for name in OF_A_DRAFT},
        "notices:notice": reverse("notices:notice", args=[pk]),
        "notices:pdf named": reverse("notices:pdf", args=[pk, "named"]),
        "notices:pdf public": reverse("notices:pdf", args=[pk, "public"]),
        "notices:unit_pdf own": reverse("notices:unit_pdf", args=[pk, world.own.pk]),
        "notices:unit_pdf other": reverse("notices:unit_pdf", args=[pk, world.other.pk]),
    }
