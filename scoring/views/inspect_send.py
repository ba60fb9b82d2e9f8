"""What a phone sends: photos one by one, then the round, each under the phone's own key: twice is once."""

from datetime import timedelta
from typing import Any

from django.http import JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from records.again import again
from records.errors import Refusal
from scoring.forms.inspection_round import read_round
from scoring.forms.json_fields import as_uuid
from scoring.models import Inspection
from scoring.rounds import Fault, RoundData, RoundRefused
from scoring.selectors.entry_choices import entry_choices
from scoring.selectors.inspect_data import draws_since
from scoring.services.device_uploads import discard_uploads, keep_upload
from scoring.services.inspections import record_inspection, was_changed_since
from units.access import May, requires
from units.types import SiteRequest

KEEP_UNUSED = timedelta(days=7)
KEEP_WAITING = timedelta(days=366)
"""How long a round may wait on a phone and still be of a draw."""


@requires(May.INSPECT)
@require_POST
def send_photo(request: SiteRequest) -> JsonResponse:
    """One photo; the answer names it and where its small picture is."""
    key, upload = as_uuid(request.POST.get("key")), request.FILES.get("photo")
    if key is None or upload is None:
        return _refused([Fault("", "photos", "没有收到照片，请重新添加。")])
    now = timezone.now()
    discard_uploads(by=request.user, before=now - KEEP_UNUSED)
    try:
        row = keep_upload(key=key, upload=upload, by=request.user, at=now)
    except Refusal as refusal:
        return _refused([Fault("", "photos", refusal.message)])
    thumbnail = reverse("scoring:thumbnail", args=[row.file_id]) if row.file.is_image else ""
    return JsonResponse({"key": str(key), "id": row.file_id, "name": row.file.name, "thumbnail": thumbnail})


@requires(May.INSPECT)
@require_POST
def send_round(request: SiteRequest) -> JsonResponse:
    """The whole round: taken whole, or refused with every fault at its place; sent again, the first one."""
    now = timezone.now()
    body = request.body if request.content_type == "application/json" else b""
    draws = {str(row.pk): row for row in draws_since(now - KEEP_WAITING).defer("pool")}
    choices = entry_choices(timezone.localdate(now))
    try:
        round_ = read_round(body, choices=choices, draws=draws, user=request.user, now=now)
        row = again(lambda: record_inspection(round_=round_, by=request.user, at=now))
    except RoundRefused as refused:
        return _refused(refused.faults)
    except Refusal as refusal:
        return _refused([Fault("", refusal.field, refusal.message)])
    return JsonResponse(_answer(row, round_))


def _answer(row: Inspection, round_: RoundData) -> dict[str, Any]:
    return {
        "key": str(row.key),
        "id": row.pk,
        "url": reverse("scoring:inspection", args=[row.pk]),
        "changed": was_changed_since(row, round_.digest),
    }


def _refused(faults: list[Fault]) -> JsonResponse:
    found = [{"at": fault.at, "field": fault.field, "message": fault.message} for fault in faults]
    return JsonResponse({"faults": found}, status=422, json_dumps_params={"ensure_ascii": False})
