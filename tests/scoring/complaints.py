"""Short ways to tell of a complaint, with today's cast."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from scoring.complaints import ComplainantData, ComplaintData, PointCharges, PointData
from scoring.models import Complaint, ComplaintPoint, Finding
from scoring.selectors.entry_choices import entry_choices
from scoring.services.complaint_charges import record_point_charges
from scoring.services.complaint_weighing import Weighed, case_of, weigh_charges
from scoring.services.complaints import register_complaint
from scoring.services.deciding_complaints import decide_point
from tests.conftest import NOON
from units.models import Unit, User

ON = date(2026, 10, 6)
RECEIVED = datetime(2026, 10, 7, 9, 30, tzinfo=NOON.tzinfo)
NAME, CONTACT = "黄鹂鸣", "13811112222"
FOUND = "监控和录音证实"


def complaint_data(unit: Unit, *points: dict[str, Any], **more: Any) -> ComplaintData:
    """来电 of 7 October about 6 October; a point is against `unit` and about 服务态度 unless told."""
    rows = tuple(
        PointData(**{"position": number, "text": "答复生硬", "about": "attitude", "unit": unit} | point)
        for number, point in enumerate(points or ({},), start=1)
    )
    told = {
        "received_at": RECEIVED,
        "happened_on": ON,
        "channel": "phone",
        "content": "投诉人反映窗口态度不好",
        "unit": unit,
        "investigator": "经办甲",
        "points": rows,
    }
    return ComplaintData(**told | more)


def a_complaint(
    by: User, unit: Unit, *points: dict[str, Any], name: str = NAME, contact: str = CONTACT, **more: Any
) -> Complaint:
    return register_complaint(
        data=complaint_data(unit, *points, **more),
        complainant=ComplainantData(name=name, contact=contact),
        by=by,
        at=NOON,
    )


def decided(
    by: User, complaint: Complaint, position: int = 1, *, result: str = "true", text: str = FOUND
) -> ComplaintPoint:
    """The point as it was decided."""
    point = ComplaintPoint.objects.select_related("complaint", "unit", "window", "person").get(
        complaint=complaint, position=position
    )
    decide_point(
        point=point, expected_version=point.version, result=result, finding_text=text, by=by, at=NOON
    )
    return ComplaintPoint.objects.select_related("complaint", "unit", "window", "person").get(pk=point.pk)


def true_point(by: User, unit: Unit, /, about: str, **more: Any) -> ComplaintPoint:
    """A complaint of one point, found true."""
    return decided(by, a_complaint(by, unit, {"about": about} | more))


def proposed(point: ComplaintPoint, **changes: Any) -> PointCharges:
    """The proposal as it stands; `ticked` names the lines instead."""
    offered = case_of(point).offered
    ticked = changes.pop("ticked", None)
    keys = offered.proposed if ticked is None else ticked
    data = PointCharges(
        fact="群众投诉属实",
        behaviours=tuple(offered.behaviours[key] for key in keys),
        window=point.window,
        person=point.person,
    )
    return replace(data, **changes)


def weighed(point: ComplaintPoint, **changes: Any) -> Weighed:
    data = proposed(point, **changes)
    return weigh_charges(case=case_of(point), data=data, choices=entry_choices(ON), at=NOON)


def recorded(by: User, point: ComplaintPoint, **changes: Any) -> Finding:
    """The point's events, as proposed unless told otherwise."""
    return record_point_charges(
        point=point,
        expected_version=point.version,
        data=proposed(point, **changes),
        choices=entry_choices(ON),
        by=by,
        at=NOON,
    )


def charged(finding: Finding) -> list[tuple[str, str, str, str]]:
    """(unit, clause, behaviour, status) of a finding's events, in entry order."""
    rows = finding.events.order_by("id").select_related("unit")
    return [(row.unit.name, row.clause, row.behaviour, row.status) for row in rows]
