"""Quarters and years, statistics, what explains a unit's month, the drafts of a quarter's paper.

Of the third quarter August is published and September closed only, so unit heads see nothing of it yet.
"""

from django.urls import reverse

from tests.access.world import AUGUST, OCTOBER, SEPTEMBER, World

GET = """
scoring:periods                    302 403 200 200 200 200 403 403 200 403
scoring:quarter                    302 403 200 200 404 404 403 403 200 403
scoring:quarter_export             302 403 200 200 404 404 403 403 200 403
scoring:year                       302 403 200 200 404 404 403 403 200 403
scoring:year_export                302 403 200 200 404 404 403 403 200 403
scoring:quarter outside            302 403 404 404 404 404 403 403 404 403
scoring:statistics                 302 403 200 200 403 403 403 403 200 403
scoring:statistics open            302 403 200 200 403 403 403 403 200 403
scoring:statistics award           302 403 200 200 403 403 403 403 200 403
scoring:statistics_persons         302 403 200 200 403 403 403 403 200 403
scoring:statistics_export          302 403 200 200 403 403 403 403 200 403
scoring:coming                     302 403 200 200 403 403 403 403 200 403
scoring:unit_export own published  302 403 200 200 200 404 403 403 200 403
scoring:unit_export other published 302 403 200 200 404 200 403 403 200 403
scoring:unit_export own open       302 403 200 200 200 404 403 403 200 403
scoring:unit_export other open     302 403 200 200 404 200 403 403 200 403
notices:unit_sheet own closed      302 403 200 200 200 404 403 403 200 403
notices:unit_sheet other closed    302 403 200 200 404 200 403 403 200 403
notices:unit_sheet own open        302 403 200 200 200 404 403 403 200 403
notices:unit_sheet other open      302 403 200 200 404 200 403 403 200 403
notices:quarter_draft              302 403 200 200 403 403 403 403 403 403
notices:quarter_sheet              302 403 200 200 403 403 403 403 403 403
notices:quarter_pdf                302 403 200 200 403 403 403 403 403 403
notices:year_draft                 302 403 200 200 403 403 403 403 403 403
notices:year_sheet                 302 403 200 200 403 403 403 403 403 403
notices:year_pdf                   302 403 200 200 403 403 403 403 403 403
"""

POST = ""

OF_A_QUARTER = (
    *("scoring:quarter", "scoring:quarter_export"),
    *("notices:quarter_draft", "notices:quarter_sheet", "notices:quarter_pdf"),
)
OF_A_YEAR = (
    *("scoring:year", "scoring:year_export"),
    *("notices:year_draft", "notices:year_sheet", "notices:year_pdf"),
)
PLAIN = (
    *("scoring:periods", "scoring:statistics", "scoring:statistics_persons"),
    *("scoring:statistics_export", "scoring:coming"),
)


def paths(world: World) -> dict[str, str]:
    found = {name: reverse(name) for name in PLAIN}
    found |= {name: reverse(name, args=["2026-3"]) for name in OF_A_QUARTER}
    found |= {name: reverse(name, args=["2026"]) for name in OF_A_YEAR}
    found["scoring:quarter outside"] = reverse("scoring:quarter", args=["2025-4"])
    found["scoring:statistics open"] = f"{reverse('scoring:statistics')}?open=on"
    found["scoring:statistics award"] = f"{reverse('scoring:statistics')}?kind=award&open=on"
    for side, unit in (("own", world.own), ("other", world.other)):
        for case, month in (("published", AUGUST), ("open", OCTOBER)):
            args = [month, unit.pk]
            found[f"scoring:unit_export {side} {case}"] = reverse("scoring:unit_export", args=args)
        for case, month in (("closed", SEPTEMBER), ("open", OCTOBER)):
            found[f"notices:unit_sheet {side} {case}"] = reverse("notices:unit_sheet", args=[month, unit.pk])
    return found
