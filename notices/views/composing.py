"""拟稿: the words of a closed month's bulletin, its preview on A4 and its draft PDF."""

from collections.abc import Mapping
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from notices.bulletin.content import Bulletin
from notices.bulletin.words import proposed_words
from notices.forms.words import WordsForm
from notices.models import PaperDraft, Reading
from notices.papers import printing
from notices.papers.errors import PaperError
from notices.papers.html import paper_context
from notices.selectors.bulletins import bulletin_of, draft_of, edition_of, notice_of
from notices.selectors.numbers import next_number
from notices.services.drafting import draft_bulletin, print_draft, reading_paper
from notices.services.words import checked_words, save_words
from notices.views.framed import framed
from notices.views.reading import pdf_response
from records.errors import EditConflict, Refusal
from records.submit import submit_once
from scoring.models import MonthResult
from scoring.periods import month_from
from units.access import May, requires
from units.models import Unit
from units.selectors import bureau
from units.types import SiteRequest


@requires(May.COMPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def compose(request: SiteRequest, month: str) -> HttpResponse:
    """The words on the left, the paper on the right; saving shows the paper anew."""
    result = result_or_404(month)
    issued = notice_of(result)
    if issued is not None and request.method != "POST":
        return redirect("notices:notice", issued.pk)
    draft = draft_of(result)
    form = WordsForm(request.POST or None, initial=_initial(result, draft))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            return submit_once(
                request,
                lambda: save_words(
                    result=result,
                    words=form.words(),
                    expected_version=version,
                    by=request.user,
                    at=timezone.now(),
                ),
                to=lambda _: reverse("notices:compose", args=[month]),
                done="文字已保存，右侧（下方）已按新的文字排版。",
            )
        except EditConflict as conflict:
            form.add_conflict(conflict)
        except Refusal as refusal:
            form.add_refusal(refusal)
    printing.get_ready()
    context = {"form": form, "result": result, "key": month, "draft": draft, "notice": issued}
    context["scores"] = result.scores.only("result", "unit", "unit_name").order_by("rank", "id")
    return render(request, "notices/compose.html", context)


def _initial(result: MonthResult, draft: PaperDraft | None) -> dict[str, object]:
    proposed = proposed_words(bulletin_of(result, number="", on=timezone.localdate()), edition_of(result))
    return {**proposed, **(draft.words if draft else {}), "version": draft.version if draft else 0}


@requires(May.COMPOSE)
@framed
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: SiteRequest, month: str) -> HttpResponse:
    """The paper as a page of its own, A4 wide, in one of its readings; with words sent along, by those."""
    result = unissued_or_404(month)
    reading, unit = asked_reading(request)
    try:
        typed = checked_words(request.POST.dict()) if request.method == "POST" else None
        paper = reading_paper(drafted(result, timezone.localdate(), typed), reading, unit)
    except Refusal as refusal:
        if request.method != "POST":
            raise
        return not_yet(refusal)
    context = {**paper_context(paper), "reading": Reading(reading).label, "unit": unit}
    return render(request, "notices/preview.html", context)


@requires(May.COMPOSE)
@require_safe
def draft_pdf(request: SiteRequest, month: str) -> HttpResponse:
    """The paper as PDF, marked 草稿 on every page."""
    result = unissued_or_404(month)
    reading, unit = asked_reading(request)
    try:
        printed = print_draft(drafted(result, timezone.localdate()), reading, unit)
    except PaperError as error:
        raise Refusal(str(error)) from error
    return pdf_response(printed.pdf, f"{result.month}督查通报（草稿）.pdf")


def not_yet(refusal: Refusal) -> HttpResponse:
    """Why words that are being typed cannot stand like this, as plain text."""
    return HttpResponse(refusal.message, status=422, content_type="text/plain; charset=utf-8")


def drafted(result: MonthResult, on: date, typed: Mapping[str, str] | None = None) -> Bulletin:
    """The bulletin under the number that it would get today."""
    office = bureau()
    number = str(next_number(on, office=office))
    return draft_bulletin(result, number=number, on=on, office=office, typed=typed)


def asked_reading(request: SiteRequest) -> tuple[str, Unit | None]:
    """The reading asked for; the 实名本 where none is."""
    reading = request.GET.get("reading") or Reading.NAMED
    if reading not in Reading.values:
        raise Http404
    if reading != Reading.UNIT:
        return reading, None
    unit = request.GET.get("unit", "")
    return reading, get_object_or_404(Unit, pk=int(unit) if unit.isascii() and unit.isdigit() else 0)


def result_or_404(month: str) -> MonthResult:
    """The newest result of the month named in the address."""
    try:
        day = month_from(month)
    except ValueError:
        raise Http404 from None
    result = (
        MonthResult.objects.filter(month__month=day).select_related("month").order_by("-revision").first()
    )
    if result is None:
        raise Http404
    return result


def unissued_or_404(month: str) -> MonthResult:
    """The same, while it can still be drafted: an issued bulletin is read as it was issued."""
    result = result_or_404(month)
    if notice_of(result) is not None:
        raise Http404
    return result
