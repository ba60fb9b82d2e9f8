"""投诉 (2.9, 3.5, 3.6) registered and kept: what came in, the due day by the calendar, steps, papers.

Nothing here writes the complainant anywhere but into `Complainant`; the log says that it changed, no more.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from records.changes import record_change, snapshot
from records.errors import EditConflict, Refusal, given
from records.models import StoredFile
from records.versions import save_edit
from scoring.complaints import MOST_POINTS, ComplainantData, ComplaintData, PointData
from scoring.models import Complainant, Complaint, ComplaintPoint, ComplaintStep
from scoring.services.complaint_privacy import (
    complainant_of,
    refuse_complainant,
    refuse_telling,
    rename_telling_files,
)
from scoring.services.entry_rules import check_day, check_window
from units.selectors import bureau
from units.workdays import add_workdays

OLDEST = date(2000, 1, 1)
COMPLAINT_FIELDS = ("received_at", "happened_on", "channel", "content", "unit", "investigator", "due_on")
POINT_FIELDS = ("position", "text", "about", "unit", "window", "person")


def register_complaint(
    *,
    data: ComplaintData,
    complainant: ComplainantData,
    files: Sequence[StoredFile] = (),
    by: Any,
    at: datetime,
) -> Complaint:
    """Write a complaint with its points. It is due so many working days after it was received (本局设置).

    Refusal, with the form's field, where days, places or points do not fit, or a text tells who complained.
    """
    who = Complainant(name=complainant.name.strip(), contact=complainant.contact.strip())
    _check(data, who, at=at)
    with transaction.atomic():
        row = Complaint.objects.create(
            **_columns(data), due_on=due_day(data.received_at), recorded_by=by, recorded_at=at
        )
        who.complaint = row
        who.save()
        row.files.set(files)
        rename_telling_files(row, who)
        points = [_add_point(row, point) for point in data.points]
        after = told(row) | {"事项": "；".join(f"{point.position}. {point.text}" for point in points)}
        record_change(by=by, at=at, action="登记投诉", subject=row, after=after)
    return row


def due_day(received_at: datetime) -> date:
    """So many working days after the day on which it was received."""
    return add_workdays(timezone.localdate(received_at), bureau().complaint_days)


def edit_complaint(
    *, complaint: Complaint, expected_version: int, data: ComplaintData, by: Any, at: datetime
) -> Complaint:
    """Correct what was registered while it is looked into; points that were decided stay as they are.

    The due day stays too: it is changed by itself, with a reason. Once something was recorded from it, the
    day on which it happened stays: that is corrected where it is scored.
    """
    with transaction.atomic():
        row = hold_complaint(complaint, expected_version)
        _check(data, Complainant.objects.filter(complaint=row).first(), at=at)
        if data.happened_on != row.happened_on and row.points.filter(findings__isnull=False).exists():
            raise Refusal("已从这件投诉登记了计分事项，事发日期请到那些事项中修改。", field="happened_on")
        before = told(row)
        saved = save_edit(row, expected_version=expected_version, changes=_columns(data))
        log_difference(saved, before, told(saved), by=by, at=at)
        for point in data.points:
            _save_point(saved, point, by=by, at=at)
    return saved


def change_due(
    *, complaint: Complaint, expected_version: int, due_on: date, reason: str, by: Any, at: datetime
) -> Complaint:
    """Another day by which it is to be decided, with the reason."""
    reason = given(reason, "请写明改期限的理由。")
    with transaction.atomic():
        row = hold_complaint(complaint, expected_version)
        refuse_complainant(row, reason=reason)
        received = timezone.localdate(row.received_at)
        if not received <= due_on <= received.replace(month=1, day=1, year=received.year + 2):
            raise Refusal("办理期限须在收到投诉之后、两年之内。", field="due_on")
        before = snapshot(row, ["due_on"])
        saved = save_edit(row, expected_version=expected_version, changes={"due_on": due_on})
        after = snapshot(saved, ["due_on"])
        log_difference(saved, before, after, action="改期限", reason=reason, by=by, at=at)
    return saved


def add_step(*, complaint: Complaint, on: date, text: str, by: Any, at: datetime) -> ComplaintStep:
    """One step of looking into it; also after it was decided (a visit back, a letter)."""
    text = given(text, "请写明办理情况。", field="text")
    refuse_complainant(complaint, text=text)
    if on > timezone.localdate(at):
        raise Refusal("办理日期还没有到，请改正。", field="on")
    if on < complaint.happened_on:
        raise Refusal("办理日期早于事发日期，请改正。", field="on")
    with transaction.atomic():
        step = ComplaintStep.objects.create(complaint=complaint, on=on, text=text, by=by, at=at)
        after = {"日期": on.isoformat(), "办理情况": text}
        record_change(by=by, at=at, action="登记办理情况", subject=complaint, after=after)
    return step


def attach_files(*, complaint: Complaint, files: Sequence[StoredFile], by: Any, at: datetime) -> None:
    """Papers and recordings; the log tells how many of them. A name that tells who complained is replaced."""
    if not files:
        raise Refusal("请选择要补充的材料。", field="uploads")
    with transaction.atomic():
        complaint.files.add(*files)
        rename_telling_files(complaint, complainant_of(complaint))
        record_change(
            by=by, at=at, action="补充投诉材料", subject=complaint, after={"投诉材料": f"{len(files)}个文件"}
        )


def look_at_file(*, complaint: Complaint, file_id: int, by: Any, at: datetime) -> StoredFile | None:
    """A paper of the complaint, opened: a line of the log each time, since it may tell who complained."""
    stored = complaint.files.filter(pk=file_id).first()
    if stored is not None:
        record_change(
            by=by, at=at, action="查看投诉材料", subject=complaint, after={"投诉材料": f"第{stored.pk}号文件"}
        )
    return stored


def hold_complaint(complaint: Complaint, expected_version: int | None = None) -> Complaint:
    """The complaint as it stands, locked; Refusal where it was decided, EditConflict where it changed."""
    row = Complaint.objects.select_for_update(of=("self",)).filter(pk=complaint.pk).first()
    if row is None or (expected_version is not None and row.version != expected_version):
        raise EditConflict(row)
    if row.state != Complaint.State.OPEN:
        raise Refusal("这件投诉已查结；要改动，请先“重新办理”并写明理由。")
    return row


def told(complaint: Complaint) -> dict[str, Any]:
    """The complaint as the log tells it."""
    received = timezone.localtime(complaint.received_at)
    return snapshot(complaint, COMPLAINT_FIELDS) | {"收到时间": f"{received:%Y-%m-%d %H:%M}"}


def log_difference(
    row: Any,
    before: dict[str, Any],
    after: dict[str, Any],
    *,
    by: Any,
    at: datetime,
    action: str = "修改",
    reason: str = "",
) -> None:
    """A line of the log with what differs; none where nothing does."""
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        record_change(
            by=by,
            at=at,
            action=action,
            subject=row,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
            reason=reason,
        )


def _check(data: ComplaintData, complainant: Complainant | None, *, at: datetime) -> None:
    if data.received_at > at:
        raise Refusal("收到时间还没有到，请改正。", field="received_at")
    if data.happened_on > timezone.localdate(data.received_at):
        raise Refusal("事发日期晚于收到投诉的日期，请改正。", field="happened_on")
    if data.happened_on < OLDEST:
        raise Refusal("事发日期的年份不对，请核对。", field="happened_on")
    check_day(data.happened_on, data.unit, at=at)
    if not 1 <= len(data.points) <= MOST_POINTS:
        raise Refusal(f"一件投诉写1到{MOST_POINTS}项反映的问题。", field="p1_text")
    texts = {"content": data.content, "investigator": data.investigator}
    for point in data.points:
        check_place(point, data.happened_on, at=at)
        texts[f"p{point.position}_text"] = point.text
    refuse_telling(complainant, texts)


def check_place(point: PointData, on: date, *, at: datetime) -> None:
    """A point's unit was in service, and its window is that unit's. Refusal names the point's field."""
    try:
        check_day(on, point.unit, at=at)
        check_window(point.window, point.unit)
    except Refusal as refusal:
        field = "window" if refusal.field == "window" else "unit"
        raise Refusal(refusal.message, field=f"p{point.position}_{field}") from refusal


