"""Findings, events, months."""

from django.urls import reverse

from tests.access.world import AUGUST, OCTOBER, SEPTEMBER, World

GET = """
scoring:record                     302 403 200 200 403 403 403 403 403 403
scoring:record_check               302 403 405 405 403 403 403 403 403 403
scoring:behaviours                 302 403 200 200 403 403 403 403 403 403
scoring:upload                     302 403 405 405 405 405 403 403 403 403
scoring:import_findings            302 403 200 200 403 403 403 403 403 403
scoring:import_template            302 403 200 200 403 403 403 403 403 403
scoring:import_preview             302 403 200 404 403 403 403 403 403 403
scoring:ledger                     302 403 200 200 200 200 403 403 200 403
scoring:ledger_export              302 403 200 200 200 200 403 403 200 403
scoring:ledger_confirm             302 403 405 405 403 403 403 403 403 403
scoring:event own                  302 403 200 200 200 404 403 403 200 403
scoring:event other                302 403 200 200 404 200 403 403 200 403
scoring:finding own                302 403 200 200 200 404 403 403 200 403
scoring:finding other              302 403 200 200 404 200 403 403 200 403
scoring:evidence own               302 403 200 200 200 404 403 403 200 403
scoring:evidence other             302 403 200 200 404 200 403 403 200 403
scoring:thumbnail own              302 403 200 200 200 404 403 403 200 403
scoring:thumbnail other            302 403 200 200 404 200 403 403 200 403
scoring:event_edit own             302 403 200 200 403 403 403 403 403 403
scoring:event_edit other           302 403 200 200 403 403 403 403 403 403
scoring:finding_edit own           302 403 200 200 403 403 403 403 403 403
scoring:finding_edit other         302 403 200 200 403 403 403 403 403 403
scoring:event_confirm own          302 403 405 405 403 403 403 403 403 403
scoring:event_confirm other        302 403 405 405 403 403 403 403 403 403
scoring:event_dismiss own          302 403 405 405 403 403 403 403 403 403
scoring:event_dismiss other        302 403 405 405 403 403 403 403 403 403
scoring:event_reopen own           302 403 405 405 403 403 403 403 403 403
scoring:event_reopen other         302 403 405 405 403 403 403 403 403 403
scoring:event_person own           302 403 405 405 403 403 403 403 403 403
scoring:event_person other         302 403 405 405 403 403 403 403 403 403
scoring:finding_evidence own       302 403 405 405 403 403 403 403 403 403
scoring:finding_evidence other     302 403 405 405 403 403 403 403 403 403
scoring:remove_evidence own        302 403 200 200 403 403 403 403 403 403
scoring:remove_evidence other      302 403 200 200 403 403 403 403 403 403
scoring:event_waive own            302 403 403 405 403 403 403 403 403 403
scoring:event_waive other          302 403 403 405 403 403 403 403 403 403
scoring:rules                      302 403 200 200 200 200 200 200 200 200
scoring:clause                     302 403 200 200 200 200 200 200 200 200
scoring:clause_in                  302 403 200 200 200 200 200 200 200 200
scoring:months                     302 403 200 200 403 403 403 403 200 403
scoring:my_units                   302 403 302 302 302 302 403 403 302 403
scoring:month published            302 403 200 200 200 200 403 403 200 403
scoring:month_export published     302 403 200 200 200 200 403 403 200 403
scoring:month closed               302 403 200 200 404 404 403 403 200 403
scoring:month_export closed        302 403 200 200 404 404 403 403 200 403
scoring:month open                 302 403 200 200 404 404 403 403 200 403
scoring:month_export open          302 403 200 200 404 404 403 403 200 403
scoring:close_month published      302 403 403 302 403 403 403 403 403 403
scoring:close_month closed         302 403 403 302 403 403 403 403 403 403
scoring:close_month open           302 403 403 200 403 403 403 403 403 403
scoring:unit_page own published    302 403 200 200 200 404 403 403 200 403
scoring:unit_page other published  302 403 200 200 404 200 403 403 200 403
scoring:unit_page own closed       302 403 200 200 200 404 403 403 200 403
scoring:unit_page other closed     302 403 200 200 404 200 403 403 200 403
scoring:unit_page own open         302 403 200 200 200 404 403 403 200 403
scoring:unit_page other open       302 403 200 200 404 200 403 403 200 403
"""

