"""督查: the phone's page and what it sends; rounds and draws on record, which unit heads do not see."""

import uuid

from django.urls import reverse

from scoring.models import Inspection, InspectionDraw
from scoring.rounds import RoundData, SeenData, VisitData
from scoring.services.drawing import make_draw
from scoring.services.inspections import record_inspection
from tests.access.world import CANARY_ROUND, World
from tests.conftest import NOON
from tests.scoring.factories import a_finding

GET = """
scoring:inspect                    302 403 200 200 403 403 403 403 403 403
scoring:inspect_worker             302 403 200 200 403 403 403 403 403 403
scoring:inspect_data               302 403 200 200 403 403 403 403 403 403
scoring:inspect_photo              302 403 405 405 403 403 403 403 403 403
scoring:inspect_send               302 403 405 405 403 403 403 403 403 403
scoring:draw_make                  302 403 405 405 403 403 403 403 403 403
scoring:inspections                302 403 200 200 403 403 403 403 200 403
scoring:inspections_export         302 403 200 200 403 403 403 403 200 403
scoring:coverage                   302 403 200 200 403 403 403 403 200 403
scoring:coverage_export            302 403 200 200 403 403 403 403 200 403
scoring:draws_export               302 403 200 200 403 403 403 403 200 403
scoring:draws                      302 403 200 200 403 403 403 403 200 403
scoring:draw                       302 403 200 200 403 403 403 403 200 403
scoring:inspection                 302 403 200 200 403 403 403 403 200 403
scoring:inspection_edit            302 403 200 200 403 403 403 403 403 403
scoring:inspection_confirm         302 403 405 405 403 403 403 403 403 403
"""

POST = """
scoring:inspect_photo           302 403 may may 403 403 403 403 403 403
scoring:inspect_send            302 403 may may 403 403 403 403 403 403
scoring:draw_make               302 403 may may 403 403 403 403 403 403
scoring:inspection_edit         302 403 may may 403 403 403 403 403 403
scoring:inspection_confirm      302 403 may may 403 403 403 403 403 403
"""

PLAIN = (
    *("scoring:inspect", "scoring:inspect_worker", "scoring:inspect_data", "scoring:inspect_photo"),
    *("scoring:inspect_send", "scoring:draw_make", "scoring:inspections", "scoring:inspections_export"),
    *("scoring:coverage", "scoring:coverage_export", "scoring:draws", "scoring:draws_export"),
)
OF_A_ROUND = ("scoring:inspection", "scoring:inspection_edit", "scoring:inspection_confirm")


def paths(world: World) -> dict[str, str]:
    row = _round(world)
    return {
        **{name: reverse(name) for name in PLAIN},
        **{name: reverse(name, args=[row.pk]) for name in OF_A_ROUND},
        "scoring:draw": reverse("scoring:draw", args=[row.draw_id]),
    }


def _round(world: World) -> Inspection:
    """The one round of the small site, to the other unit, as the draw had it."""
    row = Inspection.objects.first()
    if row is not None:
        return row
    clerk = world.users["clerk"]
    draw: InspectionDraw = make_draw(wanted=1, seed="2", by=clerk, at=NOON)
    seen = SeenData(key="a", finding=a_finding(world.other, fact=CANARY_ROUND, happened_on=NOON.date()))
    visit = VisitData(unit=world.other, visited_at=NOON, checks={"在岗": "有问题"}, seen=(seen,))
    round_ = RoundData(key=uuid.UUID(int=7), visits=(visit,), digest="0" * 64, draw=draw, kind="spot")
    return record_inspection(round_=round_, by=clerk, at=NOON)
