"""单位得分页, and the unit heads' way to it."""

from dataclasses import replace
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from records.downloads import xlsx_response
from scoring.periods import first_of, month_key, next_month
from scoring.selectors.unit_pages import UnitWhole, unit_whole
from scoring.workbooks.unit import unit_workbook
from units.access import May, requires
from units.models import Unit
from units.selectors import bureau
from units.types import SiteRequest


@requires(May.SEE_UNIT_PAGE)
@require_safe
def unit_page(request: SiteRequest, month: date, unit_id: int) -> HttpResponse:
    """One unit's month: every number with its why. Another unit's page does not exist for a unit head."""
    whole = asked_whole(request, month, unit_id)
    return render(request, "scoring/unit/page.html", page_context(whole, month, timezone.localdate()))


@requires(May.SEE_UNIT_PAGE)
@require_safe
def unit_export(request: SiteRequest, month: date, unit_id: int) -> HttpResponse:
    """The same as a workbook, for a person who disputes it."""
    whole = asked_whole(request, month, unit_id)
    data = unit_workbook(whole, at=timezone.now(), shows_papers=request.actor.may(May.ENTER_FINDINGS))
    return xlsx_response(data, f"{whole.page.unit_name}{whole.page.month_name}得分说明")


def asked_whole(request: SiteRequest, month: date, unit_id: int) -> UnitWhole:
    """The month of a unit that the reader may see; 404 otherwise, and in the future."""
    if not request.actor.sees_unit(unit_id) or month > timezone.localdate():
        raise Http404
    whole = unit_whole(
        month,
        unit_id,
        all_ranks=request.actor.may(May.SEE_ALL_SCORES),
        shows_papers=request.actor.may(May.ENTER_FINDINGS),
    )
    if whole is None:
        raise Http404
    if whole.coming and not request.actor.may(May.KEEP_COMPLAINTS):
        whole = replace(whole, coming=whole.coming.without_complaints())
    return whole


def page_context(whole: UnitWhole, month: date, today: date) -> dict[str, object]:
    """What the template needs."""
    after = next_month(month)
    return {
        "page": whole.page,
        "coming": whole.coming,
        "after": month_key(after) if after <= today else "",
    }


@requires(May.SEE_UNIT_PAGE)
@require_safe
def my_units(request: SiteRequest) -> HttpResponse:
    """A unit head's own unit this month; a choice where there are several; the months for everyone else."""
    ids = request.actor.unit_ids
    if not ids:
        return redirect("scoring:months")
    month = month_key(max(first_of(timezone.localdate()), bureau().first_month))
    if len(ids) == 1:
        return redirect(reverse("scoring:unit_page", args=[month, *ids]))
    units = Unit.objects.filter(pk__in=ids)
    return render(request, "scoring/unit/choose.html", {"units": units, "month": month})