POST = """
scoring:record                  302 403 may may 403 403 403 403 403 403
scoring:record_check            302 403 may may 403 403 403 403 403 403
scoring:upload                  302 403 may may may may 403 403 403 403
scoring:import_findings         302 403 may may 403 403 403 403 403 403
scoring:import_preview          302 403 may 404 403 403 403 403 403 403
scoring:ledger_confirm          302 403 may may 403 403 403 403 403 403
scoring:event_edit own          302 403 may may 403 403 403 403 403 403
scoring:event_edit other        302 403 may may 403 403 403 403 403 403
scoring:event_confirm own       302 403 may may 403 403 403 403 403 403
scoring:event_confirm other     302 403 may may 403 403 403 403 403 403
scoring:event_dismiss own       302 403 may may 403 403 403 403 403 403
scoring:event_dismiss other     302 403 may may 403 403 403 403 403 403
scoring:event_reopen own        302 403 may may 403 403 403 403 403 403
scoring:event_reopen other      302 403 may may 403 403 403 403 403 403
scoring:event_person own        302 403 may may 403 403 403 403 403 403
scoring:event_person other      302 403 may may 403 403 403 403 403 403
scoring:finding_edit own        302 403 may may 403 403 403 403 403 403
scoring:finding_edit other      302 403 may may 403 403 403 403 403 403
scoring:finding_evidence own    302 403 may may 403 403 403 403 403 403
scoring:finding_evidence other  302 403 may may 403 403 403 403 403 403
scoring:remove_evidence own     302 403 may may 403 403 403 403 403 403
scoring:remove_evidence other   302 403 may may 403 403 403 403 403 403
scoring:event_waive own         302 403 403 may 403 403 403 403 403 403
scoring:event_waive other       302 403 403 may 403 403 403 403 403 403
scoring:close_month published   302 403 403 may 403 403 403 403 403 403
scoring:close_month closed      302 403 403 may 403 403 403 403 403 403
scoring:close_month open        302 403 403 may 403 403 403 403 403 403
"""

MONTHS = {"published": AUGUST, "closed": SEPTEMBER, "open": OCTOBER}
PLAIN = (
    *("scoring:record", "scoring:record_check", "scoring:behaviours", "scoring:upload", "scoring:rules"),
    *("scoring:ledger", "scoring:ledger_export", "scoring:ledger_confirm"),
    *("scoring:months", "scoring:my_units", "scoring:import_findings", "scoring:import_template"),
)
OF_AN_EVENT = (
    *("scoring:event", "scoring:event_edit", "scoring:event_confirm", "scoring:event_dismiss"),
    *("scoring:event_waive", "scoring:event_reopen", "scoring:event_person"),
)
OF_A_FINDING = ("scoring:finding", "scoring:finding_edit", "scoring:finding_evidence")
OF_A_FILE = ("scoring:evidence", "scoring:thumbnail")
OF_A_MONTH = ("scoring:month", "scoring:month_export", "scoring:close_month")


def paths(world: World) -> dict[str, str]:
    found = {name: reverse(name) for name in PLAIN}
    for side, unit, finding in (
        ("own", world.own, world.own_finding),
        ("other", world.other, world.other_finding),
    ):
        event, file = finding.events.get(), finding.evidence.get()
        rows = {OF_AN_EVENT: event.pk, OF_A_FINDING: finding.pk, OF_A_FILE: file.pk}
        found |= {f"{name} {side}": reverse(name, args=[pk]) for names, pk in rows.items() for name in names}
        found[f"scoring:remove_evidence {side}"] = reverse(
            "scoring:remove_evidence", args=[finding.pk, file.pk]
        )
        for case, month in MONTHS.items():
            found[f"scoring:unit_page {side} {case}"] = reverse("scoring:unit_page", args=[month, unit.pk])
    for case, month in MONTHS.items():
        found |= {f"{name} {case}": reverse(name, args=[month]) for name in OF_A_MONTH}
    found["scoring:clause"] = reverse("scoring:clause", args=["1.1"])
    found["scoring:clause_in"] = reverse("scoring:clause_in", args=[SEPTEMBER, "2.9"])
    found["scoring:import_preview"] = reverse("scoring:import_preview", args=[world.sheet.pk])
    return found