def _columns(data: ComplaintData) -> dict[str, Any]:
    return {
        "received_at": data.received_at,
        "happened_on": data.happened_on,
        "channel": data.channel,
        "content": data.content.strip(),
        "unit": data.unit,
        "investigator": data.investigator.strip(),
    }


def _point_columns(point: PointData) -> dict[str, Any]:
    return {
        "text": point.text.strip(),
        "about": point.about,
        "unit": point.unit,
        "window": point.window,
        "person": point.person,
    }


def _add_point(complaint: Complaint, point: PointData) -> ComplaintPoint:
    return ComplaintPoint.objects.create(
        complaint=complaint, position=point.position, **_point_columns(point)
    )


def _save_point(complaint: Complaint, data: PointData, *, by: Any, at: datetime) -> None:
    """A new point, or one corrected; EditConflict where somebody else was quicker."""
    if data.version is None:
        point = _add_point(complaint, data)
        record_change(by=by, at=at, action="登记", subject=point, after=snapshot(point, POINT_FIELDS))
        return
    row = ComplaintPoint.objects.filter(complaint=complaint, position=data.position).first()
    if row is None or row.version != data.version:
        raise EditConflict(row)
    changes = _point_columns(data)
    if all(getattr(row, name) == value for name, value in changes.items()):
        return
    if row.result != ComplaintPoint.Result.OPEN:
        raise Refusal(f"第{row.position}项已认定，要改请先把它退回待查。", field=f"p{row.position}_text")
    before = snapshot(row, POINT_FIELDS)
    saved = save_edit(row, expected_version=data.version, changes=changes)
    log_difference(saved, before, snapshot(saved, POINT_FIELDS), by=by, at=at)
