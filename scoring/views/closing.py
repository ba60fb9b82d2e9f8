"""定分: the chief checks what will be stored, and confirms by typing the month."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from records.errors import Refusal
from records.submit import submit_once
from scoring.forms.closing import CloseMonthForm
from scoring.periods import month_name, next_month
from scoring.selectors.closing import open_points
from scoring.selectors.steps import obstacles
from scoring.selectors.tables import month_table
from scoring.services.months import close_month as close
from scoring.views.months import rows_page, visible_standing
from units.access import May, requires
from units.signing_in.again import asks_again
from units.types import SiteRequest


@requires(May.CLOSE_MONTHS)
@asks_again()
@require_http_methods(["GET", "HEAD", "POST"])
def close_month(request: SiteRequest, month: date) -> HttpResponse:
    """Check answers, then close. A refusal is shown in the form, with everything typed kept.

    Open proposals are counted once the page is there; closing over them without a reason is refused too.
    """
    where = visible_standing(request, month)
    if not where.is_open:
        messages.info(request, f"{month_name(month)}已经定分，没有重复处理。")
        return redirect("scoring:month", month)
    points = open_points(month, timezone.localdate())
    form = CloseMonthForm(
        request.POST if request.method == "POST" else None, month=month, needs_reason=bool(points)
    )
    if request.method == "POST" and form.is_valid():
        try:
            return submit_once(
                request,
                lambda: close(
                    month=month, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"]
                ),
                to=lambda _result: reverse("scoring:month", args=[month]),
                done=_done(month, len(points.pending)),
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
    table = month_table(month, where)
    context = {
        "form": form,
        "table": table,
        "page": rows_page(request, table),
        "obstacles": obstacles(points),
        "review": points.review,
        "pending": len(points.pending),
        "next_name": month_name(next_month(month)),
    }
    status = 422 if form.errors else 200
    return render(request, "scoring/months/close.html", context, status=status)


def _done(month: date, pending: int) -> str:
    moved = f"{pending}项待核实的事项已移到{month_name(next_month(month))}补记。" if pending else ""
    return f"{month_name(month)}已定分，结果已存档。{moved}"
