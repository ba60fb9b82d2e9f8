"""Leave slips of the demo, carried in through the services at the moments they were done.

They score nothing: what they suggest are proposals, which count only once a person has confirmed them.
"""

import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from typing import Any

from records.files import store_file
from units.halves import AFTERNOON, MORNING, HalfDay
from units.models import LeaveSlip
from units.services.leave import register_slip, withdraw_slip
from units.services.leave_signing import (
    SCANS,
    attach_papers,
    file_slip,
    refuse_slip,
    return_slip,
    sign_slip,
)
from units.slips import CoverData, SlipData
from yanling_assess.demo.people import Hall
from yanling_assess.demo.pictures import picture_upload
from yanling_assess.demo.plan import FOLDER
from yanling_assess.demo.telling import Step
from yanling_assess.demo.timeline import HERE

HALVES = {"上午": MORNING, "下午": AFTERNOON}
KINDS = {label: value for value, label in LeaveSlip.Kind.choices}
A_WHILE = timedelta(minutes=15)


@cache
def slip_plans() -> tuple[dict[str, Any], ...]:
    """Every slip as leave.toml tells it."""
    return tuple(tomllib.loads((FOLDER / "leave.toml").read_text(encoding="utf-8"))["slip"])


def leave_steps(hall: Hall) -> Iterator[Step]:
    """All that was done with slips."""
    for place, plan in enumerate(slip_plans()):
        yield from Slip(hall, plan, place).steps()


class Slip:
    """One slip on its way: registered, decided, filed, returned or withdrawn."""

    def __init__(self, hall: Hall, plan: dict[str, Any], place: int) -> None:
        self.hall, self.plan, self.place = hall, plan, place
        self.clerk, self.chief = hall.users["jingban"], hall.users["fuzeren"]
        self.pk = 0

    def steps(self) -> Iterator[Step]:
        plan = self.plan
        yield self._step(moment(plan["handed"]) + A_WHILE, self.register)
        for name, act in (("signed", self.sign), ("refused", self.refuse), ("withdrawn", self.withdraw)):
            if name in plan:
                yield self._step(moment(plan[name]), act)
        if "filed" in plan:
            yield self._step(datetime.combine(plan["filed"], time(17, 0), tzinfo=HERE), self.file)
        if "returned" in plan:
            day = half_of(plan["returned"]).day
            yield self._step(datetime.combine(day, time(17, 20), tzinfo=HERE), self.come_back)

    def _step(self, at: datetime, act: Callable[[datetime], object]) -> Step:
        return Step(at, partial(act, at))

    def register(self, at: datetime) -> None:
        covers = [self.cover(one) for one in self.plan.get("covers", ())]
        row = register_slip(slip=self.data(), covers=covers, by=self.clerk, at=at)
        self.pk = row.pk
        if "scan" in self.plan:
            upload = picture_upload(self.plan["scan"], seed=700 + self.place)
            files = [store_file(upload=upload, by=self.clerk, at=at)]
            attach_papers(slip=row, kind=SCANS, files=files, by=self.clerk, at=at)

    def data(self) -> SlipData:
        plan = self.plan
        first, last = half_of(plan["from"]), half_of(plan["to"])
        out_from, out_until = plan.get("out", ("", ""))
        return SlipData(
            person=self.hall.people[plan["person"]],
            kind=KINDS[plan["kind"]],
            reason=plan["reason"],
            starts_on=first.day,
            starts_half=first.half,
            ends_on=last.day,
            ends_half=last.half,
            out_from=time.fromisoformat(out_from) if out_from else None,
            out_until=time.fromisoformat(out_until) if out_until else None,
            handed_at=moment(plan["handed"]),
            proxy_name=plan.get("proxy", ""),
            special_reason=plan.get("special", ""),
        )

    def cover(self, plan: dict[str, Any]) -> CoverData:
        first, last = half_of(plan["from"]), half_of(plan["to"])
        return CoverData(
            substitute=self.hall.people[plan["who"]],
            starts_on=first.day,
            starts_half=first.half,
            ends_on=last.day,
            ends_half=last.half,
            handover=plan["handover"],
        )

    def sign(self, at: datetime) -> None:
        sign_slip(**self._row(at), note="", by=self.chief)

    def refuse(self, at: datetime) -> None:
        refuse_slip(**self._row(at), note=self.plan["note"], by=self.chief)

    def withdraw(self, at: datetime) -> None:
        withdraw_slip(**self._row(at), reason=self.plan["note"], by=self.clerk)

    def file(self, at: datetime) -> None:
        file_slip(**self._row(at), filed_on=self.plan["filed"], by=self.clerk)

    def come_back(self, at: datetime) -> None:
        half = half_of(self.plan["returned"])
        return_slip(**self._row(at), returned_on=half.day, returned_half=half.half, by=self.clerk)

    def _row(self, at: datetime) -> dict[str, Any]:
        slip = LeaveSlip.objects.get(pk=self.pk)
        return {"slip": slip, "expected_version": slip.version, "at": at}


def moment(value: datetime) -> datetime:
    """A moment of leave.toml, here."""
    return value.replace(tzinfo=HERE)


def half_of(text: str) -> HalfDay:
    """“2026-10-12 上午”"""
    day, _, half = text.partition(" ")
    return HalfDay(date.fromisoformat(day), HALVES[half])
