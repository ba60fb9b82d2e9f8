"""What was learnt about the hall's file on the way: its columns, and whom its doubtful names mean."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from records.changes import record_change
from units.attendance.columns import LABELS, Layout, check_layout, header_digest
from units.attendance.names import Who
from units.models import AttendanceLayout, AttendanceName, StaffMember, User


def remembered_layout(header: Sequence[str]) -> Layout | None:
    """What was told of this header before."""
    row = AttendanceLayout.objects.filter(header_digest=header_digest(header)).first()
    return Layout.from_data(row.columns) if row else None


@transaction.atomic
def remember_layout(*, header: Sequence[str], layout: Layout, by: User, at: datetime) -> AttendanceLayout:
    """Keep what the columns of this header mean. Refusal where they make no sign-in file."""
    check_layout(layout)
    told = {"header": list(header), "columns": layout.to_data(), "by": by, "at": at}
    row, _ = AttendanceLayout.objects.update_or_create(header_digest=header_digest(header), defaults=told)
    after = {LABELS[name]: column for name, column in layout.columns.items()}
    record_change(by=by, at=at, action="设定考勤文件格式", subject=row, after=after)
    return row


@transaction.atomic
def remember_names(*, answers: Mapping[Who, int | None], by: User, at: datetime) -> None:
    """Keep whom (by id) these names mean; None: nobody of ours."""
    people = StaffMember.objects.in_bulk([pk for pk in answers.values() if pk is not None])
    for who, pk in answers.items():
        person = people[pk] if pk is not None else None
        row, _ = AttendanceName.objects.update_or_create(
            name=who.called, group=who.group, defaults={"person": person, "by": by, "at": at}
        )
        after = {"姓名": str(who), "人员": f"{person.name}（{person.number}）" if person else "不是本局人员"}
        record_change(by=by, at=at, action="认定考勤姓名", subject=row, after=after)


@transaction.atomic
def forget_names(*, ids: Sequence[int], by: User, at: datetime) -> None:
    """Let names be asked about again."""
    for row in AttendanceName.objects.filter(pk__in=ids):
        record_change(by=by, at=at, action="取消考勤姓名认定", subject=row)
        row.delete()
