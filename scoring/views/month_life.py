"""A month's life beside closing: 核对, 重新开放, later months left as they are, 重算, 期初情况, revisions."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from records.errors import EditConflict, Refusal
from records.submit import submit_once
from scoring.forms.answers import GivenReasonForm, ReopenForm, ReviewForm
from scoring.forms.opening import OpeningForm
from scoring.models import Month, MonthResult, ReplayCheck
from scoring.periods import month_name
from scoring.selectors.later_months import later_months
from scoring.selectors.month import month_row
from scoring.selectors.revisions import revision_table
from scoring.selectors.tables import month_table
from scoring.services.opening import set_opening
from scoring.services.reopening import leave_as_is, reopen_month
from scoring.services.replaying import check_result
from scoring.services.review import open_review
from scoring.views.months import month_response, visible_standing
from units.access import May, requires
from units.models import Unit
from units.selectors import bureau
from units.signing_in.again import asks_again
from units.types import SiteRequest


@requires(May.PREPARE_CLOSING)
@require_POST
def review(request: SiteRequest, month: date) -> HttpResponse:
    """录入 → 核对, or another last day for objections."""
    form = ReviewForm(request.POST)
    if form.is_valid():
        until, version = form.cleaned_data["until"], form.cleaned_data["version"]
        try:
            return submit_once(
                request,
                lambda: open_review(
                    month=month, until=until, expected_version=version, by=request.user, at=timezone.now()
                ),
                to=lambda _: month_url(month),
                done=f"{month_name(month)}已转入核对，各单位可以申诉到{until.month}月{until.day}日。",
            )
        except EditConflict as conflict:
            form.add_conflict(conflict)
        except Refusal as refusal:
            form.add_refusal(refusal)
    return month_response(request, month, review_form=form)


@requires(May.REOPEN_MONTHS)
@asks_again()
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: SiteRequest, month: date) -> HttpResponse:
    """A closed month opened again: the reason and the month typed out."""
    where = visible_standing(request, month)
    if where.is_open:
        messages.info(request, f"{month_name(month)}没有定分，不用重新开放。")
        return redirect("scoring:month", month)
    form = ReopenForm(request.POST if request.method == "POST" else None, month=month)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            return submit_once(
                request,
                lambda: reopen_month(month=month, by=request.user, at=timezone.now(), reason=reason),
                to=lambda _: month_url(month),
                done=f"{month_name(month)}已重新开放；改完后请再次定分。",
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
    context = {"form": form, "table": month_table(month, where), "later": later_closed(month)}
    return render(request, "scoring/months/reopen.html", context, status=422 if form.errors else 200)


@requires(May.REOPEN_MONTHS)
@require_POST
def left_as_is(request: SiteRequest, month: date, later: date) -> HttpResponse:
    """A later closed month stays as it is: why."""
    found = next((one for one in later_months(month) if one.result.month.month == later), None)
    if found is None:
        raise Refusal(f"{month_name(later)}与前面的月份相符，不用处理。")
    form = GivenReasonForm(request.POST)
    if not form.is_valid():
        return month_response(request, month, left_form=form)
    return submit_once(
        request,
        lambda: leave_as_is(
            month=found.result.month,
            because_of=found.because_of,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        ),
        to=lambda _: month_url(month),
        done=f"已记下{month_name(later)}不重新开放的理由。",
    )


@requires(May.PREPARE_CLOSING)
@require_POST
def replay(request: SiteRequest, month: date) -> HttpResponse:
    """Every revision of the month computed again and compared; what came out is kept and shown."""
    results = list(MonthResult.objects.select_related("month").filter(month__month=month))
    if not results:
        raise Http404

    def prove() -> list[ReplayCheck]:
        return [check_result(result=result, by=request.user, at=timezone.now()) for result in results]

    return submit_once(request, prove, to=lambda _: month_url(month), done="已重算，结果见“最近验证”。")


@requires(May.SEE_ALL_SCORES)
@require_safe
def revision(request: SiteRequest, month: date, number: int) -> HttpResponse:
    """An older result as it was stored, beside the newest."""
    table = revision_table(month, number)
    if table is None:
        raise Http404
    return render(request, "scoring/months/revision.html", {"table": table})


@requires(May.SET_OPENING, May.SEE_ALL_SCORES)
@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: SiteRequest) -> HttpResponse:
    """The opening balance; the chief writes it, until the first month has been closed once."""
    row = month_row(bureau().first_month)
    may_set = request.actor.may(May.SET_OPENING)
    is_fixed = MonthResult.objects.filter(month__month=row.month).exists()
    if request.method == "POST" and not may_set:
        return render(request, "403.html", status=403)
    units = list(Unit.objects.all())
    form = OpeningForm(request.POST if request.method == "POST" else None, month=row, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            return submit_once(
                request,
                lambda: set_opening(
                    **form.opening(),
                    expected_version=form.cleaned_data["version"],
                    by=request.user,
                    at=timezone.now(),
                ),
                to=lambda _: reverse("scoring:opening"),
                done="期初情况已登记。",
            )
        except EditConflict as conflict:
            form.show_conflict(conflict)
        except Refusal as refusal:
            form.add_refusal(refusal)
    context = {"form": form, "month": row, "may_set": may_set and not is_fixed, "is_fixed": is_fixed}
    return render(request, "scoring/months/opening.html", context, status=422 if form.errors else 200)


def later_closed(month: date) -> list[Month]:
    """Closed months after this one: they stay as they are."""
    return [row for row in Month.objects.filter(month__gt=month).order_by("month") if not row.is_open]


def month_url(month: date) -> str:
    return reverse("scoring:month", args=[month])
