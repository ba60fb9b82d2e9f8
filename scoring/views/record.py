"""登记事项: type what happened, look at what it does to the score, save."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from records.errors import Refusal
from records.submit import repeated, submit_once
from scoring.forms.record import RecordForm
from scoring.models import Finding, Report
from scoring.selectors.editions import edition_for, edition_on
from scoring.selectors.entry_choices import (
    behaviour_choices,
    behaviours_by_category,
    choice_value,
    problem_titles,
    suggested,
)
from scoring.selectors.report_kinds import offered_behaviours
from scoring.services.entry_warnings import advice_on
from scoring.services.findings import record_finding
from scoring.services.preview import preview_entry
from scoring.views.record_form import blank_form, day_told, filled_form, keep_uploads, report_of
from units.access import May, requires
from units.types import SiteRequest

FIND, CHECK, SAVE_PENDING, SAVE_CONFIRMED = "find", "check", "save", "save-confirmed"
NEXT_ITEM = "已登记。这份来文里还有别的问题或表扬的，接着登记下一项。"


@requires(May.ENTER_FINDINGS)
@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: SiteRequest) -> HttpResponse:
    """The form; a POST stores files first, so that nothing chosen is lost, then checks or saves."""
    if request.method != "POST":
        return _page(request, blank_form(request), {})
    step = request.POST.get("step", CHECK)
    earlier = repeated(request) if step in (SAVE_PENDING, SAVE_CONFIRMED) else None
    if earlier is not None:
        return earlier
    kept, refusals = keep_uploads(request)
    form = filled_form(request, kept)
    check = {} if step == FIND else _check(form, may_waive=request.actor.may(May.WAIVE))
    if step in (SAVE_PENDING, SAVE_CONFIRMED) and not refusals:
        saved = _save(request, form, check, verified=step == SAVE_CONFIRMED)
        if saved is not None:
            return saved
    if step == FIND:
        form.leave_unchecked()
    for refusal in refusals:
        form.add_error("uploads", refusal.message)
    return _page(request, form, check)


@requires(May.ENTER_FINDINGS)
@require_POST
def record_check(request: SiteRequest) -> HttpResponse:
    """What the entry would do to the score, beside the form while it is being filled in."""
    form = filled_form(request, [])
    check = _check(form, may_waive=request.actor.may(May.WAIVE))
    return render(request, "scoring/record/_check.html", {"form": form, "check": check})


@requires(May.ENTER_FINDINGS)
@gzip_page
@require_safe
def behaviours(request: SiteRequest) -> HttpResponse:
    """The behaviours that answer to what was typed."""
    report = report_of(request.GET.get("report"))
    return render(request, "scoring/record/_behaviours.html", _behaviours(request.GET, report))


def _save(
    request: SiteRequest, form: RecordForm, check: dict[str, Any], *, verified: bool
) -> HttpResponse | None:
    """Write the finding once; None where the form has to be shown again, with what was checked."""
    if not check or "refusal" in check:
        return None
    if check["advice"].needs_reason and not form.cleaned_data["choice_reason"]:
        form.require_reason()
        return None
    if request.POST.get("checked") != form.digest:
        return None
    try:
        return submit_once(
            request,
            lambda: record_finding(
                by=request.user,
                at=timezone.now(),
                finding=form.finding(),
                charges=form.charges(verified=verified),
                evidence=form.cleaned_data["kept"],
            ),
            to=_address,
            done=NEXT_ITEM if form.source_report else "已登记。",
        )
    except Refusal as refusal:
        form.add_refusal(refusal)
        return None


def _address(finding: Finding) -> str:
    """Where to go after saving: the document that it was learnt from, for the next item; else the finding."""
    if finding.report_id is not None:
        return reverse("scoring:report", args=[finding.report_id])
    return reverse("scoring:finding", args=[finding.pk])


def _check(form: RecordForm, *, may_waive: bool) -> dict[str, Any]:
    """What the panel shows; empty while the form does not fit."""
    if not form.is_valid():
        return {}
    finding, charges = form.finding(), form.charges(verified=True)
    try:
        preview = preview_entry(finding=finding, charges=charges, at=timezone.now())
    except Refusal as refusal:
        form.add_refusal(refusal)
        return {"refusal": refusal.message}
    edition = edition_for(preview.month)
    advice = advice_on(
        finding=finding,
        charges=charges,
        preview=preview,
        edition=edition,
        choices=form.choices,
        has_files=bool(form.cleaned_data["kept"] or form.report_files),
    )
    return {
        "preview": preview,
        "advice": advice,
        "charges": charges,
        "may_confirm": not advice.lacks_proof and (may_waive or not advice.waived),
        "digest": form.digest,
    }


def _page(request: SiteRequest, form: RecordForm, check: dict[str, Any]) -> HttpResponse:
    context = {
        "form": form,
        "check": check,
        "problem_titles": problem_titles(),
        "kept": form.own_files,
        **_behaviours(form.data if form.is_bound else form.initial, form.source_report),
    }
    return render(request, "scoring/record/record.html", context)


def _behaviours(data: Any, report: Report | None) -> dict[str, Any]:
    """All behaviours by category, with those on top that the search, the document or the text suggests."""
    edition = edition_on(day_told(data, report), timezone.localdate())
    words, fact = str(data.get("words") or "").strip(), str(data.get("fact") or "").strip()
    usual = offered_behaviours(report.kind, edition) if report and not words else []
    found = edition.search(words)[:12] if words else [*usual, *suggested(edition, fact)]
    chosen = str(data.get("behaviour") or "")
    picked = next((entry for entry in edition.entered if choice_value(entry) == chosen), None)
    first = [picked] if picked else []
    matches = list(dict.fromkeys([*first, *found]))
    return {
        "chosen": chosen if picked else "",
        "words": words,
        "from_report": report is not None,
        "matches": behaviour_choices(edition, matches),
        "found": len(found),
        "categories": behaviours_by_category(edition),
    }
