"""Units, windows, people and where they stand: written here, every change on record."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from records.changes import record_additions, record_change, snapshot
from records.errors import Refusal
from records.models import VersionedModel
from records.versions import save_edit
from units.models import Posting, User

Row = TypeVar("Row", bound=VersionedModel)
POSTED = ("unit", "window", "post", "starts_on")


@transaction.atomic
def add_row(*, row: Row, by: User, at: datetime) -> Row:
    """Save a new unit, window or person; Refusal where a constraint says no."""
    check_row(row)
    row.save()
    record_change(by=by, at=at, action="新建", subject=row, after=snapshot(row, _own_fields(row)))
    return row


@transaction.atomic
def add_rows(*, rows: Sequence[Row], by: User, at: datetime) -> None:
    """Save many new rows of one kind, which the caller has checked; constraints still hold."""
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=200)
        added = [(row, snapshot(row, _own_fields(row))) for row in rows]
        record_additions(by=by, at=at, action="新建", added=added)


@transaction.atomic
def begin_postings(*, postings: Sequence[Posting], by: User, at: datetime) -> None:
    """Begin many postings, which the caller has checked."""
    Posting.objects.bulk_create(postings, batch_size=200)
    added = [(posting.person, snapshot(posting, POSTED)) for posting in postings]
    record_additions(by=by, at=at, action="进驻", added=added)


@transaction.atomic
def edit_row(*, row: Row, expected_version: int, changes: Mapping[str, Any], by: User, at: datetime) -> Row:
    """Change a unit, window, person or the bureau's settings; EditConflict where somebody was first."""
    before = snapshot(row, changes)
    for name, value in changes.items():
        setattr(row, name, value)
    check_row(row)
    saved = save_edit(row, expected_version=expected_version, changes=changes)
    after = snapshot(saved, changes)
    changed = {name for name, value in after.items() if before[name] != value}
    record_change(
        by=by,
        at=at,
        action="修改",
        subject=saved,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return saved


@transaction.atomic
def begin_posting(*, posting: Posting, by: User, at: datetime) -> Posting:
    """A person starts at a unit. Refusal where the person still stands somewhere in that time."""
    _check_posting(posting)
    posting.save()
    record_change(by=by, at=at, action="进驻", subject=posting.person, after=snapshot(posting, POSTED))
    return posting


@transaction.atomic
def end_posting(*, posting: Posting, ends_on: date, reason: str, by: User, at: datetime) -> Posting:
    """A person leaves; the posting stays in the past as it was."""
    if posting.ends_on is not None:
        raise Refusal(f"{posting.person}已于{posting.ends_on:%Y年%m月%d日}离开{posting.unit}。")
    if ends_on < posting.starts_on:
        raise Refusal("离开日期不能早于进驻日期。", field="ends_on")
    changes = {"ends_on": ends_on, "end_reason": reason}
    saved = save_edit(posting, expected_version=posting.version, changes=changes)
    after = snapshot(saved, ("unit", "ends_on", "end_reason"))
    record_change(by=by, at=at, action="离开", subject=saved.person, after=after)
    return saved


@transaction.atomic
def correct_posting(
    *, row: Posting, expected_version: int, changes: Mapping[str, Any], by: User, at: datetime
) -> Posting:
    """Put right what was entered wrong of a posting; the person's log keeps both texts."""
    before = snapshot(row, changes)
    for name, value in changes.items():
        setattr(row, name, value)
    _check_posting(row)
    saved = save_edit(row, expected_version=expected_version, changes=changes)
    after = snapshot(saved, changes)
    changed = {name for name, value in after.items() if before[name] != value}
    record_change(
        by=by,
        at=at,
        action="更正进驻",
        subject=saved.person,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return saved


def overlapping(posting: Posting) -> models.QuerySet[Posting]:
    """The person's other postings that share a day with this one; a 替岗 stands beside the own post."""
    if posting.post == Posting.Post.SUBSTITUTE:
        return Posting.objects.none()
    others = Posting.objects.filter(person_id=posting.person_id).exclude(pk=posting.pk)
    others = others.exclude(post=Posting.Post.SUBSTITUTE)
    if posting.ends_on is not None:
        others = others.filter(starts_on__lte=posting.ends_on)
    return others.filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=posting.starts_on))


def _own_fields(row: models.Model) -> list[str]:
    return [field.name for field in row._meta.concrete_fields if field.name not in ("id", "version")]


def _check_posting(posting: Posting) -> None:
    """The window belongs to the unit, and nobody stands in two places on one day."""
    if posting.window_id and posting.window and posting.window.unit_id != posting.unit_id:
        raise Refusal(f"{posting.window}不是{posting.unit}的窗口，请重新选择。", field="window")
    check_row(posting)
    clash = overlapping(posting).select_related("unit").first()
    if clash is not None:
        raise Refusal(
            f"{posting.person}自{clash.starts_on:%Y年%m月%d日}起在{clash.unit}，时间重叠；"
            "请先登记其离开，或改填进驻日期。",
            field="starts_on",
        )


def check_row(row: models.Model) -> None:
    """The model's own rules and constraints, as one refusal."""
    try:
        row.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Refusal("；".join(messages), field="" if field == "__all__" else field) from error
