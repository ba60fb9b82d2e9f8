"""Somebody tries to get in: a thousand guesses, a clock in hand, planted sessions, links elsewhere.

Fifty guesses here, and whether the work is the same is told by what is done (tests/signing_in); `make drills`
guesses a thousand times and measures with the real Argon2.
"""

import statistics
import time
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.contrib.auth.hashers import make_password
from django.test import Client

from records.models import Change
from tests.conftest import make_user
from tests.drills.scale import scaled
from tests.signing_in.door import PASSWORD, WRONG, is_in, sign_in, signed_in
from tests.signing_in.test_next import OUTSIDE, inside
from units.models import Membership, Role, User

GUESSES = scaled(quick=50, full=1000)
ROUNDS = scaled(quick=1, full=60)
APART = 0.10
"""How far the median of one way to fail may lie from that of all."""
ARGON = "django.contrib.auth.hashers.Argon2PasswordHasher"

pytestmark = [pytest.mark.drill, pytest.mark.django_db]


def test_guesses_are_locked_out_and_the_right_password_with_them(clerk: User) -> None:
    began = time.perf_counter()
    answers = [sign_in("clerk", f"{WRONG}{number}").status_code for number in range(GUESSES)]
    took = time.perf_counter() - began
    client = Client()
    right = sign_in("clerk", client=client)

    looked_at = answers.index(429) + 1
    print(f"\n{GUESSES} guesses in {took:.1f} s: {looked_at} looked at, {answers.count(429) - 1} turned away")
    assert looked_at == site_settings.AXES_FAILURE_LIMIT
    assert set(answers[looked_at:]) == {429}
    assert (right.status_code, is_in(client)) == (429, False)
    assert Change.objects.filter(action="登录失败").count() == looked_at


def test_guesses_from_many_addresses_are_locked_out_too(clerk: User) -> None:
    places = [{"X-Forwarded-For": f"10.{number // 250}.{number % 250}.7"} for number in range(GUESSES)]
    answers = [sign_in("clerk", WRONG, **place).status_code for place in places]
    right = sign_in("clerk", **{"X-Forwarded-For": "10.99.99.99"})

    looked_at = answers.index(429) + 1
    print(f"\n{GUESSES} guesses, each from another address: {looked_at} looked at")
    assert looked_at == site_settings.LOGIN_FAILURES_EVERYWHERE
    assert set(answers[looked_at:]) == {429}
    assert right.status_code == 429


def ways_to_fail(number: int, hashed: str) -> dict[str, tuple[str, str]]:
    """Name and password of each way, new names each round so that nothing is locked."""
    unusable = make_password(None)
    User.objects.bulk_create(
        [
            User(username=f"wrong{number}", name="甲", password=hashed),
            User(username=f"disabled{number}", name="乙", password=hashed, is_active=False),
            User(username=f"without{number}", name="丙", password=unusable),
        ]
    )
    return {
        "unknown name": (f"nobody{number}", PASSWORD),
        "wrong password": (f"wrong{number}", WRONG),
        "disabled account": (f"disabled{number}", PASSWORD),
        "no password": (f"without{number}", PASSWORD),
    }


def test_every_way_to_fail_takes_as_long(bureau: Any, settings: Any) -> None:
    """All ways in turn, another first each round; each against its own round: the machine may be busy."""
    settings.PASSWORD_HASHERS = [ARGON]
    hashed = make_password(PASSWORD)
    taken: dict[str, list[float]] = {}
    sign_in("nobody-yet", PASSWORD)
    for number in range(ROUNDS):
        ways = list(ways_to_fail(number, hashed).items())
        for way, (username, password) in ways[number % 4 :] + ways[: number % 4]:
            client = Client()
            began = time.perf_counter()
            answer = sign_in(username, password, client=client)
            taken.setdefault(way, []).append(time.perf_counter() - began)
            assert answer.status_code == 200

    rounds = [statistics.median(times) for times in zip(*taken.values(), strict=True)]
    apart = {
        way: statistics.median(mine / usual for mine, usual in zip(times, rounds, strict=True)) - 1
        for way, times in taken.items()
    }
    print()
    for way, times in taken.items():
        print(
            f"{way}: median {statistics.median(times) * 1000:.0f} ms of {ROUNDS}, {apart[way] * 100:+.1f} %"
        )
    if ROUNDS > 1:
        assert [way for way, share in apart.items() if abs(share) > APART] == []


def test_a_planted_session_is_worth_nothing_after_the_login(clerk: User) -> None:
    for _ in range(scaled(quick=3, full=50)):
        thief = Client()
        session = thief.session
        session["planted"] = True
        session.save()
        victim = Client()
        victim.cookies["sessionid"] = thief.cookies["sessionid"] = session.session_key
        sign_in("clerk", client=victim)

        assert is_in(victim)
        assert thief.get("/").status_code == 302


def test_no_link_leads_outside(clerk: User) -> None:
    outside = [to for to in OUTSIDE if not inside(sign_in("clerk", to=to)["Location"])]

    print(f"\n{len(OUTSIDE)} odd addresses: {len(outside)} led outside")
    assert outside == []


def test_whoever_is_disabled_or_loses_the_role_is_out_at_the_next_request(bureau: Any) -> None:
    for number in range(scaled(quick=3, full=50)):
        user = make_user(f"leaving{number}", "丁", Role.CLERK)
        client, elsewhere = signed_in(user), signed_in(user)
        inside_before = client.get("/password/").status_code
        Membership.objects.filter(user=user).delete()
        without_role = client.get("/password/").status_code
        User.objects.filter(pk=user.pk).update(is_active=False)

        ended = [one.get("/password/").status_code for one in (client, elsewhere)]

        assert (inside_before, without_role, ended) == (200, 403, [302, 302])
