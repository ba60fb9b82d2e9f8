"""来文, 申报加分, 人员待查."""

from datetime import date

from django.urls import reverse

from records.files import store_file
from scoring.entry import ChargeData, FindingData, ReportData
from scoring.models import Finding, Report, ScoreEvent
from scoring.services.applications import apply_for_bonus
from scoring.services.findings import record_finding
from scoring.services.reports import record_report
from tests.access.world import (
    CANARY_BONUS,
    CANARY_FACT,
    CANARY_FILE,
    CANARY_PERSON,
    CANARY_PROOF,
    CANARY_REPORT,
    World,
    photo,
)
from tests.conftest import NOON

GET = """
scoring:reports                     302 403 200 200 403 403 403 403 200 403
scoring:reports_export              302 403 200 200 403 403 403 403 200 403
scoring:report_new                  302 403 200 200 403 403 403 403 403 403
scoring:report                      302 403 200 200 403 403 403 403 200 403
scoring:report_edit                 302 403 200 200 403 403 403 403 403 403
scoring:record of_a_report          302 403 200 200 403 403 403 403 403 403
scoring:record of_a_praise          302 403 200 200 403 403 403 403 403 403
scoring:evidence of_a_report        302 403 200 200 404 404 403 403 200 403
scoring:thumbnail of_a_report       302 403 200 200 404 404 403 403 200 403
scoring:evidence loose_of_a_head    302 403 404 404 200 404 403 403 404 403
scoring:applications                302 403 403 403 200 200 403 403 403 403
scoring:applications_export         302 403 403 403 200 200 403 403 403 403
scoring:application_new             302 403 403 403 200 200 403 403 403 403
scoring:application own             302 403 403 403 200 404 403 403 403 403
scoring:application other           302 403 403 403 404 200 403 403 403 403
scoring:application_supplement own    302 403 403 403 405 405 403 403 403 403
scoring:application_supplement other  302 403 403 403 405 405 403 403 403 403
scoring:application_withdraw own      302 403 403 403 405 405 403 403 403 403
scoring:application_withdraw other    302 403 403 403 405 405 403 403 403 403
scoring:nameless                    302 403 200 200 403 403 403 403 403 403
scoring:nameless_export             302 403 200 200 403 403 403 403 403 403
scoring:nameless_name own           302 403 405 405 403 403 403 403 403 403
scoring:nameless_name other         302 403 405 405 403 403 403 403 403 403
"""

POST = """
scoring:report_new                    302 403 may may 403 403 403 403 403 403
scoring:report_edit                   302 403 may may 403 403 403 403 403 403
scoring:record of_a_report            302 403 may may 403 403 403 403 403 403
scoring:record of_a_praise            302 403 may may 403 403 403 403 403 403
scoring:application_new               302 403 403 403 may may 403 403 403 403
scoring:application_supplement own    302 403 403 403 may 404 403 403 403 403
scoring:application_supplement other  302 403 403 403 404 may 403 403 403 403
scoring:application_withdraw own      302 403 403 403 may 404 403 403 403 403
scoring:application_withdraw other    302 403 403 403 404 may 403 403 403 403
scoring:nameless_name own             302 403 may may 403 403 403 403 403 403
scoring:nameless_name other           302 403 may may 403 403 403 403 403 403
"""
PLAIN = (
    *("scoring:reports", "scoring:reports_export", "scoring:report_new"),
    *("scoring:applications", "scoring:applications_export", "scoring:application_new"),
    *("scoring:nameless", "scoring:nameless_export"),
)
OF_AN_APPLICATION = ("scoring:application", "scoring:application_supplement", "scoring:application_withdraw")
OCTOBER_6 = date(2026, 10, 6)


def paths(world: World) -> dict[str, str]:
    if not Report.objects.exists():
        _write(world)
    report = Report.objects.get()
    found = {name: reverse(name) for name in PLAIN}
    found |= {name: reverse(name, args=[report.pk]) for name in ("scoring:report", "scoring:report_edit")}
    original = report.files.get()
    for name in ("scoring:evidence", "scoring:thumbnail"):
        found[f"{name} of_a_report"] = reverse(name, args=[original.pk])
    loose = original.__class__.objects.get(name="未用照片.png")
    found["scoring:evidence loose_of_a_head"] = reverse("scoring:evidence", args=[loose.pk])
    praise = _application(world.own.pk)
    found["scoring:record of_a_report"] = f"{reverse('scoring:record')}?report={report.pk}"
    found["scoring:record of_a_praise"] = f"{reverse('scoring:record')}?concerns={praise.pk}"
    for side, unit in (("own", world.own), ("other", world.other)):
        for name in OF_AN_APPLICATION:
            found[f"{name} {side}"] = reverse(name, args=[_application(unit.pk).pk])
        nobody = ScoreEvent.objects.get(unit=unit, behaviour="空岗")
        found[f"scoring:nameless_name {side}"] = reverse("scoring:nameless_name", args=[nobody.pk])
    return found


def _application(unit: int) -> ScoreEvent:
    return ScoreEvent.objects.get(unit=unit, behaviour="锦旗")


def _write(world: World) -> None:
    """A report with its original, an application and a 人员待查 of each unit, a photo on its way."""
    clerk, head, other_head = (world.users[who] for who in ("clerk", "head", "other_head"))
    assert clerk is not None
    original = store_file(upload=photo(f"{CANARY_FILE}通报.png"), by=clerk, at=NOON)
    data = ReportData(
        kind=Report.Kind.HALL,
        title=f"大厅督查通报点名{CANARY_PERSON}",
        issued_on=OCTOBER_6,
        received_on=OCTOBER_6,
        summary=CANARY_REPORT,
    )
    record_report(data=data, files=[original], by=clerk, at=NOON)
    store_file(upload=photo("未用照片.png"), by=head, at=NOON)
    for unit, user, fact, proof in (
        (world.own, head, "群众送来锦旗", "锦旗照片"),
        (world.other, other_head, CANARY_BONUS, CANARY_PROOF),
    ):
        finding = FindingData(happened_on=OCTOBER_6, unit=unit, fact=fact, proof=proof, source="群众表扬")
        charge = ChargeData(unit=unit, clause="2.7", behaviour="锦旗")
        apply_for_bonus(finding=finding, charge=charge, by=user, at=NOON)
        _nobody(world, unit)


def _nobody(world: World, unit: object) -> Finding:
    charge = ChargeData(unit=unit, clause="1.1", behaviour="空岗", measure=20)  # type: ignore[arg-type]
    finding = FindingData(
        happened_on=OCTOBER_6,
        unit=unit,
        fact=f"{CANARY_FACT}，窗口无人" if unit == world.other else "窗口无人",
    )  # type: ignore[arg-type]
    return record_finding(by=world.users["clerk"], at=NOON, finding=finding, charges=[charge])
