"""What entry says before saving: rival clauses (R16), the same again, who was where, what is missing."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from scoring.entry import ChargeData, FindingData
from scoring.models import ScoreEvent
from scoring.periods import month_name
from scoring.rulebook import Behaviour, Edition, Rival
from scoring.selectors.behaviours import is_light, is_report, missing_proof
from scoring.selectors.complaint_tallies import tallies_with
from scoring.selectors.entry_choices import EntryChoices
from scoring.selectors.neighbours import Related, events_near, related, same_charges
from scoring.services.entry_circumstances import Circumstances, circumstances
from scoring.services.entry_rivals import Caution, Pairs, companions, contested
from scoring.services.entry_rules import known_behaviour
from scoring.services.exempt import exempt_reason
from scoring.services.leave_warnings import away_texts
from scoring.services.preview import Preview
from units.models import Posting


@dataclass(frozen=True)
class Advice:
    """Warnings, rival clauses with the proposed reading, events that may be the same problem."""

    warnings: list[Caution] = field(default_factory=list)
    rivals: list[Rival] = field(default_factory=list)
    """Pairs that the chosen behaviour stands in: which clause is proposed when."""
    contested: list[Caution] = field(default_factory=list)
    """Chosen otherwise than proposed: a reason is asked for."""
    related: list[Related] = field(default_factory=list)
    lacks_proof: str = ""
    waived: list[ScoreEvent] = field(default_factory=list)
    """Waived before, the same problem: whether this report is waived too is the chief's to say."""

    @property
    def needs_reason(self) -> bool:
        return bool(self.contested)


def advice_on(
    *,
    finding: FindingData,
    charges: Sequence[ChargeData],
    preview: Preview,
    edition: Edition,
    choices: EntryChoices,
    gone: Collection[int] = (),
    has_files: bool = False,
) -> Advice:
    """All that is worth saying about an entry that would be accepted; at most eleven queries.

    `gone`: events that would be dismissed with it.
    """
    if not charges:
        return Advice()
    near = [
        event
        for event in events_near({charge.unit.pk for charge in charges}, finding.happened_on)
        if event.pk not in gone
    ]
    pairs = list(zip(charges, preview.behaviours, strict=True))
    known = circumstances(finding, charges, near, edition)
    first = preview.behaviours[0]
    return Advice(
        warnings=_unique(
            warning
            for found in (
                _general(finding, preview, charges),
                _of_persons(pairs, choices, known),
                map(Caution, away_texts(pairs, known.day)),
                _again(finding, charges, near),
                _of_the_problem(pairs, near, finding),
                companions(pairs, known),
                _complaints(finding, pairs, edition, gone),
            )
            for warning in found
        ),
        rivals=list(edition.rivals_of(first)),
        contested=_unique(contested(pairs, known)),
        related=related(near, edition, first, finding=finding, charges=charges),
        lacks_proof=missing_proof(first, finding.source, proof=finding.proof, has_files=has_files),
        waived=[event for charge, behaviour in pairs for event in _waived(charge, behaviour, near)],
    )


def contested_by(*, finding: FindingData, charges: Sequence[ChargeData], edition: Edition) -> list[Caution]:
    """What stands against this clause (R16); at most six queries, none without a charge."""
    if not charges:
        return []
    near = events_near({charge.unit.pk for charge in charges}, finding.happened_on)
    pairs = [(charge, known_behaviour(edition, charge.clause, charge.behaviour)) for charge in charges]
    return _unique(contested(pairs, circumstances(finding, charges, near, edition)))


def _unique(warnings: Iterator[Caution]) -> list[Caution]:
    return list({warning.text: warning for warning in warnings}.values())


def _general(finding: FindingData, preview: Preview, charges: Sequence[ChargeData]) -> Iterator[Caution]:
    on, first = finding.happened_on, preview.behaviours[0]
    if preview.is_late:
        yield Caution(
            f"{month_name(on)}已定分，这一项补记在{month_name(preview.month)}，并注明实际日期（口径R14）。"
        )
    for unit in preview.unscored:
        yield Caution(f"“{unit.name}”在{month_name(preview.month)}不参加计分，这一项只作记录。")
    if first.warning:
        yield Caution(f"{first.label}：{first.warning}")
    if first.needs_person and charges[0].person is None:
        yield Caution("人员待查：照常计分，查明后请补填；未查明前不累计到个人。")
    if first.unless_already_deducted and len(charges) > 1 and not charges[0].problem_title:
        yield Caution(
            f"选了{len(charges)}人，将记{len(charges)}项{first.clause}；若是同一件事，请只选一人或填同一问题。"
        )


