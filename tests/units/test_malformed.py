"""Whatever is sent to the forms of this room, the answer is a page in Chinese and nothing is half written."""

import uuid
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records.models import Change
from tests.conftest import logged_in, make_user
from tests.units.workbooks import upload
from units.models import Bureau, Posting, Role, StaffMember, Unit, User, Window

ODD = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", " ", "\x00", "甲\x00乙", "9" * 40, "-1", "1e9", "2026-02-30", "0001-01-01", "9999-12-31",
         "🙂" * 200, "x" * 5000, "\u202e", "<script>", "' OR 1=1 --", "None", "on", "²", "٣"]
    ),
)  # fmt: skip
FIELDS = (
    "name", "short_name", "order", "head", "phone", "in_service_from", "in_service_to", "number", "in_use",
    "pinyin", "party_member", "uniform", "kind", "unit", "window", "post", "starts_on", "ends_on", "reason",
    "version", "username", "password", "is_active", "role", "acting", "code",
    "addressees", "copies", "contact", "sealed", "self_criticism_days", "unit_opinion_days", "mend_days",
    "plan", "form_key",
)  # fmt: skip
POSTS = st.dictionaries(
    st.sampled_from(FIELDS), st.one_of(ODD, st.lists(ODD, min_size=2, max_size=3)), max_size=12
)
FORMS = (
    "/units/new/", "/units/{unit}/edit/", "/units/{unit}/windows/new/", "/windows/{window}/edit/", "/bureau/",
    "/staff/new/", "/staff/{person}/edit/", "/staff/{person}/postings/", "/postings/{posting}/end/",
    "/postings/{posting}/edit/",
    "/accounts/new/", "/accounts/{user}/", "/accounts/{user}/password/", "/accounts/{user}/roles/",
    "/units/import/", "/units/import/{batch}/confirm/",
)  # fmt: skip
UNHARMED = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def admin(bureau: Bureau) -> User:
    return make_user("admin", "管理壬", Role.ADMIN)


@pytest.fixture
def client(admin: User) -> Client:
    """A browser that shows a failure as an answer of 500, as a visitor would meet it."""
    client = logged_in(admin)
    client.raise_request_exception = False
    return client


@pytest.fixture
def ids(client: Client, person: StaffMember, window: Window, clerk: User) -> dict[str, int]:
    form = {"file": upload(b"PK\x03\x04"), "form_key": str(uuid.uuid4())}
    batch = client.post("/units/import/", form).url.rstrip("/").rsplit("/", 1)[-1]
    posting = Posting.objects.get(person=person)
    return {
        "unit": posting.unit_id,
        "window": window.pk,
        "person": person.pk,
        "posting": posting.pk,
        "user": clerk.pk,
        "batch": int(batch),
    }


@pytest.mark.parametrize("address", FORMS)
@UNHARMED
@given(fields=POSTS)
def test_a_malformed_form_never_fails_the_site(
    client: Client, ids: dict[str, int], address: str, fields: dict[str, Any]
) -> None:
    before = (Unit.objects.count(), StaffMember.objects.count(), Change.objects.count())
    sent = {"form_key": str(uuid.uuid4()), **fields}
    answer = client.post(address.format(**ids), sent)
    assert answer.status_code in (200, 302, 400, 409, 422)
    if answer.status_code != 302:
        assert before == (Unit.objects.count(), StaffMember.objects.count(), Change.objects.count())


@pytest.mark.parametrize("address", ["/units/", "/staff/", "/accounts/"])
@UNHARMED
@given(q=ODD, unit=ODD, page=ODD)
def test_a_malformed_search_is_answered(client: Client, address: str, q: str, unit: str, page: str) -> None:
    assert client.get(address, {"q": q, "unit": unit, "page": page}).status_code == 200


@pytest.mark.parametrize(
    "address", ["/units/{}/", "/units/{}/edit/", "/staff/{}/", "/accounts/{}/", "/units/import/{}/"]
)
def test_a_number_that_nothing_has_is_not_found(client: Client, address: str) -> None:
    answers = [client.get(address.format(number)).status_code for number in (0, 999_999, 10**30)]
    assert answers == [404, 404, 404]
