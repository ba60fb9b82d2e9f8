"""申诉: what units answered, as lists and pages show it."""

from datetime import date

from django.db.models import QuerySet

from scoring.models import Month, Objection
from scoring.periods import day_name
from scoring.selectors.month import CLOSED, month_row
from units.access import Actor


def visible_objections(actor: Actor) -> QuerySet[Objection]:
    """The objections that an actor may see, newest first, with what a list shows."""
    rows = Objection.objects.visible_to(actor)
    return rows.select_related(
        "event__finding", "event__person", "event__unit", "unit", "filed_by", "decided_by"
    )


def until_when(month: date, today: date) -> str:
    """What a unit is told of the days for objections to a month's charges; one query."""
    row = month_row(month)
    if row.state in CLOSED:
        return "本月已定分，仍可提出；成立的，差额另行更正"
    if row.state != Month.State.REVIEW or row.review_until is None:
        return "可以提出"
    if today > row.review_until:
        return f"{day_name(row.review_until)}已截止，仍可提出，注明逾期"
    return f"{day_name(row.review_until)}以前提出"
