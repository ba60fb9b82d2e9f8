"""来文: the list, and one document with the items registered from it; the same for page, count and export."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from records.changes import changes_of
from records.models import Change, StoredFile
from records.searching import terms
from scoring.models import Finding, Report, ScoreEvent
from scoring.periods import next_month
from scoring.rulebook import Edition
from scoring.selectors.ledger import LedgerRow, ledger_rows
from scoring.selectors.report_kinds import OFFERS, KindOffer, bulletin_label

WORDS_IN = (
    *("title", "number", "issued_by", "summary"),
    *("findings__fact", "findings__unit__name", "findings__events__person__name"),
)


@dataclass(frozen=True)
class ReportFilter:
    """What is looked for; empty values look for everything. `month`: of the document's own date.
    `bare`: documents from which nothing has been registered yet."""

    kind: str = ""
    month: date | None = None
    bare: bool = False
    words: str = ""


@dataclass(frozen=True)
class ReportPage:
    """A document, its originals, what was registered from it, and the log of it."""

    report: Report
    offer: KindOffer
    files: list[StoredFile]
    rows: list[LedgerRow]
    changes: list[Change] = field(default_factory=list)


def report_list(wanted: ReportFilter) -> QuerySet[Report]:
    """The documents that fit, newest first, each with `.items`, `.originals` counted."""
    reports = Report.objects.filter(_fitting(wanted)).select_related("recorded_by")
    for term in terms(wanted.words):
        reports = reports.filter(pk__in=Report.objects.filter(_term(term)).values("pk"))
    counted = reports.order_by("-issued_on", "-id").annotate(
        items=Count("findings", distinct=True), originals=Count("files", distinct=True)
    )
    return counted.filter(items=0) if wanted.bare else counted


def units_named(reports: Iterable[Report]) -> dict[int, str]:
    """The units that each document's items are of, “社保中心、工伤认定窗口”; one query."""
    names: dict[int, list[str]] = {}
    rows = Finding.objects.filter(report__in=list(reports)).order_by("unit__order", "unit_id")
    for report, name in rows.values_list("report_id", "unit__name"):
        known = names.setdefault(report or 0, [])
        if name not in known:
            known.append(name)
    return {report: "、".join(units) for report, units in names.items()}


def report_page(report: Report, edition: Edition, *, may_enter: bool) -> ReportPage:
    """All that stands around a document; at most seven queries."""
    findings = Finding.objects.filter(report=report).order_by("unit__order", "id", "events__id")
    return ReportPage(
        report=report,
        offer=OFFERS[report.kind],
        files=list(report.files.all()),
        rows=ledger_rows(findings.values_list("id", "events__id"), edition, may_enter=may_enter),
        changes=list(changes_of(report)[:50]) if may_enter else [],
    )


def label_for_items(report: Report) -> str:
    """The 所在通报 of a document's next item: what its items carry already, else its title and number."""
    label = bulletin_label(report)
    used = ScoreEvent.objects.filter(finding__report=report).exclude(bulletin="") if label else None
    earlier = used.order_by("id").values_list("bulletin", flat=True).first() if used is not None else None
    return earlier or label


def _fitting(wanted: ReportFilter) -> Q:
    condition = Q()
    if wanted.kind:
        condition &= Q(kind=wanted.kind)
    if wanted.month:
        condition &= Q(issued_on__gte=wanted.month, issued_on__lt=next_month(wanted.month))
    return condition


def _term(term: str) -> Q:
    condition = Q()
    for path in WORDS_IN:
        condition |= Q(**{f"{path}__icontains": term})
    return condition
