"""Letters that go with a 整改处理, composed and issued as every other paper; the printed 约谈记录."""

from datetime import timedelta

from django.urls import reverse

from notices.models import FollowUp, Talk
from notices.services.follow_ups.talks import record_talk
from tests.access.world import CANARY_TALK, World
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
notices:outgoing_preview letter 302 403 may may 403 403 403 403 403 403
notices:outgoing letter         302 403 may may 403 403 403 403 403 403
notices:outgoing_issue letter   302 403 403 may 403 403 403 403 403 403
"""

OF_A_LETTER = (
    *("notices:outgoing", "notices:outgoing_preview", "notices:outgoing_draft"),
    "notices:outgoing_issue",
)


TOLD = {
    "held_at": NOON - timedelta(hours=2),
    "place": "会议室",
    "person": "单位丁",
    "led_by": "纪检己",
    "noted_by": "纪检己",
    "points": CANARY_TALK,
    "answer": "今后改正",
    "demands": "加强管理",
}


def paths(world: World) -> dict[str, str]:
    mend, talk = (_follow_up(world, kind) for kind in ("限期整改", "约谈"))
    if not Talk.objects.exists():
        record_talk(follow_up=talk, expected_version=1, data=TOLD, by=world.users["discipline"], at=NOON)
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
