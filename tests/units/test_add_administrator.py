"""A new site gets its first administrator from the console, and no second one that way."""

from io import StringIO

import pytest
from django.core.management import call_command

from records.models import Change
from tests.conftest import logged_in
from units.models import Membership, Role, User

PASSWORD = "three-blue-teapots"


def run(monkeypatch: pytest.MonkeyPatch, password: str, *arguments: str) -> tuple[int, str]:
    """Exit code and what was said, the password given as standard input."""
    monkeypatch.setattr("sys.stdin", StringIO(password + "\n"))
    out, err = StringIO(), StringIO()
    try:
        call_command("add_administrator", *arguments, stdout=out, stderr=err)
    except SystemExit as leaving:
        return int(str(leaving.code)), err.getvalue().strip()
    return 0, out.getvalue().strip()


@pytest.mark.django_db
def test_first_administrator_can_open_accounts_and_is_on_record(monkeypatch: pytest.MonkeyPatch) -> None:
    said = run(monkeypatch, PASSWORD, "guanli", "--name", "管理员")
    assert said == (0, "系统管理员管理员（guanli）已新建，可以登录。")
    user = User.objects.get(username="guanli")
    assert user.check_password(PASSWORD)
    assert list(Membership.objects.values_list("user", "role")) == [(user.pk, Role.ADMIN)]
    assert list(Change.objects.order_by("pk").values_list("action", flat=True)) == ["新建账号", "授予角色"]
    assert logged_in(user).get("/accounts/").status_code == 200


@pytest.mark.django_db
def test_second_administrator_is_not_made_from_the_console(monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, PASSWORD, "guanli", "--name", "管理员")
    said = run(monkeypatch, PASSWORD, "other", "--name", "另一人")
    assert said == (1, "已有系统管理员；请由其登录后在“账号”页新建账号。")
    assert User.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("username", "name", "password"),
    [
        pytest.param("guanli", "管理员", "123", id="a weak password"),
        pytest.param("guanli", "管理员", "", id="no password"),
        pytest.param("guan li", "管理员", PASSWORD, id="a username with a space"),
        pytest.param("guanli", "管" * 41, PASSWORD, id="a name too long"),
    ],
)
def test_bad_input_is_refused_and_nothing_written(
    monkeypatch: pytest.MonkeyPatch, username: str, name: str, password: str
) -> None:
    code, said = run(monkeypatch, password, username, "--name", name)
    assert code == 2
    assert said
    assert not User.objects.exists()
