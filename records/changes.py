"""The change log: written by services, never by signals (a queryset's update would slip past them)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from records.audit.writing import append
from records.json import plain
from records.models import Change


def record_change(
    *,
    by: Any,
    at: datetime,
    action: str,
    subject: models.Model,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> Change:
    """Write one line of the log. `action` is Chinese (“核实”), `before`/`after` hold only what differs."""
    change = _line(by, at, action, subject, after)
    change.before, change.reason = before or {}, reason
    append([change])
    return change


def record_act(
    *,
    action: str,
    by: Any = None,
    subject_type: str = "",
    subject_id: str = "",
    label: str = "",
    result: str = Change.Result.DONE,
    reason: str = "",
) -> Change:
    """Write a line about something that changed no record: a login, a look, an export, a refusal.

    `by` is a User or None (nobody is logged in). `subject_type` is a model's label or an address's name.
    """
    known = by if getattr(by, "pk", None) else None
    change = Change(
        by=known,
        at=timezone.now(),
        action=action,
        subject_type=subject_type[:60],
        subject_id=subject_id[:40],
        subject_label=label[:200],
        result=result,
        reason=reason,
    )
    append([change])
    return change


def record_additions(
    *, by: Any, at: datetime, action: str, added: Iterable[tuple[models.Model, dict[str, Any]]]
) -> None:
    """Write a line for each of many (subject, after) at once."""
    append([_line(by, at, action, subject, after) for subject, after in added])


def _line(by: Any, at: datetime, action: str, subject: models.Model, after: dict[str, Any] | None) -> Change:
    return Change(
        by=by,
        at=at,
        action=action,
        subject_type=subject._meta.label,
        subject_id=str(subject.pk),
        subject_label=str(subject)[:200],
        after=after or {},
    )


def snapshot(instance: models.Model, fields: Iterable[str]) -> dict[str, Any]:
    """The named fields of a row as {verbose name: plain value}, for `before` and `after`."""
    return {
        str(instance._meta.get_field(name).verbose_name): _shown(instance, name)  # type: ignore[union-attr]
        for name in fields
    }


def _shown(instance: models.Model, name: str) -> Any:
    """A value as people read it: a choice by its label."""
    value = getattr(instance, name)
    choices = dict(getattr(instance._meta.get_field(name), "flatchoices", ()))
    return str(choices[value]) if value in choices else plain(value)


def changes_of(subject: models.Model) -> models.QuerySet[Change]:
    """The log of one record, newest first."""
    return Change.objects.filter(subject_type=subject._meta.label, subject_id=str(subject.pk)).select_related(
        "by"
    )
