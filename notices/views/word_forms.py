"""Word files of the boxed forms, for those who may open the PDF and fill it in at the keyboard."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from notices.papers.word.leave_form import leave_form_docx
from notices.papers.word.score_sheet import score_sheet_docx
from notices.papers.word.talk_record import talk_record_docx
from notices.views.leave_form import clause_of_leave, name_of
from notices.views.score_sheets import asked_sheet
from notices.views.score_sheets import name_of as name_of_sheet
from notices.views.talk_record import record_of, talk_or_404
from notices.views.word import docx_response
from units.access import May, requires
from units.selectors.leave import visible_slips
from units.selectors.leave_form import LeaveForm, leave_form
from units.types import SiteRequest


@requires(May.HOLD_TALKS, May.SEE_ALL_SCORES)
@require_safe
def talk_record(request: SiteRequest, pk: int) -> HttpResponse:
    """约谈记录 of one 约谈, with what is known of it."""
    row = talk_or_404(request, pk)
    return docx_response(talk_record_docx(record_of(row)), f"约谈记录 {row.unit}{row.month}.docx")


@requires(May.SEE_SLIPS)
@require_safe
def leave_form_blank(request: SiteRequest) -> HttpResponse:  # noqa: ARG001 - every view takes one
    """The empty 请假条."""
    return docx_response(leave_form_docx(LeaveForm(), clause_of_leave()), "窗口工作人员请假条.docx")


@requires(May.SEE_SLIPS)
@require_safe
def leave_form_filled(request: SiteRequest, pk: int) -> HttpResponse:
    """The 请假条 of one slip."""
    slip = get_object_or_404(visible_slips(request.actor), pk=pk)
    return docx_response(leave_form_docx(leave_form(slip), clause_of_leave()), f"{name_of(slip)}.docx")


@requires(May.SEE_UNIT_PAGE)
@require_safe
def unit_score_sheet(request: SiteRequest, month: date, unit_id: int) -> HttpResponse:
    """One unit's 得分单, to the readers of its page; an open month's is marked 草稿."""
    sheet = asked_sheet(request, month, unit_id)
    return docx_response(score_sheet_docx(sheet), f"{name_of_sheet(sheet)}.docx")
