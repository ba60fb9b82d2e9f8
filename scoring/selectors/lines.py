"""A unit's lines as its page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from scoring.models import Objection, ScoreEvent
from scoring.models.findings import Source
from scoring.periods import day_name, month_from, month_name
from scoring.selectors.evidence import COMPLAINT_CLAUSES
from scoring.selectors.outcome import ResultLine
from scoring.selectors.wording import moment, quantity, signed

STATUS = dict(ScoreEvent.Status.choices)
ITEMS_CLAUSE = "4.1"
"""Counted by the case or by the item (R5)."""
OBJECTION_STATE = dict(Objection.State.choices)


@dataclass(frozen=True, slots=True)
class LineView:
    """One line, as text."""

    anchor: str
    event_id: int | None
    when: str
    who: str
    window: str
    label: str
    """1.1 迟到"""
    clause_text: str
    quantity: str
    fact: str
    source: str
    points: str
    counted: str
    effect: str
    """minus, plus or none: what it does to the score."""
    why: str
    covered_by: int | None
    covered_here: bool
    """The covering event stands on the same page."""
    late: str
    """补记: of which month it is; empty for the month's own."""
    status: str
    status_label: str
    evidence: list[dict[str, Any]]
    objections: list["ObjectionView"]
    correction: int | None
    """The correction that the line is the difference of."""
    readings: tuple[str, ...] = ()
    """Readings that it rests on beside those that its reason names: R4, R5, R14."""


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """What the unit answered and how it was decided, printed with the line."""

    id: int
    filed: str
    text: str
    state: str
    label: str
    decision: str


def line_views(lines: Iterable[ResultLine], month: date, *, shows_papers: bool) -> list[LineView]:
    """All lines of a page. Complainants' papers are seen by the policy office alone (`shows_papers`)."""
    lines = list(lines)
    here = {line.event_id for line in lines}
    files = shown_files(lines, shows_papers=shows_papers)
    return [_view(line, month, here, own) for line, own in zip(lines, files, strict=True)]


def shown_files(lines: list[ResultLine], *, shows_papers: bool) -> list[list[dict[str, Any]]]:
    """The files that prove each line, without those of complaints where they are not to be shown."""
    kept_back = (
        set()
        if shows_papers
        else {file["id"] for line in lines if of_complaint(line) for file in line.evidence}
    )
    return [[file for file in line.evidence if file["id"] not in kept_back] for line in lines]


def of_complaint(line: ResultLine) -> bool:
    """Whether what proves a line may name a complainant."""
    return line.source == Source.COMPLAINT or line.clause in COMPLAINT_CLAUSES


def _view(line: ResultLine, month: date, here: set[int | None], files: list[dict[str, Any]]) -> LineView:
    clears = line.zeroes and line.counted_halves is None
    counted = line.counted_halves or 0
    return LineView(
        anchor=f"e{line.event_id}" if line.event_id else f"d{line.position}",
        event_id=line.event_id,
        when=moment(line.happened_on, line.happened_at),
        who=_who(line),
        window=line.window_name,
        label=f"{line.clause} {line.behaviour}",
        clause_text=line.clause_text,
        quantity=quantity(line.times, line.measure, line.measure_unit),
        fact=line.fact,
        source=line.source,
        points=signed(None if line.zeroes else line.points_halves or 0),
        counted=signed(None if clears else counted),
        effect="minus" if clears or counted < 0 else "plus" if counted > 0 else "none",
        why=line.why,
        covered_by=line.covered_by_id,
        covered_here=line.covered_by_id in here,
        late=_late(line, month),
        status=line.status,
        status_label=STATUS.get(line.status, ""),
        evidence=files,
        objections=[_objection(told) for told in line.objections],
        correction=line.correction,
        readings=readings_beside(line),
    )


def readings_beside(line: ResultLine) -> tuple[str, ...]:
    """The readings that a line rests on and its reason does not name."""
    found = (
        ("R4", bool(line.substitute_name)),
        ("R5", line.clause == ITEMS_CLAUSE and line.measure is not None),
        ("R14", line.is_late),
    )
    return tuple(key for key, rests in found if rests and f"口径{key}" not in line.why)


def _objection(told: dict[str, Any]) -> ObjectionView:
    filed = day_name(date.fromisoformat(told["filed_on"]))
    label = OBJECTION_STATE[told["state"]]
    return ObjectionView(told["id"], filed, told["text"], told["state"], label, told["decision"])


def _who(line: ResultLine) -> str:
    if line.substitute_name:
        return f"{line.person_name}（替岗：{line.substitute_name}）"
    return line.person_name


def _late(line: ResultLine, month: date) -> str:
    if not line.is_late:
        return ""
    own = line.happened_on or (month_from(line.month_of_tally) if line.month_of_tally else month)
    return f"补记{month_name(own)}"
