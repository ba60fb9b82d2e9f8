"""Issued papers: one paper with all that is kept of it, and its bytes."""

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from notices.models import Notice, Reading
from notices.outgoing.registry import name_of
from notices.papers.errors import PaperError
from notices.selectors.corrections import untold_corrections
from notices.selectors.notices import (
    READS_EVERY_UNIT,
    copies_of,
    corrections_of,
    may_read,
    scored_units,
    visible_notices,
)
from notices.selectors.receipts import signings_of
from notices.services.handing_out import paper_of
from records.errors import Refusal
from units.access import May, requires
from units.models import Unit
from units.types import SiteRequest

FEW = 3
"""More 分单位本 than these are folded away."""


@requires(May.READ_BULLETINS)
@require_safe
def notice(request: SiteRequest, pk: int) -> HttpResponse:
    """One issued paper with the readings that this reader may open."""
    row = get_object_or_404(visible_notices(request.actor), pk=pk)
    actor = request.actor
    signings = signings_of(row)
    copies = copies_of(row, actor)
    of_units = [copy for copy in copies if copy.unit]
    context = {
        "notice": row,
        "name": name_of(row.kind, row.key),
        "copies": [copy for copy in copies if not copy.unit],
        "unit_copies": of_units,
        "folded": len(of_units) > FEW,
        "kept": [copy for copy in copies if copy.paper],
        "unsigned": [one.unit for one in signings if one.receipt is None],
        "own_signings": [one for one in signings if one.unit.pk in actor.unit_ids],
        "signings": [] if actor.roles.isdisjoint(READS_EVERY_UNIT) else signings,
        "compose": compose_address(row),
        "reason": row.content.get("reason", ""),
        **_corrections(row, composes=actor.may(May.COMPOSE)),
    }
    return render(request, "notices/notice.html", context)


def compose_address(row: Notice) -> str:
    """Where a paper that replaces this one is composed."""
    if row.kind == Notice.Kind.BULLETIN:
        return reverse("notices:compose", args=[row.key])
    return reverse("notices:outgoing", args=[row.kind, row.key])


def _corrections(row: Notice, *, composes: bool) -> dict[str, Any]:
    """The 更正通报 of a bulletin, and what is still to be told."""
    if row.kind != Notice.Kind.BULLETIN or row.month is None:
        return {"corrections": [], "untold": []}
    untold = untold_corrections(row.month.month) if composes else []
    return {
        "corrections": list(corrections_of(row)),
        "untold": [one for one in untold if one.bulletin.pk == row.pk],
    }


@requires(May.READ_BULLETINS)
@require_safe
def notice_pdf(request: SiteRequest, pk: int, reading: str) -> HttpResponse:
    """The bytes of the 实名本 or 公开本."""
    return _pdf(readable_or_404(request, pk, reading), reading, None)


@requires(May.READ_BULLETINS)
@require_safe
def unit_pdf(request: SiteRequest, pk: int, unit: int) -> HttpResponse:
    """The bytes of one unit's 分单位本."""
    return _pdf(unit_readable_or_404(request, pk, unit), Reading.UNIT, get_object_or_404(Unit, pk=unit))


def readable_or_404(request: SiteRequest, pk: int, reading: str) -> Notice:
    """An issued paper whose 实名本 or 公开本 this reader may open."""
    row = get_object_or_404(visible_notices(request.actor), pk=pk)
    if reading not in (Reading.NAMED, Reading.PUBLIC) or not may_read(request.actor, row, reading):
        raise Http404
    return row


def unit_readable_or_404(request: SiteRequest, pk: int, unit: int) -> Notice:
    """An issued paper of which this reader may open the unit's 分单位本."""
    row = get_object_or_404(visible_notices(request.actor), pk=pk)
    if not may_read(request.actor, row, Reading.UNIT, unit) or unit not in scored_units(row):
        raise Http404
    return row


def _pdf(row: Notice, reading: str, unit: Unit | None) -> HttpResponse:
    try:
        paper = paper_of(row, reading, unit)
    except PaperError as error:
        raise Refusal(str(error)) from error
    return pdf_response(bytes(paper.pdf), f"{file_name(row, reading, unit)}.pdf")


def file_name(row: Notice, reading: str, unit: Unit | None) -> str:
    """What a reading's file is called, without its ending."""
    return f"{row.number} {Reading(reading).label}{f' {unit.name}' if unit else ''}"


def pdf_response(pdf: bytes, name: str) -> HttpResponse:
    """A PDF shown in the browser under a Chinese file name."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename=bulletin.pdf; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
