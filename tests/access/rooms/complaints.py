"""Complaints: read by the policy office and the leaders, kept by the policy office, unknown to all others."""

from datetime import timedelta

from django.urls import reverse

from records.files import store_file
from scoring.complaints import ComplainantData, ComplaintData, PointCharges, PointData
from scoring.models import Complaint, ComplaintPoint
from scoring.rulebook import shipped_edition
from scoring.selectors.entry_choices import entry_choices
from scoring.services.complaint_charges import record_point_charges
from scoring.services.complaints import attach_files, register_complaint
from scoring.services.deciding_complaints import decide_point
from tests.access.world import (
    CANARY_COMPLAINT,
    CANARY_POINT,
    COMPLAINT_CONTACT,
    COMPLAINT_NAME,
    World,
    photo,
)
from tests.conftest import NOON
from units.models import Unit, User

GET = """
scoring:complaints                 302 403 200 200 403 403 403 403 200 403
scoring:complaints_export          302 403 200 200 403 403 403 403 200 403
scoring:complaint_new              302 403 200 200 403 403 403 403 403 403
scoring:complaint own              302 403 200 200 403 403 403 403 200 403
scoring:complaint other            302 403 200 200 403 403 403 403 200 403
scoring:complaint_edit             302 403 200 200 403 403 403 403 403 403
scoring:complaint_due              302 403 405 405 403 403 403 403 403 403
scoring:complaint_step             302 403 405 405 403 403 403 403 403 403
scoring:complaint_files            302 403 405 405 403 403 403 403 403 403
scoring:complaint_file             302 403 200 200 403 403 403 403 403 403
scoring:complainant                302 403 405 405 403 403 403 403 403 403
scoring:complainant_edit           302 403 200 200 403 403 403 403 403 403
scoring:complainant_erase          302 403 405 405 403 403 403 403 403 403
scoring:complaint_decide           302 403 405 405 403 403 403 403 403 403
scoring:complaint_reopen           302 403 405 405 403 403 403 403 403 403
scoring:point_decide               302 403 405 405 403 403 403 403 403 403
scoring:point_back                 302 403 405 405 403 403 403 403 403 403
scoring:point_charges to record    302 403 200 200 403 403 403 403 403 403
scoring:point_charges recorded     302 403 302 302 403 403 403 403 403 403
"""

POST = """
scoring:complaint_new            302 403 may may 403 403 403 403 403 403
scoring:complaint_edit           302 403 may may 403 403 403 403 403 403
scoring:complaint_due            302 403 may may 403 403 403 403 403 403
scoring:complaint_step           302 403 may may 403 403 403 403 403 403
scoring:complaint_files          302 403 may may 403 403 403 403 403 403
scoring:complainant              302 403 may may 403 403 403 403 403 403
scoring:complainant_edit         302 403 may may 403 403 403 403 403 403
scoring:complainant_erase        302 403 may may 403 403 403 403 403 403
scoring:complaint_decide         302 403 may may 403 403 403 403 403 403
scoring:complaint_reopen         302 403 may may 403 403 403 403 403 403
scoring:point_decide             302 403 may may 403 403 403 403 403 403
scoring:point_back               302 403 may may 403 403 403 403 403 403
scoring:point_charges to record  302 403 may may 403 403 403 403 403 403
scoring:point_charges recorded   302 403 may may 403 403 403 403 403 403
"""

PLAIN = ("scoring:complaints", "scoring:complaints_export", "scoring:complaint_new")
OF_A_COMPLAINT = (
    *("scoring:complaint_edit", "scoring:complaint_due", "scoring:complaint_step", "scoring:complaint_files"),
    *("scoring:complainant", "scoring:complainant_edit", "scoring:complainant_erase"),
    *("scoring:complaint_decide", "scoring:complaint_reopen"),
)
OF_A_POINT = ("scoring:point_decide", "scoring:point_back")


def paths(world: World) -> dict[str, str]:
    """One complaint against the own unit, to be recorded; one against the other's, recorded already."""
    own, other = _complaint(world, world.own), _complaint(world, world.other)
    _record(world, other)
    point, recorded = own.points.get(position=1), other.points.get(position=1)
    found = {name: reverse(name) for name in PLAIN}
    found |= {name: reverse(name, args=[own.pk]) for name in OF_A_COMPLAINT}
    found |= {name: reverse(name, args=[own.pk, point.pk]) for name in OF_A_POINT}
    return found | {
        "scoring:complaint own": reverse("scoring:complaint", args=[own.pk]),
        "scoring:complaint other": reverse("scoring:complaint", args=[other.pk]),
        "scoring:complaint_file": reverse("scoring:complaint_file", args=[own.pk, own.files.get().pk]),
        "scoring:point_charges to record": reverse("scoring:point_charges", args=[own.pk, point.pk]),
        "scoring:point_charges recorded": reverse("scoring:point_charges", args=[other.pk, recorded.pk]),
    }


def _complaint(world: World, unit: Unit) -> Complaint:
    """Two points, the first found true; with its complainant and a paper."""
    clerk = _clerk(world)
    points = tuple(
        PointData(
            position=number,
            text=f"{CANARY_POINT}{number}" if unit == world.other else "答复生硬",
            about="attitude",
            unit=unit,
        )
        for number in (1, 2)
    )
    row = register_complaint(
        data=ComplaintData(
            received_at=NOON - timedelta(days=1),
            happened_on=NOON.date() - timedelta(days=2),
            channel="phone",
            content=CANARY_COMPLAINT if unit == world.other else "投诉人反映答复生硬",
            unit=unit,
            investigator="经办甲",
            points=points,
        ),
        complainant=ComplainantData(name=COMPLAINT_NAME, contact=COMPLAINT_CONTACT),
        by=clerk,
        at=NOON,
    )
    file = store_file(upload=photo("来信.png"), by=clerk, at=NOON)
    attach_files(complaint=row, files=[file], by=clerk, at=NOON)
    decide_point(
        point=row.points.get(position=1),
        expected_version=1,
        result="true",
        finding_text="录音证实",
        by=clerk,
        at=NOON,
    )
    return row


def _record(world: World, row: Complaint) -> None:
    point = ComplaintPoint.objects.select_related("complaint", "unit").get(complaint=row, position=1)
    behaviour = shipped_edition().behaviour("2.9", "投诉属实")
    record_point_charges(
        point=point,
        expected_version=point.version,
        data=PointCharges(fact="群众投诉答复生硬，经查属实", behaviours=(behaviour,)),
        choices=entry_choices(row.happened_on),
        by=_clerk(world),
        at=NOON,
    )


def _clerk(world: World) -> User:
    clerk = world.users["clerk"]
    assert clerk is not None
    return clerk
