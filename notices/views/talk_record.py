"""约谈记录 as PDF: blank for the pen before the talk, filled from what was registered after it."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from notices.handling import TALK
from notices.models import FollowUp, Talk
from notices.outgoing.letters.phrases import quoted
from notices.papers.errors import PaperError
from notices.papers.printing import print_html
from notices.papers.talk_record import TalkRecord, talk_record_html
from notices.selectors.drafts import standing_notice
from notices.selectors.follow_ups.page import visible_follow_up
from notices.selectors.follow_ups.rules import edition_behind
from notices.views.reading import pdf_response
from records.errors import Refusal
from units.access import May, requires
from units.selectors import bureau
from units.types import SiteRequest


@requires(May.HOLD_TALKS, May.SEE_ALL_SCORES)
@require_safe
def talk_record(request: SiteRequest, pk: int) -> HttpResponse:
    """The form of one 约谈; of no other follow-up is there one."""
    row = talk_or_404(request, pk)
    try:
        printed = print_html(talk_record_html(record_of(row)), style="form")
    except PaperError as error:
        raise Refusal(str(error)) from error
    return pdf_response(printed.pdf, f"约谈记录 {row.unit}{row.month}.pdf")


def talk_or_404(request: SiteRequest, pk: int) -> FollowUp:
    """A 约谈 that the user may see."""
    row = visible_follow_up(pk, request.actor)
    if row is None or row.kind != TALK:
        raise Http404
    return row


def record_of(row: FollowUp) -> TalkRecord:
    """What is known: the notice, the unit, the clause; and the talk, once it was held."""
    letter = standing_notice("talk", str(row.pk))
    return TalkRecord(
        bureau=bureau().name,
        number=letter.number if letter else "",
        unit=row.unit.name,
        basis="\n".join(basis_of(row)),
        **said_at(Talk.objects.filter(follow_up=row).first()),
    )


def basis_of(row: FollowUp) -> list[str]:
    """Where each clause stands and what it says; of the ladder the rung alone, so that the form has room."""
    edition, found = edition_behind(row), []
    for number in filter(None, row.basis.split("、")):
        where, text = quoted(edition, number)
        own = edition.rung(row.rung).text if row.rung and number not in edition.clauses else text
        found.append(f"{where}规定：{own.rstrip('。；')}。")
    return found


def said_at(talk: Talk | None) -> dict[str, str]:
    """When, where, who, and what was said; nothing before the talk."""
    if talk is None:
        return {}
    held = timezone.localtime(talk.held_at)
    words = {
        name: getattr(talk, name)
        for name in ("place", "person", "led_by", "noted_by", "points", "answer", "demands")
    }
    minute = f"{held.minute}分" if held.minute else ""
    return {**words, "held_at": f"{held.year}年{held.month}月{held.day}日{held.hour}时{minute}"}
