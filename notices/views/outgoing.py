"""拟稿、预览、签发 of every paper but the bulletin, by kind and what it is of."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from notices.forms.issuing import IssueForm
from notices.forms.words import WordsForm
from notices.models import Notice, PaperDraft, Reading
from notices.outgoing.readings import AT_ONCE
from notices.outgoing.registry import name_of, outgoing_of
from notices.outgoing.types import Outgoing
from notices.papers import printing
from notices.papers.errors import PaperError
from notices.papers.html import paper_context
from notices.selectors.drafts import saved_draft, standing_notice
from notices.selectors.numbers import next_number
from notices.services.keeping import keep_notice, until_kept
from notices.services.outgoing import prepare_paper, print_outgoing_draft, write_out
from notices.services.words import checked_outgoing, save_outgoing_words
from notices.views.composing import not_yet
from notices.views.framed import framed
from notices.views.issuing import address_of
from notices.views.reading import pdf_response
from records.errors import Refusal
from records.submit import repeated, submit_form, submit_once
from units.access import May, requires
from units.signing_in.again import asks_again
from units.types import SiteRequest

OLDEST = timedelta(days=60)
"""A paper bears a day at most this long past."""


@requires(May.COMPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def compose(request: SiteRequest, kind: str, key: str) -> HttpResponse:
    """The words on the left, the paper on the right; saving shows the paper anew."""
    outgoing = outgoing_or_404(kind, key)
    draft = saved_draft(kind, key)
    form = WordsForm(request.POST or None, parts=outgoing.parts, initial=_initial(outgoing, draft))
    answer = submit_form(
        request,
        form,
        lambda: save_outgoing_words(
            outgoing=outgoing,
            words=form.words(),
            expected_version=form.cleaned_data["version"],
            by=request.user,
            at=timezone.now(),
        ),
        to=lambda _: reverse("notices:outgoing", args=[kind, key]),
        done="文字已保存，右侧（下方）已按新的文字排版。",
        on_conflict=form.add_conflict,
    )
    if answer is not None:
        return answer
    printing.get_ready()
    context = {**_about(outgoing), "form": form, "draft": draft, "obstacle": obstacle(outgoing)}
    return render(request, "notices/outgoing.html", context)


@requires(May.COMPOSE)
@framed
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: SiteRequest, kind: str, key: str) -> HttpResponse:
    """The paper as a page of its own, A4 wide; with words sent along, by those."""
    outgoing = outgoing_or_404(kind, key)
    reading = asked_reading(request, outgoing)
    today = timezone.localdate()
    number = str(next_number(today, kind, outgoing.office))
    try:
        typed = checked_outgoing(outgoing, request.POST.dict()) if request.method == "POST" else None
        paper = write_out(outgoing, number=number, on=today, typed=typed).as_reading(reading)
    except Refusal as refusal:
        if request.method != "POST":
            raise
        return not_yet(refusal)
    context = {**paper_context(paper), "reading": Reading(reading).label, "unit": None}
    return render(request, "notices/preview.html", context)


@requires(May.COMPOSE)
@require_safe
def draft_pdf(request: SiteRequest, kind: str, key: str) -> HttpResponse:
    """The paper as PDF, marked 草稿 on every page."""
    outgoing = outgoing_or_404(kind, key)
    today = timezone.localdate()
    reading = asked_reading(request, outgoing)
    number = str(next_number(today, kind, outgoing.office))
    try:
        printed = print_outgoing_draft(outgoing, number=number, on=today, reading=reading)
    except PaperError as error:
        raise Refusal(str(error)) from error
    return pdf_response(printed.pdf, f"{outgoing.title}（草稿）.pdf")


@requires(May.ISSUE)
@asks_again()
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: SiteRequest, kind: str, key: str) -> HttpResponse:
    """What is about to go out, whom it names, and the form that sends it."""
    outgoing = outgoing_or_404(kind, key)
    if request.method == "POST" and (earlier := repeated(request)):
        return earlier
    today = timezone.localdate()
    about = _about(outgoing)
    form = _issue_form(request, outgoing, about["standing"])
    if request.method == "POST" and form.is_valid():
        try:
            return _issued(request, outgoing, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        except PaperError as error:
            form.add_error(None, str(error))
    number = next_number(today, kind, outgoing.office)
    written = write_out(outgoing, number=str(number), on=today)
    context = {
        **about,
        "form": form,
        "obstacle": obstacle(outgoing, written.words),
        "number": number,
        "due": outgoing.due(today),
        "today": today,
        "held": written.held(),
        "words": [(part.label, written.words.get(part.key, "")) for part in outgoing.parts],
    }
    return render(request, "notices/outgoing_issue.html", context)


def _issue_form(request: SiteRequest, outgoing: Outgoing, standing: Notice | None) -> IssueForm:
    today = timezone.localdate()
    return IssueForm(
        request.POST or None,
        word=name_of(outgoing.kind, outgoing.key),
        earliest=today - OLDEST,
        today=today,
        replaces=standing.number if standing else "",
        needs_reason=standing is not None,
        initial={"issued_on": today},
    )


def _issued(request: SiteRequest, outgoing: Outgoing, form: IssueForm) -> HttpResponse:
    """Print first, then keep it in one transaction with the form's key; again where the number was taken."""
    on, sequence = form.cleaned_data["issued_on"], form.cleaned_data["sequence"]
    return until_kept(
        lambda: prepare_paper(outgoing=outgoing, on=on, sequence=sequence, reason=form.given_reason),
        lambda prepared: submit_once(
            request,
            lambda: keep_notice(prepared=prepared, by=request.user, at=timezone.now()),
            to=address_of,
            done=f"{name_of(outgoing.kind, outgoing.key)}已签发。",
        ),
    )


def outgoing_or_404(kind: str, key: str) -> Outgoing:
    """The paper of an address; 404 where there is nothing of that name."""
    outgoing = outgoing_of(kind, key)
    if outgoing is None:
        raise Http404
    return outgoing


def asked_reading(request: SiteRequest, outgoing: Outgoing) -> str:
    """The reading asked for, of those that the kind has; its first where none is."""
    has = AT_ONCE[outgoing.kind]
    reading = request.GET.get("reading") or has[0]
    if reading not in has:
        raise Http404
    return str(reading)


def obstacle(outgoing: Outgoing, words: Mapping[str, str] | None = None) -> str:
    """Why it may not be issued as it was just read, words included where told; empty where it may."""
    try:
        (outgoing.looks or outgoing.stands)()
        if words is not None:
            checked_outgoing(outgoing, words)
    except Refusal as refusal:
        return refusal.message
    return ""


def _about(outgoing: Outgoing) -> dict[str, Any]:
    readings = [Reading(reading) for reading in AT_ONCE[outgoing.kind]]
    return {
        "outgoing": outgoing,
        "name": name_of(outgoing.kind, outgoing.key),
        "standing": standing_notice(outgoing.kind, outgoing.key) if outgoing.was_issued else None,
        "readings": [(reading.value, reading.label) for reading in readings],
    }


def _initial(outgoing: Outgoing, draft: PaperDraft | None) -> dict[str, object]:
    saved = draft.words if draft else {}
    return {**outgoing.proposed, **saved, "version": draft.version if draft else 0}
