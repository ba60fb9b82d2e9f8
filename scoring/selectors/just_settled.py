"""线索: the one just decided stays in its place among the open ones, so that it can be taken back there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scoring.models import ProposalDecision
from scoring.selectors.proposal_page import ProposalRow


@dataclass(frozen=True)
class SettledRow:
    """A decision as a line of the list."""

    decision: ProposalDecision

    @property
    def unit(self) -> str:
        return self.decision.unit.name

    @property
    def place(self) -> tuple[Any, ...]:
        """Where it stood, as ProposalRow.place."""
        one, person = self.decision, self.decision.person
        number = person.number if person else ""
        return (one.unit.order, one.unit_id, number, one.person_id or 0, one.happened_on, one.key)


@dataclass(frozen=True)
class UnitRows:
    """The lines of one unit, and how many of them are open."""

    name: str
    rows: list[ProposalRow | SettledRow]

    @property
    def open(self) -> int:
        return sum(isinstance(row, ProposalRow) for row in self.rows)


def decision_in(pk: int | None) -> ProposalDecision | None:
    """The decision with what its line shows; one query, none without a key."""
    if pk is None:
        return None
    return ProposalDecision.objects.select_related("unit", "person").filter(pk=pk).first()


def by_unit(rows: Sequence[ProposalRow], settled: ProposalDecision | None) -> list[UnitRows]:
    """The lines unit by unit, the one just decided where it stood."""
    lines: list[ProposalRow | SettledRow] = list(rows)
    if settled is not None:
        one = SettledRow(settled)
        lines.insert(sum(row.place < one.place for row in rows), one)
    found: list[UnitRows] = []
    for line in lines:
        if not found or found[-1].name != line.unit:
            found.append(UnitRows(line.unit, []))
        found[-1].rows.append(line)
    return found
