"""Evidence in the browser: who may open it, that it runs nothing, adding it later."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from records.changes import changes_of
from scoring.models import Finding, ScoreEvent
from scoring.models.findings import Source
from scoring.services.findings import record_finding
from tests.conftest import NOON, logged_in
from tests.records.test_files import PDF, picture
from tests.scoring.factories import a_charge, a_finding, recorded_event
from tests.scoring.test_event_pages import SEES
from units.models import Unit, User


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def event(clerk: User, unit: Unit) -> ScoreEvent:
    return recorded_event(clerk, unit)


def read(answer: Any) -> bytes:
    """The whole answer, a file's or a page's."""
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def with_files(by: User, unit: Unit, **about: Any) -> Finding:
    return record_finding(
        by=by,
        at=NOON,
        finding=a_finding(unit, **about),
        charges=[a_charge(unit)],
        files=[SimpleUploadedFile("现场.jpg", picture()), SimpleUploadedFile("说明.pdf", PDF)],
    )


def test_evidence_is_a_download_that_runs_nothing(clerk: User, unit: Unit) -> None:
    photo, paper = with_files(clerk, unit).evidence.order_by("id")
    answer = logged_in(clerk).get(f"/evidence/{paper.pk}/")
    assert read(answer) == PDF
    assert answer.headers["Content-Disposition"].startswith(
        "attachment; filename*=utf-8''%E8%AF%B4%E6%98%8E.pdf"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    small = logged_in(clerk).get(f"/evidence/{photo.pk}/thumbnail/")
    assert (small.headers["Content-Type"], "sandbox" in small.headers["Content-Security-Policy"]) == (
        "image/jpeg",
        True,
    )
    read(small)
    assert logged_in(clerk).get(f"/evidence/{paper.pk}/thumbnail/").status_code == 404


@pytest.mark.parametrize(("role", "status"), SEES.items(), ids=SEES)
def test_evidence_opens_for_who_may_see_the_event(
    cast: dict[str, User], clerk: User, unit: Unit, role: str, status: int
) -> None:
    photo = with_files(clerk, unit).evidence.order_by("id")[0]
    for url in (f"/evidence/{photo.pk}/", f"/evidence/{photo.pk}/thumbnail/"):
        answer = logged_in(cast[role]).get(url)
        assert answer.status_code == status
        b"".join(answer)  # read to its end, as a browser does: that closes it


@pytest.mark.parametrize("role", ["head", "leader"])
def test_papers_of_a_complaint_are_for_the_office_alone(cast: dict[str, User], unit: Unit, role: str) -> None:
    finding = with_files(cast["clerk"], unit, source=Source.COMPLAINT, proof="投诉人张三13800001111")
    photo = finding.evidence.order_by("id")[0]
    desk = logged_in(cast[role])
    assert desk.get(f"/evidence/{photo.pk}/").status_code == 404
    for url in (f"/findings/{finding.pk}/", f"/events/{finding.events.get().pk}/", "/ledger/"):
        page = desk.get(url).content.decode()
        assert "张三" not in page
        assert "现场.jpg" not in page


def test_file_not_yet_attached_is_seen_by_who_sent_it_alone(clerk: User, chief: User) -> None:
    desk = logged_in(clerk)
    page = desk.post(
        "/record/files/", {"uploads": SimpleUploadedFile("现场.jpg", picture())}
    ).content.decode()
    url = page.partition('src="')[2].partition('"')[0]
    assert url.startswith("/evidence/")
    answer = desk.get(url)
    assert answer.status_code == 200
    read(answer)
    assert logged_in(chief).get(url).status_code == 404


def test_evidence_is_added_later_and_told(clerk: User, event: ScoreEvent) -> None:
    url = f"/findings/{event.finding_id}/evidence/"
    data = {"form_key": str(uuid.uuid4()), "uploads": SimpleUploadedFile("补.jpg", picture())}
    assert logged_in(clerk).post(url, data).status_code == 302
    assert [file.name for file in event.finding.evidence.all()] == ["补.jpg"]
    assert changes_of(event.finding).first().after == {"证明文件": ["补.jpg"]}  # type: ignore[union-attr]


@pytest.mark.parametrize("uploads", [[], [SimpleUploadedFile("坏.html", b"<script>")]], ids=["none", "bad"])
def test_bad_addition_is_refused(clerk: User, event: ScoreEvent, uploads: list[Any]) -> None:
    url = f"/findings/{event.finding_id}/evidence/"
    answer = logged_in(clerk).post(url, {"form_key": str(uuid.uuid4()), "uploads": uploads})
    assert answer.status_code == 409
    assert event.finding.evidence.count() == 0
