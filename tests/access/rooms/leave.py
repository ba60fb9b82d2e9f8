"""Leave slips, who is where, postings under review, the printed form."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from records.files import store_file
from tests.access.world import CANARY_FILE, CANARY_LEAVE, World, photo
from tests.conftest import NOON
from units.models import LeaveSlip, StaffMember, Unit

GET = """
units:leave                        302 403 200 200 200 200 403 403 200 403
units:leave_export                 302 403 200 200 200 200 403 403 200 403
units:leave_calendar               302 403 200 200 200 200 403 403 200 403
units:leave_calendar_export        302 403 200 200 200 200 403 403 200 403
units:on_duty                      302 403 200 200 200 200 403 403 200 403
units:on_duty_export               302 403 200 200 200 200 403 403 200 403
units:slip_new                     302 403 200 200 403 403 403 403 403 403
units:slip_check                   302 403 405 405 403 403 403 403 403 403
units:slip own                     302 403 200 200 200 404 403 403 200 403
units:slip other                   302 403 200 200 404 200 403 403 200 403
units:slip_edit own                302 403 200 200 403 403 403 403 403 403
units:slip_edit other              302 403 200 200 403 403 403 403 403 403
units:slip_covers own              302 403 302 302 403 403 403 403 403 403
units:slip_covers other            302 403 302 302 403 403 403 403 403 403
units:slip_sign own                302 403 403 405 403 403 403 403 403 403
units:slip_sign other              302 403 403 405 403 403 403 403 403 403
units:slip_refuse own              302 403 403 405 403 403 403 403 403 403
units:slip_refuse other            302 403 403 405 403 403 403 403 403 403
units:slip_withdraw own            302 403 405 405 403 403 403 403 403 403
units:slip_withdraw other          302 403 405 405 403 403 403 403 403 403
units:slip_file own                302 403 405 405 403 403 403 403 403 403
units:slip_file other              302 403 405 405 403 403 403 403 403 403
units:slip_return own              302 403 405 405 403 403 403 403 403 403
units:slip_return other            302 403 405 405 403 403 403 403 403 403
units:slip_upload own              302 403 405 405 403 403 403 403 403 403
units:slip_upload other            302 403 405 405 403 403 403 403 403 403
units:slip_paper own               302 403 200 200 200 404 403 403 200 403
units:slip_paper other             302 403 200 200 404 200 403 403 200 403
units:slip_thumbnail own           302 403 200 200 200 404 403 403 200 403
units:slip_thumbnail other         302 403 200 200 404 200 403 403 200 403
units:slip_paper_remove own        302 403 405 405 403 403 403 403 403 403
units:slip_paper_remove other      302 403 405 405 403 403 403 403 403 403
notices:leave_form own             302 403 200 200 200 404 403 403 200 403
notices:leave_form other           302 403 200 200 404 200 403 403 200 403
notices:leave_form_blank           302 403 200 200 200 200 403 403 200 403
notices:leave_form_docx own        302 403 200 200 200 404 403 403 200 403
notices:leave_form_docx other      302 403 200 200 404 200 403 403 200 403
notices:leave_form_blank_docx      302 403 200 200 200 200 403 403 200 403
units:postings                     302 403 200 200 403 403 403 403 403 403
units:postings_export              302 403 200 200 403 403 403 403 403 403
units:posting own                  302 403 200 200 403 403 403 403 403 403
units:posting other                302 403 200 200 403 403 403 403 403 403
units:posting_review own           302 403 405 405 403 403 403 403 403 403
units:posting_review other         302 403 405 405 403 403 403 403 403 403
units:posting_hand_in own          302 403 405 405 403 403 403 403 403 403
units:posting_hand_in other        302 403 405 405 403 403 403 403 403 403
units:posting_rotate own           302 403 200 200 403 403 403 403 403 403
units:posting_rotate other         302 403 200 200 403 403 403 403 403 403
units:posting_withdraw own         302 403 200 200 403 403 403 403 403 403
units:posting_withdraw other       302 403 200 200 403 403 403 403 403 403
"""

POST = """
units:slip_new                  302 403 may may 403 403 403 403 403 403
units:slip_check                302 403 may may 403 403 403 403 403 403
units:slip_edit own             302 403 may may 403 403 403 403 403 403
units:slip_edit other           302 403 may may 403 403 403 403 403 403
units:slip_covers own           302 403 may may 403 403 403 403 403 403
units:slip_covers other         302 403 may may 403 403 403 403 403 403
units:slip_sign own             302 403 403 may 403 403 403 403 403 403
units:slip_sign other           302 403 403 may 403 403 403 403 403 403
units:slip_refuse own           302 403 403 may 403 403 403 403 403 403
units:slip_refuse other         302 403 403 may 403 403 403 403 403 403
units:slip_withdraw own         302 403 may may 403 403 403 403 403 403
units:slip_withdraw other       302 403 may may 403 403 403 403 403 403
units:slip_file own             302 403 may may 403 403 403 403 403 403
units:slip_file other           302 403 may may 403 403 403 403 403 403
units:slip_return own           302 403 may may 403 403 403 403 403 403
units:slip_return other         302 403 may may 403 403 403 403 403 403
units:slip_upload own           302 403 may may 403 403 403 403 403 403
units:slip_upload other         302 403 may may 403 403 403 403 403 403
units:slip_paper_remove own     302 403 may may 403 403 403 403 403 403
units:slip_paper_remove other   302 403 may may 403 403 403 403 403 403
units:posting_review own        302 403 may may 403 403 403 403 403 403
units:posting_review other      302 403 may may 403 403 403 403 403 403
units:posting_hand_in own       302 403 may may 403 403 403 403 403 403
units:posting_hand_in other     302 403 may may 403 403 403 403 403 403
units:posting_rotate own        302 403 may may 403 403 403 403 403 403
units:posting_rotate other      302 403 may may 403 403 403 403 403 403
units:posting_withdraw own      302 403 may may 403 403 403 403 403 403
units:posting_withdraw other    302 403 may may 403 403 403 403 403 403
"""

PLAIN = (
    *("units:leave", "units:leave_export", "units:leave_calendar", "units:on_duty", "units:slip_new"),
    *("units:on_duty_export", "units:postings_export", "units:leave_calendar_export"),
    "units:slip_check",
    *("units:postings", "notices:leave_form_blank", "notices:leave_form_blank_docx"),
)
OF_A_SLIP = (
    *("units:slip", "units:slip_edit", "units:slip_covers", "units:slip_sign", "units:slip_refuse"),
    *("units:slip_withdraw", "units:slip_file", "units:slip_return", "notices:leave_form"),
    "notices:leave_form_docx",
)
OF_A_PAPER = ("units:slip_paper", "units:slip_thumbnail", "units:slip_paper_remove")
OF_A_POSTING = (
    *("units:posting", "units:posting_review", "units:posting_hand_in"),
    *("units:posting_rotate", "units:posting_withdraw"),
)


def paths(world: World) -> dict[str, str]:
    found = {name: reverse(name) for name in PLAIN}
    for side, unit, person, posting in (
        ("own", world.own, world.own_person, world.own_posting),
        ("other", world.other, world.other_person, world.other_posting),
    ):
        slip = _slip(world, unit, person)
        scan = slip.scans.get()
        found |= {f"{name} {side}": reverse(name, args=[slip.pk]) for name in OF_A_SLIP}
        found |= {f"{name} {side}": reverse(name, args=[slip.pk, scan.pk]) for name in OF_A_PAPER}
        found |= {f"{name} {side}": reverse(name, args=[posting.pk]) for name in OF_A_POSTING}
        found[f"units:slip_upload {side}"] = reverse("units:slip_upload", args=[slip.pk, "scans"])
    return found


def _slip(world: World, unit: Unit, person: StaffMember) -> LeaveSlip:
    """A slip for today with a scan of it; the other unit's carries canaries. Written once a test."""
    earlier = LeaveSlip.objects.filter(person=person).first()
    if earlier is not None:
        return earlier
    clerk, is_other = world.users["clerk"], unit == world.other
    slip = LeaveSlip.objects.create(
        person=person,
        unit=unit,
        kind=LeaveSlip.Kind.PERSONAL,
        reason=CANARY_LEAVE if is_other else "家中有事",
        starts_on=date(2026, 10, 8),
        ends_on=date(2026, 10, 9),
        handed_at=NOON,
        recorded_by=clerk,
        recorded_at=timezone.now(),
    )
    upload = photo(f"{CANARY_FILE if is_other else '请假条'}.png")
    slip.scans.add(store_file(upload=upload, by=clerk, at=NOON))
    return slip
