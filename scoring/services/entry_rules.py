"""What may be entered: days, places, numbers and persons that fit each other and the clause."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from records.errors import Refusal
from scoring.rulebook import Behaviour, Edition
from scoring.selectors.behaviours import behaviour_or_none
from scoring.services.data import ChargeData, FindingData
from scoring.services.exempt import refuse_non_members
from units.models import Unit, Window

MOST_TIMES = 999
MOST_MEASURE = 100_000


def check_finding(finding: FindingData, *, at: datetime) -> None:
    """Day, text and place of what was seen. Refusal names the field."""
    check_day(finding.happened_on, finding.unit, at=at)
    if not finding.fact.strip():
        raise Refusal("请写明发现了什么情况。", field="fact")
    check_window(finding.window, finding.unit)


def check_day(on: date, unit: Unit, *, at: datetime) -> None:
    """Not after today, and on a day on which the unit was in service."""
    today = timezone.localdate(at)
    if on > today:
        raise Refusal(f"日期{_day(on)}还没有到（今天是{_day(today)}），请改正日期。", field="happened_on")
    if unit.in_service_from and on < unit.in_service_from:
        raise Refusal(
            f"“{unit.name}”自{_day(unit.in_service_from)}启用，{_day(on)}还没有启用。", field="unit"
        )
    if unit.in_service_to and on > unit.in_service_to:
        raise Refusal(f"“{unit.name}”已于{_day(unit.in_service_to)}停用，{_day(on)}不再计分。", field="unit")


def check_window(window: Window | None, unit: Unit) -> None:
    """A window stands in its own unit."""
    if window is not None and window.unit_id != unit.pk:
        raise Refusal(f"“{window.number}”不是“{unit.name}”的窗口，请重新选择窗口。", field="window")


def check_charge(charge: ChargeData, edition: Edition) -> Behaviour:
    """Clause, times, measure and person of one charge; returns the behaviour. Refusal names the field."""
    behaviour = known_behaviour(edition, charge.clause, charge.behaviour)
    check_numbers(behaviour, times=charge.times, measure=charge.measure)
    refuse_non_members(behaviour, charge.person)
    check_window(charge.window, charge.unit)
    if charge.substitute is not None and charge.substitute == charge.person:
        raise Refusal("替岗人员和请假人员不能是同一个人。", field="substitute")
    return behaviour


def check_good(finding: FindingData, behaviours: Iterable[Behaviour]) -> None:
    """好的做法 is not charged at the same time."""
    if finding.is_good and any(behaviour.effect in ("deduct", "empty") for behaviour in behaviours):
        raise Refusal("“好的做法”不能同时扣分，请取消勾选或改选条款。", field="is_good")


def known_behaviour(edition: Edition, clause: str, name: str) -> Behaviour:
    """A behaviour that people may enter. Refusal: no such clause or behaviour, or one the system derives."""
    behaviour = behaviour_or_none(edition, clause, name)
    if behaviour is not None:
        return behaviour
    found = edition.clauses.get(clause)
    if found is None:
        raise Refusal(f"细则中没有“{clause}”条，请从列表中选择。", field="behaviour")
    if (clause, name) in edition.behaviours:
        raise Refusal(f"“{clause} {name}”由系统按累计次数自动得出，不用登记。", field="behaviour")
    names = "、".join(entry.name for entry in found.behaviours if entry.entered)
    if not names:
        raise Refusal(f"{clause}没有可以计分的行为，只作记录的请不选条款。", field="behaviour")
    raise Refusal(f"{clause}没有“{name}”这一行为，可选：{names}。", field="behaviour")


def check_numbers(behaviour: Behaviour, *, times: int, measure: int | None) -> None:
    """Times 1 to 999, and the measure where the behaviour has one."""
    if not 1 <= times <= MOST_TIMES:
        raise Refusal(f"次数须在1到{MOST_TIMES}之间。", field="times")
    if behaviour.measure is None:
        return
    if measure is None:
        raise Refusal(
            f"“{behaviour.name}”要填数值（{behaviour.measure.unit}）：{behaviour.measure.rule}才计分。",
            field="measure",
        )
    if not 0 <= measure <= MOST_MEASURE:
        raise Refusal(f"数值须在0到{MOST_MEASURE}之间。", field="measure")


def kept_measure(behaviour: Behaviour, measure: int | None) -> int | None:
    """The measure, where the behaviour has one; it is left out elsewhere."""
    return measure if behaviour.measure is not None else None


def _day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"
