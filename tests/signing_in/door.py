"""What the tests of signing in do at the keyboard: a browser with real clocks, its forms."""

import re
import uuid
from typing import Any

import pyotp
from django.test import Client

from records.models import Change
from units.models import User
from units.services.second_factor import confirm_factor, prepare_factor
from units.signing_in import totp

PASSWORD = "a-long-password-1"
WRONG = "not-the-password-9"


def sign_in(
    username: str, password: str = PASSWORD, *, client: Client | None = None, to: str = "", **headers: str
) -> Any:
    """The answer to the login form; `.wsgi_request.session` and `.client` are the browser's."""
    fields = {"username": username, "password": password, "next": to}
    return (client or Client()).post("/login/", fields, headers=headers)


def signed_in(user: User) -> Client:
    """A browser that went through the login page."""
    client = Client()
    assert sign_in(user.username, client=client).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def with_key(**fields: Any) -> dict[str, Any]:
    return {"form_key": str(uuid.uuid4()), **fields}


def hidden(text: str) -> dict[str, list[str]]:
    """Names and values of the hidden fields of a page."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', text):
        found.setdefault(name, []).append(value)
    return found


def with_second_step(user: User, at: Any) -> tuple[str, list[str]]:
    """Switch the second step on; the secret, and the recovery codes."""
    secret = totp.opened(prepare_factor(user=user).secret)
    return secret, confirm_factor(user=user, code=pyotp.TOTP(secret).at(at), at=at)


def acts() -> list[str]:
    """The record, oldest first."""
    return list(Change.objects.order_by("number").values_list("action", flat=True))
