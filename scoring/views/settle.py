"""核实、不予认定、免予扣分、退回、查明人员: each a small form on the event's page, carried out once."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from records.errors import Refusal
from records.submit import submit_form
from scoring.forms.ledger import PersonForm, ReasonForm, SettleForm
from scoring.models import ScoreEvent
from scoring.selectors.entry_choices import people_on
from scoring.services.editing import name_person
from scoring.services.settling import confirm_event, dismiss_event, reopen_event, waive_event
from scoring.views.event import event_response, found_event
from units.access import May, requires
from units.types import SiteRequest

Act = Callable[..., ScoreEvent]
CHANGED = "这一项刚刚被别人处理过，下面是最新情况；请看过后再处理。"


@requires(May.ENTER_FINDINGS)
@require_POST
def confirm(request: SiteRequest, pk: int) -> HttpResponse:
    """Pending → confirmed."""
    return _settle(request, pk, SettleForm(request.POST), confirm_event, "已核实，计入得分。")


@requires(May.ENTER_FINDINGS)
@require_POST
def reopen(request: SiteRequest, pk: int) -> HttpResponse:
    """Settled → pending; a waiver is taken back by the chief alone."""
    row = found_event(request, pk)
    if row.status == ScoreEvent.Status.WAIVED and not request.actor.may(May.WAIVE):
        raise Refusal("“免予扣分”由政策法规股负责人作出，也只能由负责人退回。")
    return _settle(request, pk, SettleForm(request.POST), reopen_event, "已退回待核实。")


@requires(May.ENTER_FINDINGS)
@require_POST
def dismiss(request: SiteRequest, pk: int) -> HttpResponse:
    """Not recognised, with the reason."""
    return _settle(request, pk, ReasonForm(request.POST), dismiss_event, "已记为不予认定。", kind="dismiss")


@requires(May.WAIVE)
@require_POST
def waive(request: SiteRequest, pk: int) -> HttpResponse:
    """Waived by the chief, with the reason."""
    return _settle(request, pk, ReasonForm(request.POST), waive_event, "已免予扣分。", kind="waive")


@requires(May.ENTER_FINDINGS)
@require_POST
def person(request: SiteRequest, pk: int) -> HttpResponse:
    """Who it was."""
    row = found_event(request, pk)
    people = {choice.key: choice.person for choice in people_on(row.finding.happened_on)}
    form = PersonForm(request.POST, people=people)
    return _settle(request, pk, form, name_person, "已写明人员。", kind="person")


def _settle(
    request: SiteRequest, pk: int, form: Any, act: Act, done: str, kind: str = "settle"
) -> HttpResponse:
    row = found_event(request, pk)

    def settle() -> Any:
        data = dict(form.cleaned_data)
        version = data.pop("version")
        return act(event=row, expected_version=version, by=request.user, at=timezone.now(), **data)

    answer = submit_form(
        request,
        form,
        settle,
        to=lambda event: reverse("scoring:event", args=[event.pk]),
        done=done,
        on_conflict=lambda _: form.add_error(None, CHANGED),
    )
    if answer is not None:
        return answer
    return event_response(request, found_event(request, pk), refused=form, refused_kind=kind)
