"""择优选树: the recommendations of a quarter with what is known of each; the chief decides in batches."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from notices.forms.honours import WithdrawHonourForm
from notices.forms.honours_deciding import DecideForm
from notices.models import Honour, Notice
from notices.selectors.honours.quarters import KIND, quarter_key, quarter_of
from notices.selectors.honours.rows import WITH
from notices.selectors.honours.weighing import Weighed, weigh
from notices.services.honours.selecting import Decision, check_decisions, decide_honours, undo_decision
from notices.views.honours.pages import found_honour
from notices.workbooks.honours import weighed_workbook
from records.downloads import xlsx_response
from records.errors import EditConflict, Refusal
from records.submit import repeated, submit_once
from scoring.periods import Period
from units.access import May, requires
from units.types import SiteRequest

State = Honour.State
CONFIRM = "confirm"


@requires(May.SEE_ALL_SCORES)
@require_safe
def quarter(request: SiteRequest, period: Period) -> HttpResponse:
    """All recommendations of a quarter, each with its facts; the chief's choices beside them."""
    rows = _rows(period)
    return _page(request, period, rows, DecideForm(honours=_undecided(rows)))


@requires(May.SEE_ALL_SCORES)
@require_safe
def quarter_export(_request: SiteRequest, period: Period) -> HttpResponse:
    """The same recommendations with their facts as a workbook."""
    rows = weigh(_rows(period), period, timezone.localdate())
    title = f"{period.name}推荐与选树"
    return xlsx_response(weighed_workbook(rows, title=title, at=timezone.now()), title)


@requires(May.SELECT_HONOURS)
@require_POST
def select(request: SiteRequest, period: Period) -> HttpResponse:
    """Check the decisions, show them once more, carry them out."""
    earlier = repeated(request)
    if earlier is not None:
        return earlier
    rows = _rows(period)
    form = DecideForm(request.POST, honours=_undecided(rows))
    if not form.is_valid():
        return _page(request, period, rows, form)
    decisions = [Decision(*one) for one in form.chosen()]
    try:
        if request.POST.get("step") == CONFIRM:
            return _carried_out(request, period, decisions)
        check_decisions(period=period, decisions=decisions, at=timezone.now())
    except EditConflict:
        form.add_error(None, "有的推荐刚刚有变动，下面是最新情况；请看过后再决定。")
        return _page(request, period, _rows(period), form)
    except Refusal as refusal:
        form.add_refusal(refusal)
        return _page(request, period, rows, form)
    context = {"period": period, "decisions": decisions, "form": form}
    return render(request, "honours/check.html", context)


@requires(May.SELECT_HONOURS)
@require_POST
def undo(request: SiteRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    row, form = found_honour(request, pk), WithdrawHonourForm(request.POST)
    if not form.is_valid():
        raise Refusal("页面不完整，请返回重新打开后再撤销。")
    version = form.cleaned_data["version"]
    return submit_once(
        request,
        lambda: undo_decision(honour=row, expected_version=version, by=request.user, at=timezone.now()),
        to=lambda saved: _url(quarter_of(saved.quarter)),
        done="已撤销，这件推荐重新等待决定。",
    )


def _carried_out(request: SiteRequest, period: Period, decisions: Sequence[Decision]) -> HttpResponse:
    return submit_once(
        request,
        lambda: decide_honours(period=period, decisions=decisions, by=request.user, at=timezone.now()),
        to=lambda _: _url(period),
        done=f"已决定{len(decisions)}件。表彰通报签发以前都可以撤销。",
    )


def _page(request: SiteRequest, period: Period, rows: list[Honour], form: DecideForm) -> HttpResponse:
    weighed = weigh([row for row in rows if row.state != State.WITHDRAWN], period, timezone.localdate())
    notice = Notice.objects.filter(kind=KIND, key=quarter_key(period)).defer("content").first()
    decides = request.actor.may(May.SELECT_HONOURS) and notice is None
    context: dict[str, Any] = {
        "period": period,
        "waiting": [(row, form.bound(row.honour)) for row in _in(weighed, State.RECOMMENDED)],
        "key": quarter_key(period),
        "selected": _in(weighed, State.SELECTED),
        "decided": [*_in(weighed, State.SELECTED), *_in(weighed, State.DECLINED)],
        "withdrawn": [row for row in rows if row.state == State.WITHDRAWN],
        "form": form,
        "decides": decides,
        "notice": notice,
        "open_months": _open_months(weighed),
    }
    return render(request, "honours/quarter.html", context, status=422 if form.errors else 200)


def _open_months(weighed: list[Weighed]) -> list[Any]:
    """Months of the quarter whose totals may still change."""
    return sorted({month.month for row in weighed for month in row.months if month.is_open})


def _rows(period: Period) -> list[Honour]:
    rows = Honour.objects.filter(quarter=quarter_key(period)).select_related(*WITH, "recommended_by")
    return list(rows.order_by("kind", "unit__order", "unit_id", "id"))


def _undecided(rows: list[Honour]) -> list[Honour]:
    return [row for row in rows if row.state == State.RECOMMENDED]


def _in(weighed: list[Weighed], state: str) -> list[Weighed]:
    return [row for row in weighed if row.honour.state == state]


def _url(period: Period) -> str:
    return reverse("notices:honours_quarter", args=[period])
