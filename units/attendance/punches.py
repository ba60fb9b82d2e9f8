"""Which of a day's signs is which: each goes to the nearest of the four moments when signing is asked for."""

from collections.abc import Iterable
from datetime import time
from typing import NamedTuple

from units.workdays import Hours

APART = 30
"""Minutes: signs nearer to each other than this are one sign, made twice."""


class FourTimes(NamedTuple):
    """The signs of a day; None where there is none."""

    morning_in: time | None = None
    morning_out: time | None = None
    afternoon_in: time | None = None
    afternoon_out: time | None = None


SLOTS = FourTimes._fields
TWICE = ("morning_in", "afternoon_out")
"""The moments that are asked for where people sign twice a day."""


def sorted_signs(punches: Iterable[time], hours: Hours, *, twice: bool = False) -> FourTimes:
    """The signs of a day, given in any order, at their moments.

    Of several at one moment the first coming and the last going holds. Where the nearest moment would be
    wrong, a second sign shows it: who came very late also went, who went at noon came back in the same
    break. With `twice` only the day's begin and end are asked for.
    """
    signs = sorted({minutes(punch) for punch in punches})
    if twice:
        came, went = _half(signs, minutes(hours.morning_start), minutes(hours.afternoon_end))
        return FourTimes(morning_in=clock(came), afternoon_out=clock(went))
    morning, afternoon = _parted(signs, minutes(hours.morning_end), minutes(hours.afternoon_start))
    first = _half(morning, minutes(hours.morning_start), minutes(hours.morning_end))
    second = _half(afternoon, minutes(hours.afternoon_start), minutes(hours.afternoon_end))
    return FourTimes(*(clock(sign) for sign in (*first, *second)))


def _parted(signs: list[int], end: int, start: int) -> tuple[list[int], list[int]]:
    """The signs of the morning and of the afternoon; the noon break lies from `end` to `start`."""
    at_noon = [sign for sign in signs if end - APART <= sign <= start]
    went_and_came = bool(at_noon) and at_noon[-1] - at_noon[0] >= APART
    last = at_noon[0] + APART - 1 if went_and_came else (end + start) / 2
    return [sign for sign in signs if sign <= last], [sign for sign in signs if sign > last]


def _half(signs: list[int], start: int, end: int) -> tuple[int | None, int | None]:
    """(came, went) of the signs between a begin and an end."""
    if not signs:
        return None, None
    first, last = signs[0], signs[-1]
    if last - first >= APART:
        return first, last
    return (first, None) if 2 * first <= start + end else (None, last)


def minutes(moment: time) -> int:
    """Minutes since midnight; seconds do not count."""
    return moment.hour * 60 + moment.minute


def clock(count: int | None) -> time | None:
    return None if count is None else time(count // 60, count % 60)
