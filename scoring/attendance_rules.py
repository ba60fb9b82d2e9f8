"""What a person's signs of one day suggest (1.1, 1.2, 4.3): pure, no clock, no database.

A day is judged by stretches of work: morning and afternoon where people sign four times, the whole day
where they sign twice; halves on signed leave are taken out first. One coming is charged once, as the gravest
that it is: half a day and more missed is 1.2, after the start of work 1.1 迟到, too shortly before it 4.3.
The readings are set down in docs/decisions/attendance.md.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from typing import NamedTuple

NO_SIGN_IN = ("1.1", "未签到")
NO_SIGN_OUT = ("1.1", "未签退")
LATE = ("1.1", "迟到")
EARLY = ("1.1", "早退")
ABSENT = ("1.2", "脱岗半天及以上")
NOT_BEFORE = ("4.3", "未提前3分钟到岗或评价器未就绪")
CROSSED = "签到晚于签退，请核对原始记录"
PARTLY_OUT = "当天有临时外出，请核对外出时间"


class Outing(NamedTuple):
    """临时外出 by a signed slip: from when until when."""

    begin: time
    end: time


@dataclass(frozen=True)
class HalfDay:
    """Half a working day: its hours, the signs made, which are asked for, what excuses from them."""

    name: str
    """am or pm"""
    start: time
    end: time
    came: time | None = None
    went: time | None = None
    asks_came: bool = True
    asks_went: bool = True
    on_leave: bool = False
    outings: tuple[Outing, ...] = ()

    @property
    def word(self) -> str:
        return "上午" if self.name == "am" else "下午"


class Charge(NamedTuple):
    """One suggestion. `half` is am, pm or day; `minutes` late, early, or before the start of work."""

    what: str
    half: str
    behaviour: tuple[str, str]
    fact: str
    minutes: int | None = None
    at: time | None = None
    doubt: str = ""

    @property
    def key(self) -> str:
        """“late:am”: the same for the same kind of thing on one day."""
        return f"{self.what}:{self.half}"


class _Stretch(NamedTuple):
    """Halves worked through between one coming and one going."""

    halves: tuple[HalfDay, ...]
    came: time | None
    went: time | None
    asks_came: bool
    asks_went: bool

    @property
    def start(self) -> time:
        return self.halves[0].start

    @property
    def end(self) -> time:
        return self.halves[-1].end

    @property
    def outings(self) -> tuple[Outing, ...]:
        return tuple(outing for half in self.halves for outing in half.outings)

    @property
    def signs_nothing(self) -> bool:
        return not (self.came and self.asks_came) and not (self.went and self.asks_went)


def judged(morning: HalfDay, afternoon: HalfDay, *, early_minutes: int) -> list[Charge]:
    """What one working day of one person suggests; nothing where all is well or excused."""
    if _is_well(morning, early_minutes) and _is_well(afternoon, early_minutes):
        return []
    absent: list[HalfDay] = []
    charges: list[Charge] = []
    for stretch in _stretches(morning, afternoon):
        if not (stretch.asks_came or stretch.asks_went):
            continue
        missed = [half for half in stretch.halves if _is_missed(half, stretch)]
        absent += missed
        charges += _of_signs(stretch, missed, early_minutes)
    return [*_of_absence(absent), *charges]


def _is_well(half: HalfDay, early_minutes: int) -> bool:
    """The common case, told quickly: both signs in good time."""
    if half.came is None or half.went is None or not half.asks_came or not half.asks_went:
        return False
    return half.went >= half.end and minutes_between(half.came, half.start) >= early_minutes


def _stretches(morning: HalfDay, afternoon: HalfDay) -> Iterator[_Stretch]:
    worked = tuple(half for half in (morning, afternoon) if not half.on_leave)
    if not morning.asks_went and not afternoon.asks_came and worked:
        yield _Stretch(worked, morning.came, afternoon.went, morning.asks_came, afternoon.asks_went)
        return
    for half in worked:
        yield _Stretch((half,), half.came, half.went, half.asks_came, half.asks_went)


def _is_missed(half: HalfDay, stretch: _Stretch) -> bool:
    """Whether nothing of a half was worked and nothing excuses from any of it."""
    if any(_overlap(outing, half.start, half.end) for outing in half.outings):
        return False
    if stretch.signs_nothing:
        return True
    came_after = stretch.came is not None and stretch.asks_came and stretch.came >= half.end
    went_before = stretch.went is not None and stretch.asks_went and stretch.went <= half.start
    return came_after or went_before


def _of_absence(absent: Sequence[HalfDay]) -> Iterator[Charge]:
    """Both halves of a day are one event (1.2: half a day and more)."""
    if absent:
        whole = len(absent) == 2
        word = "全天" if whole else absent[0].word
        fact = f"{word}没有在岗的签到、签退记录，也没有请假条"
        yield Charge("absent", "day" if whole else absent[0].name, ABSENT, fact)


def _of_signs(stretch: _Stretch, missed: Sequence[HalfDay], early_minutes: int) -> Iterator[Charge]:
    """Coming and going, each unless it was charged with the half that it missed."""
    first, last = stretch.halves[0], stretch.halves[-1]
    doubt = _doubt(stretch)
    if stretch.asks_came and first not in missed:
        yield from _of_coming(stretch, first, early_minutes, doubt)
    if stretch.asks_went and last not in missed:
        yield from _of_going(stretch, last, doubt)


def _of_coming(stretch: _Stretch, half: HalfDay, early_minutes: int, doubt: str) -> Iterator[Charge]:
    start, came = stretch.start, stretch.came
    if came is None:
        if not _is_out(stretch.outings, start):
            other = f"（{show(stretch.went)}签退）" if stretch.went else ""
            yield Charge("unsigned_in", half.name, NO_SIGN_IN, f"{half.word}未签到{other}", doubt=doubt)
        return
    if came > start:
        late = _uncovered(stretch.outings, start, min(came, stretch.end))
        if late > 0:
            fact = f"{half.word}{show(came)}签到，迟到{late}分钟"
            yield Charge("late", half.name, LATE, fact, late, came, doubt)
        return
    before = minutes_between(came, start)
    if before < early_minutes and not _is_out(stretch.outings, start):
        how = f"只提前{before}分钟到岗" if before else "没有提前到岗"
        yield Charge("not_before", half.name, NOT_BEFORE, f"{half.word}{show(came)}签到，{how}", before, came)


def _of_going(stretch: _Stretch, half: HalfDay, doubt: str) -> Iterator[Charge]:
    end, went = stretch.end, stretch.went
    if went is None:
        if not _is_out(stretch.outings, end):
            other = f"（{show(stretch.came)}签到）" if stretch.came else ""
            yield Charge("unsigned_out", half.name, NO_SIGN_OUT, f"{half.word}未签退{other}", doubt=doubt)
        return
    if went < end:
        early = _uncovered(stretch.outings, max(went, stretch.start), end)
        if early > 0:
            fact = f"{half.word}{show(went)}签退，早退{early}分钟"
            yield Charge("early", half.name, EARLY, fact, early, went, doubt)


def _doubt(stretch: _Stretch) -> str:
    crossed = stretch.came is not None and stretch.went is not None and stretch.came > stretch.went
    return "；".join([*([CROSSED] if crossed else []), *([PARTLY_OUT] if stretch.outings else [])])


def _is_out(outings: Iterable[Outing], moment: time) -> bool:
    return any(outing.begin <= moment <= outing.end for outing in outings)


def _overlap(outing: Outing, begin: time, end: time) -> int:
    """Minutes of an outing inside a span."""
    return max(0, minutes_between(max(outing.begin, begin), min(outing.end, end)))


def _uncovered(outings: Iterable[Outing], begin: time, end: time) -> int:
    """Minutes of a span that no outing covers; outings of one day may overlap."""
    away = {
        minute
        for outing in outings
        for minute in range(_minutes(max(outing.begin, begin)), _minutes(min(outing.end, end)))
    }
    return minutes_between(begin, end) - len(away)


def minutes_between(earlier: time, later: time) -> int:
    """Whole minutes; seconds do not count, negative where the first is the later."""
    return _minutes(later) - _minutes(earlier)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def show(moment: time | None) -> str:
    """“08:42”"""
    return f"{moment:%H:%M}" if moment else "—"
