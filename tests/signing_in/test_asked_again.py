"""Closing, reopening, issuing, correcting, bringing rules into force: the password is asked at the act."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from records.models import Change, SubmittedForm
from scoring.models import Month, MonthResult
from scoring.services.months import close_month
from tests.access.addresses import all_addresses
from tests.conftest import NOON
from tests.scoring.factories import recorded_event, shown
from tests.signing_in.door import PASSWORD, WRONG, acts, hidden, signed_in, with_key, with_second_step
from units.models import StaffMember, Unit, User

pytestmark = pytest.mark.django_db
CLOSE = "/months/2026-09/close/"
REASON = "考勤机九月十二日断电，\n当天以纸质签到为准；“已核对” <无误> & 存档"
ASKING = {
    "notices:issue",
    "notices:outgoing_issue",
    "scoring:close_month",
    "scoring:correct",
    "scoring:edition_enforce",
    "scoring:edition_withdraw",
    "scoring:reopen",
    "units:second_factor_begin",
    "units:second_factor_off",
    "units:second_factor_reset",
}
"""Every address that asks; whoever adds one that closes, reopens or issues adds it here."""


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def closing(**more: Any) -> dict[str, Any]:
    return with_key(typed="2026-09", reason=REASON, **more)


def first(text: str) -> dict[str, str]:
    return {name: values[0] for name, values in hidden(text).items()}


def test_closing_asks_first_and_then_closes_with_what_was_typed(chief: User, unit: Unit) -> None:
    client, form = signed_in(chief), closing()
    page = client.post(CLOSE, form)
    before = MonthResult.objects.count()

    answer = client.post(CLOSE, form | {"again_password": PASSWORD})

    assert page.status_code == 200
    assert "请再输入一次密码" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert before == 0
    assert (answer.status_code, MonthResult.objects.count()) == (302, 1)
    assert Month.objects.get(month="2026-09-01").state == "closed"
    assert str(SubmittedForm.objects.get().key) == form["form_key"]


def test_the_page_carries_every_field_as_it_was_typed(chief: User, unit: Unit) -> None:
    form = closing(also=["一", "二", "一"]) | {"password": "typed-by-somebody", "csrfmiddlewaretoken": "x"}

    page = signed_in(chief).post(f"{CLOSE}?from=%E8%A1%A8&x=1", form)

    fields = list(page.context["fields"])
    assert fields == [
        ("form_key", form["form_key"]),
        *(("typed", "2026-09"), ("reason", REASON)),
        *(("also", "一"), ("also", "二"), ("also", "一")),
    ]
    text = page.content.decode()
    assert 'action="/months/2026-09/close/?from=%E8%A1%A8&amp;x=1"' in text
    assert "typed-by-somebody" not in text
    assert "“已核对” &lt;无误&gt; &amp; 存档" in text


def test_it_is_not_asked_again_for_ten_minutes_and_then_it_is(chief: User, unit: Unit, clock: Any) -> None:
    client, asked = signed_in(chief), []
    client.post(CLOSE, closing(again_password=PASSWORD))
    for minutes in (9, 2):
        clock.shift(timedelta(minutes=minutes))
        page = client.post("/months/2026-09/reopen/", with_key(reason=""))
        asked.append("请再输入一次密码" in page.content.decode())

    assert asked == [False, True]


def test_a_double_click_on_the_page_closes_once(chief: User, unit: Unit) -> None:
    client, form = signed_in(chief), closing(again_password=PASSWORD)

    answers = [client.post(CLOSE, form).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert MonthResult.objects.count() == 1


def test_a_wrong_password_does_nothing_is_on_record_and_locks_in_the_end(chief: User, unit: Unit) -> None:
    client, form = signed_in(chief), closing()
    answers = [client.post(CLOSE, form | {"again_password": WRONG}) for _ in range(5)]
    right = client.post(CLOSE, form | {"again_password": PASSWORD})

    assert [one.status_code for one in (*answers, right)] == [422, 422, 422, 422, 429, 429]
    text = right.content.decode()
    assert "请在 2026年10月8日 12:15 以后" in text
    assert first(text)["form_key"] == form["form_key"]
    assert MonthResult.objects.count() == 0
    assert acts() == ["登录", *["再次验证失败"] * 5, "锁定"]
    assert set(Change.objects.filter(action="再次验证失败").values_list("by__username", "result")) == {
        ("chief", "failed")
    }
    assert client.get("/months/").status_code == 200


def test_with_the_second_step_on_the_code_is_wanted_too(chief: User, unit: Unit, clock: Any) -> None:
    client = signed_in(chief)
    _, codes = with_second_step(chief, NOON)

    alone = client.post(CLOSE, closing(again_password=PASSWORD))
    both = client.post(CLOSE, closing(again_password=PASSWORD, again_code=codes[0]))

    assert "验证码" in alone.content.decode()
    assert (alone.status_code, both.status_code) == (422, 302)


def test_who_may_not_do_it_is_not_asked(clerk: User, unit: Unit) -> None:
    assert signed_in(clerk).post(CLOSE, closing()).status_code == 403
    assert Client().post(CLOSE, closing()).status_code == 302


def test_looking_at_what_a_correction_would_do_is_not_asked_for(
    chief: User, clerk: User, unit: Unit, person: StaffMember
) -> None:
    event = recorded_event(clerk, unit, on=date(2026, 9, 3), person=person, verified=True)
    shown(date(2026, 9, 1))
    close_month(month=date(2026, 9, 1), by=chief, at=NOON)
    client, address = signed_in(chief), f"/events/{event.pk}/correct/"

    pages = [client.post(address, with_key(step=step)).content.decode() for step in ("check", "save")]

    assert ["请再输入一次密码" in page for page in pages] == [False, True]


def test_every_address_that_closes_reopens_or_issues_asks() -> None:
    assert {address.name for address in all_addresses() if hasattr(address.view, "asks_again")} == ASKING
