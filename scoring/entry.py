"""What is told to `record_finding` (one happening and whom it charges) and `record_report` (a document)."""

from dataclasses import dataclass
from datetime import date, time

from scoring.models import ComplaintPoint, Inspection, Report, ScoreEvent
from scoring.models.findings import Source
from units.models import StaffMember, Unit, Window


@dataclass(frozen=True, kw_only=True)
class FindingData:
    """What was seen, where, and how it became known.

    `imported_as` is the digest of the sheet's row it came from, `import_place` where that row stood.
    `inspection`, `complaint_point`, `report`: what it was learnt from, where there is a record of that.
    """

    happened_on: date
    unit: Unit
    fact: str
    happened_at: time | None = None
    window: Window | None = None
    source: str = Source.INSPECTION
    is_good: bool = False
    statement: str = ""
    proof: str = ""
    imported_as: str | None = None
    import_place: str = ""
    inspection: Inspection | None = None
    complaint_point: ComplaintPoint | None = None
    report: Report | None = None


@dataclass(frozen=True, kw_only=True)
class ChargeData:
    """One charge or award of one unit under one clause.

    `problem_title`: the label of one problem inside the unit; the same unit and title is the same problem.
    `same_as`: an event already recorded that this one is the same problem as.
    `concerns`: the praise that an act of 弄虚作假 was about (2.7).
    """

    unit: Unit
    clause: str
    behaviour: str
    window: Window | None = None
    person: StaffMember | None = None
    substitute: StaffMember | None = None
    times: int = 1
    measure: int | None = None
    problem_title: str = ""
    same_as: ScoreEvent | None = None
    bulletin: str = ""
    criticised: bool = False
    accountable: bool = False
    serious: bool = False
    verified: bool = False
    choice_reason: str = ""
    concerns: ScoreEvent | None = None


@dataclass(frozen=True, kw_only=True)
class ReportData:
    """What a document of 来文 says of itself."""

    kind: str
    title: str
    issued_on: date
    received_on: date
    number: str = ""
    issued_by: str = ""
    summary: str = ""
