"""A month's life: 核对, 申诉, 更正, 重新开放, 重算, 期初情况."""

from django.urls import reverse

from scoring.models import Correction, Objection, ScoreEvent
from scoring.services.corrections import correct_event
from scoring.services.objections import file_objection
from tests.access.world import AUGUST, CANARY_OBJECTION, OCTOBER, SEPTEMBER, World
from tests.conftest import NOON
from units.models import Unit

GET = """
scoring:review                     302 403 405 405 403 403 403 403 403 403
scoring:reopen published           302 403 403 200 403 403 403 403 403 403
scoring:reopen open                302 403 403 302 403 403 403 403 403 403
scoring:replay                     302 403 405 405 403 403 403 403 403 403
scoring:left_as_is                 302 403 403 405 403 403 403 403 403 403
scoring:revision                   302 403 200 200 403 403 403 403 200 403
scoring:opening                    302 403 200 200 403 403 403 403 200 403
scoring:objections                 302 403 200 200 200 200 403 403 200 403
scoring:objections_export          302 403 200 200 200 200 403 403 200 403
scoring:objection own              302 403 200 200 200 404 403 403 200 403
scoring:objection other            302 403 200 200 404 200 403 403 200 403
scoring:objection_withdraw own     302 403 403 403 405 405 403 403 403 403
scoring:objection_withdraw other   302 403 403 403 405 405 403 403 403 403
scoring:object own                 302 403 403 403 200 404 403 403 403 403
scoring:object other               302 403 403 403 404 200 403 403 403 403
scoring:correct own                302 403 403 200 403 403 403 403 403 403
scoring:correct other              302 403 403 200 403 403 403 403 403 403
scoring:corrections                302 403 200 200 200 200 403 403 200 403
scoring:corrections_export         302 403 200 200 200 200 403 403 200 403
scoring:correction own             302 403 200 200 200 404 403 403 200 403
scoring:correction other           302 403 200 200 404 200 403 403 200 403
scoring:correction_withdraw own    302 403 403 405 403 403 403 403 403 403
scoring:correction_withdraw other  302 403 403 405 403 403 403 403 403 403
"""

POST = """
scoring:review                     302 403 may may 403 403 403 403 403 403
scoring:reopen published           302 403 403 may 403 403 403 403 403 403
scoring:reopen open                302 403 403 may 403 403 403 403 403 403
scoring:replay                     302 403 may may 403 403 403 403 403 403
scoring:left_as_is                 302 403 403 may 403 403 403 403 403 403
scoring:opening                    302 403 403 may 403 403 403 403 403 403
scoring:objection own              302 403 403 may 403 404 403 403 403 403
scoring:objection other            302 403 403 may 404 403 403 403 403 403
scoring:objection_withdraw own     302 403 403 403 may 404 403 403 403 403
scoring:objection_withdraw other   302 403 403 403 404 may 403 403 403 403
scoring:object own                 302 403 403 403 may 404 403 403 403 403
scoring:object other               302 403 403 403 404 may 403 403 403 403
scoring:correct own                302 403 403 may 403 403 403 403 403 403
scoring:correct other              302 403 403 may 403 403 403 403 403 403
scoring:correction_withdraw own    302 403 403 may 403 403 403 403 403 403
scoring:correction_withdraw other  302 403 403 may 403 403 403 403 403 403
"""

PLAIN = (
    *("scoring:opening", "scoring:objections", "scoring:objections_export"),
    *("scoring:corrections", "scoring:corrections_export"),
)


def paths(world: World) -> dict[str, str]:
    found = {
        "scoring:review": reverse("scoring:review", args=[OCTOBER]),
        "scoring:reopen published": reverse("scoring:reopen", args=[AUGUST]),
        "scoring:reopen open": reverse("scoring:reopen", args=[OCTOBER]),
        "scoring:replay": reverse("scoring:replay", args=[SEPTEMBER]),
        "scoring:left_as_is": reverse("scoring:left_as_is", args=[AUGUST, SEPTEMBER]),
        "scoring:revision": reverse("scoring:revision", args=[SEPTEMBER, 1]),
        **{name: reverse(name) for name in PLAIN},
    }
    for side, unit in (("own", world.own), ("other", world.other)):
        objection, correction = _objection(world, unit), _correction(world, unit)
        rows = {
            ("scoring:objection", "scoring:objection_withdraw"): objection.pk,
            ("scoring:object",): objection.event_id,
            ("scoring:correct",): _event(unit, AUGUST).pk,
            ("scoring:correction", "scoring:correction_withdraw"): correction.pk,
        }
        found |= {f"{name} {side}": reverse(name, args=[pk]) for names, pk in rows.items() for name in names}
    return found


def _event(unit: Unit, month: object) -> ScoreEvent:
    return ScoreEvent.objects.select_related("finding").filter(unit=unit, counts_in=month).earliest("pk")


def _objection(world: World, unit: Unit) -> Objection:
    earlier = Objection.objects.filter(unit=unit).first()
    head = world.users["head" if unit == world.own else "other_head"]
    text = "当时在接待群众" if unit == world.own else CANARY_OBJECTION
    return earlier or file_objection(event=_event(unit, OCTOBER), text=text, by=head, at=NOON)


def _correction(world: World, unit: Unit) -> Correction:
    earlier = Correction.objects.filter(unit=unit).first()
    return earlier or correct_event(
        event=_event(unit, SEPTEMBER),
        changes={},
        statement="查无此事",
        reason="监控显示本人在岗",
        by=world.users["chief"],
        at=NOON,
    )
