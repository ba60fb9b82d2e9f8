"""The letter that goes with a 整改处理: what has gone out, and whether one may be drafted now."""

from dataclasses import dataclass

from notices.handling import WITH_LETTERS
from notices.models import FollowUp, Notice
from notices.selectors.drafts import standing_notice
from units.access import Actor, May

State = FollowUp.State
ASKED_FOR = (State.OPEN, State.HANDED_IN)


@dataclass(frozen=True, slots=True)
class LetterState:
    """The letter of one follow-up; `waits` says why none may be drafted yet."""

    kind: str
    name: str
    issued: Notice | None
    may_draft: bool
    waits: str


def letter_of(row: FollowUp, actor: Actor, *, is_gone: bool = False) -> LetterState | None:
    """None for a kind without a letter, or where the actor has nothing to see or do about it; one query."""
    kind = WITH_LETTERS.get(row.kind)
    if kind is None:
        return None
    issued, drafts = standing_notice(kind, str(row.pk)), actor.may(May.COMPOSE)
    may_draft = drafts and not is_gone and row.state in ASKED_FOR
    waits = WAITS.get(State(row.state), "") if drafts and not is_gone else ""
    if not (issued or may_draft or waits):
        return None
    return LetterState(kind, str(Notice.Kind(kind).label), issued, may_draft, waits)


WAITS = {State.PROPOSED: "经负责人确认后可以拟发。", State.WAITING: "申诉复核后可以拟发。"}
