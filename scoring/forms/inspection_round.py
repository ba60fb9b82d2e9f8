"""A round as the phone sends it, read into what `record_inspection` is told."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from records.errors import Refusal
from scoring.checklist import NAMES, STATES, UNSEEN
from scoring.entry import ChargeData, FindingData
from scoring.forms.json_fields import Part, as_uuid, loads
from scoring.models import Inspection, InspectionDraw
from scoring.rounds import Fault, RoundData, RoundRefused, SeenData, VisitData
from scoring.selectors.entry_choices import EntryChoices
from units.models import Unit

MOST_UNITS, MOST_SEEN, MOST_PHOTOS = 100, 200, 20


def read_round(
    body: bytes, *, choices: EntryChoices, draws: Mapping[str, InspectionDraw], user: Any, now: datetime
) -> RoundData:
    """The round of a request's body. RoundRefused names all that does not fit, each with its place."""
    data = loads(body)
    if data.get("user") != user.pk:
        raise Refusal(f"这次督查是另一位用户填写的，现在登录的是{user}；请由填写人登录后提交。", field="user")
    key = as_uuid(data.get("key"))
    if key is None:
        raise Refusal("这次督查缺少编号，请刷新页面后重新提交（已填内容保存在手机上）。")
    reader = _Reader(choices, now)
    top = Part(data, "", reader.faults)
    visits = [reader.visit(part) for part in top.parts("visits", _visit_place, most=MOST_UNITS)]
    kept = tuple(visit for visit in visits if visit is not None)
    round_ = RoundData(
        key=key,
        visits=kept,
        digest=hashlib.sha256(body).hexdigest(),
        kind=top.choice("kind", Inspection.Kind.values, Inspection.Kind.ROUND),
        companions=top.text("companions", "同行人员", 100),
        draw=top.pick("draw", "随机抽取", draws),
        note=top.text("note", "备注", 1000),
    )
    reader.check_visits(top, kept)
    if reader.faults:
        raise RoundRefused(reader.faults)
    return round_


def _visit_place(part: Part) -> str:
    unit = part.data.get("unit")
    return f"unit:{unit}" if isinstance(unit, int) and abs(unit) < 2**63 else "unit:0"


def _seen_place(part: Part) -> str:
    key = as_uuid(part.data.get("key"))
    return str(key) if key else ""


class _Reader:
    """Reads visits and what was seen; `faults` is what does not fit so far."""

    def __init__(self, choices: EntryChoices, now: datetime) -> None:
        self.choices, self.now = choices, now
        self.faults: list[Fault] = []

    def check_visits(self, top: Part, visits: tuple[VisitData, ...]) -> None:
        """At least one unit, each once."""
        if not visits and not self.faults:
            top.fault("visits", "还没有到访任何窗口单位，请先选单位。")
        units = [visit.unit for visit in visits]
        for unit in dict.fromkeys(unit for unit in units if units.count(unit) > 1):
            top.fault("visits", f"“{unit.name}”出现了两次，请合并后再提交。")

    def visit(self, part: Part) -> VisitData | None:
        unit = part.pick("unit", "窗口单位", self.choices.unit_by_key)
        if unit is None:
            part.fault("unit", "没有写明窗口单位，请删去后重新选择。")
            return None
        checks = part.data.get("checks")
        given = Part(checks, part.at, self.faults)
        seen = part.parts("findings", _seen_place, most=MOST_SEEN)
        return VisitData(
            unit=unit,
            visited_at=part.moment("at", "到达时间", self.now),
            checks={name: given.choice(name, list(STATES), UNSEEN) for name in NAMES},
            note=part.text("note", "备注", 300),
            seen=tuple(self.seen(entry, unit) for entry in seen),
        )

    def seen(self, part: Part, unit: Unit) -> SeenData:
        at = timezone.localtime(part.moment("at", "时间", self.now))
        window = part.pick("window", "窗口", self.choices.window_by_key)
        clause, _, behaviour = part.text("behaviour", "行为", 60).partition("|")
        finding = FindingData(
            happened_on=at.date(),
            happened_at=at.time().replace(second=0, microsecond=0),
            unit=unit,
            window=window,
            fact=part.text("fact", "发现情况", 2000),
            is_good=part.data.get("good") is True,
            statement=part.text("statement", "当事人说明", 2000),
        )
        return SeenData(
            key=part.at,
            finding=finding,
            charges=tuple(self._charges(part, finding, clause, behaviour)) if clause else (),
            photos=tuple(part.keys("photos", most=MOST_PHOTOS)),
        )

    def _charges(self, part: Part, finding: FindingData, clause: str, behaviour: str) -> list[ChargeData]:
        """One a person named (R15); without any, one for the unit or 人员待查."""
        people = self.choices.person_by_key
        more: dict[str, Any] = {
            "unit": finding.unit,
            "window": finding.window,
            "substitute": part.pick("substitute", "替岗人员", people),
            "times": part.whole("times", "次数", 1, 999) or 1,
            "measure": part.whole("measure", "数值", 0, 100_000),
            "choice_reason": part.text("choice_reason", "理由", 200),
        }
        persons = part.pick_many("persons", "人员", people) or [None]
        return [ChargeData(clause=clause, behaviour=behaviour, person=person, **more) for person in persons]
