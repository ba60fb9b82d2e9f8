"""申诉: what units answered, as lists and pages show it."""

from django.db.models import QuerySet

from scoring.models import Objection
from units.access import Actor


def visible_objections(actor: Actor) -> QuerySet[Objection]:
    """The objections that an actor may see, newest first, with what a list shows."""
    rows = Objection.objects.visible_to(actor)
    return rows.select_related(
        "event__finding", "event__person", "event__unit", "unit", "filed_by", "decided_by"
    )