def _of_persons(pairs: Pairs, choices: EntryChoices, known: Circumstances) -> Iterator[Caution]:
    for charge, behaviour in pairs:
        person = charge.person
        if person is None:
            continue
        reason = exempt_reason(behaviour, person, known.on)
        if reason:
            yield Caution(f"{person.name}：{reason}。")
        yield from _posted(person.name, charge, choices, known.posts.get(person.pk, set()))
        if (
            known.stands_in(person.pk)
            and behaviour.effect != "award"
            and not is_light(behaviour, known.edition)
        ):
            yield Caution(
                f"{person.name}当日是替岗人员：按原条款计的，人员请选请假的人，{person.name}填在“替岗人员”（口径R4）。"
            )
        if charge.window and known.finding.window and charge.window.unit_id != charge.unit.pk:
            yield Caution(f"“{charge.window.number}”不是{charge.unit.name}的窗口。")


def _posted(name: str, charge: ChargeData, choices: EntryChoices, posts: set[str]) -> Iterator[Caution]:
    assert charge.person is not None  # noqa: S101 (the caller has looked)
    choice = choices.choice_by_person.get(charge.person.pk)
    if choice is None or choice.is_gone:
        yield Caution(f"{name}当日没有进驻记录，请核对人员和日期。")
    elif choice.unit_id != charge.unit.pk:
        yield Caution(
            f"{name}当日进驻在{choice.unit_name}，不在{charge.unit.name}；确是在此帮忙的可以照常登记。"
        )
    if Posting.Post.B in posts:
        yield Caution(f"{name}当日是B岗。")


def _again(finding: FindingData, charges: Sequence[ChargeData], near: list[ScoreEvent]) -> Iterator[Caution]:
    for charge in charges:
        person_id = charge.person.pk if charge.person else None
        for event in same_charges(
            near, unit_id=charge.unit.pk, person_id=person_id, on=finding.happened_on, clause=charge.clause
        ):
            who = event.person.name if event.person else charge.unit.name
            yield Caution(f"{who}当日已登记过{event.clause} {event.behaviour}，请确认不是重复登记。", event)


def _complaints(
    finding: FindingData, pairs: Pairs, edition: Edition, gone: Collection[int]
) -> Iterator[Caution]:
    """当月三次投诉 is said when the second is entered, and again at the third."""
    for tally in tallies_with(finding.happened_on, pairs, edition, gone=gone):
        yield Caution(f"连同这一次：{tally.text}。")


def _of_the_problem(pairs: Pairs, near: Sequence[ScoreEvent], finding: FindingData) -> Iterator[Caution]:
    """What stands under the problem that a report is about: waived before, or dated after the report."""
    for charge, behaviour in pairs:
        for event in _waived(charge, behaviour, near):
            why = event.settled_reason
            yield Caution(
                f"这个问题此前已免予扣分（{why}），这次是否一并免予，请政策法规股负责人决定。", event
            )
        for event in _of_problem(charge, near):
            other = event.clause != charge.clause and event.status != ScoreEvent.Status.WAIVED
            if behaviour.criticism and other and event.finding.happened_on >= finding.happened_on:
                yield Caution(
                    f"日期不晚于已登记的{event}，将按{behaviour.label}计、那一项不再扣；"
                    "大厅通报请以通报之日为日期。",
                    event,
                )


def _waived(charge: ChargeData, behaviour: Behaviour, near: Sequence[ScoreEvent]) -> list[ScoreEvent]:
    waived = ScoreEvent.Status.WAIVED
    return [event for event in _of_problem(charge, near) if event.status == waived and is_report(behaviour)]


def _of_problem(charge: ChargeData, near: Sequence[ScoreEvent]) -> list[ScoreEvent]:
    """Recorded events of the problem that the charge joins."""
    own = [event for event in near if event.unit_id == charge.unit.pk]
    same, title = charge.same_as, charge.problem_title.strip()
    if same is not None:
        key = same.problem_id or -1
        return [event for event in own if event.pk == same.pk or event.problem_id == key]
    return [event for event in own if title and event.problem is not None and event.problem.title == title]
