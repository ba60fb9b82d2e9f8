"""The environment is read strictly: an odd value is one clear line, not a guess."""

import os
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from yanling_assess import env


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", True), ("TRUE", True), ("on", True), ("0", False), ("no", False), ("", True)],
    ids=repr,
)
def test_a_flag_is_read_as_yes_or_no(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("SOME_FLAG", value)

    assert env.flag("SOME_FLAG", default=True) is expected


def test_an_odd_flag_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_FLAG", "maybe")

    with pytest.raises(ImproperlyConfigured, match="SOME_FLAG 的值是“maybe”"):
        env.flag("SOME_FLAG", default=False)


def test_what_the_site_writes_is_closed_to_other_accounts(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        env.close_to_others()
        (tmp_path / "new.sqlite3").touch()
        assert (tmp_path / "new.sqlite3").stat().st_mode & 0o777 == 0o640
    finally:
        os.umask(before)


@pytest.mark.parametrize("name", ["SECRET_KEY", "RECORDS_KEY"])
def test_a_short_key_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "short")

    with pytest.raises(ImproperlyConfigured, match=name):
        env.key(name, development=False)


@pytest.mark.parametrize("url", ["mysql://somewhere/db", "nonsense"])
def test_a_database_of_another_kind_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        env.database()


def test_postgresql_keeps_its_connections_and_checks_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/yanling")

    config = env.database()

    assert config["ENGINE"] == "django.db.backends.postgresql"
    assert (config["CONN_MAX_AGE"], config["CONN_HEALTH_CHECKS"]) == (None, True)


@pytest.mark.parametrize("value", ["4", "721", "-1", "6.5", "an hour", "٦٠"])
def test_an_odd_number_is_refused_with_its_limits(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SOME_MINUTES", value)

    with pytest.raises(ImproperlyConfigured, match=f"SOME_MINUTES 的值是“{value}”，应为 5 到 720 的整数"):
        env.number("SOME_MINUTES", default=60, least=5, most=720)


def test_a_choice_is_one_of_the_words_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_RULES", "Dengbao")
    assert env.choice("SOME_RULES", among=("plain", "dengbao")) == "dengbao"
    monkeypatch.setenv("SOME_RULES", "strict")

    with pytest.raises(ImproperlyConfigured, match="应为 plain、dengbao 之一"):
        env.choice("SOME_RULES", among=("plain", "dengbao"))
