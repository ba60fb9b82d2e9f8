"""细则版本 and 试算: a draft, an edition in force from October, and the shipped one."""

from datetime import date

from django.urls import reverse

from scoring.models import RuleEdition
from scoring.rulebook import shipped_edition
from scoring.services.editions import draft_edition
from scoring.services.enforcing import bring_into_force
from tests.access.world import OCTOBER, World
from tests.conftest import NOON

GET = """
scoring:editions                  302 403 200 200 403 403 403 403 200 403
scoring:edition_new               302 403 403 200 403 403 403 403 403 403
scoring:edition draft             302 403 200 200 403 403 403 403 200 403
scoring:edition held              302 403 200 200 403 403 403 403 200 403
scoring:edition shipped           302 403 200 200 403 403 403 403 200 403
scoring:edition_compare draft     302 403 200 200 403 403 403 403 200 403
scoring:edition_compare held      302 403 200 200 403 403 403 403 200 403
scoring:edition_compare shipped   302 403 200 200 403 403 403 403 200 403
scoring:edition_toml draft        302 403 200 200 403 403 403 403 200 403
scoring:edition_toml held         302 403 200 200 403 403 403 403 200 403
scoring:edition_toml shipped      302 403 200 200 403 403 403 403 200 403
scoring:what_if draft             302 403 200 200 403 403 403 403 200 403
scoring:what_if held              302 403 200 200 403 403 403 403 200 403
scoring:what_if shipped           302 403 200 200 403 403 403 403 200 403
scoring:what_if_export draft      302 403 200 200 403 403 403 403 200 403
scoring:what_if_export held       302 403 200 200 403 403 403 403 200 403
scoring:what_if_export shipped    302 403 200 200 403 403 403 403 200 403
scoring:what_if_unit own          302 403 200 200 403 403 403 403 200 403
scoring:what_if_unit other        302 403 200 200 403 403 403 403 200 403
scoring:edition_part draft        302 403 403 200 403 403 403 403 403 403
scoring:edition_part clause       302 403 403 200 403 403 403 403 403 403
scoring:edition_part held         302 403 403 302 403 403 403 403 403 403
scoring:edition_part shipped      302 403 403 302 403 403 403 403 403 403
scoring:edition_discard draft     302 403 403 200 403 403 403 403 403 403
scoring:edition_discard held      302 403 403 302 403 403 403 403 403 403
scoring:edition_discard shipped   302 403 403 302 403 403 403 403 403 403
scoring:edition_enforce draft     302 403 403 200 403 403 403 403 403 403
scoring:edition_enforce held      302 403 403 302 403 403 403 403 403 403
scoring:edition_enforce shipped   302 403 403 302 403 403 403 403 403 403
scoring:edition_withdraw draft    302 403 403 302 403 403 403 403 403 403
scoring:edition_withdraw held     302 403 403 200 403 403 403 403 403 403
scoring:edition_withdraw shipped  302 403 403 302 403 403 403 403 403 403
"""

POST = """
scoring:edition_new               302 403 403 may 403 403 403 403 403 403
scoring:edition_part draft        302 403 403 may 403 403 403 403 403 403
scoring:edition_part clause       302 403 403 may 403 403 403 403 403 403
scoring:edition_part held         302 403 403 may 403 403 403 403 403 403
scoring:edition_part shipped      302 403 403 may 403 403 403 403 403 403
scoring:edition_discard draft     302 403 403 may 403 403 403 403 403 403
scoring:edition_discard held      302 403 403 may 403 403 403 403 403 403
scoring:edition_discard shipped   302 403 403 may 403 403 403 403 403 403
scoring:edition_enforce draft     302 403 403 may 403 403 403 403 403 403
scoring:edition_enforce held      302 403 403 may 403 403 403 403 403 403
scoring:edition_enforce shipped   302 403 403 may 403 403 403 403 403 403
scoring:edition_withdraw draft    302 403 403 may 403 403 403 403 403 403
scoring:edition_withdraw held     302 403 403 may 403 403 403 403 403 403
scoring:edition_withdraw shipped  302 403 403 may 403 403 403 403 403 403
"""

OF_AN_EDITION = (
    *("scoring:edition", "scoring:edition_compare", "scoring:edition_toml", "scoring:what_if"),
    *("scoring:what_if_export", "scoring:edition_discard", "scoring:edition_enforce"),
    "scoring:edition_withdraw",
)


def paths(world: World) -> dict[str, str]:
    draft, held = _edition(world, "新年稿", date(2027, 1, 1)), _edition(world, "十月版", OCTOBER)
    if held.state == RuleEdition.State.DRAFT:
        bring_into_force(draft=held, expected_version=held.version, by=world.users["chief"], at=NOON)
    found = {name: reverse(name) for name in ("scoring:editions", "scoring:edition_new")}
    for case, pk in (("draft", draft.pk), ("held", held.pk), ("shipped", 0)):
        found |= {f"{name} {case}": reverse(name, args=[pk]) for name in OF_AN_EDITION}
        found[f"scoring:edition_part {case}"] = reverse("scoring:edition_part", args=[pk, "options"])
    clause = reverse("scoring:edition_part", args=[draft.pk, "clause-1.1"])
    found["scoring:edition_part clause"] = clause
    for side, unit in (("own", world.own), ("other", world.other)):
        found[f"scoring:what_if_unit {side}"] = reverse("scoring:what_if_unit", args=[draft.pk, unit.pk])
    return found


def _edition(world: World, name: str, month: date) -> RuleEdition:
    """Written once: tables are asked for several times."""
    found = RuleEdition.objects.filter(name=name).first()
    by = world.users["chief"]
    return found or draft_edition(name=name, month=month, base=shipped_edition(), by=by, at=NOON)
