"""What may be done next with a follow-up, and by whom: what the page offers. The services refuse the rest."""

from notices.handling import MAY_LAPSE, PAPERS, REFERRAL, REMOVAL, RESEARCH, TALK
from notices.models import FollowUp
from notices.selectors.follow_ups.basis import LIVE, Basis
from units.access import Actor, May

State = FollowUp.State
HAND_IN, ACCEPT, RETURN = "hand_in", "accept", "return"
CONFIRM, DECLINE, CHOOSE, WITHDRAW = "confirm", "decline", "choose", "withdraw"
REMOVE, ESCALATE, RESUME = "remove", "escalate", "resume"
HOLD_TALK, EDIT_TALK, OUTCOME = "talk", "edit_talk", "outcome"
NEEDS = {
    HAND_IN: May.HAND_IN,
    ACCEPT: May.REVIEW_FOLLOW_UPS,
    RETURN: May.REVIEW_FOLLOW_UPS,
    REMOVE: May.REVIEW_FOLLOW_UPS,
    ESCALATE: May.REVIEW_FOLLOW_UPS,
    RESUME: May.REVIEW_FOLLOW_UPS,
    CONFIRM: May.CONFIRM_FOLLOW_UPS,
    DECLINE: May.CONFIRM_FOLLOW_UPS,
    CHOOSE: May.CONFIRM_FOLLOW_UPS,
    WITHDRAW: May.CONFIRM_FOLLOW_UPS,
    HOLD_TALK: May.HOLD_TALKS,
    EDIT_TALK: May.HOLD_TALKS,
    OUTCOME: May.HOLD_TALKS,
}


def acts_for(row: FollowUp, basis: Basis, actor: Actor, *, is_proposed: bool = False) -> frozenset[str]:
    """The acts that the state allows and the actor has the right to; a head hands in for the own unit.
    `is_proposed`: a referral of it waits for the chief."""
    possible = {WITHDRAW} if row.pk in basis.gone and row.state in LIVE else _possible(row, basis)
    if row.pk in basis.contested or is_proposed:
        possible.discard(ESCALATE)
    if row.unit_id not in actor.unit_ids:
        possible.discard(HAND_IN)
    return frozenset(act for act in possible if actor.may(NEEDS[act]))


def _possible(row: FollowUp, basis: Basis) -> set[str]:
    kind = row.kind
    if row.state == State.WAITING:
        return {RESUME} if row.pk in basis.decided else set()
    if row.state == State.PROPOSED:
        return {CHOOSE, DECLINE} if kind == RESEARCH else {CONFIRM, DECLINE}
    if row.state == State.HANDED_IN:
        return {ACCEPT, RETURN}
    if row.state == State.DONE and kind == TALK:
        return {EDIT_TALK}
    return _open_acts(kind) if row.state == State.OPEN else set()


def _open_acts(kind: str) -> set[str]:
    found = {ESCALATE} if kind in MAY_LAPSE else set()
    own = {REMOVAL: REMOVE, TALK: HOLD_TALK, REFERRAL: OUTCOME}
    return found | ({HAND_IN} if kind in PAPERS else {own[kind]} if kind in own else set())
