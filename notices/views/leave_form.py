"""《窗口工作人员请假条》 on paper: blank, or filled with what was registered."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from notices.papers.errors import PaperError
from notices.papers.leave_form import leave_form_html
from notices.papers.printing import print_html
from notices.views.reading import pdf_response
from records.errors import Refusal
from scoring.periods import first_of
from scoring.selectors.editions import edition_for
from units.access import May, requires
from units.models import LeaveSlip
from units.selectors.leave import visible_slips
from units.selectors.leave_form import LeaveForm, leave_form
from units.types import SiteRequest

CLAUSE = "1.4"


@requires(May.SEE_SLIPS)
@require_safe
def leave_form_blank(request: SiteRequest) -> HttpResponse:  # noqa: ARG001 - every view takes one
    """The empty form."""
    return _printed(LeaveForm(), "窗口工作人员请假条.pdf")


@requires(May.SEE_SLIPS)
@require_safe
def leave_form_filled(request: SiteRequest, pk: int) -> HttpResponse:
    """The form of one slip; the reason and the signatures are for handwriting."""
    slip = get_object_or_404(visible_slips(request.actor), pk=pk)
    return _printed(leave_form(slip), f"{name_of(slip)}.pdf")


def name_of(slip: LeaveSlip) -> str:
    """What the file of a slip's form is called, without its ending."""
    return f"请假条 {slip.person.name} {slip.starts_on:%Y%m%d}"


def clause_of_leave() -> str:
    """1.4 in the words of the edition of today, which stand below the form."""
    return edition_for(first_of(timezone.localdate())).clause(CLAUSE).text


def _printed(form: LeaveForm, name: str) -> HttpResponse:
    try:
        printed = print_html(leave_form_html(form, clause_of_leave()), style="form")
    except PaperError as error:
        raise Refusal(str(error)) from error
    return pdf_response(printed.pdf, name)
