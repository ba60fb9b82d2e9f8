"""The 整改台账 as it is read: what is past its day first, then what is due; each with its papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast

from notices.handling import WITH_LETTERS
from notices.models import FollowUp, Notice
from notices.selectors.follow_ups.basis import LIVE
from notices.selectors.follow_ups.rows import FollowUpRow
from notices.selectors.notices import visible_notices
from units.access import Actor

SOON = timedelta(days=7)
LETTERS = tuple(WITH_LETTERS.values())
LETTER_NAMES = {kind: str(Notice.Kind(letter).label) for kind, letter in WITH_LETTERS.items()}
"""By kind of 整改处理, what its letter is called."""


@dataclass(frozen=True)
class Due:
    """Rows that stand together because of their day."""

    name: str
    rows: list[FollowUpRow]

    @property
    def late(self) -> int:
        return sum(row.is_overdue for row in self.rows)


def by_due(rows: Sequence[FollowUpRow], today: date) -> list[Due]:
    """Rows in the list's own order, with the name of each stretch of days."""
    return [Due(name, list(own)) for name, own in groupby(rows, key=lambda row: due_words(row, today))]


def due_words(row: FollowUpRow, today: date) -> str:
    """What the days of a row are called."""
    due = row.follow_up.due_on
    if row.follow_up.state not in LIVE:
        return "已办结或不再办理"
    if due is None:
        return "没有期限"
    if due < today:
        return "期限已过"
    return "7天内到期" if due <= today + SOON else "以后到期"


def with_papers(rows: QuerySet[FollowUp], actor: Actor) -> QuerySet[FollowUp]:
    """The rows with the paper that opened each; `letter` is the key of the letter that went out for it."""
    sent = visible_notices(actor).filter(kind__in=LETTERS, replaced_by=None)
    sent = sent.filter(key=Cast(OuterRef("pk"), CharField())).order_by("-pk")
    rows = rows.select_related("opened_by").defer("opened_by__content")
    return rows.annotate(letter=Subquery(sent.values("pk")[:1]))
