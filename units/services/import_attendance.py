"""Import of the hall's sign-in times: written whole or not at all, the same file twice adds nothing."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from records.changes import record_change
from records.errors import Refusal
from records.imports import ImportBatch, mark_applied
from units.attendance.punches import SLOTS
from units.models import AttendanceDay, User
from units.services.attendance_plan import AttendancePlan, PlannedDay, plan_attendance

MOST_TOLD = 500
"""So many changed days are kept with the file, each with its times before and after."""


@transaction.atomic
def apply_attendance(*, batch: ImportBatch, expected: str, by: User, at: datetime) -> AttendancePlan:
    """Carry out the plan that was shown (`expected` is its digest), once; all of it or nothing.

    Raises Refusal where the file has errors, names nobody answered for, nothing new, or the site's rows
    changed since.
    """
    plan = plan_attendance(batch, today=timezone.localdate(at))
    _check(plan, expected)
    mark_applied(batch, at=at, result=[_summary(plan), *map(_told, plan.changed[:MOST_TOLD])])
    AttendanceDay.objects.bulk_create([_new(day, batch) for day in plan.new], batch_size=500)
    changed = [_changed(day, batch) for day in plan.changed]
    AttendanceDay.objects.bulk_update(changed, [*SLOTS, "batch", "place"], batch_size=100)
    counts = {"新增": len(plan.new), "更新": len(plan.changed), "不变": plan.same}
    months = "、".join(f"{count.month:%Y-%m}" for count in plan.months)
    after = {"月份": months, "人数": plan.people, **counts}
    record_change(by=by, at=at, action="导入考勤", subject=batch, after=after)
    return plan


def _check(plan: AttendancePlan, expected: str) -> None:
    nothing = "没有写入任何内容"
    if plan.errors:
        raise Refusal(f"“{plan.name}”还有 {len(plan.errors)} 处错误，{nothing}；请改正后重新上传。")
    if plan.matches.doubts:
        raise Refusal(f"还有 {len(plan.matches.doubts)} 个姓名没有认定，{nothing}；请先认定。")
    if plan.digest != expected:
        raise Refusal(f"预览之后情况有了变化，{nothing}；请对照新的预览再确认。")
    if not plan.is_ready:
        raise Refusal(f"“{plan.name}”里的记录都已导入过，不用再导入。")


def _new(day: PlannedDay, batch: ImportBatch) -> AttendanceDay:
    about = {"person_id": day.known.pk, "day": day.day, "batch": batch, "place": day.place}
    return AttendanceDay(**about, **day.times._asdict())


def _changed(day: PlannedDay, batch: ImportBatch) -> AttendanceDay:
    return AttendanceDay(pk=day.pk, batch=batch, place=day.place, **day.times._asdict())


def _summary(plan: AttendancePlan) -> dict[str, Any]:
    """What the result page shows, and what proposals ask of the file: which signs it can hold."""
    return {
        "slots": list(plan.layout.slots),
        "months": [[f"{one.month:%Y-%m}", one.people, one.days, one.rows] for one in plan.months],
        "people": plan.people,
        "new": len(plan.new),
        "changed": len(plan.changed),
        "same": plan.same,
        "outsiders": len(plan.matches.outsiders),
    }


def _told(day: PlannedDay) -> list[str]:
    return [f"{day.day:%Y-%m-%d}", day.known.label, day.signs_before, day.signs]
