"""A start refuses unsafe settings, says which, and how to mend them."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from yanling_assess import env
from yanling_assess.checks import refuse_unless_ready
from yanling_assess.safe_settings import settings_are_safe

LOCAL = ["127.0.0.1", "localhost", "[::1]"]
PUBLIC = ["kaohe.example.gov.cn", *LOCAL]
SAFE = {
    "DEBUG": False,
    "DEMO": False,
    "HTTPS": True,
    "BIND": "127.0.0.1",
    "ALLOWED_HOSTS": PUBLIC,
    "SECRET_KEY": "s" * 50,
    "RECORDS_KEY": "r" * 50,
    "CSRF_TRUSTED_ORIGINS": ["https://kaohe.example.gov.cn"],
    "TRUSTED_PROXIES": ["127.0.0.1", "::1"],
}
DEVELOPMENT = {"SECRET_KEY": env.DEVELOPMENT_KEY, "RECORDS_KEY": env.DEVELOPMENT_KEY}
ALONE = {"DEMO": True, "HTTPS": False, "ALLOWED_HOSTS": LOCAL}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({}, [], id="as it should be"),
        pytest.param({"DEBUG": True}, ["yanling.E010"], id="debugging under a public name"),
        pytest.param(
            {"DEBUG": True, "ALLOWED_HOSTS": LOCAL, "BIND": "0.0.0.0"},
            ["yanling.E010"],
            id="debugging at a public address",
        ),
        pytest.param({"DEBUG": True, "ALLOWED_HOSTS": LOCAL}, [], id="debugging alone"),
        pytest.param({"ALLOWED_HOSTS": ["*"]}, ["yanling.E011"], id="any host"),
        pytest.param({"ALLOWED_HOSTS": ["*"], "DEMO": True}, [], id="a demo shown around"),
        pytest.param(DEVELOPMENT, ["yanling.E012"] * 2, id="the public keys"),
        pytest.param(ALONE | DEVELOPMENT, [], id="the public keys of a demo alone"),
        pytest.param(
            ALONE | DEVELOPMENT | {"BIND": "0.0.0.0"},
            ["yanling.E012"] * 2,
            id="the public keys of a demo shown around",
        ),
        pytest.param({"RECORDS_KEY": "s" * 50}, ["yanling.E013"], id="one key for both"),
        pytest.param(
            {"CSRF_TRUSTED_ORIGINS": ["http://kaohe.example.gov.cn"]}, ["yanling.E014"], id="http under https"
        ),
        pytest.param(
            {"HTTPS": False, "CSRF_TRUSTED_ORIGINS": ["http://kaohe.example.gov.cn"]}, [], id="http alone"
        ),
        pytest.param({"TRUSTED_PROXIES": ["*"]}, ["yanling.E015"], id="any proxy"),
    ],
)
def test_unsafe_settings_are_named_with_how_to_mend_them(
    changed: dict[str, Any], expected: list[str]
) -> None:
    with override_settings(**SAFE | changed):
        found = settings_are_safe()

    assert [message.id for message in found] == expected
    assert all(message.is_serious() and message.hint for message in found)


@pytest.mark.parametrize("given", ["--threads 4", "--worker-class=gthread", "-k gthread", "--preload"])
def test_a_server_with_shared_connections_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("GUNICORN_CMD_ARGS", f"--log-level info {given}")

    with override_settings(**SAFE):
        assert [message.id for message in settings_are_safe()] == ["yanling.E020"]


@pytest.mark.django_db
def test_the_site_does_not_start_and_says_all_that_is_wrong() -> None:
    wrong = SAFE | {"ALLOWED_HOSTS": ["*"], "RECORDS_KEY": "s" * 50}
    with override_settings(**wrong), pytest.raises(ImproperlyConfigured) as refused:
        refuse_unless_ready()

    said = str(refused.value)
    assert said.startswith("系统不能启动：\n")
    assert "ALLOWED_HOSTS 中有“*”" in said
    assert "RECORDS_KEY 与 SECRET_KEY 相同" in said
    assert "请给两者各设一个随机值" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEB_CONCURRENCY", "0"),
        ("WEB_CONCURRENCY", "two"),
        ("WEB_CONCURRENCY", "65"),
        ("WEB_CONCURRENCY", "２"),
    ],
)
def test_an_odd_number_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=f"{name} 的值是“{value}”，应为 1 到 64 的整数"):
        env.number(name, default=2, least=1, most=64)


@pytest.mark.parametrize("name", ["LOG_FORMAT", "LOG_LEVEL"])
def test_an_odd_way_of_logging_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "loud")

    with pytest.raises(ImproperlyConfigured, match=f"{name} 的值是“loud”"):
        env.logging_options()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {"format_name": "json", "level": "warning", "requests": True}),
        ({"YANLING_DEMO": "1"}, {"format_name": "plain", "level": "warning", "requests": False}),
        ({"DEBUG": "1"}, {"format_name": "debug", "level": "warning", "requests": False}),
        (
            {"LOG_FORMAT": "plain", "LOG_LEVEL": "INFO", "ACCESS_LOG": "0"},
            {"format_name": "plain", "level": "info", "requests": False},
        ),
    ],
    ids=["for real", "the demo", "development", "as one likes"],
)
def test_the_log_is_for_machines_unless_somebody_watches(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], expected: dict[str, Any]
) -> None:
    for name in ("DEBUG", "YANLING_DEMO", "LOG_FORMAT", "LOG_LEVEL", "ACCESS_LOG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    assert env.logging_options() == expected
