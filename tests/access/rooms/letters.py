"""Letters that go with a 整改处理, composed and issued as every other paper; the printed 约谈记录."""

from django.urls import reverse

from notices.models import FollowUp
from tests.access.world import World
from tests.conftest import NOON

GET = """
notices:outgoing letter            302 403 200 200 403 403 403 403 403 403
notices:outgoing_preview letter    302 403 200 200 403 403 403 403 403 403
notices:outgoing_draft letter      302 403 200 200 403 403 403 403 403 403
notices:outgoing_issue letter      302 403 403 200 403 403 403 403 403 403
notices:talk_record talk           302 403 200 200 403 403 200 403 200 403
notices:talk_record mend           302 403 404 404 403 403 404 403 404 403
notices:talk_record_docx talk      302 403 200 200 403 403 200 403 200 403
notices:talk_record_docx mend      302 403 404 404 403 403 404 403 404 403
"""

POST = """
notices:outgoing letter         302 403 may may 403 403 403 403 403 403
notices:outgoing_issue letter   302 403 403 may 403 403 403 403 403 403
"""

OF_A_LETTER = (
    *("notices:outgoing", "notices:outgoing_preview", "notices:outgoing_draft"),
    "notices:outgoing_issue",
)


def paths(world: World) -> dict[str, str]:
    mend, talk = (_follow_up(world, kind) for kind in ("限期整改", "约谈"))
    return {
        **{f"{name} letter": reverse(name, args=["mend", mend.pk]) for name in OF_A_LETTER},
        "notices:talk_record talk": reverse("notices:talk_record", args=[talk.pk]),
        "notices:talk_record mend": reverse("notices:talk_record", args=[mend.pk]),
        "notices:talk_record_docx talk": reverse("notices:talk_record_docx", args=[talk.pk]),
        "notices:talk_record_docx mend": reverse("notices:talk_record_docx", args=[mend.pk]),
    }


def _follow_up(world: World, kind: str) -> FollowUp:
    row, _ = FollowUp.objects.get_or_create(
        unit=world.other,
        kind=kind,
        month=world.notice.month,
        defaults={
            "basis": "四（二）",
            "handled_by": "窗口单位",
            "causes": [],
            "opened_by": world.notice,
            "opened_at": NOON,
        },
    )
    return row
