"""同一违纪问题: what several events of one unit are about, so that 2.8 does not deduct twice (R7)."""

from datetime import datetime
from typing import Any

from records.changes import record_change
from records.errors import Refusal
from records.versions import save_edit
from scoring.models import Problem, ScoreEvent
from scoring.services.open_months import hold_open, is_open
from units.models import Unit

TITLE_LENGTH = 100


def problem_of(
    *, unit: Unit, title: str, same_as: ScoreEvent | None, by: Any, at: datetime
) -> Problem | None:
    """The problem that a charge belongs to: that of `same_as`, else the unit's with this title, else none."""
    if same_as is not None:
        return _problem_of_event(same_as, unit=unit, title=title, by=by, at=at)
    title = title.strip()
    if not title:
        return None
    return Problem.objects.get_or_create(unit=unit, title=title[:TITLE_LENGTH])[0]


def _problem_of_event(event: ScoreEvent, *, unit: Unit, title: str, by: Any, at: datetime) -> Problem:
    if event.unit_id != unit.pk:
        raise Refusal("“同一问题”只能是同一个窗口单位的事项。", field="same_as")
    if event.problem is not None:
        return event.problem
    if not is_open(event.counts_in):
        raise Refusal(
            f"“{event}”所在的{event.counts_in.year}年{event.counts_in.month}月已定分，"
            "不能再为它补记“同一问题”；本次事项请不要选它。",
            field="same_as",
        )
    hold_open(event.counts_in)
    problem = Problem.objects.get_or_create(
        unit=unit, title=title.strip()[:TITLE_LENGTH] or free_title(event)
    )[0]
    save_edit(event, expected_version=event.version, changes={"problem": problem})
    record_change(by=by, at=at, action="记为同一问题", subject=event, after={"同一问题": problem.title})
    return problem


def free_title(event: ScoreEvent) -> str:
    """A title that says what the event was, not yet used in its unit: “9月3日迟到（王芳）”."""
    on = event.finding.happened_on
    who = f"（{event.person.name}）" if event.person else ""
    title = f"{on.month}月{on.day}日{event.behaviour}{who}"
    taken = set(
        Problem.objects.filter(unit=event.unit_id, title__startswith=title).values_list("title", flat=True)
    )
    number = 2
    while title in taken:
        title, number = f"{title.partition('#')[0]}#{number}", number + 1
    return title
