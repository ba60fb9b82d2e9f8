"""Looking at who complained (a line of the log each time), correcting it, erasing it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from records.changes import record_act, record_change
from records.errors import EditConflict, Refusal, given
from records.versions import save_edit
from scoring.complaints import ComplainantData
from scoring.models import Complainant, Complaint
from scoring.services.complaint_privacy import (
    complainant_of,
    refuse_complainant,
    refuse_named_before,
    rename_telling_files,
)

CHANGED = "已修改"
"""All that the log says of it."""


def look_at_complainant(*, complaint: Complaint, by: Any, at: datetime) -> Complainant | None:
    """Who complained, for the policy office; who looked, and when, stands in the log."""
    with transaction.atomic():
        record_change(by=by, at=at, action="查看投诉人", subject=complaint)
        return complainant_of(complaint)


def correct_complainant(
    *, complaint: Complaint, expected_version: int, data: ComplainantData, by: Any, at: datetime
) -> Complainant:
    """Another name or contact; what is left empty stays as it was."""
    name, contact = data.name.strip(), data.contact.strip()
    if not (name or contact):
        raise Refusal("请填写姓名或联系方式；不填的保持原样。", field="name")
    with transaction.atomic():
        row = _hold(complaint, expected_version)
        who = complainant_of(row) or Complainant(complaint=row)
        after = {
            label: CHANGED
            for label, new, old in (("投诉人", name, who.name), ("联系方式", contact, who.contact))
            if new and new != old
        }
        who.name, who.contact = name or who.name, contact or who.contact
        refuse_named_before(row, who)
        who.save()
        rename_telling_files(row, who)
        save_edit(row, expected_version=expected_version, changes={})
        record_change(by=by, at=at, action="修改投诉人", subject=row, after=after)
    return who


def erase_complainant(
    *, complaint: Complaint, expected_version: int, reason: str, by: Any, at: datetime
) -> None:
    """Take name and contact out for good; the complaint and what it led to stay."""
    reason = given(reason, "请写明清除的理由。")
    with transaction.atomic():
        row = _hold(complaint, expected_version)
        refuse_complainant(row, reason=reason)
        if not Complainant.objects.filter(complaint=row).delete()[0]:
            raise Refusal("投诉人信息已经清除。")
        save_edit(row, expected_version=expected_version, changes={})
        record_change(by=by, at=at, action="清除投诉人", subject=row, reason=reason)


@transaction.atomic
def reencrypt_complainants() -> int:
    """Store every complainant anew, under the newest key; how many. Unreadable where one does not open."""
    rows = list(Complainant.objects.select_for_update().order_by("pk"))
    Complainant.objects.bulk_update(rows, ["name", "contact"], batch_size=200)
    record_act(action="重新加密投诉人", subject_type=Complainant._meta.label, label=f"{len(rows)}位投诉人")
    return len(rows)


def _hold(complaint: Complaint, expected_version: int) -> Complaint:
    """The complaint, decided or not, in the version that was looked at."""
    row = Complaint.objects.select_for_update(of=("self",)).filter(pk=complaint.pk).first()
    if row is None or row.version != expected_version:
        raise EditConflict(row)
    return row
