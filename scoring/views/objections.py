"""申诉: units answer, the chief decides."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from records.errors import Refusal
from records.submit import repeated, submit_form, submit_once
from scoring.forms.answers import DecisionForm, ObjectionForm, VersionForm
from scoring.models import Objection
from scoring.selectors.editions import edition_for
from scoring.selectors.entry_choices import entry_choices
from scoring.selectors.objections import visible_objections
from scoring.services.objections import decide_objection, file_objection, withdraw_objection
from scoring.services.open_months import is_open
from scoring.views.event import found_event
from scoring.views.record_form import keep_uploads
from units.access import May, requires
from units.types import SiteRequest

FACT_FIELDS = ("clause", "behaviour", "times", "measure")


@requires(May.OBJECT)
@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: SiteRequest, pk: int) -> HttpResponse:
    """A unit head objects to an event of the own unit."""
    event = found_event(request, pk)
    if event.unit_id not in request.actor.unit_ids:
        raise Http404
    form = ObjectionForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        earlier = repeated(request)
        if earlier is not None:
            return earlier
        kept, refusals = keep_uploads(request)
        for refusal in refusals:
            form.add_error("uploads", refusal.message)
        if form.is_valid() and not refusals:
            try:
                return submit_once(
                    request,
                    lambda: file_objection(
                        event=event,
                        text=form.cleaned_data["text"],
                        files=kept,
                        by=request.user,
                        at=timezone.now(),
                    ),
                    to=_url,
                    done="申诉已提交，复核以前这一项照常计分，由它引起的整改处理暂缓。",
                )
            except Refusal as refusal:
                form.add_refusal(refusal)
    context = {"form": form, "event": event, "month_open": is_open(event.counts_in)}
    return render(request, "scoring/objection/new.html", context, status=422 if form.errors else 200)


@requires(May.SEE_LEDGER)
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: SiteRequest, pk: int) -> HttpResponse:
    """One objection; the chief's decision is sent to the same address."""
    row = _found(request, pk)
    may_decide = request.actor.may(May.DECIDE_OBJECTIONS)
    if request.method == "POST" and not may_decide:
        return render(request, "403.html", status=403)
    form = _decision_form(request, row) if may_decide and row.state == Objection.State.OPEN else None
    if request.method == "POST":
        answer = _decided(request, row, form) if form is not None else repeated(request)
        if answer is not None:
            return answer
        if form is None:
            raise Refusal(f"这件申诉已经是“{row.get_state_display()}”，不能再处理。")
    context = {
        "objection": row,
        "event": row.event,
        "form": form,
        "files": list(row.files.all()),
        "corrections": list(row.corrections.all()),
        "is_own": row.unit_id in request.actor.unit_ids,
        "month_open": is_open(row.event.counts_in),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "scoring/objection/objection.html", context, status=status)


@requires(May.OBJECT)
@require_POST
def objection_withdraw(request: SiteRequest, pk: int) -> HttpResponse:
    """The unit takes its objection back."""
    row = _found(request, pk)
    if row.unit_id not in request.actor.unit_ids:
        raise Http404
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Refusal("页面不完整，请返回重新打开后再撤回。")
    version = form.cleaned_data["version"]
    return submit_once(
        request,
        lambda: withdraw_objection(
            objection=row, expected_version=version, by=request.user, at=timezone.now()
        ),
        to=_url,
        done="申诉已撤回。",
    )


def _decided(request: SiteRequest, row: Objection, form: DecisionForm) -> HttpResponse | None:
    def decide() -> Objection:
        return decide_objection(
            objection=row,
            expected_version=form.cleaned_data["version"],
            state=form.cleaned_data["state"],
            decision=form.cleaned_data["decision"],
            changes=form.changes() if form.is_changing else {},
            by=request.user,
            at=timezone.now(),
        )

    return submit_form(request, form, decide, to=_url, done="已复核。", on_conflict=form.add_conflict)


def _decision_form(request: SiteRequest, row: Objection) -> DecisionForm:
    event = row.event
    was: dict[str, Any] = {name: getattr(event, name) for name in FACT_FIELDS} | {"person": event.person_id}
    return DecisionForm(
        request.POST if request.method == "POST" else None,
        was=was,
        choices=entry_choices(event.finding.happened_on),
        edition=edition_for(event.counts_in),
        initial={"version": row.version},
    )


def _found(request: SiteRequest, pk: int) -> Objection:
    row = visible_objections(request.actor).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _url(row: Objection) -> str:
    return reverse("scoring:objection", args=[row.pk])
