"""Deny by default: every view has declared its right, and one that has not lets nobody in."""

import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import include, path

from tests.access.addresses import all_addresses
from tests.conftest import logged_in
from units.access import MAY, May, declared_rights
from units.models import User


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("secret")


urlpatterns = [path("undeclared/", undeclared), path("", include("yanling_assess.urls"))]


def test_every_view_declares_its_right() -> None:
    silent = [address.route for address in all_addresses() if not declared_rights(address.view)]

    assert silent == []


def test_every_address_has_a_name_of_its_own() -> None:
    names = [address.name for address in all_addresses()]

    assert sorted(names) == sorted(set(names))


def test_only_the_front_door_is_public() -> None:
    public = {address.name for address in all_addresses() if May.PUBLIC in declared_rights(address.view)}

    assert public == {"login", "login_code", "logout", "healthz"}


def test_every_right_is_given_to_somebody() -> None:
    assert {right for right in May if right is not May.PUBLIC} == set(MAY)
    assert all(MAY.values())


@override_settings(ROOT_URLCONF="tests.access.test_declared")
def test_a_view_that_declares_nothing_is_refused_to_everyone(
    chief: User, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        response = logged_in(chief).get("/undeclared/")

    assert response.status_code == 403
    assert b"secret" not in response.content
    assert "declares no right" in caplog.text
