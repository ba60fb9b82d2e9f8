"""细则与口径: the paper clause by clause, beside it how each clause is read. Every role may read it."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from scoring.periods import first_of, month_from
from scoring.rulebook import Behaviour, Category, Clause, Edition, Reading
from scoring.rulebook.points import show
from scoring.selectors.clause_words import read_by
from scoring.selectors.edition_list import KeptEdition, held_in, kept_editions, spans
from scoring.selectors.edition_pages import points_of
from units.access import May, requires
from units.types import SiteRequest


@dataclass(frozen=True)
class BehaviourRow:
    """A behaviour as the page shows it: its points and threshold in words."""

    behaviour: Behaviour
    points: str
    rule: str


@dataclass(frozen=True)
class ClauseBlock:
    """A clause, its behaviours, and the readings that read it."""

    clause: Clause
    rows: tuple[BehaviourRow, ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class CategoryBlock:
    """A category with its full marks as text."""

    category: Category
    marks: str
    clauses: tuple[ClauseBlock, ...]


@requires(May.ANYONE)
@require_safe
def rules(request: SiteRequest) -> HttpResponse:
    """The edition that holds this month, or another one (`edition`, or that of a `month`).

    Drafts for those who may see them.
    """
    month, editions = first_of(timezone.localdate()), kept_editions()
    held = held_in(month, editions)
    kept = _asked(request, editions) or _of_month(request, editions) or held
    edition = kept.edition
    context = {
        "edition": edition,
        "kept": kept,
        "is_held": kept.pk == held.pk,
        "spans": spans(editions),
        "month": month,
        "categories": tuple(category_block(edition, category) for category in edition.categories),
        "options": tuple(
            (reading, reading.values[getattr(edition.options, reading.option)])
            for reading in edition.readings
            if reading.option
        ),
    }
    return render(request, "scoring/rules/rules.html", context)


def _asked(request: SiteRequest, editions: list[KeptEdition]) -> KeptEdition | None:
    """The edition that the address names; 404 for one that is not there, or a draft not to be seen."""
    asked = request.GET.get("edition")
    if asked is None:
        return None
    found = next((kept for kept in editions if str(kept.pk) == asked), None)
    if found is None or (found.is_draft and not request.actor.may(May.SEE_EDITIONS)):
        raise Http404
    return found


def _of_month(request: SiteRequest, editions: list[KeptEdition]) -> KeptEdition | None:
    """The edition that a month is read by; None where no month is named."""
    try:
        month = month_from(request.GET.get("month", ""))
    except ValueError:
        return None
    return read_by(month, editions)[0]


def category_block(edition: Edition, category: Category) -> CategoryBlock:
    blocks = tuple(clause_block(edition, clause) for clause in category.clauses)
    return CategoryBlock(category, show(category.full), blocks)


def clause_block(edition: Edition, clause: Clause) -> ClauseBlock:
    """A clause with its behaviours and the readings that read it."""
    rows = tuple(BehaviourRow(each, points_of(each), rule_of(each)) for each in clause.behaviours)
    return ClauseBlock(clause, rows, edition.readings_of(clause.number))


def rule_of(behaviour: Behaviour) -> str:
    """What else must hold for it to count."""
    parts = [
        behaviour.measure.rule if behaviour.measure else "",
        behaviour.proof and f"须有{behaviour.proof}",
    ]
    parts += [
        "须经查实" if behaviour.needs_verification else "",
        "" if behaviour.entered else "由系统按累计得出",
    ]
    return "；".join(part for part in parts if part)
