"""两步验证: switched on with a phone, asked for at the login, used once, switched off, reset."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pyotp
import pytest
import time_machine
from django.test import Client, override_settings

from records.errors import Refusal
from records.models import Change
from tests.conftest import NOON, logged_in, make_user
from tests.signing_in.door import PASSWORD, acts, is_in, sign_in, signed_in, with_key, with_second_step
from units.models import RecoveryCode, Role, SecondFactor, User
from units.services.second_factor import switch_off_factor, use_code
from units.signing_in import totp

pytestmark = pytest.mark.django_db
PAGE = "/second-factor/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def now_code(secret: str) -> str:
    return pyotp.TOTP(secret).now()


def enter_code(client: Client, code: str) -> Any:
    return client.post("/login/code/?next=/months/", {"code": code, "next": "/months/"})


def test_it_is_switched_on_with_a_code_and_gives_eight_codes_once(clerk: User) -> None:
    client = logged_in(clerk)
    client.post(f"{PAGE}begin/", with_key())
    page = client.get(PAGE).content.decode()
    secret = totp.opened(SecondFactor.objects.get().secret)

    answer = client.post(f"{PAGE}confirm/", with_key(code=now_code(secret)))

    assert '<svg xmlns="http://www.w3.org/2000/svg" viewBox=' in page
    assert "style=" not in page
    assert totp.in_fours(secret) in page
    shown = answer.content.decode()
    codes = totp_codes(shown)
    assert len(set(codes)) == 8
    assert {totp.recovery_digest(code) for code in codes} == set(
        RecoveryCode.objects.values_list("digest", flat=True)
    )
    after = client.get(PAGE).content.decode()
    assert "已开启" in after
    assert not [word for word in (*codes, secret, totp.in_fours(secret)) if word in after]
    assert acts() == ["开启两步验证"]


def totp_codes(text: str) -> list[str]:
    return [part.partition("</code>")[0] for part in text.split("<li><code>")[1:]]


def test_a_wrong_first_code_changes_nothing(clerk: User) -> None:
    client = logged_in(clerk)
    client.post(f"{PAGE}begin/", with_key())

    answer = client.post(f"{PAGE}confirm/", with_key(code="000000"))

    assert answer.status_code == 422
    assert "核对手机的时间" in answer.content.decode()
    assert client.get("/").status_code == 200
    assert sign_in("clerk")["Location"] == "/"


def test_neither_secret_nor_codes_lie_open_in_the_database(clerk: User) -> None:
    secret, codes = with_second_step(clerk, NOON)

    rows = str([*SecondFactor.objects.values(), *RecoveryCode.objects.values(), *Change.objects.values()])
    assert not [word for word in (secret, *codes, *(code.replace("-", "") for code in codes)) if word in rows]


def test_the_password_alone_does_not_let_in(clerk: User, clock: Any) -> None:
    secret, _ = with_second_step(clerk, NOON)
    clock.shift(timedelta(minutes=1))
    client = Client()

    first = sign_in("clerk", client=client, to="/months/")
    between = client.get("/months/")
    second = enter_code(client, now_code(secret))

    assert (first.status_code, first["Location"]) == (302, "/login/code/?next=%2Fmonths%2F")
    assert between.status_code == 302
    assert client.get("/login/code/").status_code == 302
    assert (second.status_code, second["Location"]) == (302, "/months/")
    assert is_in(client)
    assert acts()[-1] == "登录"


def test_a_code_is_taken_once_and_one_step_early_or_late(clerk: User, clock: Any) -> None:
    secret, _ = with_second_step(clerk, NOON)
    made = pyotp.TOTP(secret)
    at = NOON + timedelta(minutes=10)

    def takes(seconds: int) -> bool:
        return use_code(user=clerk, code=made.at(at + timedelta(seconds=seconds)), at=at)

    assert [takes(seconds) for seconds in (-60, -30, -30, 0, 0, 30, 30, 60)] == [
        *(False, True, False, True, False, True, False, False)
    ]
    assert not use_code(user=clerk, code=made.at(at), at=at)


def test_a_recovery_code_lets_in_once(clerk: User, clock: Any) -> None:
    _, codes = with_second_step(clerk, NOON)
    answers = []
    for _ in range(2):
        client = Client()
        sign_in("clerk", client=client)
        enter_code(client, f" {codes[0].upper()} ")
        answers.append(is_in(client))

    assert answers == [True, False]
    assert "使用备用码" in acts()
    assert "备用码还有 6 个" in signed_in_with(clerk, codes[1]).get(PAGE).content.decode()


def signed_in_with(user: User, code: str) -> Client:
    client = Client()
    sign_in(user.username, client=client)
    enter_code(client, code)
    return client


def test_guessing_codes_is_locked_like_guessing_passwords(clerk: User, clock: Any) -> None:
    secret, _ = with_second_step(clerk, NOON)
    clock.shift(timedelta(minutes=1))
    client = Client()
    sign_in("clerk", client=client)

    answers = [enter_code(client, "000000").status_code for _ in range(5)]
    right = enter_code(client, now_code(secret))

    assert answers == [200, 200, 200, 200, 429]
    assert (right.status_code, is_in(client)) == (429, False)
    assert acts()[-2:] == ["两步验证失败", "锁定"]


def test_the_second_step_waits_five_minutes_and_not_past_a_new_password(clerk: User, clock: Any) -> None:
    _, codes = with_second_step(clerk, NOON)
    late, changed = Client(), Client()
    sign_in("clerk", client=late)
    clock.shift(timedelta(minutes=6))
    sign_in("clerk", client=changed)
    clerk.set_password("quite-another-one-8")
    clerk.save()

    answers = [enter_code(client, codes[0]) for client in (late, changed)]

    assert [(one.status_code, one["Location"]) for one in answers] == [(302, "/login/")] * 2
    assert not is_in(late)
    assert not is_in(changed)


def test_switching_off_asks_for_password_and_code(clerk: User, clock: Any) -> None:
    _, codes = with_second_step(clerk, NOON)
    client = signed_in_with(clerk, codes[0])
    asked = client.post(f"{PAGE}off/", with_key())
    password_alone = client.post(f"{PAGE}off/", with_key(again_password=PASSWORD))

    both = client.post(f"{PAGE}off/", with_key(again_password=PASSWORD, again_code=codes[1]))

    assert (asked.status_code, password_alone.status_code, both.status_code) == (200, 422, 302)
    assert not SecondFactor.objects.exists()
    assert acts()[-1] == "关闭两步验证"


def test_the_administrator_resets_it_for_a_lost_phone(clerk: User) -> None:
    with_second_step(clerk, NOON)
    admin = make_user("admin", "管理壬", Role.ADMIN)

    answer = logged_in(admin).post(f"/accounts/{clerk.pk}/second-factor/reset/", with_key())

    assert answer.status_code == 302
    assert is_in(signed_in(clerk))
    assert acts()[-2:] == ["重置两步验证", "登录"]


@override_settings(TOTP_REQUIRED_ROLES=["chief"])
def test_a_role_that_must_have_it_does_nothing_else_first(chief: User, clerk: User) -> None:
    client = signed_in(chief)

    assert client.get("/months/")["Location"] == PAGE
    assert "必须使用两步验证" in client.get(PAGE).content.decode()
    assert signed_in(clerk).get("/months/").status_code == 200
    with_second_step(chief, NOON)
    assert client.get("/months/").status_code == 200
    with pytest.raises(Refusal, match="不能关闭"):
        switch_off_factor(user=chief, at=NOON)


def test_a_secret_of_another_records_key_is_refused_with_what_to_do(clerk: User, settings: Any) -> None:
    secret, _ = with_second_step(clerk, NOON)
    settings.RECORDS_KEY = "another-records-key-that-guards-nothing-at-all"

    with pytest.raises(Refusal, match="系统管理员在“账号”页重置"):
        use_code(user=clerk, code=now_code(secret), at=NOON)
