"""Something of every kind that has a time: one a moment past it, one kept to the last moment of it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.contrib.sessions.models import Session
from django.db.models import Model

from notices.models import PaperDraft
from records.files import store_file
from records.models import Change, ImportBatch, StoredFile, SubmittedForm
from scoring.models import Complaint
from scoring.services.complaints import attach_files
from tests.access.world import photo
from tests.conftest import NOON
from tests.scoring.complaints import a_complaint, decided, recorded
from units.models import AttendanceDay, LeaveSlip, Posting, StaffMember, Unit, User

MIDNIGHT = NOON.replace(hour=0)
"""The day's first moment: what runs for days and months runs to the end of its last day."""
INSTANT = timedelta(microseconds=1)


def before(years: int = 0, months: int = 0, days: int = 0) -> datetime:
    """The first moment of the day so long before."""
    month = MIDNIGHT.month - months
    return MIDNIGHT.replace(year=MIDNIGHT.year - years, month=month) - timedelta(days=days)


@dataclass
class Kept:
    """Rows by kind: (past its time, still kept)."""

    rows: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    def __getitem__(self, kind: str) -> tuple[Any, Any]:
        return self.rows[kind]


def everything(by: User, unit: Unit, person: StaffMember) -> Kept:
    """Write it all."""
    kept = Kept()
    for kind, make, cut in (
        ("complaint", lambda at: _complaint(by, unit, at), before(years=2)),
        ("slip", lambda at: _slip(by, person, unit, at.date()), before(years=3)),
        ("import", lambda at: _batch(by, at, applied_at=at), before(years=1)),
        ("preview", lambda at: _batch(by, at), before(days=7)),
        ("stray", lambda at: _file(by, at), before(days=7)),
        ("draft", lambda at: _draft(by, at), before(years=1)),
        ("form", lambda at: _form(by, at), before(months=3)),
        ("session", _session, NOON),
    ):
        kept.rows[kind] = (make(cut - INSTANT), make(cut))
    batch = kept["import"][1]
    kept.rows["attendance"] = tuple(
        AttendanceDay.objects.create(person=person, day=day, batch=batch, place="第2行")
        for day in (date(2023, 10, 7), date(2023, 10, 8))
    )
    return kept


def _complaint(by: User, unit: Unit, at: datetime) -> Complaint:
    """Decided at a moment, with a letter, and with a photograph that proves what was charged."""
    row = a_complaint(by, unit)
    letter, proof = _file(by, at), _file(by, at)
    attach_files(complaint=row, files=[letter, proof], by=by, at=NOON)
    recorded(by, decided(by, row), evidence=(proof,))
    Complaint.objects.filter(pk=row.pk).update(state=Complaint.State.DECIDED, decided_by=by, decided_at=at)
    return row


def letter_of(complaint: Complaint) -> StoredFile:
    return complaint.files.get(findings__isnull=True)


def _slip(by: User, person: StaffMember, unit: Unit, on: date) -> LeaveSlip:
    """A day of sick leave by proxy, with the hospital's paper."""
    slip = LeaveSlip.objects.create(
        person=person,
        unit=unit,
        kind="sick",
        reason="胃病复查",
        starts_on=on,
        ends_on=on,
        handed_at=NOON,
        proxy_name="陈代办",
        special_reason="住院",
        sign_note="注意身体",
        recorded_by=by,
        recorded_at=NOON,
    )
    slip.proofs.add(_file(by, NOON))
    somebody = StaffMember.objects.create(name="刘替", pinyin="", number=f"9{slip.pk}")
    Posting.objects.create(person=somebody, unit=unit, starts_on=on)
    slip.covers.create(substitute=somebody, starts_on=on, ends_on=on, handover="病历交给刘替")
    return slip


def _file(by: User, at: datetime) -> StoredFile:
    return store_file(upload=photo("照片.png"), by=by, at=at)


def _batch(by: User, at: datetime, **more: Any) -> ImportBatch:
    return ImportBatch.objects.create(
        kind="units", name="人员.xlsx", data=b"names", sha256="0" * 64, by=by, at=at, result=["王芳"], **more
    )


def _draft(by: User, at: datetime) -> PaperDraft:
    return PaperDraft.objects.create(
        kind="bulletin", key=uuid4().hex, words={"lead": "文字"}, saved_by=by, saved_at=at
    )


def _form(by: User, at: datetime) -> SubmittedForm:
    form = SubmittedForm.objects.create(key=uuid4(), by=by)
    SubmittedForm.objects.filter(pk=form.pk).update(at=at)
    return form


def _session(at: datetime) -> Session:
    return Session.objects.create(session_key=uuid4().hex, session_data="", expire_date=at)


def contents(*models: type[Model]) -> dict[tuple[str, Any], tuple[Any, ...]]:
    """{(model, key): all columns} of the rows as they are in the database."""
    return {
        (model._meta.label, values[0]): tuple(
            bytes(value) if isinstance(value, memoryview) else value for value in values
        )
        for model in models
        for values in model._default_manager.values_list("pk", *_columns(model))
    }


def _columns(model: type[Model]) -> list[str]:
    return [column.attname for column in model._meta.concrete_fields if not column.primary_key]


def lines(action: str) -> list[Change]:
    return list(Change.objects.filter(action=action).order_by("number"))
