"""细则版本: the editions and which holds when, one edition, two side by side, its whole text."""

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from records.changes import changes_of
from scoring.periods import first_of
from scoring.selectors.edition_list import (
    KeptEdition,
    closed_by,
    held_before,
    held_in,
    kept_edition,
    kept_editions,
    spans,
)
from scoring.selectors.edition_pages import contents, diff
from scoring.selectors.enforcing import enforcing_obstacles, remarks
from units.access import May, requires
from units.types import SiteRequest

LOG = 30


def found_edition(pk: int) -> KeptEdition:
    """The edition of an address; 404 where there is none."""
    kept = kept_edition(pk)
    if kept is None:
        raise Http404
    return kept


@requires(May.SEE_EDITIONS)
@require_safe
def editions(request: SiteRequest) -> HttpResponse:
    """Drafts, and the editions in force with the months that each holds in."""
    kept = kept_editions()
    month = first_of(timezone.localdate())
    context = {
        "drafts": [one for one in kept if one.is_draft],
        "spans": spans(kept, closed_by()),
        "month": month,
        "held": held_in(month, kept),
    }
    return render(request, "scoring/edition/list.html", context)


@requires(May.SEE_EDITIONS)
@require_safe
def edition(request: SiteRequest, pk: int) -> HttpResponse:
    """One edition, part by part; of a draft what still stands in its way."""
    kept, others = found_edition(pk), kept_editions()
    base = held_before(kept, others)
    context = {
        "kept": kept,
        "base": base,
        "groups": contents(kept.edition, base.edition),
        "differences": sum(len(part.rows) for part in diff(base.edition, kept.edition)),
        "may_edit": kept.is_draft and request.actor.may(May.EDIT_EDITIONS),
        "may_withdraw": kept.row and not kept.is_draft and request.actor.may(May.EDIT_EDITIONS),
        "changes": changes_of(kept.row)[:LOG] if kept.row else [],
    }
    if kept.is_draft:
        context["obstacles"] = enforcing_obstacles(kept, others, base.edition)
        context["remarks"] = remarks(kept, base.edition)
    else:
        context["span"] = next(span for span in spans(others) if span.kept.pk == kept.pk)
    return render(request, "scoring/edition/edition.html", context)


@requires(May.SEE_EDITIONS)
@require_safe
def compare(request: SiteRequest, pk: int) -> HttpResponse:
    """An edition beside the one it takes the place of, or beside any other (`with`)."""
    kept, others = found_edition(pk), kept_editions()
    wanted = request.GET.get("with", "")
    by_key = {str(one.pk): one for one in others}
    base = by_key.get(wanted) or held_before(kept, others)
    context = {
        "kept": kept,
        "base": base,
        "others": [one for one in others if one.pk != kept.pk],
        "unknown": bool(wanted) and wanted not in by_key,
        "parts": diff(base.edition, kept.edition),
        "may_edit": kept.is_draft and request.actor.may(May.EDIT_EDITIONS),
    }
    return render(request, "scoring/edition/compare.html", context)


@requires(May.SEE_EDITIONS)
@require_safe
def toml(_request: SiteRequest, pk: int) -> HttpResponse:
    """The whole text as it is kept, to be read or filed."""
    kept = found_edition(pk)
    response = HttpResponse(kept.text, content_type="application/toml; charset=utf-8")
    name = quote(f"计分细则{kept.name}.toml")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response
