"""Complaints of October 2026: some looked into, some found untrue, one true with its events still to come."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from scoring.complaints import ComplainantData, ComplaintData, PointData
from scoring.models import Complaint, ComplaintPoint
from scoring.services.complaints import add_step, change_due, register_complaint
from scoring.services.deciding_complaints import decide_complaint, decide_point
from yanling_assess.demo.people import Hall
from yanling_assess.demo.plan import FOLDER
from yanling_assess.demo.telling import Step
from yanling_assess.demo.timeline import HERE

REGISTERED, WORKED_ON, DECIDED, CLOSED = time(17, 30), time(16, 0), time(10, 0), time(16, 30)
CONTENT = "complaints.toml"


def complaint_steps(hall: Hall) -> Iterator[Step]:
    """All that was done about them, each with its moment."""
    for told in tomllib.loads((FOLDER / CONTENT).read_text(encoding="utf-8"))["complaint"]:
        yield from _Case(hall, told).steps()


class _Case:
    """One complaint on its way: registered, worked on, decided point by point."""

    def __init__(self, hall: Hall, told: dict[str, Any]) -> None:
        self.hall, self.told = hall, told
        self.clerk = hall.users["jingban"]
        self.row: Complaint | None = None

    def steps(self) -> Iterator[Step]:
        received = self.told["received"].date()
        yield Step(_at(received, REGISTERED), self.register)
        for step in self.told.get("steps", ()):
            yield Step(_at(step["on"], WORKED_ON), lambda step=step: self.work(step))  # type: ignore[misc]
        for number, point in enumerate(self.told["points"], start=1):
            on = point.get("decided") or self.told.get("decided")
            if on and "result" in point:
                yield Step(_at(on, DECIDED), lambda n=number, p=point, on=on: self.decide(n, p, on))  # type: ignore[misc]
        if "decided" in self.told:
            yield Step(_at(self.told["decided"], CLOSED), self.close)

    def register(self) -> None:
        told, at = self.told, _at(self.told["received"].date(), REGISTERED)
        self.row = register_complaint(
            data=ComplaintData(
                received_at=told["received"].replace(tzinfo=HERE),
                happened_on=told["on"],
                channel=told["channel"],
                content=told["content"],
                unit=self.hall.units[told["unit"]],
                investigator=self.clerk.name,
                points=tuple(self._point(n, point) for n, point in enumerate(told["points"], start=1)),
            ),
            complainant=ComplainantData(name=told.get("name", ""), contact=told.get("contact", "")),
            by=self.clerk,
            at=at,
        )
        if "due" in told:
            due, reason = told["due"], told["due_reason"]
            change_due(
                complaint=self.row, expected_version=1, due_on=due, reason=reason, by=self.clerk, at=at
            )

    def work(self, step: dict[str, Any]) -> None:
        at = _at(step["on"], WORKED_ON)
        add_step(complaint=self._row(), on=step["on"], text=step["text"], by=self.clerk, at=at)

    def decide(self, number: int, told: dict[str, Any], on: date) -> None:
        decide_point(
            point=ComplaintPoint.objects.get(complaint=self._row(), position=number),
            expected_version=1,
            result=told["result"],
            finding_text=told["finding"],
            by=self.clerk,
            at=_at(on, DECIDED),
        )

    def close(self) -> None:
        row, at = self._row(), _at(self.told["decided"], CLOSED)
        reply = self.told["reply"]
        decide_complaint(complaint=row, expected_version=row.version, reply=reply, by=self.clerk, at=at)

    def _row(self) -> Complaint:
        if self.row is None:
            raise ValueError("a complaint is registered before it is worked on")
        return self.row

    def _point(self, number: int, told: dict[str, Any]) -> PointData:
        unit = told.get("unit") or self.told["unit"]
        return PointData(
            position=number,
            text=told["text"],
            about=told["about"],
            unit=self.hall.units[unit],
            window=self.hall.windows[unit, told["window"]] if "window" in told else None,
            person=self.hall.people[told["person"]] if "person" in told else None,
        )


def _at(on: date, clock: time) -> datetime:
    return datetime.combine(on, clock, tzinfo=HERE)
