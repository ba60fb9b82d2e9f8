"""Rival clauses (R16, RULEBOOK §8): one act, two clauses; which reading is proposed, and why it is asked.

Each rule looks at one charge and says what is proposed where the office chose otherwise. Choosing otherwise
is allowed with a reason; the act recorded before and the new one both stay, the reason with the new one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from scoring.entry import ChargeData
from scoring.models import Report, ScoreEvent
from scoring.models.findings import Source
from scoring.rulebook import Behaviour, Rival
from scoring.selectors.behaviours import is_light
from scoring.selectors.entry_choices import suggested
from scoring.selectors.neighbours import rivals_recorded
from scoring.services.entry_circumstances import Circumstances, minutes_between

Pairs = Sequence[tuple[ChargeData, Behaviour]]
QUARREL = "2.9 投诉属实且争吵"
CUT_OFF = "3.5 电话中争执或强行挂断"
READY = "4.3 未提前3分钟到岗或评价器未就绪"
AWAY, LATE = "1.1 空岗", "1.1 迟到"
ATTENDANCE = ("考勤", "迟到", "早退", "旷工", "签到", "签退")
PUBLIC_PLACES = ("公共区域", "后台", "走廊", "楼道", "楼梯", "卫生间", "厕所")


@dataclass(frozen=True)
class Caution:
    """A thing to look at before saving; `event` is what it is about, where something is recorded already."""

    text: str
    event: ScoreEvent | None = None


def contested(pairs: Pairs, known: Circumstances) -> Iterator[Caution]:
    """Where the clause chosen is not the one proposed."""
    for charge, behaviour in pairs:
        for rule in RULES:
            for text in rule(charge, behaviour, known):
                yield Caution(text)
        yield from _recorded(charge, behaviour, known)


def companions(pairs: Pairs, known: Circumstances) -> Iterator[Caution]:
    """Clauses that stand beside the one chosen (2.9 with 3.5, 3.6, 2.5) and are recorded nowhere yet."""
    charge, behaviour = pairs[0]
    here = {other.clause for _, other in pairs}
    spoken_of = {found.clause for found in _acts(known)}
    for rival in known.edition.rivals_of(behaviour):
        if not rival.both or _is_telephone_quarrel(behaviour, known) or _stands(rival, charge, known):
            continue
        clauses = rival.facing(behaviour)
        missing = [one for one in clauses if one not in here and (one == "2.9" or one in spoken_of)]
        if missing:
            yield Caution(f"{rival.proposed}{'、'.join(missing)}还没有登记的，请另登记一项。")


def _stands(rival: Rival, charge: ChargeData, known: Circumstances) -> bool:
    found = rivals_recorded(
        known.near,
        known.edition,
        known.edition.behaviours[charge.clause, charge.behaviour],
        unit_id=charge.unit.pk,
        person_id=charge.person.pk if charge.person else None,
        on=known.on,
    )
    return any(pair == rival for _, pair in found)


def _recorded(charge: ChargeData, behaviour: Behaviour, known: Circumstances) -> Iterator[Caution]:
    if charge.same_as is not None or charge.problem_title.strip():
        return
    for event, rival in rivals_recorded(
        known.near,
        known.edition,
        behaviour,
        unit_id=charge.unit.pk,
        person_id=charge.person.pk if charge.person else None,
        on=known.on,
    ):
        if not rival.both:
            text = f"当日已登记{event.clause} {event.behaviour}。{rival.warning}建议：{rival.proposed}"
            yield Caution(text, event)


def _quarrel(_charge: ChargeData, behaviour: Behaviour, known: Circumstances) -> Iterator[str]:
    if known.finding.source == Source.COMPLAINT and behaviour.clause == "2.1":
        yield "群众投诉反映的争吵，查实的建议归2.9投诉属实且争吵。"
    if known.finding.source == Source.INSPECTION and behaviour.label == QUARREL:
        yield "日常抽查中发现的争吵建议归2.1；群众投诉并查实的才归2.9。"
    if _is_telephone_quarrel(behaviour, known):
        yield "投诉反映电话中争吵并查实的，建议归2.9投诉属实且争吵，不再按3.5计；只是强行挂断的才归3.5。"


def _is_telephone_quarrel(behaviour: Behaviour, known: Circumstances) -> bool:
    return behaviour.label == CUT_OFF and any(word in known.finding.fact for word in ("吵", "争执"))


def _smoking(charge: ChargeData, behaviour: Behaviour, known: Circumstances) -> Iterator[str]:
    place = next((word for word in PUBLIC_PLACES if word in known.finding.fact), "")
    if behaviour.label == "2.2 抽烟" and place:
        yield f"“{place}”吸烟的建议归4.6；在窗口、工位上的才归2.2抽烟。"
    if behaviour.clause == "4.6" and charge.window is not None and not place:
        yield f"选了{charge.window.number}：在窗口、工位上的建议归2.2抽烟；公共区域和后台办公室内的才归4.6。"


def _coming_late(_charge: ChargeData, behaviour: Behaviour, known: Circumstances) -> Iterator[str]:
    at, hours = known.finding.happened_at, known.hours
    if at is None or behaviour.label not in (LATE, READY) or "评价器" in known.finding.fact:
        return
    start = hours.morning_start if at < hours.morning_end else hours.afternoon_start
    early, clock, limit = minutes_between(at, start), f"{start:%H:%M}", known.edition.limits.early_minutes
    if early < 0 and behaviour.label == READY:
        yield f"{at:%H:%M}已过上班时间{clock}，到岗晚的建议归1.1迟到。"
    if early >= limit:
        yield f"{at:%H:%M}到岗，离上班时间{clock}还有{early}分钟，已提前{limit}分钟，建议不计。"
    elif early >= 0 and behaviour.label == LATE:
        yield f"{at:%H:%M}还没有过上班时间{clock}，不足{limit}分钟到岗的建议归4.3。"


def _being_away(charge: ChargeData, behaviour: Behaviour, known: Circumstances) -> Iterator[str]:
    if behaviour.label == AWAY and (charge.measure or 0) >= known.half_a_day:
        half = f"已到半天（{known.half_a_day}分钟）"
        yield f"离岗{charge.measure}分钟，{half}：没有履行请假手续的建议归1.2脱岗半天及以上。"


def _leave(charge: ChargeData, behaviour: Behaviour, known: Circumstances) -> Iterator[str]:
    if charge.person is None or not known.keeps_slips:
        return
    slip = known.slips.get(charge.person.pk)
    if behaviour.label == "1.2 未履行请假手续" and slip is not None:
        yield (
            f"{charge.person.name}当日有请假条（{slip.get_state_display()}）："
            "手续已办或因无人替岗没有批准，仍离岗的建议归1.3。"
        )
    if behaviour.label == "1.3 未安排替岗" and slip is None:
        yield f"{charge.person.name}当日没有请假条：没有履行请假手续的建议归1.2。"


def _hall_bulletin(_charge: ChargeData, behaviour: Behaviour, known: Circumstances) -> Iterator[str]:
    about_attendance = (
        known.report_kind == Report.Kind.HALL_ATTENDANCE
        or known.finding.source == Source.ATTENDANCE
        or (known.is_of_the_hall and any(word in known.finding.fact for word in ATTENDANCE))
    )
    if behaviour.clause == "2.8" and behaviour.criticism and about_attendance:
        yield "因考勤被大厅通报的，建议归1.5。"
    if behaviour.clause == "1.5" and not about_attendance and _is_about_something_else(known):
        yield "因考勤以外的问题被大厅通报的，建议归2.8。"


def _is_about_something_else(known: Circumstances) -> bool:
    if known.report_kind in (Report.Kind.HALL, Report.Kind.MONITOR):
        return True
    return any(found.category != 1 and found.clause != "2.8" for found in _acts(known))


def _acts(known: Circumstances) -> list[Behaviour]:
    return suggested(known.edition, known.finding.fact)


def _substitute(charge: ChargeData, behaviour: Behaviour, known: Circumstances) -> Iterator[str]:
    person = charge.person
    if person is None or not known.stands_in(person.pk) or not is_light(behaviour, known.edition):
        return
    stood = known.cover_of(person.pk)
    bearer = f"请假人员{stood.slip.person.name}" if stood else "请假人员"
    yield f"{person.name}当日是替岗人员：建议按1.3替岗人员违纪记在{bearer}名下（口径R4）。"


RULES: tuple[Callable[[ChargeData, Behaviour, Circumstances], Iterator[str]], ...] = (
    _quarrel,
    _smoking,
    _coming_late,
    _being_away,
    _leave,
    _hall_bulletin,
    _substitute,
)
