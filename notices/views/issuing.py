"""签发督查通报: check the answers, type the month once more, and it is issued."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from notices.bulletin.sections import summary
from notices.forms.issuing import IssueForm
from notices.models import Notice
from notices.papers.errors import PaperError
from notices.selectors.bulletins import notice_of
from notices.selectors.numbers import next_number
from notices.services.drafting import draft_bulletin, held_in
from notices.services.issuing import prepare_issue
from notices.services.keeping import keep_notice, until_kept
from notices.views.composing import result_or_404
from records.errors import Refusal
from records.submit import repeated, submit_once
from scoring.models import MonthResult
from scoring.periods import next_month
from units.access import May, requires
from units.selectors import bureau
from units.signing_in.again import asks_again
from units.types import SiteRequest


@requires(May.ISSUE)
@asks_again()
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: SiteRequest, month: str) -> HttpResponse:
    """What is about to go out, and the form that sends it."""
    result = result_or_404(month)
    if request.method == "POST" and (earlier := repeated(request)):
        return earlier
    issued = notice_of(result)
    if issued is not None:
        messages.info(request, f"{result.month}的督查通报已经签发。")
        return redirect(address_of(issued))
    today = timezone.localdate()
    form = IssueForm(
        request.POST or None,
        word=str(result.month),
        earliest=next_month(result.month.month),
        today=today,
        initial={"issued_on": today},
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _issued(request, result, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        except PaperError as error:
            form.add_error(None, str(error))
    office = bureau()
    number = next_number(today, office=office)
    bulletin = draft_bulletin(result, number=str(number), on=today, office=office)
    context = {
        "number": number,
        "form": form,
        "result": result,
        "key": month,
        "bulletin": bulletin,
        "summary": summary(bulletin),
        "held": held_in(bulletin),
    }
    return render(request, "notices/issue.html", context)


def _issued(request: SiteRequest, result: MonthResult, form: IssueForm) -> HttpResponse:
    """Print first, then keep it in one transaction with the form's key; again where the number was taken."""
    on, sequence = form.cleaned_data["issued_on"], form.cleaned_data["sequence"]
    return until_kept(
        lambda: prepare_issue(result=result, on=on, sequence=sequence),
        lambda prepared: submit_once(
            request,
            lambda: keep_notice(prepared=prepared, by=request.user, at=timezone.now()),
            to=address_of,
            done="督查通报已签发。",
        ),
    )


def address_of(notice: Notice) -> str:
    """Where an issued paper is read."""
    return reverse("notices:notice", args=[notice.pk])
