"""Word files for those who go on writing in WPS: of drafts, every page marked 草稿, and of issued papers."""

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from notices.models import Notice, Reading
from notices.papers.content import Letter, Paper
from notices.papers.errors import PaperError
from notices.papers.word.documents import docx_of
from notices.selectors.numbers import next_number
from notices.services.drafting import reading_paper
from notices.services.handing_out import paper_as_issued
from notices.services.outgoing import write_out
from notices.views import composing, outgoing
from notices.views.reading import file_name, readable_or_404, unit_readable_or_404
from records.errors import Refusal
from units.access import May, requires
from units.models import Unit
from units.types import SiteRequest

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@requires(May.COMPOSE)
@require_safe
def bulletin_draft(request: SiteRequest, month: str) -> HttpResponse:
    """The month's bulletin in the reading asked for."""
    result = composing.unissued_or_404(month)
    reading, unit = composing.asked_reading(request)
    paper = reading_paper(composing.drafted(result, timezone.localdate()), reading, unit)
    return draft_response(paper, f"{result.month}督查通报")


@requires(May.COMPOSE)
@require_safe
def outgoing_draft(request: SiteRequest, kind: str, key: str) -> HttpResponse:
    """Any other paper or letter in the reading asked for."""
    found = outgoing.outgoing_or_404(kind, key)
    reading, today = outgoing.asked_reading(request, found), timezone.localdate()
    written = write_out(found, number=str(next_number(today, kind, found.office)), on=today)
    return draft_response(written.as_reading(reading), found.title)


@requires(May.READ_BULLETINS)
@require_safe
def issued(request: SiteRequest, pk: int, reading: str) -> HttpResponse:
    """The 实名本 or 公开本 of an issued paper, for those who may open its PDF."""
    return issued_response(readable_or_404(request, pk, reading), reading, None)


@requires(May.READ_BULLETINS)
@require_safe
def issued_unit(request: SiteRequest, pk: int, unit: int) -> HttpResponse:
    """One unit's 分单位本 of an issued paper, for those who may open its PDF."""
    row = unit_readable_or_404(request, pk, unit)
    return issued_response(row, Reading.UNIT, get_object_or_404(Unit, pk=unit))


def issued_response(row: Notice, reading: str, unit: Unit | None) -> HttpResponse:
    """Written from the frozen content; not kept, since the PDF is what was issued."""
    try:
        docx = docx_of(paper_as_issued(row, reading, unit))
    except PaperError as error:
        raise Refusal(str(error)) from error
    return docx_response(docx, f"{file_name(row, reading, unit)}.docx")


def draft_response(paper: Paper | Letter, title: str) -> HttpResponse:
    """The draft as a file to keep, under a Chinese name."""
    try:
        return docx_response(docx_of(paper, draft=True), f"{title}（草稿）.docx")
    except PaperError as error:
        raise Refusal(str(error)) from error


def docx_response(docx: bytes, name: str) -> HttpResponse:
    """A Word file to be saved; never shown in the browser."""
    response = HttpResponse(docx, content_type=DOCX)
    response["Content-Disposition"] = f"attachment; filename=paper.docx; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
