"""试算: an edition tried on some months, before and after; nothing is written."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from records.downloads import xlsx_response
from scoring.forms.editions.actions import TrialForm
from scoring.periods import month_key
from scoring.selectors.edition_list import KeptEdition
from scoring.selectors.trial_pages import trial_view, unit_months
from scoring.selectors.tried_months import triable_months
from scoring.selectors.what_if import Trial
from scoring.selectors.what_if import what_if as tried
from scoring.views.editions import found_edition
from scoring.workbooks.trial import trial_workbook
from units.access import May, requires
from units.types import SiteRequest

USUAL = 12


@dataclass(frozen=True)
class Asked:
    """What is to be tried on which months; `trial` None where the months do not fit."""

    kept: KeptEdition
    months: list[date]
    form: TrialForm
    trial: Trial | None

    @property
    def query(self) -> str:
        """The months as an address carries them."""
        return urlencode([("month", month_key(month)) for month in self.months])

    @property
    def context(self) -> dict[str, Any]:
        chosen = {month_key(month) for month in self.months}
        by_year: dict[int, list[tuple[str, int, bool]]] = {}
        for key, month in self.form.months.items():
            by_year.setdefault(month.year, []).append((key, month.month, key in chosen))
        years = [(year, found[::-1]) for year, found in by_year.items()]
        return {"kept": self.kept, "form": self.form, "years": years, "query": self.query}


def asked(request: SiteRequest, pk: int) -> Asked:
    """The edition and the months of a request: those of the last year where none are named."""
    kept, offered = found_edition(pk), triable_months(timezone.localdate())
    months = sorted(offered[:USUAL])
    named = request.GET if "month" in request.GET else {"month": [month_key(month) for month in months]}
    form = TrialForm(named, months=offered)
    if not form.is_valid():
        return Asked(kept, [], form, None)
    months = form.cleaned_data["month"]
    return Asked(kept, months, form, tried(kept.edition, months))


@requires(May.SEE_EDITIONS)
@require_safe
def what_if(request: SiteRequest, pk: int) -> HttpResponse:
    """Every unit's totals, ranks and follow-ups before and after."""
    found = asked(request, pk)
    view = trial_view(found.trial) if found.trial else None
    return render(request, "scoring/edition/what_if.html", {**found.context, "trial": view})


@requires(May.SEE_EDITIONS)
@require_safe
def what_if_unit(request: SiteRequest, pk: int, unit_id: int) -> HttpResponse:
    """One unit's lines that change, each with its why."""
    found = asked(request, pk)
    months = unit_months(found.trial, unit_id) if found.trial else []
    if not months:
        raise Http404
    changed = [month for month in months if not month.is_same]
    context = {**found.context, "months": months, "changed": changed, "name": months[-1].row.name}
    return render(request, "scoring/edition/what_if_unit.html", context)


@requires(May.SEE_EDITIONS)
@require_safe
def what_if_export(request: SiteRequest, pk: int) -> HttpResponse:
    """The same as a workbook."""
    found = asked(request, pk)
    if found.trial is None:
        raise Http404
    title = f"“{found.kept.name}”试算（不影响任何得分）"
    data = trial_workbook(found.trial, title, at=timezone.now())
    return xlsx_response(data, f"细则试算-{found.kept.name}")
