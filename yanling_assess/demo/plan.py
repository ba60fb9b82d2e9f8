"""The words the demo's story is told in: one `Happening` is one finding with what it charges."""

import tomllib
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
CONFIRMED, PENDING, WAIVED, DISMISSED = "confirmed", "pending", "waived", "dismissed"


@dataclass(frozen=True)
class Happening:
    """One finding. `people` are keys of the roster, one event each; without any, one event (人员待查).

    `unit` is left out where people are named: it is theirs on that day. `others` charges further units for
    the same case (3.6) as (unit, behaviour). `found` is the day it was entered, `settled` the day it was
    settled; left out, they are the day itself and the working day after. `named_later` is who a 人员待查
    turned out to be; `concerns` is the fact of the praise that an act of 弄虚作假 was about; `picture` the
    name of a photo handed in; `report` the key of the 来文 (reports.toml) that it was learnt from. Without a
    clause it is a fact that the paper does not score.
    """

    on: date
    fact: str
    clause: str = ""
    behaviour: str = ""
    unit: str = ""
    people: tuple[str, ...] = ()
    window: str = ""
    at: str = ""
    source: str = "日常抽查"
    times: int = 1
    measure: int | None = None
    substitute: str = ""
    problem: str = ""
    bulletin: str = ""
    criticised: bool = False
    accountable: bool = False
    serious: bool = False
    is_good: bool = False
    statement: str = ""
    proof: str = ""
    choice_reason: str = ""
    status: str = CONFIRMED
    reason: str = ""
    found: date | None = None
    settled: date | None = None
    named_later: str = ""
    concerns: str = ""
    picture: str = ""
    report: str = ""
    others: tuple[tuple[str, str], ...] = field(default=())

    def but(self, **changes: Any) -> "Happening":
        """The same with something changed."""
        return replace(self, **changes)


@cache
def stories() -> tuple[Happening, ...]:
    """What is told once of May to August: every grave clause, cover, tally, rung, waiver and late entry."""
    return _read("stories.toml")


@cache
def october() -> tuple[Happening, ...]:
    """The open month: what is still to be settled, named, proved."""
    return _read("october.toml")


def _read(name: str) -> tuple[Happening, ...]:
    rows = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))["finding"]
    return tuple(_happening(row) for row in rows)


def _happening(row: dict[str, Any]) -> Happening:
    others = tuple((other["unit"], other["behaviour"]) for other in row.pop("others", ()))
    return Happening(**row | {"people": tuple(row.get("people", ())), "others": others})
