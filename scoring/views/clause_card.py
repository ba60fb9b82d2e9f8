"""One clause as a card: the paper's words, what it costs, how it is read. For wherever its number stands."""

from datetime import date

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from scoring.periods import first_of
from scoring.selectors.clause_words import read_by
from scoring.selectors.edition_list import KeptEdition, kept_editions
from scoring.views.rules import clause_block
from units.access import May, requires
from units.types import SiteRequest

CARD = 1
"""Counted up when the card's own layout changes: browsers that keep an older one fetch it anew."""
KEPT = "private, max-age=3600"
"""A closed month's words: an hour without asking, since the month may be opened again."""
ASKED = "private, no-cache"


@requires(May.ANYONE)
@require_safe
def clause_card(request: SiteRequest, number: str, month: date | None = None) -> HttpResponseBase:
    """The clause as a closed month's edition has it, or as the one in force does; three queries at most."""
    kept, is_frozen = read_by(month or first_of(timezone.localdate()), kept_editions())
    if number not in kept.edition.clauses:
        raise Http404
    etag = f'"{CARD}-{kept.sha256[:16]}-{number}"'
    answer = get_conditional_response(request, etag=etag) or _card(request, kept, number, month)
    answer["ETag"] = etag
    answer["Cache-Control"] = KEPT if is_frozen else ASKED
    return answer


def _card(request: SiteRequest, kept: KeptEdition, number: str, month: date | None) -> HttpResponse:
    clause = kept.edition.clauses[number]
    context = {
        "item": clause_block(kept.edition, clause),
        "category": kept.edition.category(clause.category),
        "kept": kept,
        "month": month,
    }
    return render(request, "scoring/rules/card.html", context)
