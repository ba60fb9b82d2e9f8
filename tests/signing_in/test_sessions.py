"""A session ends after an hour unused or twelve hours in all; what was being typed then is not lost."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from records.models import Change
from tests.conftest import NOON, make_user
from tests.signing_in.door import PASSWORD, WRONG, acts, hidden, is_in, sign_in, signed_in, with_key
from units.models import Membership, Role, Unit, User
from units.services import accounts

pytestmark = pytest.mark.django_db
NEW_UNIT = {"name": "不动产登记中心", "short_name": "不动产", "order": "9", "head": "王五", "phone": ""}


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def test_an_hour_unused_ends_a_session_and_says_so(clerk: User, clock: Any) -> None:
    client = signed_in(clerk)
    clock.shift(timedelta(minutes=61))

    answer = client.get("/months/", follow=True)

    assert answer.redirect_chain == [("/login/?next=/months/", 302)]
    assert "登录已过期，请重新登录" in answer.content.decode()
    assert not Session.objects.filter(session_data__contains="_auth").exists()
    assert not is_in(client)


def test_a_session_in_use_goes_on_for_twelve_hours_and_no_longer(clerk: User, clock: Any) -> None:
    client, answers = signed_in(clerk), []
    for _ in range(25):
        clock.shift(timedelta(minutes=30))
        answers.append(client.get("/password/").status_code)

    assert answers == [200] * 24 + [302]


def test_a_session_in_use_is_written_at_most_ten_times_an_hour(clerk: User, clock: Any) -> None:
    client, written = signed_in(clerk), 0
    for _ in range(60):
        before = dict(client.session)
        clock.shift(timedelta(minutes=1))
        client.get("/password/")
        written += dict(client.session) != before

    assert written == 8  # after 7 minutes each, the first that are more than a tenth of an hour


def test_the_key_of_a_session_changes_at_the_login(clerk: User) -> None:
    client = Client()
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted

    sign_in("clerk", client=client)

    assert is_in(client)
    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_a_changed_password_ends_all_other_sessions(clerk: User) -> None:
    here, elsewhere = signed_in(clerk), signed_in(clerk)
    fields = {
        "old_password": PASSWORD,
        "new_password1": "a-quite-new-one-7",
        "new_password2": "a-quite-new-one-7",
    }

    assert here.post("/password/", fields).status_code == 302

    assert (here.get("/").status_code, elsewhere.get("/").status_code) == (200, 302)
    assert acts()[-1] == "修改密码"


def test_a_password_reset_by_the_administrator_ends_the_sessions(clerk: User) -> None:
    admin, client = make_user("admin", "管理壬", Role.ADMIN), signed_in(clerk)

    accounts.reset_password(user=clerk, password="quite-another-one-8", by=admin, at=NOON)

    assert client.get("/").status_code == 302


def test_a_disabled_account_and_a_withdrawn_role_end_at_the_next_request(clerk: User, chief: User) -> None:
    clients = signed_in(clerk), signed_in(chief)
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    Membership.objects.filter(user=chief).delete()

    answers = [client.get("/months/") for client in clients]

    assert (answers[0].status_code, answers[0]["Location"]) == (302, "/login/?next=/months/")
    assert answers[1].status_code == 403


def test_login_and_logout_are_on_record(clerk: User) -> None:
    signed_in(clerk).post("/logout/")

    rows = Change.objects.order_by("number").values_list("action", "by__username", "address", "result")
    assert list(rows) == [("登录", "clerk", "127.0.0.1", "done"), ("退出", "clerk", "127.0.0.1", "done")]


def expired(user: User, clock: Any, **more: Any) -> tuple[Client, Any]:
    """A form sent after the session has run out; the browser and the answer."""
    client = signed_in(user)
    clock.shift(timedelta(minutes=61))
    return client, client.post("/units/new/?from=list", with_key(**NEW_UNIT, **more))


def test_a_form_sent_too_late_is_kept_and_goes_on_after_the_password(clerk: User, clock: Any) -> None:
    client, page = expired(clerk, clock)
    text = page.content.decode()
    kept = {name: values[0] for name, values in hidden(text).items()}

    answer = client.post("/units/new/?from=list", kept | {"again_password": PASSWORD})

    assert page.status_code == 200
    assert "登录已过期" in text
    assert 'action="/units/new/?from=list"' in text
    assert answer.status_code == 302
    assert Unit.objects.get(name="不动产登记中心").head == "王五 赵六" or Unit.objects.filter(
        short_name="不动产"
    )
    assert is_in(client)


def test_only_the_person_whose_session_it_was_sends_the_form(clerk: User, chief: User, clock: Any) -> None:
    client, page = expired(clerk, clock)
    kept = {name: values[0] for name, values in hidden(page.content.decode()).items()}

    wrong = client.post("/units/new/", kept | {"again_password": WRONG})
    forged = client.post("/units/new/", kept | {"again_password": PASSWORD, "again_who": str(chief.pk)})

    assert wrong.status_code == 422
    assert hidden(wrong.content.decode())["name"] == ["不动产登记中心"]
    assert (forged.status_code, forged["Location"]) == (302, "/login/?next=/units/new/")
    assert not Unit.objects.filter(short_name="不动产").exists()
    assert not is_in(client)


def test_the_lock_out_holds_on_that_page_and_the_text_stays(clerk: User, clock: Any) -> None:
    client, page = expired(clerk, clock)
    kept = {name: values[0] for name, values in hidden(page.content.decode()).items()}
    answers = [client.post("/units/new/", kept | {"again_password": WRONG}) for _ in range(5)]
    right = client.post("/units/new/", kept | {"again_password": PASSWORD})

    assert [one.status_code for one in answers] == [422, 422, 422, 422, 429]
    assert right.status_code == 429
    assert hidden(right.content.decode())["name"] == ["不动产登记中心"]
    assert not is_in(client)


def test_files_that_cannot_be_kept_are_named_and_passwords_never_are(clerk: User, clock: Any) -> None:
    upload = SimpleUploadedFile("照片.jpg", b"x")
    _, page = expired(clerk, clock, evidence=upload, password="typed-password-3")

    text = page.content.decode()
    assert "文件不能随表单保留" in text
    assert "“照片.jpg”" in text
    assert "typed-password-3" not in text


def test_a_form_without_any_session_leads_to_the_login_and_says_that_it_was_not_saved(clerk: User) -> None:
    headers = {"Referer": "http://testserver/units/?q=%E7%A4%BE"}

    answer = Client().post("/units/new/", with_key(**NEW_UNIT), headers=headers, follow=True)

    assert answer.redirect_chain == [("/login/?next=/units/%3Fq%3D%25E7%25A4%25BE", 302)]
    assert "刚才提交的内容没有保存" in answer.content.decode()
