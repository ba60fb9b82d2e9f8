"""Rounds through the hall: mostly in order, so that they change no score; one of them by lot."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from scoring.checklist import FINE, NAMES, UNSEEN
from scoring.entry import FindingData
from scoring.models import Inspection, InspectionDraw
from scoring.rounds import RoundData, SeenData, VisitData
from scoring.services.drawing import make_draw
from scoring.services.inspections import record_inspection
from yanling_assess.demo.people import Hall
from yanling_assess.demo.telling import Step
from yanling_assess.demo.timeline import HERE

SPACE = uuid.UUID("6b0f3c1e-7f57-4a0f-9a63-2f6f0d3f2a10")
ON_SITE, BEFORE, AFTER = timedelta(minutes=12), timedelta(hours=1), timedelta(hours=2)
SEED = "20261014"


@dataclass(frozen=True)
class Seen:
    """A fact outside every clause."""

    fact: str
    is_good: bool = False


@dataclass(frozen=True)
class Round:
    """One round: units in the order of the walk; without any, those drawn before it."""

    at: datetime
    units: tuple[str, ...] = ()
    by: str = "jingban"
    kind: str = Inspection.Kind.ROUND
    companions: str = ""
    note: str = ""
    checked: tuple[str, ...] = NAMES
    seen: dict[int, Seen] | None = None
    """By the place in the walk."""


def _at(month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=HERE)


ROUNDS: tuple[Round, ...] = (
    Round(
        _at(8, 12, 9, 10),
        ("社保中心", "公共就业服务中心", "养老保险窗口", "居民养老保险窗口"),
        note="八月例行巡查",
    ),
    Round(
        _at(9, 16, 14, 40),
        ("劳动保障监察大队", "劳动人事争议仲裁院", "人才交流中心", "人事考试中心", "社会保障卡窗口"),
        note="九月例行巡查",
    ),
    Round(
        _at(10, 9, 10, 0),
        ("社保中心", "社会保障卡窗口", "流动人员档案窗口"),
        companions="郑国栋",
        seen={1: Seen("取号高峰时增开一个临时窗口，群众等候不到十分钟", is_good=True)},
    ),
    Round(
        _at(10, 14, 10, 30),
        kind=Inspection.Kind.SPOT,
        note="随机抽取，不打招呼",
        seen={0: Seen("等候区饮水机旁地面有水，已请大厅物业处理（细则未列扣分）")},
    ),
    Round(
        _at(10, 20, 15, 0),
        ("养老保险窗口", "失业保险窗口", "工伤认定窗口"),
        by="fuzeren",
        kind=Inspection.Kind.SPECIAL,
        companions="杨晓燕",
        note="着装专项检查",
        checked=("着装",),
        seen={2: Seen("全员着工装、佩戴胸牌，党员佩戴党徽", is_good=True)},
    ),
)  # fmt: skip


def rounds(hall: Hall) -> Iterator[Step]:
    """Each round as it was sent from the phone, and the draw before the one that was by lot."""
    drawn: list[InspectionDraw] = []
    for place, told in enumerate(ROUNDS):
        if not told.units:
            yield Step(told.at - BEFORE, partial(_draw, hall, told.at - BEFORE, drawn))
        yield Step(told.at + AFTER, partial(_send, hall, place, drawn))


def _draw(hall: Hall, at: datetime, drawn: list[InspectionDraw]) -> None:
    drawn.append(make_draw(wanted=3, seed=SEED, by=hall.users["jingban"], at=at))


def _send(hall: Hall, place: int, drawn: list[InspectionDraw]) -> Inspection:
    told = ROUNDS[place]
    by_lot = drawn[-1] if not told.units else None
    if by_lot is not None:
        names = {unit.pk: name for name, unit in hall.units.items()}
        told = replace(told, units=tuple(names[key] for key in by_lot.chosen))
    key = uuid.uuid5(SPACE, str(place))
    round_ = RoundData(
        key=key,
        visits=tuple(_visit(hall, told, index) for index in range(len(told.units))),
        digest=key.hex,
        kind=told.kind,
        companions=told.companions,
        draw=by_lot,
        note=told.note,
    )
    return record_inspection(round_=round_, by=hall.users[told.by], at=told.at + AFTER)


def _visit(hall: Hall, told: Round, index: int) -> VisitData:
    unit, at = hall.units[told.units[index]], told.at + index * ON_SITE
    seen = (told.seen or {}).get(index)
    finding = seen and FindingData(
        happened_on=at.date(), happened_at=at.time(), unit=unit, fact=seen.fact, is_good=seen.is_good
    )
    return VisitData(
        unit=unit,
        visited_at=at,
        checks={name: FINE if name in told.checked else UNSEEN for name in NAMES},
        seen=(SeenData(key=str(index), finding=finding),) if finding else (),
    )
