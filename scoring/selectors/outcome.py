"""A month's result in one shape, computed from an open month's rows or read from a closed one's copy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any, NamedTuple

from scoring.engine import FollowUp, Line
from scoring.engine import UnitScore as EngineScore
from scoring.rulebook import Edition
from scoring.selectors.corrections import Corrected
from scoring.selectors.details import Details, FindingDetail
from scoring.selectors.facts import ScoredMonth


class ResultLine(NamedTuple):
    """One line of a unit's month: the columns of `ScoreLine`."""

    position: int
    event_id: int | None
    happened_on: date | None
    happened_at: time | None
    category: int
    clause: str
    clause_text: str
    behaviour: str
    person_id: int | None
    person_name: str
    window_name: str
    substitute_name: str
    fact: str
    source: str
    times: int
    measure: int | None
    measure_unit: str
    status: str
    points_halves: int | None
    counted_halves: int | None
    zeroes: bool
    why: str
    covered_by_id: int | None
    is_late: bool
    month_of_tally: str
    evidence: list[dict[str, Any]]
    objections: list[dict[str, Any]]
    correction: int | None


@dataclass(frozen=True)
class UnitResult:
    """One unit's month: what `UnitScore` keeps. Points are half-points."""

    unit_id: int
    unit_name: str
    total_halves: int
    overflow_halves: int
    corrected_halves: int
    """更正 of earlier months that stand in this one, outside the categories."""
    rank: int
    categories: list[dict[str, Any]]
    """number, name, full, deducted, awarded, raw, score, overflow, swallowed, emptied_by"""
    follow_ups: list[dict[str, Any]]
    """kind, person, person_name, causes, rung, basis, handled_by, waits (a cause is under objection)"""
    notes: list[dict[str, Any]]
    """Findings outside every clause: see `narrative`."""


def computed_units(scored: ScoredMonth) -> list[UnitResult]:
    """All units of an open month without the words that only their own pages show."""
    return in_rank_order(unit_result(scored, unit_id) for unit_id in scored.units)


def in_rank_order(units: Iterable[UnitResult]) -> list[UnitResult]:
    """By rank; units of one rank stay in the office's order, in which they come."""
    return sorted(units, key=lambda unit: unit.rank)


def unit_result(scored: ScoredMonth, unit_id: int, words: Details | None = None) -> UnitResult:
    """One unit of an open month."""
    score = scored.score.units[unit_id]
    rows = scored.score.follow_ups(unit_id, (words or Details()).name)
    words = words or Details()
    return UnitResult(
        unit_id=unit_id,
        unit_name=scored.units[unit_id].name,
        total_halves=score.total,
        overflow_halves=score.overflow,
        corrected_halves=score.corrected,
        rank=score.rank,
        categories=category_rows(score, scored.edition),
        follow_ups=[
            *(follow_up_row(row, scored.edition, words) for row in rows),
            *(due for one in scored.corrections if one.unit == unit_id for due in one.follow_ups),
        ],
        notes=[narrative(found, words) for found in words.notes_of(unit_id)],
    )


def category_rows(score: EngineScore, edition: Edition) -> list[dict[str, Any]]:
    """The arithmetic of the six categories as kept with a result."""
    return [
        {**sheet._asdict(), "name": edition.category(sheet.number).name, "emptied_by": list(sheet.emptied_by)}
        for sheet in score.sheets
    ]


def unit_lines(scored: ScoredMonth, unit_id: int, words: Details) -> list[ResultLine]:
    """The lines of one unit of an open month, each with its clause's words and its reason."""
    edition = scored.edition
    lines = scored.score.lines(unit_id, words.name)
    found = [_line(position, line, edition, words) for position, line in enumerate(lines, start=1)]
    corrections = (one for one in scored.corrections if one.unit == unit_id)
    return found + [_correction(position, one) for position, one in enumerate(corrections, len(found) + 1)]


def _line(position: int, line: Line, edition: Edition, words: Details) -> ResultLine:
    event = words.events.get(line.event) if line.event is not None else None
    found = event.finding if event else None
    clause = edition.clauses.get(line.clause)
    behaviour = edition.behaviours.get((line.clause, line.behaviour))
    return ResultLine(
        position=position,
        event_id=line.event,
        happened_on=found.on if found else None,
        happened_at=found.at if found else None,
        category=line.category,
        clause=line.clause,
        clause_text=clause.text if clause else "",
        behaviour=line.behaviour,
        person_id=line.person,  # type: ignore[arg-type]
        person_name=event.person_name if event else words.person(line.person),
        window_name=event.window_name if event else words.window(line.window),
        substitute_name=event.substitute_name if event else "",
        fact=found.fact if found else "",
        source=found.source if found else "",
        times=line.times,
        measure=event.measure if event else None,
        measure_unit=behaviour.measure.unit if behaviour and behaviour.measure else "",
        status=event.status if event else "",
        points_halves=line.points,
        counted_halves=line.counted,
        zeroes=line.zeroes is not None,
        why=line.why,
        covered_by_id=line.covered_by,
        is_late=line.late,
        month_of_tally=line.month_of_tally or "",
        evidence=found.files() if found else [],
        objections=event.objections if event else [],
        correction=None,
    )


def _correction(position: int, one: Corrected) -> ResultLine:
    """The difference that a correction of a closed month makes: a line of its own, of no category."""
    return ResultLine(
        position=position,
        event_id=None,
        happened_on=None,
        happened_at=None,
        category=0,
        clause="更正",
        clause_text="",
        behaviour=one.label,
        person_id=None,
        person_name="",
        window_name="",
        substitute_name="",
        fact=one.statement,
        source="",
        times=1,
        measure=None,
        measure_unit="",
        status="",
        points_halves=one.halves,
        counted_halves=one.halves,
        zeroes=False,
        why=one.reason,
        covered_by_id=None,
        is_late=False,
        month_of_tally="",
        evidence=[],
        objections=[],
        correction=one.id,
    )


def follow_up_row(row: FollowUp, edition: Edition, words: Details) -> dict[str, Any]:
    """A follow-up as it is kept with a result."""
    return {
        "kind": row.kind,
        "person": row.person,
        "person_name": words.person(row.person),
        "causes": list(row.causes),
        "rung": row.rung,
        "basis": row.basis,
        "handled_by": edition.follow_ups[row.kind].handled_by,
        "waits": words.is_contested(row.causes),
    }


def narrative(found: FindingDetail, words: Details) -> dict[str, Any]:
    """A finding as it is kept with a result, in words: for the bulletin, and for what no clause scores."""
    return {
        "finding": found.id,
        "unit": found.unit_id,
        "on": found.on.isoformat(),
        "at": found.at.isoformat() if found.at else "",
        "window": found.window_name,
        "source": found.source,
        "fact": found.fact,
        "is_good": found.is_good,
        "statement": found.statement,
        "proof": found.proof,
        "events": [
            {
                "id": event,
                "status": words.events[event].status,
                "objections": words.events[event].objections,
            }
            for event in found.events
        ],
        "evidence": found.files(),
    }
