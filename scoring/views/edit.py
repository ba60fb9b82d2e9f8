"""Correcting a finding or an event, and adding evidence, while the month is open."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from records.errors import Refusal
from records.submit import repeated, submit_form, submit_once
from scoring.forms.editing import EventEditForm, FindingEditForm
from scoring.selectors.editions import edition_for
from scoring.selectors.entry_choices import entry_choices
from scoring.services.editing import attach_evidence, edit_event, edit_finding
from scoring.views.event import finding_response, found_event, found_finding
from scoring.views.record_form import keep_uploads
from units.access import May, requires
from units.types import SiteRequest


@requires(May.ENTER_FINDINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def finding_edit(request: SiteRequest, pk: int) -> HttpResponse:
    """What was seen, corrected."""
    row = found_finding(request, pk)
    choices = entry_choices(row.happened_on)
    url = reverse("scoring:finding", args=[row.pk])
    form = FindingEditForm(request.POST or None, finding=row, choices=choices)

    def save() -> Any:
        data, version = form.finding_data(), form.cleaned_data["version"]
        return edit_finding(
            finding=row, expected_version=version, data=data, by=request.user, at=timezone.now()
        )

    answer = submit_form(
        request, form, save, to=lambda _: url, done="已保存。", on_conflict=form.add_conflict
    )
    context = {"form": form, "finding": row, "back": url}
    return answer or render(request, "scoring/finding/edit.html", context)


@requires(May.ENTER_FINDINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def event_edit(request: SiteRequest, pk: int) -> HttpResponse:
    """Whom it charges and under which clause, corrected."""
    row = found_event(request, pk)
    choices = entry_choices(row.finding.happened_on)
    url = reverse("scoring:event", args=[row.pk])
    form = EventEditForm(request.POST or None, event=row, choices=choices, edition=edition_for(row.counts_in))

    def save() -> Any:
        data, version = form.charge(), form.cleaned_data["version"]
        return edit_event(event=row, expected_version=version, data=data, by=request.user, at=timezone.now())

    answer = submit_form(
        request, form, save, to=lambda _: url, done="已保存。", on_conflict=form.add_conflict
    )
    context = {"form": form, "event": row, "back": url}
    return answer or render(request, "scoring/event/edit.html", context)


@requires(May.ENTER_FINDINGS)
@require_POST
def finding_evidence(request: SiteRequest, pk: int) -> HttpResponse:
    """Add files to a finding; with one of them refused none is added."""
    row = found_finding(request, pk)
    earlier = repeated(request)
    if earlier is not None:
        return earlier
    kept, refusals = keep_uploads(request)
    problem = refusals[0] if refusals else None
    if problem is None:
        try:
            return submit_once(
                request,
                lambda: attach_evidence(
                    finding=row, files=(), evidence=kept, by=request.user, at=timezone.now()
                ),
                to=lambda _: reverse("scoring:finding", args=[row.pk]),
                done="已补充证明文件。",
            )
        except Refusal as refusal:
            problem = refusal
    return finding_response(request, row, file_refusals=refusals or [problem])
