"""Whether a name exists, is disabled or has no password: one answer, after the same work."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import make_user
from tests.signing_in.door import PASSWORD, WRONG, sign_in
from units.models import Role, User

pytestmark = pytest.mark.django_db


def nobody() -> tuple[str, str]:
    return "nobody-at-all", PASSWORD


def wrong_password() -> tuple[str, str]:
    make_user("wrong", "甲", Role.CLERK)
    return "wrong", WRONG


def disabled() -> tuple[str, str]:
    User.objects.filter(pk=make_user("disabled", "乙", Role.CLERK).pk).update(is_active=False)
    return "disabled", PASSWORD


def without_password() -> tuple[str, str]:
    user = make_user("without", "丙", Role.CLERK)
    user.set_unusable_password()
    user.save()
    return "without", PASSWORD


CASES = (nobody, wrong_password, disabled, without_password)


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each time that a password was hashed."""
    done: list[str] = []
    encode: Callable[..., str] = MD5PasswordHasher.encode

    def noted(self: Any, password: str, salt: str) -> str:
        done.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", noted)
    return done


def test_all_failures_look_alike_and_cost_the_same(bureau: Any, hashed: list[str]) -> None:
    seen = []
    for case in CASES:
        username, password = case()
        hashed.clear()
        with CaptureQueriesContext(connection) as queries:
            answer = sign_in(username, password)
        words = answer.content.decode().replace(username, "NAME")
        token = answer.context["csrf_token"]
        seen.append(
            (
                answer.status_code,
                len(hashed),
                len(queries),
                words.replace(str(token), "TOKEN"),
                answer.cookies.keys(),
            )
        )

    assert seen[0][:2] == (200, 1)
    assert [one[:3] for one in seen] == [seen[0][:3]] * len(CASES)
    assert {one[3] for one in seen} == {seen[0][3]}
    assert "用户名或密码不对" in seen[0][3]
