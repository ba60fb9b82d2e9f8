"""A file that does not belong to a finding is taken from it: on record, kept, while the month is open."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from records.changes import changes_of
from records.errors import Refusal
from records.files import discard_strays
from records.models import StoredFile
from scoring.models import Finding, RemovedEvidence
from scoring.services.evidence import remove_evidence
from scoring.services.findings import record_finding
from scoring.services.months import close_month
from tests.conftest import NOON, logged_in
from tests.records.test_files import PDF, picture
from tests.scoring.factories import a_charge, a_finding
from units.models import Unit, User

REASON = "传错了人的照片"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def with_files(by: User, unit: Unit, *charges: Any, on: date = date(2026, 10, 6)) -> Finding:
    return record_finding(
        by=by,
        at=NOON,
        finding=a_finding(unit, happened_on=on),
        charges=charges,
        files=[SimpleUploadedFile("现场.jpg", picture()), SimpleUploadedFile("说明.pdf", PDF)],
    )


@pytest.fixture
def finding(clerk: User, unit: Unit) -> Finding:
    return with_files(clerk, unit, a_charge(unit))


def address(finding: Finding, file: StoredFile) -> str:
    return f"/findings/{finding.pk}/evidence/{file.pk}/remove/"


def key(**fields: str) -> dict[str, str]:
    return {"form_key": str(uuid.uuid4()), **fields}


def status_of(user: User, url: str) -> int:
    answer = logged_in(user).get(url)
    b"".join(answer)  # type: ignore[arg-type]
    return answer.status_code


def test_a_file_is_taken_away_with_its_reason_and_stays_on_record(clerk: User, finding: Finding) -> None:
    photo, paper = finding.evidence.order_by("id")
    answer = logged_in(clerk).post(address(finding, photo), key(reason=f" {REASON} "))
    assert (answer.status_code, answer.url) == (302, f"/findings/{finding.pk}/")  # type: ignore[attr-defined]
    assert list(finding.evidence.all()) == [paper]
    removed = RemovedEvidence.objects.get()
    assert (removed.file, removed.removed_by, removed.removed_at, removed.reason) == (
        photo,
        clerk,
        NOON,
        REASON,
    )
    change = changes_of(finding).first()
    assert change is not None
    assert (change.action, change.before, change.reason) == (
        "移除证明文件",
        {"证明文件": ["现场.jpg"]},
        REASON,
    )


def test_what_was_evidence_once_is_never_deleted(clerk: User, finding: Finding) -> None:
    photo = finding.evidence.order_by("id")[0]
    remove_evidence(finding=finding, file=photo, reason=REASON, by=clerk, at=NOON)
    discard_strays(by=clerk, before=NOON + timedelta(days=400))
    photo.refresh_from_db()
    assert photo.file.storage.exists(photo.file.name)
    with pytest.raises(TypeError, match="不得删除"):
        RemovedEvidence.objects.get().delete()


def test_the_unit_sees_the_file_no_more_the_office_does(
    clerk: User, chief: User, head: User, finding: Finding
) -> None:
    photo = finding.evidence.order_by("id")[0]
    file = f"/evidence/{photo.pk}/"
    assert status_of(head, file) == 200
    remove_evidence(finding=finding, file=photo, reason=REASON, by=clerk, at=NOON)
    assert [status_of(who, file) for who in (head, clerk, chief)] == [404, 200, 200]
    page = f"/findings/{finding.pk}/"
    shown = logged_in(chief).get(page).content.decode()
    assert all(words in shown for words in ("已移除的证明文件", "现场.jpg", REASON))
    theirs = logged_in(head).get(page).content.decode()
    assert not any(words in theirs for words in ("移除", "现场.jpg", REASON))
    assert "说明.pdf" in theirs


def test_pages_offer_it_to_the_office_while_the_month_is_open(
    clerk: User, head: User, finding: Finding
) -> None:
    link = address(finding, finding.evidence.order_by("id")[0])
    pages = (f"/findings/{finding.pk}/", f"/events/{finding.events.get().pk}/")
    for page in pages:
        assert link in logged_in(clerk).get(page).content.decode()
        assert link not in logged_in(head).get(page).content.decode()
    assert "现场.jpg" in logged_in(clerk).get(link).content.decode()


@pytest.mark.parametrize("reason", ["", "   "], ids=["none", "blanks"])
def test_without_a_reason_nothing_is_taken(clerk: User, finding: Finding, reason: str) -> None:
    photo = finding.evidence.order_by("id")[0]
    answer = logged_in(clerk).post(address(finding, photo), key(reason=reason))
    assert answer.status_code == 200
    assert finding.evidence.count() == 2
    with pytest.raises(Refusal, match="理由"):
        remove_evidence(finding=finding, file=photo, reason=reason, by=clerk, at=NOON)


@pytest.mark.parametrize("charged", [True, False], ids=["an event of it", "only noted"])
def test_a_closed_month_keeps_its_evidence(clerk: User, chief: User, unit: Unit, charged: bool) -> None:
    charges = [a_charge(unit, verified=True)] if charged else []
    finding = with_files(clerk, unit, *charges, on=date(2026, 9, 3))
    close_month(month=date(2026, 9, 1), by=chief, at=NOON, reason="测试")
    photo = finding.evidence.order_by("id")[0]
    answer = logged_in(clerk).post(address(finding, photo), key(reason=REASON))
    assert "2026年9月已定分" in answer.content.decode()
    assert finding.evidence.count() == 2
    assert not RemovedEvidence.objects.exists()


def test_what_was_confirmed_against_a_proof_keeps_one(clerk: User, unit: Unit) -> None:
    award = a_charge(unit, clause="2.7", behaviour="锦旗", verified=True)
    finding = with_files(clerk, unit, award)
    photo, paper = finding.evidence.order_by("id")
    remove_evidence(finding=finding, file=photo, reason=REASON, by=clerk, at=NOON)
    with pytest.raises(Refusal, match="不能没有证明材料"):
        remove_evidence(finding=finding, file=paper, reason=REASON, by=clerk, at=NOON)
    assert list(finding.evidence.all()) == [paper]


def test_a_file_is_taken_away_once(clerk: User, finding: Finding) -> None:
    photo = finding.evidence.order_by("id")[0]
    data = key(reason=REASON)
    desk = logged_in(clerk)
    assert [desk.post(address(finding, photo), data).status_code for _ in range(2)] == [302, 302]
    assert RemovedEvidence.objects.count() == 1
    assert desk.post(address(finding, photo), key(reason=REASON)).status_code == 404
    with pytest.raises(Refusal, match="已经不在"):
        remove_evidence(finding=finding, file=photo, reason=REASON, by=clerk, at=NOON)


def test_a_file_of_another_finding_is_not_found(clerk: User, unit: Unit, finding: Finding) -> None:
    other = with_files(clerk, unit).evidence.order_by("id")[0]
    assert logged_in(clerk).post(address(finding, other), key(reason=REASON)).status_code == 404
