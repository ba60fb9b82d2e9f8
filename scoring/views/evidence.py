"""Evidence: stored on the form's way, served to those who may see what it proves, never run in the page.

What does not belong to a finding is taken from it with a reason.
"""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from records.errors import Refusal
from records.models import StoredFile
from records.serving import file_answer, thumbnail_answer
from records.submit import repeated, submit_once
from scoring.forms.evidence import RemoveEvidenceForm
from scoring.selectors.evidence import visible_file
from scoring.services.evidence import remove_evidence
from scoring.views.event import found_finding
from scoring.views.record_form import keep_uploads
from units.access import May, requires
from units.types import SiteRequest


@requires(May.ENTER_FINDINGS, May.APPLY)
@require_POST
def upload(request: SiteRequest) -> HttpResponse:
    """Store files while the form is being filled in; answers with their list entries."""
    kept, refusals = keep_uploads(request)
    return render(request, "scoring/record/_kept.html", {"kept": kept, "refusals": refusals})


@requires(May.SEE_LEDGER)
@require_safe
def evidence(request: SiteRequest, pk: int) -> FileResponse:
    """A file, as a download; 404 where the actor may not see what it proves."""
    return file_answer(_visible(request, pk))


@requires(May.SEE_LEDGER)
@require_safe
def thumbnail(request: SiteRequest, pk: int) -> FileResponse:
    """The small picture of a photo, to be shown in a page."""
    return thumbnail_answer(_visible(request, pk))


@requires(May.ENTER_FINDINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SiteRequest, pk: int, file: int) -> HttpResponse:
    """Take a file from a finding, with the reason."""
    row = found_finding(request, pk)
    if request.method == "POST" and (earlier := repeated(request)):
        return earlier
    stored = get_object_or_404(row.evidence, pk=file)
    back = reverse("scoring:finding", args=[row.pk])
    form = RemoveEvidenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            return submit_once(
                request,
                lambda: remove_evidence(
                    finding=row, file=stored, reason=reason, by=request.user, at=timezone.now()
                ),
                to=lambda _: back,
                done=f"已移除“{stored.name}”，文件仍由政策法规股留存。",
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
    context = {"form": form, "finding": row, "file": stored, "back": back}
    return render(request, "scoring/finding/remove_evidence.html", context)


def _visible(request: SiteRequest, pk: int) -> StoredFile:
    stored = visible_file(pk, actor=request.actor, may_enter=request.actor.may(May.ENTER_FINDINGS))
    if stored is None:
        raise Http404
    return stored
