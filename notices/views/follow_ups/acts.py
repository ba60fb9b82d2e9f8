"""What is done with a 整改处理, one address an act; each carried out once."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from notices.forms.follow_ups import (
    AcceptForm,
    ActForm,
    ChoosePeopleForm,
    EscalateForm,
    HandInForm,
    OutcomeForm,
    ReasonForm,
)
from notices.models import FollowUp
from notices.services.follow_ups.confirming import choose_people, confirm_follow_up, decline_follow_up
from notices.services.follow_ups.escalation import propose_referral, settle_referral
from notices.services.follow_ups.handing_in import hand_in
from notices.services.follow_ups.resuming import resume_follow_up
from notices.services.follow_ups.reviewing import accept_follow_up, return_follow_up
from notices.services.follow_ups.withdrawing import withdraw_follow_up
from notices.views.follow_ups.pages import follow_up_response, follow_up_url, found_follow_up, staff_of
from records.submit import repeated, submit_form
from scoring.views.record_form import carried_files, keep_uploads
from units.access import May, requires
from units.types import SiteRequest

CHANGED = "这一件刚刚被别人处理过，下面是最新情况；请看过后再办理。"


@requires(May.HAND_IN)
@require_POST
def hand_in_view(request: SiteRequest, pk: int) -> HttpResponse:
    """The head of the unit hands in a paper; files that were stored are kept when the form comes back."""
    row = found_follow_up(request, pk)
    if row.unit_id not in request.actor.unit_ids:
        raise Http404
    earlier = repeated(request)
    if earlier is not None:
        return earlier
    kept, refusals = keep_uploads(request)
    data = request.POST.copy()
    files = carried_files(request, data, kept)
    form = HandInForm(data)
    form.own_files = files  # type: ignore[attr-defined]
    for refusal in refusals:
        form.add_error("uploads", refusal.message)
    return _answer(
        request,
        row,
        "hand_in",
        form,
        lambda told: hand_in(text=form.cleaned_data["text"], files=files, **told),
        "已提交，等政策法规股审核。",
    )


@requires(May.REVIEW_FOLLOW_UPS)
@require_POST
def accept(request: SiteRequest, pk: int) -> HttpResponse:
    """通过."""
    row, form = found_follow_up(request, pk), AcceptForm(request.POST)
    act = lambda told: accept_follow_up(note=form.cleaned_data["note"], **told)  # noqa: E731
    return _answer(request, row, "accept", form, act, "已通过，这一件办结。")


@requires(May.REVIEW_FOLLOW_UPS)
@require_POST
def return_view(request: SiteRequest, pk: int) -> HttpResponse:
    """退回, with the reason."""
    return _with_reason(request, pk, "return", return_follow_up, "已退回，单位可重新提交；期限不变。")


@requires(May.CONFIRM_FOLLOW_UPS)
@require_POST
def confirm(request: SiteRequest, pk: int) -> HttpResponse:
    """A 撤出 or a 移送 is to be done."""
    row, form = found_follow_up(request, pk), ActForm(request.POST)
    return _answer(request, row, "confirm", form, lambda told: confirm_follow_up(**told), "已确认。")


@requires(May.CONFIRM_FOLLOW_UPS)
@require_POST
def decline(request: SiteRequest, pk: int) -> HttpResponse:
    """It is not to be done, with the reason."""
    return _with_reason(request, pk, "decline", decline_follow_up, "已记录不予办理的理由。")


@requires(May.CONFIRM_FOLLOW_UPS)
@require_POST
def choose(request: SiteRequest, pk: int) -> HttpResponse:
    """研究撤出人员: who they are."""
    row = found_follow_up(request, pk)
    form = ChoosePeopleForm(request.POST, staff=staff_of(row, timezone.localdate()))

    def act(told: dict[str, Any]) -> object:
        data = form.cleaned_data
        return choose_people(people=data["people"], reason=data["reason"], **told)

    return _answer(request, row, "choose", form, act, "已确定撤出人员，每人一件5日内撤出并替换。")


@requires(May.REVIEW_FOLLOW_UPS)
@require_POST
def escalate(request: SiteRequest, pk: int) -> HttpResponse:
    """拒绝 or 逾期未办."""
    row, form = found_follow_up(request, pk), EscalateForm(request.POST)

    def act(told: dict[str, Any]) -> object:
        data = form.cleaned_data
        return propose_referral(ground=data["ground"], reason=data["reason"], **told)

    return _answer(request, row, "escalate", form, act, "已提出移送纪检，等负责人确认。")


@requires(May.HOLD_TALKS)
@require_POST
def outcome(request: SiteRequest, pk: int) -> HttpResponse:
    """The 纪检监察组's decision on a referral."""
    row, form = found_follow_up(request, pk), OutcomeForm(request.POST)
    act = lambda told: settle_referral(outcome=form.cleaned_data["outcome"], **told)  # noqa: E731
    return _answer(request, row, "outcome", form, act, "已登记处理结果，这一件办结。")


@requires(May.CONFIRM_FOLLOW_UPS)
@require_POST
def withdraw(request: SiteRequest, pk: int) -> HttpResponse:
    """Its basis was corrected away."""
    row, form = found_follow_up(request, pk), ActForm(request.POST)
    return _answer(request, row, "withdraw", form, lambda told: withdraw_follow_up(**told), "已撤销。")


@requires(May.REVIEW_FOLLOW_UPS)
@require_POST
def resume(request: SiteRequest, pk: int) -> HttpResponse:
    """The objection is decided."""
    row, form = found_follow_up(request, pk), ActForm(request.POST)
    return _answer(request, row, "resume", form, lambda told: resume_follow_up(**told), "已恢复办理。")


def _with_reason(
    request: SiteRequest, pk: int, name: str, service: Callable[..., object], done: str
) -> HttpResponse:
    row, form = found_follow_up(request, pk), ReasonForm(request.POST)
    return _answer(
        request, row, name, form, lambda told: service(reason=form.cleaned_data["reason"], **told), done
    )


def _answer(
    request: SiteRequest,
    row: FollowUp,
    name: str,
    form: Any,
    act: Callable[[dict[str, Any]], object],
    done: str,
) -> HttpResponse:
    """The way on, or the page as it is now with what was typed and what is wrong."""

    def carry_out() -> object:
        version = form.cleaned_data["version"]
        return act({"follow_up": row, "expected_version": version, "by": request.user, "at": timezone.now()})

    answer = submit_form(
        request,
        form,
        carry_out,
        to=lambda _: follow_up_url(row),
        done=done,
        on_conflict=lambda _: form.add_error(None, CHANGED),
    )
    if answer is not None:
        return answer
    fresh = found_follow_up(request, row.pk)
    form.data = form.data.copy()
    form.data["version"] = str(fresh.version)
    return follow_up_response(request, fresh, refused=form, act=name)
