"""得分说明 as PDF: the unit's page on plain paper, to the same readers as the page."""

from datetime import date

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from notices.explaining import unit_statement
from notices.papers.errors import PaperError
from notices.papers.printing import print_statement
from notices.views.reading import pdf_response
from records.errors import Refusal
from scoring.selectors.readings import readings_used
from scoring.views.unit_page import asked_whole
from units.access import May, requires
from units.selectors import bureau
from units.types import SiteRequest


@requires(May.SEE_UNIT_PAGE)
@require_safe
def unit_sheet(request: SiteRequest, month: date, unit_id: int) -> HttpResponse:
    """One unit's month; an open one is marked 草稿."""
    page = asked_whole(request, month, unit_id).page
    now = timezone.localtime()
    statement = unit_statement(
        page,
        readings_used(page),
        office=bureau().name,
        printed=f"{now.year}年{now.month}月{now.day}日{now:%H:%M}",
    )
    try:
        printed = print_statement(statement, draft=page.is_open)
    except PaperError as error:
        raise Refusal(str(error)) from error
    return pdf_response(printed.pdf, f"{page.unit_name}{page.month_name}得分说明.pdf")
