"""Recommendations and honours, and who may see which.

The policy office and the leaders see all; a unit's head the own unit's, and others' once they are commended;
the 局办公室 what is selected: what may be publicised.
"""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from notices.models import Honour, Publicity
from records.models import StoredFile
from units.access import Actor, May

SELECTED = Q(state=Honour.State.SELECTED)
COMMENDED = SELECTED & Q(commended_in__isnull=False)
STANDING = Q(removed_at__isnull=True)
WITH = ("unit", "person", "window", "commended_in")


def visible_honours(actor: Actor) -> QuerySet[Honour]:
    """All that the actor may open, with whom they are of."""
    return Honour.objects.filter(_visible(actor)).select_related(*WITH)


def honour_roll(actor: Actor) -> QuerySet[Honour]:
    """荣誉: those selected, for heads of units once commended; with where they were made known."""
    shown = SELECTED if actor.sees_all_units or actor.may(May.RECORD_PUBLICITY) else COMMENDED
    return Honour.objects.filter(shown).select_related(*WITH).prefetch_related(standing_publicity())


def standing_publicity() -> Prefetch:
    """Where each was made known, as `.made_known`, without what was taken back."""
    rows = Publicity.objects.filter(STANDING)
    return Prefetch("publicity", queryset=rows, to_attr="made_known")


def not_yet_publicised() -> QuerySet[Honour]:
    """Selected and nowhere made known: what the 局办公室 still has to do."""
    known = Publicity.objects.filter(STANDING, honour=OuterRef("pk"))
    return Honour.objects.filter(SELECTED & ~Exists(known))


def own_recommendations(actor: Actor) -> QuerySet[Honour]:
    """All that the units headed ever recommended, whatever became of it."""
    own: QuerySet[Honour] = Honour.objects.of_units(actor.unit_ids)
    return own.select_related(*WITH)


def shows_files(honour: Honour, actor: Actor) -> bool:
    """Whether the files may be opened: not by other units, which read the story."""
    return actor.sees_unit(honour.unit_id) or actor.may(May.RECORD_PUBLICITY)


def honour_file(honour: Honour, actor: Actor, pk: int) -> StoredFile | None:
    """A file of it, where the actor may open it."""
    return honour.files.filter(pk=pk).first() if shows_files(honour, actor) else None


def _visible(actor: Actor) -> Q:
    if actor.sees_all_units:
        return Q()
    seen = Q(unit__in=tuple(actor.unit_ids)) | COMMENDED if actor.unit_ids else Q(pk__in=())
    return seen | SELECTED if actor.may(May.RECORD_PUBLICITY) else seen
