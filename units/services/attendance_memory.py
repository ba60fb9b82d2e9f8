"""What was learnt about the hall's file on the way: its columns, and whom its doubtful names mean."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from records.changes import record_change
from records.errors import Refusal
from records.versions import save_edit
from units.attendance.columns import LABELS, Layout, check_layout, header_digest
from units.attendance.names import Who
from units.models import AttendanceLayout, AttendanceName, StaffMember, User


def remembered_layout(header: Sequence[str]) -> Layout | None:
    """What was told of this header before."""
    row = AttendanceLayout.objects.filter(header_digest=header_digest(header)).first()
    return Layout.from_data(row.columns) if row else None


def layout_row(header: Sequence[str]) -> AttendanceLayout | None:
    """The row of this header, with its version."""
    return AttendanceLayout.objects.filter(header_digest=header_digest(header)).first()


@transaction.atomic
def remember_layout(
    *, header: Sequence[str], layout: Layout, by: User, at: datetime, expected_version: int = 0
) -> AttendanceLayout:
    """Keep what the columns of this header mean. Refusal where they make no sign-in file.

    `expected_version` is 0 where nothing was known of the header; EditConflict where somebody was first.
    """
    check_layout(layout)
    told = {"header": list(header), "columns": layout.to_data(), "by": by, "at": at}
    row = layout_row(header)
    if row is None:
        row = AttendanceLayout.objects.create(header_digest=header_digest(header), **told)
    else:
        row = save_edit(row, expected_version=expected_version, changes=told)
    after = {LABELS[name]: column for name, column in layout.columns.items()}
    record_change(by=by, at=at, action="设定考勤文件格式", subject=row, after=after)
    return row


@transaction.atomic
def remember_names(*, answers: Mapping[Who, int | None], by: User, at: datetime) -> None:
    """Keep whom (by id) these names mean; None: nobody of ours.

    Refusal where somebody has said otherwise meanwhile: it names both answers.
    """
    people = StaffMember.objects.in_bulk([pk for pk in answers.values() if pk is not None])
    for who, pk in answers.items():
        person = people[pk] if pk is not None else None
        row, is_new = AttendanceName.objects.select_related("person", "by").get_or_create(
            name=who.called, group=who.group, defaults={"person": person, "by": by, "at": at}
        )
        if not is_new and row.person_id != pk:
            raise Refusal(
                f"“{who}”刚刚由{row.by.name}认定为{_named(row.person)}，您认定为{_named(person)}；"
                "没有保存。请核对，要改的先在预览页取消那个认定。"
            )
        after = {"姓名": str(who), "人员": _named(person)}
        record_change(by=by, at=at, action="认定考勤姓名", subject=row, after=after)


def _named(person: StaffMember | None) -> str:
    return f"{person.name}（{person.number}）" if person else "不是本局人员"


@transaction.atomic
def forget_names(*, ids: Sequence[int], by: User, at: datetime) -> None:
    """Let names be asked about again."""
    for row in AttendanceName.objects.filter(pk__in=ids):
        record_change(by=by, at=at, action="取消考勤姓名认定", subject=row)
        row.delete()
