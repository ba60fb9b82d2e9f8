"""Whatever is sent to the pages of complaints is answered by a page, and nothing is half written."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records.models import SubmittedForm
from scoring.models import Complaint, ComplaintPoint, ScoreEvent
from tests.conftest import NOON, logged_in
from tests.scoring.complaints import a_complaint, true_point
from tests.scoring.test_complaint_pages import NEW, typed
from units.models import Unit, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk(clerk: User) -> Client:
    return logged_in(clerk)


ODD = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.integers(-(10**30), 10**30).map(str),
    st.sampled_from(
        ["", "\x00", "2026-10-06", "0001-01-01", "9999-12-31T23:59", "0001-01-01T00:00", "１２", "on", "null",
         "true", "' OR 1=1", "2.9|投诉属实", "same", "1"]
    ),
)  # fmt: skip
FIELDS = [
    *("received_at", "happened_on", "channel", "unit", "investigator", "content", "rows", "step", "version"),
    *("p1_text", "p1_about", "p1_unit", "p1_window", "p1_person", "p1_version", "p2_text", "name", "contact"),
    *("kept", "form_key", "on", "text", "due_on", "reason", "result", "finding_text", "reply", "lines"),
    *("other_units", "extra", "person", "window", "substitute", "evidence", "with-1", "with-x", "checked"),
    *("serious", "fact", "choice_reason", "settled", "q", "state", "month", "sort", "page"),
]
PATHS = (
    *(NEW, "/complaints/{row}/edit/", "/complaints/{row}/due/", "/complaints/{row}/steps/"),
    *("/complaints/{row}/files/", "/complaints/{row}/decide/", "/complaints/{row}/reopen/"),
    *("/complaints/{row}/complainant/edit/", "/complaints/{row}/complainant/erase/"),
    *("/complaints/{row}/points/{point}/decide/", "/complaints/{row}/points/{point}/back/"),
    "/complaints/{true_row}/points/{true_point}/events/",
)


@pytest.mark.parametrize("path", PATHS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(odd=st.dictionaries(st.sampled_from(FIELDS), st.lists(ODD, max_size=3), max_size=10))
def test_no_malformed_form_breaks_the_room(
    path: str, desk: Client, clerk: User, unit: Unit, odd: dict[str, list[str]]
) -> None:
    if not Complaint.objects.exists():
        a_complaint(clerk, unit)
        true_point(clerk, unit, "passed_on")
    first, second = ComplaintPoint.objects.order_by("id")[:2]
    where = {
        "row": first.complaint_id,
        "point": first.pk,
        "true_row": second.complaint_id,
        "true_point": second.pk,
    }
    before = SubmittedForm.objects.count(), Complaint.objects.count(), ScoreEvent.objects.count()

    answer = desk.post(path.format(**where), typed(unit, version="1") | odd)

    assert answer.status_code in (200, 302, 409, 422)
    if answer.status_code != 302:
        assert before == (
            SubmittedForm.objects.count(),
            Complaint.objects.count(),
            ScoreEvent.objects.count(),
        )
    found = desk.get("/complaints/", {key: value[0] for key, value in odd.items() if value})
    assert found.status_code == 200


@pytest.mark.parametrize("number", [0, 999_999, 10**30])
def test_number_that_nothing_has_is_not_found(desk: Client, clerk: User, unit: Unit, number: int) -> None:
    row = a_complaint(clerk, unit)
    paths = (
        f"/complaints/{number}/",
        f"/complaints/{number}/edit/",
        f"/complaints/{row.pk}/files/{number}/",
        f"/complaints/{row.pk}/points/{number}/events/",
    )

    assert [desk.get(path).status_code for path in paths] == [404] * 4


def test_point_of_another_complaint_is_not_found(desk: Client, clerk: User, unit: Unit) -> None:
    row, point = a_complaint(clerk, unit), true_point(clerk, unit, "attitude")

    assert desk.get(f"/complaints/{row.pk}/points/{point.pk}/events/").status_code == 404
