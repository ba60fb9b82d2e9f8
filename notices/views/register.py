"""公文登记簿: every paper that the reader may know of, and what is still to be issued."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from notices.forms.register import RegisterForm
from notices.models import Notice
from notices.selectors.corrections import untold_corrections
from notices.selectors.notices import READS_EVERY_UNIT, waiting_results
from notices.selectors.receipts import Tally, tallies
from notices.selectors.register import digest_of, register, unsigned_papers, years_of
from notices.workbooks.register import register_workbook
from records.downloads import check_size, xlsx_response
from scoring.rulebook import shipped_edition
from units.access import May, requires
from units.listed import listed
from units.models import Unit
from units.sorting import Head, Sorting
from units.types import SiteRequest

MOST_EXPORTED = 5000
HEADS = (
    Head("编号", "number", ("year", "sequence")),
    Head("标题", "title", ("title",)),
    Head("主送", "addressee", ("addressee",)),
    Head("成文", "issued", ("issued_on",)),
    Head("办理期限", "due", ("due_on",)),
    Head("签收", is_number=True),
)


@requires(May.READ_BULLETINS)
@require_safe
def notice_list(request: SiteRequest) -> HttpResponse:
    """The papers that fit, fifty a page; for the policy office also what is still to be made."""
    form, sorting = _asked(request)
    found = register(request.actor, form.sought())
    shown = listed(request, form, sorting, sorting.rows(found))
    composes = request.actor.may(May.COMPOSE)
    context = {
        **shown,
        "tallies": _tallies(request, list(shown["page"].object_list), form.units),
        "unsigned": unsigned_papers(request.actor),
        "today": timezone.localdate(),
        "waiting": waiting_results(shipped_edition().limits.bulletin_day) if composes else [],
        "untold": untold_corrections() if composes else [],
    }
    return render(request, "notices/list.html", context)


@requires(May.READ_BULLETINS)
@require_safe
def register_export(request: SiteRequest) -> HttpResponse:
    """The same papers, all pages, as a workbook."""
    form, sorting = _asked(request)
    found = register(request.actor, form.sought())
    check_size(found.count(), MOST_EXPORTED, "件", by="年份")
    rows: list[Notice] = list(sorting.rows(found))
    digests = {row.pk: digest_of(row, request.actor) for row in rows}
    data = register_workbook(rows, _tallies(request, rows, form.units), digests, at=timezone.now())
    return xlsx_response(data, f"公文登记簿{timezone.localdate():%Y%m%d}")


def _asked(request: SiteRequest) -> tuple[RegisterForm, Sorting]:
    units = list(Unit.objects.order_by("order", "pk"))
    signs = bool(request.actor.unit_ids)
    form = RegisterForm(request.GET, signs=signs, years=years_of(request.actor), units=units)
    return form, Sorting.asked(HEADS, request.GET)


def _tallies(request: SiteRequest, rows: list[Notice], units: Sequence[Unit]) -> Any:
    """How many units have confirmed each paper: for those who see every unit."""
    found: dict[int, Tally] = {}
    if not request.actor.roles.isdisjoint(READS_EVERY_UNIT):
        found = dict(tallies(rows, units))
    return found
