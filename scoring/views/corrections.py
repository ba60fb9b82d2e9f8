"""更正: the chief says what a line of a closed month should have been, sees what it does, and confirms."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from records.errors import Refusal
from records.submit import repeated, submit_form, submit_once
from scoring.engine import Fact
from scoring.forms.answers import CorrectionForm, WithdrawForm
from scoring.models import Correction, MonthResult, ScoreEvent
from scoring.selectors.corrections import visible_corrections
from scoring.selectors.editions import edition_of
from scoring.selectors.entry_choices import entry_choices
from scoring.selectors.month import open_from
from scoring.services.corrections import correct_event, preview_correction, withdraw_correction
from scoring.services.open_months import is_open
from scoring.views.event import found_event
from units.access import May, requires
from units.signing_in.again import asks_again
from units.types import SiteRequest

CHECK = "check"


@requires(May.CORRECT)
@asks_again(unless=lambda request: request.POST.get("step") == CHECK)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: SiteRequest, pk: int) -> HttpResponse:
    """Correct one event of a closed month: what it should have been, then what that does, then done."""
    event = found_event(request, pk)
    if is_open(event.counts_in):
        return redirect("scoring:event", event.pk)
    result = newest_result(event)
    form = _form(request, event, result)
    checked: dict[str, Any] = {}
    if request.method == "POST":
        earlier = repeated(request)
        if earlier is not None:
            return earlier
        if form.is_valid():
            checked = _checked(event, form)
            done = _saved(request, event, form) if checked and request.POST.get("step") != CHECK else None
            if done is not None:
                return done
    context = {"form": form, "event": event, "result": result, "counts_in": open_from(), **checked}
    return render(request, "scoring/correction/new.html", context, status=422 if form.errors else 200)


@requires(May.SEE_LEDGER)
@require_safe
def correction(request: SiteRequest, pk: int) -> HttpResponse:
    """One correction with what it did."""
    return _page(request, _found(request, pk))


@requires(May.CORRECT)
@require_POST
def correction_withdraw(request: SiteRequest, pk: int) -> HttpResponse:
    """Take it back while the month that it counts in is open."""
    row, form = _found(request, pk), WithdrawForm(request.POST)

    def take_back() -> Correction:
        return withdraw_correction(
            correction=row,
            expected_version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )

    answer = submit_form(
        request,
        form,
        take_back,
        to=_url,
        done="更正已撤回。",
        on_conflict=lambda _: form.add_error(None, "这件更正刚刚被别人处理过，下面是最新情况。"),
    )
    if answer is not None:
        return answer
    return _page(request, _found(request, pk), refused=form)


def newest_result(event: ScoreEvent) -> MonthResult:
    """The result that the event stands in."""
    rows = MonthResult.objects.select_related("month").filter(month__month=event.counts_in)
    found = rows.order_by("-revision").first()
    if found is None:
        raise Http404
    return found


def _checked(event: ScoreEvent, form: CorrectionForm) -> dict[str, Any]:
    """What it would do; a refusal goes to the form."""
    try:
        _, effects = preview_correction(event=event, changes=form.wanted())
    except Refusal as refusal:
        form.add_refusal(refusal)
        return {}
    return {"effects": effects}


def _saved(request: SiteRequest, event: ScoreEvent, form: CorrectionForm) -> HttpResponse | None:
    data = form.cleaned_data
    try:
        return submit_once(
            request,
            lambda: correct_event(
                event=event,
                changes=form.wanted(),
                statement=data["statement"],
                reason=data["reason"],
                by=request.user,
                at=timezone.now(),
            ),
            to=_url,
            done="更正已登记，差额计入未定分的月份。",
        )
    except Refusal as refusal:
        form.add_refusal(refusal)
    return None


def _form(request: SiteRequest, event: ScoreEvent, result: MonthResult) -> CorrectionForm:
    """Filled with what was frozen, not with what the row says today."""
    frozen = next((Fact._make(row) for row in result.facts if row[0] == event.pk), None)
    if frozen is None:
        raise Refusal("这一项没有列入该月的定分结果，不能更正。")
    return CorrectionForm(
        request.POST if request.method == "POST" else None,
        was=frozen._asdict(),
        choices=entry_choices(event.finding.happened_on),
        edition=edition_of(result.edition_text, result.edition_sha256, result.edition_name),
    )


def _found(request: SiteRequest, pk: int) -> Correction:
    row = visible_corrections(request.actor).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _page(request: SiteRequest, row: Correction, refused: WithdrawForm | None = None) -> HttpResponse:
    may_withdraw = row.state == Correction.State.IN_FORCE and request.actor.may(May.CORRECT)
    context = {
        "correction": row,
        "event": row.event,
        "form": refused or WithdrawForm(initial={"version": row.version}),
        "refused": refused,
        "may_withdraw": may_withdraw and is_open(row.counts_in),
    }
    return render(request, "scoring/correction/correction.html", context, status=409 if refused else 200)


def _url(row: Correction) -> str:
    return reverse("scoring:correction", args=[row.pk])
