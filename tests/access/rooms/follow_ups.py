"""整改处理: read by the office, the leaders, the own unit's head; of referrals and talks the 纪检监察组."""

from datetime import date

from django.urls import reverse

from notices.models import FollowUp
from notices.services.follow_ups.handing_in import hand_in
from records.files import store_file
from tests.access.world import CANARY_CHECK, World, photo
from tests.conftest import NOON
from units.models import Unit

GET = """
notices:follow_ups                 302 403 200 200 200 200 200 403 200 403
notices:follow_ups_export          302 403 200 200 200 200 200 403 200 403
notices:follow_ups_meeting         302 403 200 200 200 200 200 403 200 403
notices:follow_up own              302 403 200 200 200 404 404 403 200 403
notices:follow_up other            302 403 200 200 404 200 404 403 200 403
notices:follow_up talk             302 403 200 200 200 404 200 403 200 403
notices:follow_up_file own         302 403 200 200 200 404 404 403 200 403
notices:follow_up_file other       302 403 200 200 404 200 404 403 200 403
notices:follow_up_hand_in own      302 403 403 403 405 405 403 403 403 403
notices:follow_up_hand_in other    302 403 403 403 405 405 403 403 403 403
notices:follow_up_accept           302 403 405 405 403 403 403 403 403 403
notices:follow_up_return           302 403 405 405 403 403 403 403 403 403
notices:follow_up_confirm          302 403 403 405 403 403 403 403 403 403
notices:follow_up_decline          302 403 403 405 403 403 403 403 403 403
notices:follow_up_choose           302 403 403 405 403 403 403 403 403 403
notices:follow_up_escalate         302 403 405 405 403 403 403 403 403 403
notices:follow_up_outcome          302 403 403 403 403 403 405 403 403 403
notices:follow_up_withdraw         302 403 403 405 403 403 403 403 403 403
notices:follow_up_resume           302 403 405 405 403 403 403 403 403 403
notices:follow_up_talk             302 403 403 403 403 403 200 403 403 403
notices:follow_up_removal          302 403 200 200 403 403 403 403 403 403
"""

POST = """
notices:follow_up_hand_in own      302 403 403 403 may 404 403 403 403 403
notices:follow_up_hand_in other    302 403 403 403 404 may 403 403 403 403
notices:follow_up_accept           302 403 may may 403 403 403 403 403 403
notices:follow_up_return           302 403 may may 403 403 403 403 403 403
notices:follow_up_confirm          302 403 403 may 403 403 403 403 403 403
notices:follow_up_decline          302 403 403 may 403 403 403 403 403 403
notices:follow_up_choose           302 403 403 may 403 403 403 403 403 403
notices:follow_up_escalate         302 403 may may 403 403 403 403 403 403
notices:follow_up_outcome          302 403 403 403 403 403 may 403 403 403
notices:follow_up_withdraw         302 403 403 may 403 403 403 403 403 403
notices:follow_up_resume           302 403 may may 403 403 403 403 403 403
notices:follow_up_talk             302 403 403 403 403 403 may 403 403 403
notices:follow_up_removal          302 403 may may 403 403 403 403 403 403
"""

PLAIN = ("notices:follow_ups", "notices:follow_ups_export", "notices:follow_ups_meeting")
OF_ONE = (
    *("notices:follow_up_accept", "notices:follow_up_return", "notices:follow_up_confirm"),
    *("notices:follow_up_decline", "notices:follow_up_choose", "notices:follow_up_escalate"),
    *("notices:follow_up_withdraw", "notices:follow_up_resume", "notices:follow_up_removal"),
)


def paths(world: World) -> dict[str, str]:
    """One handed in for either unit, a talk with the own unit's head, a referral of it."""
    own, other = (_handed_in(world, unit) for unit in (world.own, world.other))
    talk = _follow_up(world, world.own, "约谈")
    referral = _follow_up(world, world.own, "移送纪检")
    found = {name: reverse(name) for name in PLAIN}
    found |= {name: reverse(name, args=[own.pk]) for name in OF_ONE}
    found |= {
        "notices:follow_up talk": reverse("notices:follow_up", args=[talk.pk]),
        "notices:follow_up_talk": reverse("notices:follow_up_talk", args=[talk.pk]),
        "notices:follow_up_outcome": reverse("notices:follow_up_outcome", args=[referral.pk]),
    }
    for side, row in (("own", own), ("other", other)):
        file = row.handed_in.get().files.get()
        found |= {
            f"notices:follow_up {side}": reverse("notices:follow_up", args=[row.pk]),
            f"notices:follow_up_hand_in {side}": reverse("notices:follow_up_hand_in", args=[row.pk]),
            f"notices:follow_up_file {side}": reverse("notices:follow_up_file", args=[row.pk, file.pk]),
        }
    return found


def _handed_in(world: World, unit: Unit) -> FollowUp:
    person = world.own_person if unit == world.own else world.other_person
    row = FollowUp.objects.filter(unit=unit, kind="书面检查").first()
    if row is None:
        row = _follow_up(world, unit, "书面检查", person=person)
        head = world.users["head" if unit == world.own else "other_head"]
        text = "今后改正" if unit == world.own else CANARY_CHECK
        name = "检查.png" if unit == world.own else f"{CANARY_CHECK}.png"
        file = store_file(upload=photo(name), by=head, at=NOON)
        hand_in(follow_up=row, expected_version=1, text=text, files=[file], by=head, at=NOON)
    return row


def _follow_up(world: World, unit: Unit, kind: str, **more: object) -> FollowUp:
    row, _ = FollowUp.objects.get_or_create(
        unit=unit,
        kind=kind,
        month=world.notice.month,
        defaults={
            "basis": "四（二）",
            "handled_by": "窗口单位",
            "causes": [],
            "opened_by": world.notice,
            "opened_at": NOON,
            "due_on": date(2026, 10, 12),
            **more,
        },
    )
    return row
