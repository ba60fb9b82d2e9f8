"""操作记录: who did what, for those who answer for it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from records.models import Change
from units.access import SEES_SCORES_OF_ALL, Actor

ACCOUNTS_AND_BASICS = Q(subject_type__startswith="units.") | Q(subject_type__in=("", "login"))
"""What the administrator sees of the log: accounts, logins, basic data; no scores, no papers."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for; empty parts look for everything."""

    words: str = ""
    result: str = ""
    since: date | None = None
    until: date | None = None


def log_lines(actor: Actor, sought: Sought) -> QuerySet[Change]:
    """The lines that fit and that the actor may see, newest first, without their texts before and after."""
    rows = Change.objects.select_related("by").defer("before", "after", "salt", "words")
    if actor.roles.isdisjoint(SEES_SCORES_OF_ALL):
        rows = rows.filter(ACCOUNTS_AND_BASICS)
    if sought.words:
        rows = rows.filter(
            Q(action__icontains=sought.words)
            | Q(subject_label__icontains=sought.words)
            | Q(by__name__icontains=sought.words)
            | Q(by__username=sought.words)
            | Q(address=sought.words)
            | Q(request_id=sought.words)
        )
    if sought.result:
        rows = rows.filter(result=sought.result)
    if sought.since:
        rows = rows.filter(at__date__gte=sought.since)
    if sought.until:
        rows = rows.filter(at__date__lte=sought.until)
    return rows.order_by("-number")
