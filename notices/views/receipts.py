"""签收: the head of a unit confirms on the paper's page."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from notices.selectors.notices import visible_notices
from notices.selectors.receipts import is_addressed
from notices.services.receipts import confirm_receipt
from records.submit import submit_once
from units.access import May, requires
from units.models import Unit
from units.types import SiteRequest


@requires(May.CONFIRM_RECEIPT)
@require_POST
def receipt(request: SiteRequest, pk: int, unit: int) -> HttpResponse:
    """Confirm a paper for the own unit; 404 for another's."""
    notice = get_object_or_404(visible_notices(request.actor), pk=pk)
    if unit not in request.actor.unit_ids:
        raise Http404
    row = get_object_or_404(Unit, pk=unit)
    if not is_addressed(notice, row):
        raise Http404
    return submit_once(
        request,
        lambda: confirm_receipt(notice=notice, unit=row, by=request.user, at=timezone.now()),
        to=lambda _: reverse("notices:notice", args=[pk]),
        done="已签收。",
    )
