"""October's 来文, and the bonuses that 社保中心 applied for: carried in through the services."""

import tomllib
from collections.abc import Iterator
from datetime import datetime, time
from functools import cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from records.files import store_file
from records.models import StoredFile
from scoring.entry import ChargeData, FindingData, ReportData
from scoring.models import ScoreEvent
from scoring.selectors.applications import source_of
from scoring.selectors.editions import edition_for
from scoring.services.applications import apply_for_bonus
from scoring.services.reports import record_report
from scoring.services.settling import dismiss_event
from units.models import User
from yanling_assess.demo.bureau import OPEN_MONTH
from yanling_assess.demo.people import Hall
from yanling_assess.demo.pictures import picture_upload
from yanling_assess.demo.plan import FOLDER
from yanling_assess.demo.telling import Step
from yanling_assess.demo.timeline import HERE

RECEIVED, APPLIED, REFUSED = time(8, 50), time(18, 10), time(10, 0)
SEED = 7000


@cache
def told() -> dict[str, list[dict[str, Any]]]:
    """All of reports.toml."""
    return tomllib.loads((FOLDER / "reports.toml").read_text(encoding="utf-8"))


def steps(hall: Hall) -> Iterator[Step]:
    """What was received, applied for and refused, each with its moment."""
    for place, row in enumerate(told()["report"]):
        at = datetime.combine(row["received_on"], RECEIVED, tzinfo=HERE)
        yield Step(at, _bound(_receive, hall, row, place, at))
    for place, row in enumerate(told()["application"], start=len(told()["report"])):
        at = datetime.combine(row["on"], APPLIED, tzinfo=HERE)
        yield Step(at, _bound(_apply, hall, row, place, at))
        if "refused" in row:
            at = datetime.combine(row["refused_on"], REFUSED, tzinfo=HERE)
            yield Step(at, _bound(_refuse, hall, row, place, at))


def _bound(act: Any, *given: Any) -> Any:
    return lambda: act(*given)


def _receive(hall: Hall, row: dict[str, Any], place: int, at: datetime) -> None:
    clerk = hall.users["jingban"]
    data = {name: value for name, value in row.items() if name not in ("key", "picture")}
    files = _pictures(row, place, by=clerk, at=at)
    hall.reports[row["key"]] = record_report(data=ReportData(**data), files=files, by=clerk, at=at)


def _apply(hall: Hall, row: dict[str, Any], place: int, at: datetime) -> None:
    head = hall.users["danwei"]
    unit = hall.units[row["person"].partition("#")[0]]
    behaviour = edition_for(OPEN_MONTH).behaviours[row["clause"], row["behaviour"]]
    finding = FindingData(
        happened_on=row["on"],
        happened_at=time.fromisoformat(row["at"]) if "at" in row else None,
        unit=unit,
        source=source_of(behaviour),
        fact=row["fact"],
        proof=row.get("proof", ""),
    )
    charge = ChargeData(
        unit=unit,
        person=hall.people[row["person"]],
        clause=behaviour.clause,
        behaviour=behaviour.name,
        measure=row.get("measure"),
    )
    apply_for_bonus(
        finding=finding, charge=charge, evidence=_pictures(row, place, by=head, at=at), by=head, at=at
    )


def _refuse(hall: Hall, row: dict[str, Any], _place: int, at: datetime) -> None:
    event = ScoreEvent.objects.get(finding__fact=row["fact"])
    dismiss_event(
        event=event,
        expected_version=event.version,
        reason=row["refused"],
        by=hall.users["jingban"],
        at=at,
    )


def _pictures(row: dict[str, Any], place: int, *, by: User, at: datetime) -> list[StoredFile]:
    if "picture" not in row:
        return []
    upload: SimpleUploadedFile = picture_upload(row["picture"], seed=SEED + place)
    return [store_file(upload=upload, by=by, at=at)]
