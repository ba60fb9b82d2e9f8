"""约谈: the 驻人社局纪检监察组 talks with the unit's head (四（二）) and keeps the record."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from notices.handling import TALK
from notices.models import FollowUp, Talk
from notices.services.follow_ups.moving import expect, held, moved
from records.changes import record_change, snapshot
from records.errors import Refusal
from records.models import StoredFile
from records.versions import save_edit

State = FollowUp.State
FIELDS = ("held_at", "place", "person", "led_by", "noted_by", "points", "answer", "demands")


def record_talk(
    *,
    follow_up: FollowUp,
    expected_version: int,
    data: Mapping[str, Any],
    files: Sequence[StoredFile] = (),
    by: Any,
    at: datetime,
) -> Talk:
    """The talk was held: open → done. Refusal for one that is still to come, or where a field is empty."""
    checked = _checked(data, at)
    with transaction.atomic():
        row = held(follow_up, expected_version)
        expect(row, State.OPEN, act="登记约谈", kinds=(TALK,))
        talk = Talk.objects.create(follow_up=row, by=by, at=at, **checked)
        talk.files.set(files)
        record_change(by=by, at=at, action="登记约谈记录", subject=talk, after=snapshot(talk, FIELDS))
        moved(row, State.DONE, action="约谈", by=by, at=at, decision="已约谈，见约谈记录")
    return talk


def edit_talk(
    *,
    talk: Talk,
    expected_version: int,
    data: Mapping[str, Any],
    files: Sequence[StoredFile] = (),
    by: Any,
    at: datetime,
) -> Talk:
    """Mend the record; files are added, none is taken away. EditConflict where somebody saved first."""
    checked = _checked(data, at)
    with transaction.atomic():
        before = snapshot(Talk.objects.get(pk=talk.pk), FIELDS)
        saved = save_edit(talk, expected_version=expected_version, changes=checked)
        saved.files.add(*files)
        after = snapshot(saved, FIELDS)
        changed = {name: value for name, value in after.items() if before[name] != value}
        changed |= {"附件": [file.name for file in files]} if files else {}
        old = {name: before[name] for name in changed if name in before}
        record_change(by=by, at=at, action="修改约谈记录", subject=saved, before=old, after=changed)
    return saved


def _checked(data: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    checked = {name: data[name].strip() if isinstance(data[name], str) else data[name] for name in FIELDS}
    for name, value in checked.items():
        if not value:
            label = Talk._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            raise Refusal(f"请填写{label}。", field=name)
    if checked["held_at"] > at:
        raise Refusal("约谈时间还没有到，约谈以后再登记。", field="held_at")
    return checked
