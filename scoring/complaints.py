"""What is told to the services of complaints; forms and services both find the shapes here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from records.models import StoredFile
from scoring.rulebook import Behaviour
from units.models import StaffMember, Unit, Window

MOST_POINTS = 5


@dataclass(frozen=True, kw_only=True)
class PointData:
    """One point of a complaint; `version` is that of the row it changes, None for a new one."""

    position: int
    text: str
    about: str
    unit: Unit
    window: Window | None = None
    person: StaffMember | None = None
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class ComplaintData:
    """A complaint as it came in, without who brought it. `unit`: against which in the first place."""

    received_at: datetime
    happened_on: date
    channel: str
    content: str
    unit: Unit
    investigator: str
    points: tuple[PointData, ...]


@dataclass(frozen=True, kw_only=True)
class ComplainantData:
    """Who complained and how to reach them; it goes into `Complainant` and nowhere else."""

    name: str = ""
    contact: str = ""


@dataclass(frozen=True, kw_only=True)
class PointCharges:
    """What is recorded for a point found true: the lines ticked, on whom, and how doubts were settled.

    `behaviours` charge the point's own unit, `passed_on_by` are the other units of 3.6. `settled` says of
    each event that may be the same matter (by id) whether it is APART, the SAME problem, or to be DISMISSED.
    """

    fact: str
    behaviours: tuple[Behaviour, ...] = ()
    passed_on_by: tuple[Unit, ...] = ()
    window: Window | None = None
    person: StaffMember | None = None
    substitute: StaffMember | None = None
    serious: bool = False
    evidence: tuple[StoredFile, ...] = ()
    reason: str = ""
    settled: Mapping[int, str] = field(default_factory=dict)


APART, SAME, DISMISSED = "apart", "same", "dismiss"
