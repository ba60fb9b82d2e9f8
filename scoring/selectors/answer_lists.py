"""The lists of 申诉 and 更正: what is looked for, among what the actor may see."""

from django.db.models import Case, Q, QuerySet, When

from records.searching import terms
from scoring.models import Correction, Objection
from scoring.selectors.cases import CaseFilter
from scoring.selectors.corrections import visible_corrections
from scoring.selectors.objections import visible_objections
from units.access import Actor

UNDECIDED_FIRST = Case(When(state=Objection.State.OPEN, then=0), default=1)


def found_objections(wanted: CaseFilter, actor: Actor) -> QuerySet[Objection]:
    """Those that fit, the undecided first, then the newest."""
    fits = _fits(wanted, ("text", "decision"))
    if wanted.month:
        fits &= Q(event__counts_in=wanted.month)
    return visible_objections(actor).filter(fits).order_by(UNDECIDED_FIRST, "-filed_at", "-id")


def found_corrections(wanted: CaseFilter, actor: Actor) -> QuerySet[Correction]:
    """Those that fit, the newest first."""
    fits = _fits(wanted, ("statement", "reason"))
    if wanted.month:
        fits &= Q(result__month__month=wanted.month)
    return visible_corrections(actor).filter(fits).order_by("-id")


def _fits(wanted: CaseFilter, texts: tuple[str, ...]) -> Q:
    """State, unit, and every word in one of the texts or in what both lists tell of the event."""
    fits = Q(state=wanted.state) if wanted.state else Q()
    if wanted.unit_id:
        fits &= Q(unit=wanted.unit_id)
    names = (*texts, "unit__name", "event__behaviour", "event__person__name", "event__person__pinyin")
    for term in terms(wanted.words):
        found = Q(event__clause=term)
        for name in names:
            found |= Q(**{f"{name}__icontains": term})
        fits &= found
    return fits
