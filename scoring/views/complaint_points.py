"""属实、不属实: each point, then the complaint; taken back with a reason."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from scoring.forms.complaint_steps import BackForm, CloseForm, DecideForm, version_of
from scoring.models import Complaint, ComplaintPoint
from scoring.selectors.complaints import visible_point
from scoring.services.deciding_complaints import (
    decide_complaint,
    decide_point,
    reopen_complaint,
    reopen_point,
)
from scoring.views.complaint_steps import done
from scoring.views.complaints import found_complaint
from units.access import May, requires
from units.types import SiteRequest


@requires(May.KEEP_COMPLAINTS)
@require_POST
def decide(request: SiteRequest, pk: int, point: int) -> HttpResponse:
    """待查 → 属实 or 不属实."""
    row, one = found_point(request, pk, point)
    form = DecideForm(request.POST)
    data = ("result", "finding_text")
    return done(
        request,
        row,
        form,
        lambda: decide_point(**_told(request, form, data), point=one),
        kind=f"decide-{one.pk}",
        said=f"第{one.position}项已认定。",
    )


@requires(May.KEEP_COMPLAINTS)
@require_POST
def back(request: SiteRequest, pk: int, point: int) -> HttpResponse:
    """Back to 待查, what was recorded from it dismissed with it."""
    row, one = found_point(request, pk, point)
    form = BackForm(request.POST)
    return done(
        request,
        row,
        form,
        lambda: reopen_point(**_told(request, form, ("reason",)), point=one),
        kind=f"back-{one.pk}",
        said=f"第{one.position}项已退回待查。",
    )


@requires(May.KEEP_COMPLAINTS)
@require_POST
def close(request: SiteRequest, pk: int) -> HttpResponse:
    """待查 → 已查结."""
    row, form = found_complaint(request, pk), CloseForm(request.POST)
    return done(
        request,
        row,
        form,
        lambda: decide_complaint(**_told(request, form, ("reply", "reason")), complaint=row),
        kind="close",
        said="已查结。",
    )


@requires(May.KEEP_COMPLAINTS)
@require_POST
def reopen(request: SiteRequest, pk: int) -> HttpResponse:
    """已查结 → 待查."""
    row, form = found_complaint(request, pk), BackForm(request.POST)
    return done(
        request,
        row,
        form,
        lambda: reopen_complaint(**_told(request, form, ("reason",)), complaint=row),
        kind="reopen",
        said="已重新办理。",
    )


def found_point(request: SiteRequest, pk: int, point: int) -> tuple[Complaint, ComplaintPoint]:
    """A point of a complaint that the actor may see; 404 else."""
    one = visible_point(pk, point, request.actor)
    if one is None:
        raise Http404
    return one.complaint, one


def _told(request: SiteRequest, form: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """What every service of a decision is told."""
    data = {name: form.cleaned_data[name] for name in names}
    return {**data, "expected_version": version_of(form), "by": request.user, "at": timezone.now()}
