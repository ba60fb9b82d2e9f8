"""Accounts: the administrator gives and takes rights; every change is on record and works at once."""

import re
import uuid
from datetime import date
from typing import Any

import pytest

from records.errors import EditConflict, Refusal
from records.models import Change
from records.workbooks import read_workbook
from tests.conftest import NOON, actor, logged_in, make_user
from units.models import Membership, Role, Unit, User
from units.services import accounts

pytestmark = pytest.mark.django_db
PASSWORD = "quite-a-long-one-7"


@pytest.fixture
def admin(bureau: Any) -> User:
    return make_user("admin", "管理壬", Role.ADMIN)


def post(client: Any, url: str, **fields: Any) -> Any:
    return client.post(url, {"form_key": str(uuid.uuid4()), **fields})


def test_a_new_account_can_log_in_and_sees_nothing_until_it_has_a_role(admin: User) -> None:
    answer = post(logged_in(admin), "/accounts/new/", username="zhang", name="张三", password=PASSWORD)

    user = User.objects.get(username="zhang")
    assert (answer.status_code, answer.url) == (302, f"/accounts/{user.pk}/")
    assert user.check_password(PASSWORD)
    assert logged_in(user).get("/").status_code == 403


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        pytest.param({"username": "ADMIN"}, "用户名“ADMIN”已有人使用", id="name taken"),
        pytest.param({"password": "12345678"}, "密码", id="weak password"),
        pytest.param({"username": ""}, "这个字段是必填项", id="no name"),
        pytest.param({"username": "a b"}, "用户名", id="odd name"),
    ],
)
def test_a_bad_account_is_refused_and_what_was_typed_stays(
    admin: User, fields: dict[str, str], message: str
) -> None:
    typed = {"username": "li", "name": "李四", "password": PASSWORD} | fields

    answer = post(logged_in(admin), "/accounts/new/", **typed)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert message in text
    assert 'value="李四"' in text
    assert User.objects.count() == 1


def test_sending_the_form_twice_makes_one_account(admin: User) -> None:
    client, fields = logged_in(admin), {"username": "zhang", "name": "张三", "password": PASSWORD}
    key = str(uuid.uuid4())

    answers = [client.post("/accounts/new/", {"form_key": key, **fields}) for _ in range(2)]

    assert {answer.url for answer in answers} == {f"/accounts/{User.objects.get(username='zhang').pk}/"}
    assert User.objects.filter(username="zhang").count() == 1


def test_a_role_works_at_the_next_request_and_so_does_its_end(admin: User, stranger: User) -> None:
    client = logged_in(stranger)
    granted = accounts.grant_role(user=stranger, role=Role.CLERK, by=admin, at=NOON)
    with_role = client.get("/").status_code

    accounts.revoke_role(membership=granted, by=admin, at=NOON)

    assert (with_role, client.get("/").status_code) == (200, 403)
    actions = Change.objects.filter(subject_id=str(stranger.pk)).values_list("action", flat=True)
    assert set(actions) == {"授予角色", "撤销角色"}


def test_a_unit_head_needs_a_unit_and_others_have_none(admin: User, stranger: User, unit: Unit) -> None:
    with pytest.raises(Refusal, match="须选定所在单位"):
        accounts.grant_role(user=stranger, role=Role.UNIT_HEAD, by=admin, at=NOON)
    with pytest.raises(Refusal, match="须选定所在单位"):
        accounts.grant_role(user=stranger, role=Role.CLERK, unit=unit, by=admin, at=NOON)


def test_an_acting_chief_ends_on_the_day_set(admin: User, stranger: User) -> None:
    accounts.grant_role(
        user=stranger, role=Role.CHIEF, acting=True, ends_on=NOON.date().replace(day=1), by=admin, at=NOON
    )

    assert actor(stranger).roles == frozenset()


def test_nobody_shuts_themselves_out(admin: User) -> None:
    with pytest.raises(Refusal, match="不能停用自己"):
        accounts.edit_account(user=admin, expected_version=1, changes={"is_active": False}, by=admin, at=NOON)
    with pytest.raises(Refusal, match="最后一位系统管理员"):
        accounts.revoke_role(membership=Membership.objects.get(user=admin), by=admin, at=NOON)


def test_the_second_editor_is_told_and_sees_both_texts(admin: User, stranger: User) -> None:
    accounts.edit_account(user=stranger, expected_version=1, changes={"name": "甲"}, by=admin, at=NOON)

    answer = post(logged_in(admin), f"/accounts/{stranger.pk}/", name="乙", is_active="on", version="1")

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "<td>甲</td><td>乙</td>" in text
    assert User.objects.get(pk=stranger.pk).name == "甲"
    with pytest.raises(EditConflict):
        accounts.edit_account(user=stranger, expected_version=1, changes={"name": "丙"}, by=admin, at=NOON)


def test_an_account_out_of_use_is_out_at_once(admin: User, clerk: User) -> None:
    client = logged_in(clerk)
    accounts.edit_account(user=clerk, expected_version=1, changes={"is_active": False}, by=admin, at=NOON)

    assert client.get("/").url == "/login/?next=/"  # type: ignore[attr-defined]


def test_the_list_costs_the_same_for_one_and_three_accounts(
    admin: User, django_assert_num_queries: Any
) -> None:
    client = logged_in(admin)
    client.get("/accounts/")
    with django_assert_num_queries(6):
        client.get("/accounts/")
    make_user("b", "乙", Role.CLERK)
    make_user("c", "丙", Role.LEADER)
    with django_assert_num_queries(6):
        client.get("/accounts/")


def test_only_the_administrator_comes_near_accounts(cast: dict[str, User]) -> None:
    answers = {name: logged_in(user).get("/accounts/").status_code for name, user in cast.items()}

    assert answers == dict.fromkeys(cast, 403) | {"admin": 200}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"admin", "clerk", "gone", "head"}),
        ("q=经办", {"clerk"}),
        ("role=unit_head", {"head"}),
        ("role=leader", set()),
        ("state=open", {"admin", "clerk", "head"}),
        ("state=out", {"gone"}),
        ("state=out&role=clerk", set()),
        ("role=nonsense", {"admin", "clerk", "gone", "head"}),
    ],
)
def test_accounts_are_listed_and_exported_as_narrowed(
    query: str, found: set[str], admin: User, clerk: User, head: User
) -> None:
    User.objects.create(username="gone", name="已走", is_active=False)
    desk = logged_in(admin)

    page = desk.get(f"/accounts/?{query}").content.decode()
    (sheet,) = read_workbook(
        "表.xlsx", desk.get(f"/accounts/export/?{query}").content, max_rows=99, max_bytes=99_999
    )

    assert set(re.findall(r'href="/accounts/\d+/">(\w+)<', page)) == found
    assert {row[0] for _, row in sheet.rows[3:]} == found


def test_the_export_names_the_roles_with_unit_and_days(admin: User, head: User, chief: User) -> None:
    Membership.objects.filter(user=chief).update(acting=True, ends_on=date(2026, 12, 31))

    data = logged_in(admin).get("/accounts/export/").content

    (sheet,) = read_workbook("表.xlsx", data, max_rows=99, max_bytes=99_999)
    roles = {row[0]: row[2] for _, row in sheet.rows[3:]}
    assert roles[head.username] == "窗口单位负责人（社保中心）"
    assert roles[chief.username] == "代理政策法规股负责人（至2026-12-31）"
