"""What a password must be, by one setting; and who must choose a new one before going on."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from tests.conftest import NOON, make_user
from tests.signing_in.door import PASSWORD, WRONG, acts, is_in, sign_in, signed_in
from units.models import Role, User
from units.services import accounts
from yanling_assess import password_rules
from yanling_assess.demo_accounts import DEMO_PASSWORD

pytestmark = pytest.mark.django_db
NEW = "a-quite-new-one-7"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.mark.parametrize(
    ("password", "plain", "dengbao"),
    [
        pytest.param("three blue teapots", True, False, id="long, small letters and spaces"),
        pytest.param("Three-blue-teapots", True, True, id="long, three kinds"),
        pytest.param("三把蓝色的茶壶三把蓝色的", True, False, id="twelve characters, one kind"),
        pytest.param("三把蓝色的茶壶Tea2026", True, True, id="Chinese and three other kinds"),
        pytest.param(DEMO_PASSWORD, True, True, id="the demo's"),
        pytest.param("Aa1!Aa1!Aa", False, False, id="ten characters"),
        pytest.param("410000199001011234", False, False, id="a number of an identity card"),
        pytest.param("woaini1314520", False, False, id="often used here"),
        pytest.param("Password1234", False, False, id="often used, with a capital"),
        pytest.param("Aa1Aa1Aa1Aa1", False, False, id="three characters over and over"),
        pytest.param("zhangsanfeng", False, False, id="the user name"),
    ],
)
def test_one_setting_decides_what_a_password_must_be(
    settings: Any, password: str, plain: bool, dengbao: bool
) -> None:
    user = User(username="zhangsanfeng", name="张三丰")
    taken = []
    for rules in (password_rules.PLAIN, password_rules.DENGBAO):
        settings.AUTH_PASSWORD_VALIDATORS = password_rules.validators(rules)
        try:
            validate_password(password, user)
        except ValidationError:
            taken.append(False)
        else:
            taken.append(True)

    assert taken == [plain, dengbao]


def test_a_refusal_says_in_chinese_what_is_missing(settings: Any) -> None:
    settings.AUTH_PASSWORD_VALIDATORS = password_rules.validators(password_rules.DENGBAO)

    with pytest.raises(ValidationError) as refused:
        validate_password("teapotteapot")

    assert refused.value.messages == ["密码只有1种字符，须有小写字母、大写字母、数字、其他符号中的至少3种。"]


def change(client: Client, old: str, new: str) -> Any:
    return client.post("/password/", {"old_password": old, "new_password1": new, "new_password2": new})


def test_a_password_set_by_the_administrator_is_changed_before_anything_else(clerk: User) -> None:
    admin = make_user("admin", "管理壬", Role.ADMIN)
    accounts.reset_password(user=clerk, password="told-on-the-phone-1", by=admin, at=NOON)
    client = Client()
    sign_in("clerk", "told-on-the-phone-1", client=client)

    before = client.get("/months/")
    page = client.get("/password/").content.decode()
    change(client, "told-on-the-phone-1", NEW)

    assert (before.status_code, before["Location"]) == (302, "/password/")
    assert "现在的密码是管理员设的" in page
    assert client.get("/months/").status_code == 200
    assert acts() == ["重设密码", "登录", "修改密码"]


def test_after_ninety_days_a_new_one_is_asked_for_where_the_rules_say_so(
    clerk: User, settings: Any, clock: Any
) -> None:
    User.objects.filter(pk=clerk.pk).update(password_changed_at=NOON - timedelta(days=91))
    client = signed_in(clerk)
    plain = client.get("/months/").status_code
    settings.PASSWORD_DAYS = password_rules.days(password_rules.DENGBAO)
    aged = client.get("/months/")
    same = change(client, PASSWORD, PASSWORD)
    change(client, PASSWORD, NEW)

    assert plain == 200
    assert (aged.status_code, aged["Location"]) == (302, "/password/")
    assert "新密码与现在的相同" in same.content.decode()
    assert client.get("/months/").status_code == 200


def test_guessing_the_old_password_on_an_open_screen_is_locked_too(clerk: User) -> None:
    client = signed_in(clerk)

    answers = [change(client, WRONG, NEW).status_code for _ in range(5)]

    assert answers == [200, 200, 200, 200, 429]
    assert change(client, PASSWORD, NEW).status_code == 429
    assert acts() == ["登录", *["修改密码失败"] * 5, "锁定"]
    assert is_in(client)
