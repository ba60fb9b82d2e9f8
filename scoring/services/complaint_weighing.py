"""What the lines ticked for a true point would do: effect, rivals, tallies, reasons; nothing is written."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from records.errors import Refusal
from scoring.complaints import DISMISSED, SAME, PointCharges
from scoring.entry import ChargeData, FindingData
from scoring.models import ComplaintPoint, ScoreEvent
from scoring.models.findings import Source
from scoring.rulebook import Behaviour, Edition, Rival
from scoring.selectors.behaviours import PASSED_ON_FIRST, PASSED_ON_OTHERS
from scoring.selectors.complaint_page import events_of
from scoring.selectors.complaint_proposals import COMPLAINT, QUARREL, Proposal, complaint_event, proposal
from scoring.selectors.editions import edition_for
from scoring.selectors.entry_choices import EntryChoices
from scoring.selectors.month import counting_month
from scoring.services import entry_warnings as entry
from scoring.services.complaint_doubts import Doubt, doubts_about, reasons_wanted
from scoring.services.complaint_privacy import refuse_complainant
from scoring.services.entry_rivals import Caution
from scoring.services.preview import Preview, preview_entry


@dataclass(frozen=True)
class Weighed:
    """What recording would do, and what is to be settled before: shown, and asked again as it is written."""

    finding: FindingData
    charges: list[ChargeData]
    preview: Preview
    warnings: list[Caution]
    rivals: list[Rival]
    doubts: list[Doubt]
    """Events that may be the same matter."""
    reasons: list[str]
    """Why a reason is asked for; empty where none is."""
    replaced: list[ScoreEvent]
    """The complaint's plain 2.9 that gives way to the quarrel."""

    @property
    def digest(self) -> str:
        """Of what was looked at: it is recorded only as it was seen."""
        said = [(doubt.event.pk, doubt.choice) for doubt in self.doubts]
        charged = [_key(charge) for charge in self.charges]
        seen = (self.finding.fact.strip(), charged, said)
        return hashlib.sha256(repr(seen).encode("utf-8", "replace")).hexdigest()[:32]

    @property
    def reported(self) -> list[Doubt]:
        """Reports of the unit that may be about the same matter, though nothing says so."""
        return [doubt for doubt in self.doubts if not doubt.must]

    @property
    def joins_report(self) -> bool:
        return any(doubt.choice == SAME for doubt in self.reported)

    @property
    def unsettled(self) -> list[Doubt]:
        return [doubt for doubt in self.doubts if not doubt.choice]


@dataclass(frozen=True)
class Case:
    """A true point with what is proposed for it and what stands already; read once for a page."""

    point: ComplaintPoint
    edition: Edition
    """Of the month in which its events would count."""
    own: list[ScoreEvent]
    """What was recorded from it and stands."""
    elsewhere: list[ScoreEvent]
    """What stands from the other points of its complaint."""

    @cached_property
    def offered(self) -> Proposal:
        return proposal(self.point, self.edition, self.elsewhere)


def case_of(point: ComplaintPoint) -> Case:
    """The case of a point; Refusal where it happened before the site's first month."""
    edition = edition_for(counting_month(point.complaint.happened_on))
    events = [e for e in events_of(point.complaint) if e.status != ScoreEvent.Status.DISMISSED]
    own = [event for event in events if event.finding.complaint_point_id == point.pk]
    return Case(point, edition, own, [event for event in events if event not in own])


def weigh_charges(*, case: Case, data: PointCharges, choices: EntryChoices, at: datetime) -> Weighed:
    """Check what was ticked as `record_finding` would, and score it. Refusal where it does not fit."""
    point, edition = case.point, case.edition
    refuse_misfits(point, data)
    replaced = _replaced(point, data, case.elsewhere)
    gone = {event.pk for event in replaced}
    finding, plain = _finding(point, data), _charges(point, data)
    preview = preview_entry(finding=finding, charges=plain, at=at, gone=gone)
    advice = entry.advice_on(
        finding=finding, charges=plain, preview=preview, edition=edition, choices=choices, gone=gone
    )
    doubts = doubts_about(advice, finding, plain, edition, data.settled, gone)
    charges = _joined(plain, doubts)
    dismissed = {doubt.event.pk for doubt in doubts if doubt.choice == DISMISSED}
    pairs = list(zip(plain, preview.behaviours, strict=True))
    if dismissed or charges != plain:
        preview = preview_entry(finding=finding, charges=charges, at=at, gone=gone | dismissed)
    spoken_of = gone | {doubt.event.pk for doubt in doubts}
    return Weighed(
        finding,
        charges,
        preview,
        [one for one in advice.warnings if one.event is None or one.event.pk not in spoken_of],
        advice.rivals,
        doubts,
        reasons_wanted(case.offered, data, advice, doubts, pairs, edition),
        replaced,
    )


