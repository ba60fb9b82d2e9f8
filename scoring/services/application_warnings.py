"""What the head is told before applying: the same again, proof lacking, 补记, nothing to gain."""

from collections.abc import Iterator
from datetime import datetime, time

from scoring.entry import ChargeData, FindingData
from scoring.periods import first_of, month_name
from scoring.rulebook import Behaviour, Edition
from scoring.selectors.applications import similar_bonuses
from scoring.selectors.behaviours import missing_proof
from scoring.selectors.editions import edition_for
from scoring.selectors.month import counting_month
from scoring.services.entry_rivals import Caution
from scoring.services.entry_rules import check_finding, known_behaviour

NOON = ("4.3", "中午提前上岗")
TWELVE = time(12, 0)


def application_cautions(
    *, finding: FindingData, charge: ChargeData, has_files: bool, at: datetime
) -> list[Caution]:
    """All that is worth a second look; Refusal where it could not be entered at all."""
    check_finding(finding, at=at)
    month = counting_month(finding.happened_on)
    edition = edition_for(month)
    behaviour = known_behaviour(edition, charge.clause, charge.behaviour)
    found = [*_again(finding, charge, behaviour, edition), *_of_the_clause(finding, charge, behaviour)]
    lacking = missing_proof(behaviour, finding.source, proof=finding.proof, has_files=has_files)
    if lacking:
        found.append(Caution(f"还没有证明材料（{lacking}）：可以先申报，补齐以后才能核实。"))
    if month != first_of(finding.happened_on):
        found.append(
            Caution(f"{month_name(finding.happened_on)}已定分，核实后补记在{month_name(month)}（口径R14）。")
        )
    return found


def _again(
    finding: FindingData, charge: ChargeData, behaviour: Behaviour, edition: Edition
) -> Iterator[Caution]:
    for event in similar_bonuses(
        unit=finding.unit,
        behaviour=behaviour,
        on=finding.happened_on,
        person=charge.person,
        fact=finding.fact,
        edition=edition,
    )[:3]:
        on, state = event.finding.happened_on, event.get_status_display()
        yield Caution(
            f"{on.month}月{on.day}日已有一项“{event.behaviour}”（{state}）：{event.finding.fact[:30]}。"
            "一件事只加一次分，请确认不是重复申报。",
            event,
        )


def _of_the_clause(finding: FindingData, charge: ChargeData, behaviour: Behaviour) -> Iterator[Caution]:
    measure = behaviour.measure
    if measure is not None and charge.measure is not None and not measure.reached(charge.measure):
        yield Caution(f"{measure.name}{charge.measure}{measure.unit}：{measure.rule}才加分，核实后计0分。")
    at = finding.happened_at
    if (behaviour.clause, behaviour.name) == NOON and at is not None and at < TWELVE:
        yield Caution("中午提前上岗指中午十二点至下午上班前办理业务，请核对时间。")
