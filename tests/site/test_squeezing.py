"""Pages go out squeezed, files as they are."""

import gzip

import pytest
from django.urls import reverse

from tests.conftest import logged_in
from units.models import User

SQUEEZED = {"HTTP_ACCEPT_ENCODING": "gzip, deflate"}


@pytest.mark.django_db
def test_a_page_goes_out_squeezed_to_a_browser_that_reads_it(chief: User) -> None:
    client, address = logged_in(chief), reverse("scoring:rules")
    plain, squeezed = client.get(address), client.get(address, **SQUEEZED)

    assert plain.headers.get("Content-Encoding") is None
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in squeezed.headers["Vary"]
    assert len(gzip.decompress(squeezed.content)) > 3 * len(squeezed.content)


@pytest.mark.django_db
def test_a_file_goes_out_as_it_is(chief: User) -> None:
    answer = logged_in(chief).get(reverse("units:import_template"), **SQUEEZED)

    assert answer.headers.get("Content-Encoding") is None