def refuse_misfits(point: ComplaintPoint, data: PointCharges) -> None:
    """What cannot be ticked together, and what tells who complained. Refusal names the field."""
    names = [(behaviour.clause, behaviour.name) for behaviour in data.behaviours]
    if not names:
        raise Refusal("请至少勾选一项计分事项。", field="lines")
    for clause in (COMPLAINT[0], PASSED_ON_FIRST[0]):
        if sum(name[0] == clause for name in names) > 1:
            raise Refusal(f"{clause}对一个单位只记一项，请只勾选一项。", field="lines")
    if data.passed_on_by and not {PASSED_ON_FIRST, PASSED_ON_OTHERS} & set(names):
        raise Refusal("选了其他推诿单位的，本单位的3.6也要勾选。", field="other_units")
    if point.unit in data.passed_on_by:
        raise Refusal("其他推诿单位不能是这一项的被投诉单位自己。", field="other_units")
    refuse_complainant(
        point.complaint,
        fact=data.fact,
        choice_reason=data.reason,
        evidence="\n".join(file.name for file in data.evidence),
    )


def _finding(point: ComplaintPoint, data: PointCharges) -> FindingData:
    return FindingData(
        happened_on=point.complaint.happened_on,
        unit=point.unit,
        window=data.window,
        source=Source.COMPLAINT,
        fact=data.fact,
        proof=f"投诉{point.complaint_id}第{point.position}项的登记和查明情况",
        complaint_point=point,
    )


def _charges(point: ComplaintPoint, data: PointCharges) -> list[ChargeData]:
    """2.9 first, then what stands besides, then the other units of 3.6: one case, a problem of one title."""
    on = point.complaint.happened_on
    case = f"{on.month}月{on.day}日投诉{point.complaint_id}推诿"
    own = [_own_charge(point, data, behaviour, case) for behaviour in data.behaviours]
    others = [
        ChargeData(
            unit=unit,
            clause=PASSED_ON_OTHERS[0],
            behaviour=PASSED_ON_OTHERS[1],
            problem_title=case,
            choice_reason=data.reason.strip(),
            verified=True,
        )
        for unit in data.passed_on_by
    ]
    return own + others


def _own_charge(point: ComplaintPoint, data: PointCharges, behaviour: Behaviour, case: str) -> ChargeData:
    return ChargeData(
        unit=point.unit,
        clause=behaviour.clause,
        behaviour=behaviour.name,
        window=data.window,
        person=data.person,
        substitute=data.substitute,
        problem_title=case if behaviour.clause == PASSED_ON_FIRST[0] else "",
        serious=data.serious and behaviour.clause == COMPLAINT[0],
        choice_reason=data.reason.strip(),
        verified=True,
    )


def _key(charge: ChargeData) -> tuple[object, ...]:
    records = (charge.unit, charge.window, charge.person, charge.substitute, charge.same_as)
    keys = tuple(record.pk if record else None for record in records)
    return (charge.clause, charge.behaviour, charge.serious, *keys)


def _replaced(point: ComplaintPoint, data: PointCharges, elsewhere: Iterable[ScoreEvent]) -> list[ScoreEvent]:
    """The unit's plain 2.9 of this complaint, where the quarrel is ticked."""
    earlier = complaint_event(point, elsewhere)
    quarrels = any((behaviour.clause, behaviour.name) == QUARREL for behaviour in data.behaviours)
    return [earlier] if earlier and quarrels and earlier.behaviour != QUARREL[1] else []


def _joined(charges: list[ChargeData], doubts: Iterable[Doubt]) -> list[ChargeData]:
    """The charges, one of each unit joined to the event that is the same problem."""
    joined = list(charges)
    for doubt in doubts:
        if doubt.choice != SAME:
            continue
        place = next((n for n, charge in enumerate(joined) if charge.unit.pk == doubt.event.unit_id), None)
        if place is None or joined[place].same_as is not None:
            raise Refusal("一个单位只能选一项为“同一问题”，其余的请选别的说法。", field="settled")
        joined[place] = replace(joined[place], same_as=doubt.event, problem_title="")
    return joined
