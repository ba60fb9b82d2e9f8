"""What leave slips suggest: 先休假后补假条 (1.2), nobody in the place (1.3).

Days after `last` are never looked at. One leave is not proposed under 1.2 and 1.3 both (RULEBOOK §8).
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from scoring.selectors.proposals.slips import SlipDays, slip_days
from scoring.selectors.proposals.types import Proposed
from units.halves import AFTERNOON, MORNING, HalfDay, half_words, halves_words, worked
from units.models import LeaveSlip
from units.presence import Stand
from units.selectors.leave import covers_words
from units.selectors.leave_check import begins_at, is_late, stands_of, trouble_words

KIND = "请假"
State = LeaveSlip.State
LATE, NOBODY, GAP = "先休假后补假条", "未安排替岗", "替岗衔接空档"


def leave_proposals(first: date, last: date) -> list[Proposed]:
    """All that the slips of the days from the first to the last suggest."""
    days = slip_days(first, last)
    found = (one for slip in days.slips for one in _of_slip(slip, days))
    return [one for one in found if first <= one.happened_on <= last]


def _of_slip(slip: LeaveSlip, days: SlipDays) -> Iterator[Proposed]:
    """1.2 where the slip came too late; else 1.3 where nobody stood in."""
    if slip.state != State.REFUSED and not slip.special_reason and is_late(slip, days.calendar):
        yield from _late(slip, days)
    elif slip.state == State.SIGNED:
        yield from _gaps(slip, days)
    else:
        yield from _unapproved(slip, days)


def _late(slip: LeaveSlip, days: SlipDays) -> Iterator[Proposed]:
    begun, handed = begins_at(slip, days.calendar), timezone.localtime(slip.handed_at)
    if begun is None or handed.date() > days.last:
        return
    begun = timezone.localtime(begun)
    half = HalfDay(begun.date(), AFTERNOON if begun.hour >= 12 else MORNING)
    seen = days.is_absent(slip.person_id, half) is False
    doubts = (
        f"{half_words(half)}有签到签退记录，是否离岗请核实。" if seen else "",
        "请假期间还有无人替岗的时间：只能按1.2、1.3其中一条计。" if _open(slip, days) else "",
    )
    yield _proposed(
        slip,
        days,
        half,
        key=f"leave-late:{slip.pk}:{begun:%Y%m%dT%H%M}:{handed:%Y%m%dT%H%M}",
        charge=("1.2", LATE),
        fact=f"{slip.person.name}自{half_words(half)}起请{slip.get_kind_display()}，"
        f"{handed.month}月{handed.day}日{handed:%H:%M}才递交请假条，没有写明特殊原因",
        basis=(("请假开始", f"{begun:%Y-%m-%d %H:%M}"), ("特殊原因", "没有写明")),
        doubt="".join(doubts),
        happened_at=begun.time(),
    )


def _gaps(slip: LeaveSlip, days: SlipDays) -> Iterator[Proposed]:
    """Signed leave that was left without anybody after all: one proposal a stretch."""
    missing = {stand.half: stand for stand in _open(slip, days)}
    covers = days.roll.covers_of(slip.pk)
    for stretch in _runs(list(missing), _at_work(slip, days)):
        begins, words = stretch[0], halves_words(stretch)
        yield _proposed(
            slip,
            days,
            begins,
            key=f"leave-gap:{slip.pk}:{begins.day:%Y%m%d}{begins.half}",
            charge=("1.3", GAP if covers else NOBODY),
            fact=f"{slip.person.name}请假期间，{words}无人替岗"
            f"（{trouble_words(missing[begins], days.roll)}）",
            basis=(("替岗安排", covers_words(covers) or "没有写明"), ("无人替岗", words)),
            doubt=_unknown(slip, stretch, days),
        )


def _unapproved(slip: LeaveSlip, days: SlipDays) -> Iterator[Proposed]:
    """Away on a slip that was not approved, with nobody in the place: one leave is one time."""
    missing = _open(slip, days)
    if not missing:
        return
    halves = [stand.half for stand in missing]
    words, note = halves_words(halves), f"：{slip.sign_note}" if slip.sign_note else ""
    state = "没有批准" if slip.state == State.REFUSED else "还没有签批"
    yield _proposed(
        slip,
        days,
        halves[0],
        key=f"leave-nobody:{slip.pk}:{halves[0].day:%Y%m%d}{halves[0].half}",
        charge=("1.3", NOBODY),
        fact=f"{slip.person.name}的请假条{state}，{words}仍离岗，"
        f"无人替岗（{trouble_words(missing[0], days.roll)}）",
        basis=(
            ("签批", f"{slip.get_state_display()}{note}"),
            ("无人替岗", words),
            ("考勤", _attendance_words(slip, halves, days)),
        ),
        doubt=_unknown(slip, halves, days),
    )


def _open(slip: LeaveSlip, days: SlipDays) -> list[Stand]:
    """Past working halves with nobody in the place.

    Not those on which the person was there after all, nor those for which another slip was handed in.
    """
    person, presence = slip.person_id, days.roll.presence
    stands = stands_of(slip, _at_work(slip, days), days.roll)
    missing = (stand for stand in stands if stand.trouble is not None)
    away = (stand for stand in missing if days.is_absent(person, stand.half) is not False)
    return [stand for stand in away if presence.leave_at(person, stand.half, but=slip.pk) is None]


def _at_work(slip: LeaveSlip, days: SlipDays) -> list[HalfDay]:
    """The past half days away on which there was work."""
    if slip.away is None:
        return []
    return worked(slip.away, days.calendar.workdays_between(slip.starts_on, min(slip.ends_on, days.last)))


def _runs(halves: list[HalfDay], at_work: list[HalfDay]) -> list[list[HalfDay]]:
    """Half days that follow each other as work goes: a weekend between them parts nothing."""
    place = {half: number for number, half in enumerate(at_work)}
    runs: list[list[HalfDay]] = []
    for half in halves:
        if runs and place[half] == place[runs[-1][-1]] + 1:
            runs[-1].append(half)
        else:
            runs.append([half])
    return runs


def _proposed(
    slip: LeaveSlip,
    days: SlipDays,
    half: HalfDay,
    *,
    charge: tuple[str, str],
    basis: tuple[tuple[str, str], ...],
    **more: Any,
) -> Proposed:
    """A charge of the one on leave; `more` has key, fact, doubt and time."""
    own, handed = days.roll.presence.own_post(slip.person_id, half.day), timezone.localtime(slip.handed_at)
    about = (
        ("请假条", f"{slip.person.name}　{slip.get_kind_display()}　{slip.words}"),
        ("事由", slip.reason),
        ("递交时间", f"{handed:%Y-%m-%d %H:%M}"),
    )
    return Proposed(
        kind=KIND,
        slip_id=slip.pk,
        unit_id=slip.unit_id,
        person_id=slip.person_id,
        window_id=own.window if own else None,
        happened_on=half.day,
        clause=charge[0],
        behaviour=charge[1],
        basis=(*about, *basis),
        **more,
    )


def _unknown(slip: LeaveSlip, halves: list[HalfDay], days: SlipDays) -> str:
    unknown = [half for half in halves if days.is_absent(slip.person_id, half) is None]
    return f"{halves_words(unknown)}没有导入考勤，是否离岗请核实。" if unknown else ""


def _attendance_words(slip: LeaveSlip, halves: list[HalfDay], days: SlipDays) -> str:
    seen = [half for half in halves if days.is_absent(slip.person_id, half)]
    return f"{halves_words(seen)}没有签到签退" if seen else "没有导入"
