"""What the browser is told with every answer; a real machine passes Django's own inspection."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import Client, override_settings

from scoring.services.months import close_month
from tests.access.addresses import all_addresses
from tests.conftest import NOON, logged_in
from tests.scoring.factories import shown
from units.models import Unit, User
from yanling_assess import safe_login

ROOT = Path(__file__).resolve().parents[2]
PROMISED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/login/", "/login/code/", "/months/", "/no-such-page/", "/password/"])
def test_every_answer_carries_the_guarding_headers_and_is_not_stored(clerk: User, path: str) -> None:
    for client in (Client(), logged_in(clerk)):
        answer = client.get(path)
        told = answer.headers

        assert {name: told.get(name) for name in PROMISED} == PROMISED
        assert "camera=()" in told["Permissions-Policy"]
        assert "default-src 'none'" in told["Content-Security-Policy"]
        assert "unsafe" not in told["Content-Security-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/login/", "/months/", "/password/", "/second-factor/"])
def test_personal_pages_and_the_login_are_stored_nowhere(clerk: User, path: str) -> None:
    assert "no-store" in logged_in(clerk).get(path)["Cache-Control"] or path == "/login/"
    assert "no-store" in Client().get("/login/")["Cache-Control"]


@pytest.mark.django_db
@override_settings(
    SESSION_COOKIE_SECURE=True,
    CSRF_COOKIE_SECURE=True,
    SECURE_SSL_REDIRECT=True,
    SECURE_HSTS_SECONDS=31_536_000,
)
def test_behind_https_cookies_are_secure_and_plain_requests_are_led_there(clerk: User) -> None:
    client = Client()

    led = client.get("/login/")
    answer = client.get("/login/", secure=True)
    client.post("/login/", {"username": "clerk", "password": "a-long-password-1"}, secure=True)

    assert (led.status_code, led["Location"]) == (301, "https://testserver/login/")
    assert answer["Strict-Transport-Security"].startswith("max-age=31536000")
    cookies = {name: client.cookies[name] for name in ("csrftoken", "sessionid")}
    assert all(cookie["secure"] and cookie["samesite"] == "Lax" for cookie in cookies.values())
    assert cookies["sessionid"]["httponly"]


def real_machine(tmp_path: Path, **more: str) -> dict[str, str]:
    """An environment as /etc/yanling.env makes it, its data folder a new one."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    (tmp_path / "fonts").symlink_to(ROOT / "var" / "fonts")
    return kept | {
        "SECRET_KEY": "w7Jq3nZr8Lk2Vx5Tb9Yd4Hs6Gf1Pc0Ma-Qe_Uo.Ri.Wj.Xz.Ns.Bt",
        "RECORDS_KEY": "Zt5Rk8Wq1Xn4Lb7Vd2Hs9Gf6Pc3Ma0Jy-Ue_Ko.Ri.Qj.Nz.Ss.Tt",
        "ALLOWED_HOSTS": "kaohe.example.gov.cn",
        "YANLING_DATA_DIR": str(tmp_path),
        **more,
    }


@pytest.mark.slow
@pytest.mark.parametrize("https", ["1", "0"])
def test_a_real_machine_passes_django_s_inspection(tmp_path: Path, https: str) -> None:
    """Without a warning behind HTTPS; with the one of ours, in Chinese, where there is none."""
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]

    done = subprocess.run(
        command,
        cwd=ROOT,
        env=real_machine(tmp_path, YANLING_HTTPS=https),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    told = re.findall(r"\(([a-z]+\.[EW][0-9]+)\)", done.stderr)
    assert (done.returncode, told) == ((0, []) if https == "1" else (1, ["yanling.W010"])), done.stderr


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        pytest.param({"HTTPS": False}, ["yanling.W010"], id="plain http"),
        pytest.param({"HTTPS": True}, [], id="https"),
        pytest.param({"HTTPS": False, "DEMO": True}, [], id="the demo"),
    ],
)
def test_a_site_without_https_is_told_so_once_in_chinese(changed: dict[str, Any], found: list[str]) -> None:
    with override_settings(**changed):
        messages = safe_login.https_is_on()

    assert [message.id for message in messages] == found
    assert all("YANLING_HTTPS=1" in str(message.hint) for message in messages)


def test_a_misspelt_role_that_must_use_the_second_step_stops_the_start() -> None:
    with override_settings(TOTP_REQUIRED_ROLES=["chief", "cheif"]):
        messages = [one for one in run_checks() if one.id == "yanling.E030"]

    assert [message.msg for message in messages] == ["环境变量 TOTP_REQUIRED_ROLES 中没有这个角色：cheif。"]


@pytest.mark.django_db
def test_only_previews_of_papers_may_stand_in_a_frame_of_the_site(chief: User, unit: Unit) -> None:
    names = {"notices:preview", "notices:outgoing_preview", "notices:quarter_sheet", "notices:year_sheet"}
    assert {one.name for one in all_addresses() if hasattr(one.view, "may_be_framed")} == names
    shown(date(2026, 9, 1))
    close_month(month=date(2026, 9, 1), by=chief, at=NOON)

    client = logged_in(chief)
    told = [client.get(f"/notices/compose/2026-09/{rest}").headers for rest in ("", "preview/")]

    assert [one["X-Frame-Options"] for one in told] == ["DENY", "SAMEORIGIN"]
    ancestors = [
        one["Content-Security-Policy"].partition("frame-ancestors ")[2].split(";")[0] for one in told
    ]
    assert ancestors == ["'none'", "'self'"]
