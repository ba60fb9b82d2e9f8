"""One event, one finding: everything about it; for the policy office, settling and correcting."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from scoring.models import Finding, Objection, ScoreEvent
from scoring.periods import first_of
from scoring.selectors.editions import edition_for
from scoring.selectors.event_page import (
    event_page,
    finding_changes,
    shows_statement,
    visible_event,
    visible_events_of,
    visible_finding,
)
from scoring.selectors.evidence import removed_from, shows_papers
from scoring.selectors.objections import until_when
from scoring.services.objections import OPEN_TO_OBJECTION
from scoring.services.open_months import is_open
from units.access import May, requires
from units.types import SiteRequest


@requires(May.SEE_LEDGER)
@require_safe
def event(request: SiteRequest, pk: int) -> HttpResponse:
    """An event: clause in the paper's words, points, evidence, who settled it and why."""
    return event_response(request, found_event(request, pk))


@requires(May.SEE_LEDGER)
@require_safe
def finding(request: SiteRequest, pk: int) -> HttpResponse:
    """A finding with its events; one outside every clause has none."""
    return finding_response(request, found_finding(request, pk))


def found_event(request: SiteRequest, pk: int) -> ScoreEvent:
    """The event that the actor may see; 404 else, the same for one that is not there."""
    row = visible_event(pk, request.actor)
    if row is None:
        raise Http404
    return row


def found_finding(request: SiteRequest, pk: int) -> Finding:
    row = visible_finding(pk, request.actor)
    if row is None:
        raise Http404
    return row


def event_response(request: SiteRequest, row: ScoreEvent, **more: Any) -> HttpResponse:
    """The event's page; `more` carries a form that was refused."""
    may_enter = request.actor.may(May.ENTER_FINDINGS)
    month_open = is_open(row.counts_in)
    edition = edition_for(row.counts_in)
    page = event_page(row, request.actor, edition, may_enter=may_enter, month_open=month_open)
    may_object = row.status in OPEN_TO_OBJECTION and not any(
        objection.state == Objection.State.OPEN for objection in page.objections
    )
    own = row.unit_id in request.actor.unit_ids and request.actor.may(May.OBJECT)
    may_object = may_object and (page.behaviour is None or page.behaviour.effect != "award")
    context = {
        "page": page,
        "event": row,
        "may_enter": may_enter,
        "month_open": month_open,
        "answer": until_when(row.counts_in, timezone.localdate()) if own and may_object else "",
        **more,
    }
    return render(request, "scoring/event/event.html", context, status=409 if more else 200)


def finding_response(request: SiteRequest, row: Finding, **more: Any) -> HttpResponse:
    may_enter = request.actor.may(May.ENTER_FINDINGS)
    papers = shows_papers(row, may_enter=may_enter)
    events = visible_events_of(row, request.actor)
    months = {event.counts_in for event in events} or {first_of(row.happened_on)}
    context = {
        "finding": row,
        "events": events,
        "month_open": is_open(*months),
        "evidence": list(row.evidence.all()) if papers else [],
        "shows_papers": papers,
        "shows_statement": shows_statement(row, request.actor),
        "removed_evidence": removed_from(row) if may_enter else [],
        "changes": finding_changes(row) if may_enter else [],
        "may_enter": may_enter,
        **more,
    }
    return render(request, "scoring/finding/finding.html", context, status=409 if more else 200)
