"""The desk in order: what is overdue first, then heading by heading, in each the nearest day first."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from yanling_assess.duties.types import Area, Duty, Section


def in_sections(duties: Iterable[Duty]) -> tuple[Section, ...]:
    """The lines that count something, under their headings; those that are past their day under 已超期."""
    shown = [_overdue(duty) if duty.late else duty for duty in duties if not duty.is_empty]
    headings: dict[tuple[Area, str], list[Duty]] = {}
    for duty in shown:
        unit = duty.unit if duty.area is Area.UNIT else ""
        headings.setdefault((duty.area, unit or duty.area.value), []).append(duty)
    order = list(Area)
    return tuple(
        Section(area, heading, tuple(sorted(found, key=_nearest)))
        for (area, heading), found in sorted(headings.items(), key=lambda item: order.index(item[0][0]))
    )


def _overdue(duty: Duty) -> Duty:
    return replace(duty, area=Area.OVERDUE)


def _nearest(duty: Duty) -> date:
    """Undated lines keep their order, after those that have a day."""
    return duty.due or date.max
