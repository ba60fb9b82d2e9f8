"""整改台账: who may see what, what is looked for, the rows as listed; one queryset for page and export.

A unit's head sees the own unit's, the 纪检监察组 what is referred to it, the office and the leaders all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When

from notices.handling import KINDS, REFERRAL, TALK
from notices.models import FollowUp
from notices.selectors.follow_ups.basis import CHAIN, LIVE, Basis, basis_of
from records.searching import terms
from units.access import POLICY, Actor
from units.models import Role, Unit

State = FollowUp.State
REFERRED = (State.OPEN, State.DONE)
UNSETTLED, OVERDUE, ALL = "unsettled", "overdue", "all"
STATES = [
    (UNSETTLED, "未办结"),
    (OVERDUE, "已逾期"),
    *((state.value, state.label) for state in State),
    (ALL, "全部"),
]
"""Without a choice the list is of what is still to be done."""


DUE_FIRST = (
    Case(When(state__in=LIVE, then=0), default=1),
    F("due_on").asc(nulls_last=True),
    "-month__month",
    "unit__order",
    "id",
)


@dataclass(frozen=True)
class FollowUpFilter:
    """What is looked for; empty values look for everything, but no state for what is still to be done."""

    state: str = UNSETTLED
    kind: str = ""
    unit_id: int | None = None
    month: date | None = None
    words: str = ""


@dataclass(frozen=True)
class FollowUpRow:
    """A follow-up as listed: its state and its day in words, colour never alone."""

    follow_up: FollowUp
    state: str
    tag: str
    """Which colour the state has: pending, confirmed or dismissed."""
    days: str
    """还有3天, 今天到期, 逾期2天; empty where nothing is awaited."""
    is_overdue: bool
    is_soon: bool

    @property
    def who(self) -> str:
        return str(self.follow_up.person) if self.follow_up.person else "单位"


def visible_follow_ups(actor: Actor) -> QuerySet[FollowUp]:
    """The follow-ups that an actor may see."""
    rows: QuerySet[FollowUp] = FollowUp.objects.select_related("unit", "person", "month", CHAIN)
    if sees_all(actor):
        return rows
    seen = Q(unit__in=actor.unit_ids)
    if Role.DISCIPLINE in actor.roles:
        seen |= Q(kind=TALK) | Q(kind=REFERRAL, state__in=REFERRED)
    return rows.filter(seen)


def units_with_follow_ups(actor: Actor) -> QuerySet[Unit]:
    """All units; `is_listed` says whether the actor sees a follow-up of it."""
    own = visible_follow_ups(actor).filter(unit=OuterRef("pk"))
    return Unit.objects.annotate(is_listed=Exists(own))


def sees_all(actor: Actor) -> bool:
    """The policy office and the leaders; an administrator sees none by that right."""
    return not actor.roles.isdisjoint(POLICY | {Role.LEADER})


def found_follow_ups(wanted: FollowUpFilter, actor: Actor, *, today: date) -> QuerySet[FollowUp]:
    """Those that the actor may see and that fit; what is due first comes first, settled ones last."""
    rows = visible_follow_ups(actor).filter(_state(wanted.state, today))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.unit_id:
        rows = rows.filter(unit=wanted.unit_id)
    if wanted.month:
        rows = rows.filter(month__month=wanted.month)
    for term in terms(wanted.words):
        rows = rows.filter(_term(term))
    return rows.order_by(*DUE_FIRST)


def unsettled(actor: Actor) -> QuerySet[FollowUp]:
    """What is still to be done, for the weekly meeting: by unit, then by day."""
    return visible_follow_ups(actor).filter(state__in=LIVE).order_by("unit__order", "unit", "due_on", "id")


def follow_up_rows(rows: Iterable[FollowUp], *, today: date) -> list[FollowUpRow]:
    """As listed; three queries more at most where something was corrected."""
    rows = list(rows)
    basis = basis_of(rows)
    return [shown(row, basis, today) for row in rows]


def shown(row: FollowUp, basis: Basis, today: date) -> FollowUpRow:
    """One of them in words."""
    late = is_overdue(row, basis, today)
    label, tag = state_words(row, basis)
    awaited = row.due_on if row.state == State.OPEN and row.pk not in basis.gone else None
    soon = awaited is not None and not late and (awaited - today).days <= 1
    return FollowUpRow(row, label, tag, days_words(awaited, today), late, soon)


def is_overdue(row: FollowUp, basis: Basis, today: date) -> bool:
    """Still with the unit after its day; not while objected to, nor once its basis is gone."""
    if row.state != State.OPEN or row.due_on is None or row.due_on >= today:
        return False
    return row.pk not in basis.gone and row.pk not in basis.contested


def state_words(row: FollowUp, basis: Basis) -> tuple[str, str]:
    """The state as it is today, and the colour of its tag."""
    if row.pk in basis.gone:
        return "依据已更正，待撤销", "pending"
    if row.state == State.WAITING and row.pk in basis.decided:
        return "申诉已复核，可恢复办理", "pending"
    if row.state == State.OPEN and row.pk in basis.contested:
        return "申诉复核中，暂缓", "pending"
    tags = {State.DONE: "confirmed", State.ESCALATED: "dismissed", State.WITHDRAWN: "dismissed"}
    return row.get_state_display(), tags.get(State(row.state), "pending")


def days_words(due: date | None, today: date) -> str:
    """How long is left."""
    if due is None:
        return ""
    left = (due - today).days
    if left < 0:
        return f"逾期{-left}天"
    return f"还有{left}天" if left else "今天到期"


def kinds_seen(actor: Actor) -> tuple[str, ...]:
    """The kinds that the actor may look for."""
    if sees_all(actor) or actor.unit_ids:
        return KINDS
    return (TALK, REFERRAL)


def _state(state: str, today: date) -> Q:
    if state == UNSETTLED:
        return Q(state__in=LIVE)
    if state == OVERDUE:
        return Q(state=State.OPEN, due_on__lt=today)
    return Q() if state == ALL else Q(state=state)


def _term(term: str) -> Q:
    return (
        Q(person__name__icontains=term)
        | Q(person__pinyin__icontains=term.lower())
        | Q(unit__name__icontains=term)
        | Q(basis__icontains=term)
    )
