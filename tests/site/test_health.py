"""`/healthz` tells a monitor whether this server can do its work, and which part cannot."""

import json
import logging
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings

from yanling_assess import health

pytestmark = pytest.mark.django_db


def answered(**headers: str) -> tuple[int, dict[str, Any]]:
    response = Client().get("/healthz", headers=headers)
    return response.status_code, json.loads(response.content)


def test_a_healthy_site_says_so_without_a_session(django_assert_max_num_queries: Any) -> None:
    health.shipped_migrations()
    with django_assert_max_num_queries(3):
        response = Client().get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_it_can_be_asked_for_its_head_alone_and_takes_no_form() -> None:
    head = Client().head("/healthz")

    assert (head.status_code, head.content) == (200, b"")
    assert Client().post("/healthz").status_code == 405


@override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["kaohe.example.gov.cn", *site.ALLOWED_HOSTS])
def test_it_answers_the_machine_itself_without_https() -> None:
    assert answered(host="127.0.0.1:8000") == (200, {"status": "ok"})
    assert Client().get("/login/", headers={"host": "127.0.0.1:8000"}).status_code == 301


def test_a_migration_that_is_missing_is_named() -> None:
    MigrationRecorder(connection).record_unapplied("records", "0005_chained_changes")

    assert answered() == (
        503,
        {"status": "failing", "failing": {"migrations": "有1个数据库迁移没有执行"}},
    )


def test_a_full_disk_is_named(settings: Any) -> None:
    settings.DISK_FREE_MIN_BYTES = shutil.disk_usage(health.DATA_DIR).total + 1

    status, told = answered()

    assert (status, list(told["failing"])) == (503, ["disk"])
    assert told["failing"]["disk"].startswith("数据目录所在磁盘只剩")


def test_missing_fonts_are_named(settings: Any, tmp_path: Path) -> None:
    settings.PAPER_FONT_DIR = tmp_path

    assert answered() == (503, {"status": "failing", "failing": {"fonts": "公文字体不完整"}})


def test_a_store_that_does_not_answer_is_named(settings: Any) -> None:
    backend = {"BACKEND": "tests.site.test_health.Unreachable"}
    settings.STORAGES = settings.STORAGES | {"default": backend}

    assert answered() == (
        503,
        {"status": "failing", "failing": {"evidence": "没有回应（ConnectionError）"}},
    )


class Unreachable:
    """A store on another machine that is down."""

    def exists(self, _name: str) -> bool:
        raise ConnectionError("http://store.example.gov.cn/bucket")


def test_a_database_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any, **_kwargs: Any) -> Any:
        raise connection.Database.OperationalError("secret words")

    monkeypatch.setattr(connection, "cursor", refuse)

    status, told = answered()

    assert (status, told["failing"]) == (503, {"database": "没有回应（OperationalError）"})


def test_a_healthy_answer_leaves_no_line_and_a_failing_one_does(
    caplog: pytest.LogCaptureFixture, settings: Any, tmp_path: Path
) -> None:
    with caplog.at_level(logging.INFO, logger="yanling.requests"):
        answered()
        assert [record for record in caplog.records if record.name == "yanling.requests"] == []
        settings.PAPER_FONT_DIR = tmp_path
        answered()

    assert [record.status for record in caplog.records if record.name == "yanling.requests"] == [503]
