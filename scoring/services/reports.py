"""登记来文: a hall bulletin, a secret visit, the media, a letter is kept with its originals, on record."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from records.changes import record_change, snapshot
from records.errors import Refusal
from records.models import StoredFile
from records.versions import save_edit
from scoring.entry import ReportData
from scoring.models import Report, ScoreEvent
from scoring.selectors.report_kinds import bulletin_label
from scoring.services.editing import attach_evidence
from scoring.services.open_months import is_open

FIELDS = ("kind", "title", "number", "issued_by", "issued_on", "received_on", "summary")
FIRST_YEAR = 2000


def record_report(*, data: ReportData, files: Sequence[StoredFile] = (), by: Any, at: datetime) -> Report:
    """Keep a document with its originals. Refusal at the field where a day or a title does not fit."""
    _check(data, at=at)
    with transaction.atomic():
        report = Report.objects.create(**_columns(data), recorded_by=by, recorded_at=at)
        report.files.set(files)
        named = {"原件": [file.name for file in files]} if files else {}
        record_change(by=by, at=at, action="登记", subject=report, after=snapshot(report, FIELDS) | named)
    return report


def edit_report(
    *,
    report: Report,
    expected_version: int,
    data: ReportData,
    files: Sequence[StoredFile] = (),
    by: Any,
    at: datetime,
) -> Report:
    """Correct a document and add originals, which its items get as evidence too.

    Its items are given the new 所在通报, all or none: one of a closed month keeps the old for all.
    """
    _check(data, at=at, itself=report)
    with transaction.atomic():
        before, old_label = snapshot(report, FIELDS), bulletin_label(report)
        saved = save_edit(report, expected_version=expected_version, changes=_columns(data))
        _log(saved, before, files, by=by, at=at)
        _relabel(saved, old_label, by=by, at=at)
        if files:
            saved.files.add(*files)
            for finding in saved.findings.all():
                attach_evidence(finding=finding, files=(), evidence=files, by=by, at=at)
    return saved


def _log(
    saved: Report, before: Mapping[str, Any], files: Sequence[StoredFile], *, by: Any, at: datetime
) -> None:
    after = snapshot(saved, FIELDS)
    changed = [name for name in after if after[name] != before[name]]
    added = {"原件": [file.name for file in files]} if files else {}
    if changed or added:
        record_change(
            by=by,
            at=at,
            action="修改",
            subject=saved,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed} | added,
        )


def _relabel(report: Report, old: str, *, by: Any, at: datetime) -> None:
    new = bulletin_label(report)
    if new == old or not old:
        return
    events = list(ScoreEvent.objects.select_for_update().filter(finding__report=report, bulletin=old))
    if not is_open(*(event.counts_in for event in events)):
        return
    for event in events:
        save_edit(event, expected_version=event.version, changes={"bulletin": new})
        record_change(
            by=by, at=at, action="修改", subject=event, before={"所在通报": old}, after={"所在通报": new}
        )


def _check(data: ReportData, *, at: datetime, itself: Report | None = None) -> None:
    if data.issued_on.year < FIRST_YEAR:
        raise Refusal(f"成文日期{data.issued_on.year}年太早了，请核对。", field="issued_on")
    if data.received_on > timezone.localdate(at):
        raise Refusal("收到日期还没有到，请改正。", field="received_on")
    if data.received_on < data.issued_on:
        raise Refusal("收到日期早于成文日期，请核对两个日期。", field="received_on")
    same = Report.objects.filter(kind=data.kind, title=data.title.strip(), issued_on=data.issued_on)
    if same.exclude(pk=itself.pk if itself else 0).exists():
        raise Refusal("同一天同种类同标题的来文已登记过，请在原来那份上继续登记。", field="title")


def _columns(data: ReportData) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in asdict(data).items()}
