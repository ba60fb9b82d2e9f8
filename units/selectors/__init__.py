"""Reading who and where."""

from datetime import date

from django.db.models import QuerySet

from units.access import Actor
from units.models import Bureau, Posting, StaffMember, Unit
from units.models.unit import UnitQuerySet


def bureau() -> Bureau:
    """The bureau's settings; before they are saved once, the defaults with this site's first month."""
    return Bureau.objects.first() or Bureau(id=1, first_month=date(2026, 1, 1))


def units_in_service(month: date) -> list[Unit]:
    """The units scored and ranked in a month, in the office's order."""
    return list(Unit.objects.in_service(month))


def visible_units(actor: Actor) -> UnitQuerySet:
    """The units whose records an actor may see."""
    return Unit.objects.all() if actor.sees_all_units else Unit.objects.filter(pk__in=actor.unit_ids)


def visible_staff(actor: Actor, on: date) -> QuerySet[StaffMember]:
    """The people whose records an actor may see: a unit head those posted to the own unit that day."""
    if actor.sees_all_units:
        return StaffMember.objects.all()
    here = Posting.objects.on(on).filter(unit_id__in=actor.unit_ids)
    return StaffMember.objects.filter(postings__in=here).distinct()
