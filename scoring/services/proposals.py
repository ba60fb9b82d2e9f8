"""线索: a proposed charge is confirmed (then it is recorded like any other) or dismissed with a reason.

What is decided is what the rows suggest at that moment: a proposal that they no longer suggest is refused.
Each of a batch goes through whole or not at all, and what did not is told.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from records.changes import record_change
from records.errors import Refusal, given
from scoring.entry import ChargeData, FindingData
from scoring.models import Finding, ProposalDecision
from scoring.periods import first_of, last_of
from scoring.selectors.proposals import Proposed, proposals_between
from scoring.services.findings import record_finding
from units.models import StaffMember, Unit, Window

State = ProposalDecision.State
REASON_LENGTH = 300
MOST_AT_ONCE, MOST_MONTHS = 500, 3
PROOF_LENGTH = 200


class Picked(NamedTuple):
    """A proposal as it was seen: its day and its key."""

    day: date
    key: str


@dataclass
class Settled:
    """What became of a batch."""

    done: list[ProposalDecision] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def confirm_proposals(*, picked: Sequence[Picked], by: Any, at: datetime) -> Settled:
    """Record each as a verified finding of its source; its rows are the proof."""
    people = _People(picked, timezone.localdate(at))
    return _settle(people, lambda proposal: _confirm(proposal, people, by=by, at=at))


def dismiss_proposals(*, picked: Sequence[Picked], reason: str, by: Any, at: datetime) -> Settled:
    """Decide that each is not charged, and why. Refusal without a reason."""
    reason = given(reason, "请写明不予认定的理由。", most=REASON_LENGTH)
    return _settle(
        _People(picked, timezone.localdate(at)),
        lambda proposal: _decide(proposal, State.DISMISSED, None, reason=reason, by=by, at=at),
    )


@transaction.atomic
def withdraw_dismissal(*, decision: ProposalDecision, by: Any, at: datetime) -> None:
    """The quiet undo: the proposal is open again."""
    held = ProposalDecision.objects.select_for_update().filter(pk=decision.pk).first()
    if held is None or held.state != State.DISMISSED:
        raise Refusal("这条线索不是“不予认定”，不用退回；已认定的请在事项中处理。")
    record_change(by=by, at=at, action="退回线索", subject=held, before=_told(held), reason="")
    held.delete()


class _People:
    """The proposals picked as the rows suggest them now, with the records they speak of."""

    def __init__(self, picked: Sequence[Picked], today: date) -> None:
        self.picked = list(dict.fromkeys(picked))[:MOST_AT_ONCE]
        self.found = {one.key: one for one in _suggested((one.day for one in self.picked), today)}
        decided = ProposalDecision.objects.filter(key__in=[one.key for one in self.picked])
        self.decided = set(decided.values_list("key", flat=True))
        named = [self.found[one.key] for one in self.picked if one.key in self.found]
        self.people = StaffMember.objects.in_bulk(
            {pk for one in named for pk in (one.person_id, one.substitute_id) if pk}
        )
        self.units = Unit.objects.in_bulk({one.unit_id for one in named})
        self.windows = Window.objects.in_bulk({one.window_id for one in named if one.window_id})

    def name(self, proposal: Proposed) -> str:
        """“10月9日 社保中心 王芳 1.1 迟到”"""
        on, person = proposal.happened_on, self.people.get(proposal.person_id or 0)
        parts = (f"{on.month}月{on.day}日", self.units[proposal.unit_id].name, person.name if person else "")
        return " ".join(part for part in (*parts, proposal.clause, proposal.behaviour) if part)


def _suggested(days: Iterable[date], today: date) -> Iterator[Proposed]:
    for month in sorted({first_of(day) for day in days})[:MOST_MONTHS]:
        if month <= today:
            yield from proposals_between(month, min(last_of(month), today))


def _settle(people: _People, act: Any) -> Settled:
    settled = Settled()
    for one in people.picked:
        proposal = people.found.get(one.key)
        if one.key in people.decided:
            settled.refused.append(f"{_name(people, one)}：已经处理过，没有重复处理。")
        elif proposal is None:
            settled.refused.append(f"{_name(people, one)}：情况已变化，现在的记录不再提出这条线索。")
        else:
            try:
                with transaction.atomic():
                    settled.done.append(act(proposal))
            except Refusal as refusal:
                settled.refused.append(f"{people.name(proposal)}：{refusal.message}")
            except IntegrityError:
                settled.refused.append(f"{people.name(proposal)}：刚刚被别人处理过。")
    return settled


def _name(people: _People, one: Picked) -> str:
    proposal = people.found.get(one.key)
    return people.name(proposal) if proposal else f"{one.day.month}月{one.day.day}日的一条线索"


def _confirm(proposal: Proposed, people: _People, *, by: Any, at: datetime) -> ProposalDecision:
    unit, window = people.units[proposal.unit_id], people.windows.get(proposal.window_id or 0)
    data = FindingData(
        happened_on=proposal.happened_on,
        happened_at=proposal.happened_at,
        unit=unit,
        window=window,
        source=proposal.source,
        fact=proposal.fact,
        proof=_proof(proposal),
    )
    charge = ChargeData(
        unit=unit,
        window=window,
        person=people.people.get(proposal.person_id or 0),
        substitute=people.people.get(proposal.substitute_id or 0),
        clause=proposal.clause,
        behaviour=proposal.behaviour,
        times=proposal.times,
        measure=proposal.measure,
        verified=True,
    )
    finding = record_finding(by=by, at=at, finding=data, charges=[charge])
    return _decide(proposal, State.CONFIRMED, finding, reason="", by=by, at=at)


def _decide(
    proposal: Proposed, state: str, finding: Finding | None, *, reason: str, by: Any, at: datetime
) -> ProposalDecision:
    row = ProposalDecision.objects.create(
        key=proposal.key,
        kind=proposal.kind,
        unit_id=proposal.unit_id,
        person_id=proposal.person_id,
        happened_on=proposal.happened_on,
        clause=proposal.clause,
        behaviour=proposal.behaviour,
        fact=proposal.fact,
        basis=[list(pair) for pair in _frozen(proposal)],
        state=state,
        reason=reason,
        finding=finding,
        by=by,
        at=at,
    )
    action = "认定线索" if state == State.CONFIRMED else "线索不予认定"
    record_change(by=by, at=at, action=action, subject=row, after=_told(row), reason=reason)
    return row


def _frozen(proposal: Proposed) -> tuple[tuple[str, str], ...]:
    """The evidence as it stood, with what spoke against it."""
    return (*proposal.basis, *([("疑点", proposal.doubt)] if proposal.doubt else []))


def _proof(proposal: Proposed) -> str:
    return (proposal.proof or "；".join(f"{label}{value}" for label, value in proposal.basis))[:PROOF_LENGTH]


def _told(row: ProposalDecision) -> dict[str, Any]:
    return {"日期": f"{row.happened_on:%Y-%m-%d}", "情况": row.fact, "处理": row.get_state_display()}
