"""What a complaint's events may be the same as; choosing otherwise than proposed takes a reason (R16)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from scoring.complaints import APART, DISMISSED, SAME, PointCharges
from scoring.entry import ChargeData, FindingData
from scoring.models import ScoreEvent
from scoring.rulebook import Behaviour, Edition
from scoring.selectors.behaviours import behaviour_or_none
from scoring.selectors.complaint_proposals import COMPLAINT, QUARREL, Proposal
from scoring.selectors.entry_choices import choice_value
from scoring.selectors.month import counting_months
from scoring.services.entry_warnings import Advice

FOUND_QUARREL = "2.1"
NOT_BESIDES = "当日已登记2.1 {behaviour}。投诉反映的争吵查实的归2.9，一次争吵不能既按2.1又按2.9计。"


@dataclass(frozen=True)
class Doubt:
    """An event recorded before that may be the same matter, and what the office says of it."""

    event: ScoreEvent
    text: str
    choice: str
    """APART, SAME or DISMISSED; empty while nobody has said."""
    may_dismiss: bool
    reports: bool
    """A 2.8: joined as the same problem, R7 decides which of the two counts."""
    must: bool
    """Rival clauses for one act, not just something that may be related."""

    @property
    def needs_reason(self) -> bool:
        """Both stand though the paper prices one act once."""
        return self.must and (self.choice == APART or (self.choice == SAME and not self.reports))

    @property
    def key(self) -> str:
        return str(self.event.pk)

    @property
    def who(self) -> str:
        return f"（{self.event.person.name}）" if self.event.person else ""


def doubts_about(
    advice: Advice,
    finding: FindingData,
    charges: Sequence[ChargeData],
    edition: Edition,
    settled: Mapping[int, str],
    gone: Collection[int],
) -> list[Doubt]:
    """Every event to be spoken about, rivals first; one query, one more where there is any."""
    found = {w.event.pk: (w.event, w.text) for w in advice.contested if w.event is not None}
    found |= {
        event.pk: (event, NOT_BESIDES.format(behaviour=event.behaviour))
        for event in _quarrels_found(finding, charges)
        if event.pk not in found and event.pk not in gone
    }
    joinable = (row.event for row in advice.related if not row.refusal)
    others = [event for event in joinable if event.pk not in found]
    if not found and not others:
        return []
    counting = counting_months()
    rivals = [
        _doubt(event, text, edition, settled, must=True, is_open=counting(event.counts_in) == event.counts_in)
        for event, text in found.values()
    ]
    return rivals + [_doubt(event, "", edition, settled, must=False, is_open=False) for event in others]


def reasons_wanted(
    offered: Proposal,
    data: PointCharges,
    advice: Advice,
    doubts: Iterable[Doubt],
    pairs: Sequence[tuple[ChargeData, Behaviour]],
    edition: Edition,
) -> list[str]:
    """Where what was ticked differs from what is proposed, in sentences; each takes the one reason."""
    ticked = {choice_value(behaviour) for behaviour in data.behaviours}
    return [
        *_left_out(offered, ticked),
        *_once_more(offered, data),
        *(warning.text for warning in advice.contested if warning.event is None),
        *(_both_stand(doubt) for doubt in doubts if doubt.needs_reason),
        *_rivals_within(pairs, edition),
    ]


def _left_out(offered: Proposal, ticked: set[str]) -> Iterable[str]:
    """A clause that asks for the behaviour and has none; a line proposed and not ticked."""
    for group in offered.groups:
        chosen = ticked & set(group.keys)
        if group.asks and not chosen:
            yield f"{group.clause}没有勾选查明的是哪一种行为。"
        if group.asks:
            continue
        for line in group.lines:
            name = (line.choice.behaviour.clause, line.choice.behaviour.name)
            otherwise = group.one_only and chosen and name != QUARREL
            if line.ticked and line.key not in ticked and not otherwise:
                yield f"建议登记的“{line.choice.behaviour.label}”没有勾选。"


def _once_more(offered: Proposal, data: PointCharges) -> Iterable[str]:
    names = {(behaviour.clause, behaviour.name) for behaviour in data.behaviours}
    earlier = offered.earlier
    if earlier is None or not names & {COMPLAINT, QUARREL}:
        return
    if QUARREL in names and earlier.behaviour != QUARREL[1]:
        return
    yield f"这件投诉对{earlier.unit.name}已记过2.9，每件投诉对一个单位只记一次。"


def _both_stand(doubt: Doubt) -> str:
    event = doubt.event
    return f"已登记的{event.clause} {event.behaviour}{doubt.who}与这件投诉都计。"


def _rivals_within(pairs: Sequence[tuple[ChargeData, Behaviour]], edition: Edition) -> Iterable[str]:
    """Rival clauses ticked together for one unit."""
    for (one, first), (other, second) in combinations(pairs, 2):
        if one.unit != other.unit:
            continue
        for rival in edition.rivals_of(first):
            if rival.concerns(first, second) and not rival.both:
                yield f"{first.label}、{second.label}：{rival.warning}建议：{rival.proposed}"


def _quarrels_found(finding: FindingData, charges: Sequence[ChargeData]) -> list[ScoreEvent]:
    """2.1 of the same day and unit that the complaint may be about: of the person named, or of nobody."""
    complained = [charge for charge in charges if charge.clause == COMPLAINT[0]]
    if not complained:
        return []
    rows = ScoreEvent.objects.filter(
        clause=FOUND_QUARREL,
        unit__in=[charge.unit for charge in complained],
        finding__happened_on=finding.happened_on,
    ).exclude(status=ScoreEvent.Status.DISMISSED)
    people = {charge.person.pk for charge in complained if charge.person}
    return [
        event
        for event in rows.select_related("finding", "person", "unit", "problem")
        if not people or event.person_id is None or event.person_id in people
    ]


def _doubt(
    event: ScoreEvent, text: str, edition: Edition, settled: Mapping[int, str], *, must: bool, is_open: bool
) -> Doubt:
    behaviour = behaviour_or_none(edition, event.clause, event.behaviour)
    reports = behaviour is not None and behaviour.unless_already_deducted
    may_dismiss = must and is_open and not reports and event.status in ("pending", "confirmed")
    offered = (APART, SAME, DISMISSED) if may_dismiss else (APART, SAME)
    said = settled.get(event.pk, "")
    choice = said if said in offered else "" if must else APART
    return Doubt(event, text, choice, may_dismiss, reports, must)
