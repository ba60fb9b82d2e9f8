"""Guessing ends after five tries; the real owner is told until when, and the administrator can help."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt
from django.test import Client

from records.errors import Refusal
from records.models import Change
from tests.conftest import NOON, logged_in, make_user
from tests.signing_in.door import PASSWORD, WRONG, acts, is_in, sign_in, with_key
from units.models import Role, User
from units.services.accounts import unlock_account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def guess(username: str, times: int, **headers: str) -> list[int]:
    return [sign_in(username, WRONG, **headers).status_code for _ in range(times)]


def test_the_fifth_wrong_password_locks_and_the_right_one_does_not_get_in(clerk: User) -> None:
    answers = guess("clerk", 5)
    client = Client()
    locked = sign_in("clerk", client=client)

    assert answers == [200, 200, 200, 200, 429]
    assert (locked.status_code, is_in(client)) == (429, False)
    text = locked.content.decode()
    assert "请在 <strong>2026年10月8日 12:15</strong> 以后再试" in text
    assert "联系系统管理员" in text
    assert (locked["Retry-After"], locked["Cache-Control"]) == ("900", "private, no-store")


def test_after_a_quarter_of_an_hour_the_right_password_gets_in(clerk: User, clock: Any) -> None:
    guess("clerk", 5)
    clock.shift(timedelta(minutes=8))
    guess("clerk", 3)
    clock.shift(timedelta(minutes=8))
    client = Client()

    assert (sign_in("clerk", client=client).status_code, is_in(client)) == (302, True)


def test_one_address_locked_leaves_the_others_of_the_same_house_alone(clerk: User, chief: User) -> None:
    guess("clerk", 5, **{"X-Forwarded-For": "10.0.0.8"})

    same_person = sign_in("clerk", **{"X-Forwarded-For": "10.0.0.9"})
    same_place = sign_in("chief", **{"X-Forwarded-For": "10.0.0.8"})

    assert (same_person.status_code, same_place.status_code) == (302, 302)


def test_one_name_tried_from_many_addresses_is_locked_everywhere(clerk: User) -> None:
    places = [f"10.0.0.{number}" for number in range(1, 6)]
    answers = [code for place in places for code in guess("clerk", 4, **{"X-Forwarded-For": place})]

    assert answers == [200] * 19 + [429]
    assert sign_in("clerk", **{"X-Forwarded-For": "10.0.1.1"}).status_code == 429


def test_another_browser_name_does_not_begin_a_new_count(clerk: User) -> None:
    answers = [guess("clerk", 1, **{"User-Agent": f"browser {number}"})[0] for number in range(5)]

    assert answers == [200, 200, 200, 200, 429]


def test_getting_in_forgets_the_failures_of_this_address_alone(clerk: User) -> None:
    guess("clerk", 4)
    guess("clerk", 4, **{"X-Forwarded-For": "10.0.0.8"})
    sign_in("clerk")

    assert guess("clerk", 4) == [200] * 4
    assert guess("clerk", 1, **{"X-Forwarded-For": "10.0.0.8"}) == [429]


def test_a_name_nobody_has_is_locked_in_the_same_way(clerk: User) -> None:
    assert guess("nobody", 6) == guess("clerk", 6) == [200, 200, 200, 200, 429, 429]


def test_nothing_that_was_typed_is_kept(clerk: User) -> None:
    sign_in("my-secret-typed-as-name", WRONG, to="/months/")
    sign_in("clerk", WRONG)

    kept = [str(row) for row in AccessAttempt.objects.values()] + [
        str(row) for row in Change.objects.values()
    ]
    assert AccessAttempt.objects.count() == 2
    assert not [
        row for row in kept if "my-secret" in row or WRONG in row or "csrf" in row or "/months/" in row
    ]


def test_the_record_says_who_was_tried_and_locked_but_names_nobody_unknown(clerk: User) -> None:
    guess("clerk", 6)
    guess("nobody", 1)

    rows = list(Change.objects.order_by("number").values_list("action", "subject_label", "result", "by"))
    assert rows == [
        *[("登录失败", "经办甲", "failed", None)] * 5,
        ("锁定", "经办甲", "refused", None),
        ("登录失败", "", "failed", None),
    ]


def test_the_administrator_unlocks_on_the_page_of_the_account(clerk: User) -> None:
    admin = make_user("admin", "管理壬", Role.ADMIN)
    page = f"/accounts/{clerk.pk}/"
    guess("clerk", 5)
    before = logged_in(admin).get(page).content.decode()

    answer = logged_in(admin).post(f"{page}unlock/", with_key())

    assert "锁定到 2026年10月8日 12:15" in before
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert "没有锁定" in logged_in(admin).get(page).content.decode()
    assert sign_in("clerk", PASSWORD).status_code == 302
    assert acts()[-2:] == ["解锁", "登录"]


def test_what_is_not_locked_is_not_unlocked(clerk: User, chief: User) -> None:
    with pytest.raises(Refusal, match="没有锁定"):
        unlock_account(user=clerk, by=chief, at=datetime.now(tz=NOON.tzinfo))
