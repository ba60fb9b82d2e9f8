"""Word files of papers: of drafts, and of issued ones for those who may open the PDF."""

from django.urls import reverse

from tests.access.world import World

GET = """
notices:draft_docx                 302 403 200 200 403 403 403 403 403 403
notices:outgoing_docx              302 403 200 200 403 403 403 403 403 403
notices:docx named                 302 403 200 200 404 404 200 404 200 403
notices:docx public                302 403 200 200 200 200 200 200 200 403
notices:unit_docx own              302 403 200 200 200 404 404 404 200 403
notices:unit_docx other            302 403 200 200 404 200 404 404 200 403
"""

POST = ""


def paths(world: World) -> dict[str, str]:
    pk = world.notice.pk
    return {
        "notices:draft_docx": reverse("notices:draft_docx", args=["2026-09"]),
        "notices:outgoing_docx": reverse("notices:outgoing_docx", args=["period", "2026-Q3"]),
        "notices:docx named": reverse("notices:docx", args=[pk, "named"]),
        "notices:docx public": reverse("notices:docx", args=[pk, "public"]),
        "notices:unit_docx own": reverse("notices:unit_docx", args=[pk, world.own.pk]),
        "notices:unit_docx other": reverse("notices:unit_docx", args=[pk, world.other.pk]),
    }
