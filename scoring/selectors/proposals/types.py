"""What a proposed charge is, whichever room it comes from."""

from dataclasses import dataclass
from datetime import date, time

from scoring.models.findings import Source


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A charge that the rows suggest; nothing counts before a person has confirmed it (promise 3).

    `key` is made of the facts that it stands on: the same facts give the same proposal again, and what
    was decided of it is found. `basis` is its evidence as (label, value), `doubt` what speaks against it.
    """

    key: str
    kind: str
    """考勤, 请假, 进驻"""
    unit_id: int
    happened_on: date
    clause: str
    behaviour: str
    fact: str
    basis: tuple[tuple[str, str], ...]
    happened_at: time | None = None
    person_id: int | None = None
    window_id: int | None = None
    substitute_id: int | None = None
    times: int = 1
    measure: int | None = None
    source: str = Source.ATTENDANCE
    doubt: str = ""
    proof: str = ""
    """Where its rows stand, as the finding's proof; without it the basis is."""
    slip_id: int | None = None
    """The leave slip that it turns on."""
