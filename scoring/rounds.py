"""What is told to `record_inspection`: one round with the units visited and what was seen in each."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from records.errors import Refusal
from scoring.entry import ChargeData, FindingData
from scoring.models import Inspection, InspectionDraw
from units.models import Unit


@dataclass(frozen=True, kw_only=True)
class SeenData:
    """One thing seen: the finding, whom it charges (nobody: outside every clause), the photos' device keys.

    `key` is the device's own name for it, by which a refusal finds its place on the screen.
    """

    key: str
    finding: FindingData
    charges: tuple[ChargeData, ...] = ()
    photos: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True)
class VisitData:
    """One unit visited; `checks` holds a state for every check of the list."""

    unit: Unit
    visited_at: datetime
    checks: dict[str, str]
    note: str = ""
    seen: tuple[SeenData, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RoundData:
    """One round; `digest` is that of what was sent, by which a second sending is told from a changed one."""

    key: UUID
    visits: tuple[VisitData, ...]
    digest: str
    kind: str = Inspection.Kind.ROUND
    companions: str = ""
    draw: InspectionDraw | None = None
    note: str = ""


@dataclass(frozen=True)
class Fault:
    """What does not fit and where: `at` is a thing's key, “unit:7” for a visit, empty for the round."""

    at: str
    field: str
    message: str


class RoundRefused(Refusal):
    """A round is not taken; every fault is told, nothing was written."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"有{len(faults)}处需要改正，没有写入。")
        self.faults = faults
