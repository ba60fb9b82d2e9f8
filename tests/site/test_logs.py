"""The log says what happened to which request, and nothing that anybody typed."""

import io
import json
import logging
import re
import uuid
from collections.abc import Iterator
from logging.config import dictConfig
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.exceptions import SuspiciousFileOperation
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from django.utils import timezone

from records.submit import submit_once
from scoring.models import Complaint
from tests.conftest import NOON, logged_in
from tests.records.test_submit import post
from tests.scoring.complaints import RECEIVED
from tests.scoring.test_complaint_pages import typed
from units.access import May, requires
from units.models import Unit, User
from yanling_assess.logs.config import REQUESTS, logging_config
from yanling_assess.logs.faults import told, trace
from yanling_assess.logs.lines import JsonLines, PlainLines

NAME, PHONE, WORDS = "丹顶鹤一", "13700006612", "canary-words"
CANARIES = (NAME, PHONE, WORDS)
pytestmark = pytest.mark.django_db


class Log:
    """What has been written so far, through one formatter."""

    def __init__(self, formatter: logging.Formatter) -> None:
        self.stream = io.StringIO()
        self.handler = logging.StreamHandler(self.stream)
        self.handler.setFormatter(formatter)

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]

    def leaks(self) -> list[str]:
        """Lines that hold a canary, as it is or escaped."""
        found = [canary.encode("unicode_escape").decode() for canary in CANARIES]
        return [line for line in self.text.splitlines() if any(each in line for each in (*CANARIES, *found))]


@pytest.fixture(params=[JsonLines, PlainLines], ids=["json", "plain"])
def log(request: pytest.FixtureRequest) -> Iterator[Log]:
    yield from listening(request.param())


@pytest.fixture
def json_log() -> Iterator[Log]:
    yield from listening(JsonLines())


def listening(formatter: logging.Formatter) -> Iterator[Log]:
    log, root, requests = Log(formatter), logging.getLogger(), logging.getLogger(REQUESTS)
    levels = root.level, requests.level
    root.addHandler(log.handler)
    root.setLevel(logging.INFO)
    requests.setLevel(logging.INFO)
    yield log
    root.removeHandler(log.handler)
    root.setLevel(levels[0])
    requests.setLevel(levels[1])


@requires(May.PUBLIC)
def crash(request: HttpRequest, how: str) -> HttpResponse:
    """Goes wrong with what was sent in its hands, in local variables and in the exception's message."""
    name = request.POST["name"]
    if how == "value":
        raise ValueError(f"{name} is no number")
    if how == "key":
        return HttpResponse({}[name])
    if how == "file":
        Path(f"/nowhere/{name}").read_text("utf-8")
    if how == "suspicious":
        raise SuspiciousFileOperation(f"odd file {name}")
    if how == "chained":
        try:
            int(name)
        except ValueError as error:
            raise RuntimeError(f"about {name}") from error
    Unit.objects.create(name=name)
    Unit.objects.create(name=name)
    return HttpResponse()


urlpatterns = [path("crash/<str:how>/", crash, name="crash"), path("", include("yanling_assess.urls"))]
handler500 = "yanling_assess.errors.server_error"
HERE = override_settings(ROOT_URLCONF="tests.site.test_logs")


def test_a_request_is_one_line_that_says_who_what_and_how_long(json_log: Log, clerk: User) -> None:
    response = logged_in(clerk).get("/ledger/", {"q": NAME}, headers={"x-request-id": "abcdef0123456789"})

    (line,) = [line for line in json_log.lines if line["logger"] == REQUESTS]
    assert response.status_code == 200
    assert line.pop("ms") > 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00", line.pop("time"))
    assert line == {
        "level": "INFO",
        "logger": "yanling.requests",
        "message": "GET /ledger/ 200",
        "request_id": response["X-Request-ID"],
        "address": "127.0.0.1",
        "method": "GET",
        "route": "scoring:ledger",
        "path": "/ledger/",
        "status": 200,
        "user": clerk.pk,
    }
    assert line["request_id"] == "abcdef0123456789"


def test_an_address_that_somebody_typed_is_not_repeated(log: Log, clerk: User) -> None:
    logged_in(clerk).get(f"/units/{NAME}/", {"q": PHONE})
    logged_in(clerk).get(f"/%E4%B8%B9/{WORDS}?{PHONE}")

    assert len(log.text.splitlines()) == 4  # the request's line, and Django's “Not Found”
    assert [line for line in log.leaks() if WORDS not in line] == []


@HERE
@pytest.mark.parametrize("how", ["value", "key", "file", "suspicious", "chained", "database"])
def test_a_crash_is_told_with_its_place_and_without_what_was_sent(log: Log, how: str) -> None:
    client = Client(raise_request_exception=False)

    response = client.post(f"/crash/{how}/", {"name": NAME, "contact": PHONE, "text": WORDS})

    assert response.status_code in (400, 500)
    assert response["X-Request-ID"] in log.text
    assert log.leaks() == []
    assert re.search(r"tests/site/test_logs\.py:\d+ crash", log.text)


@HERE
def test_who_meets_a_crash_can_tell_its_number(json_log: Log) -> None:
    response = Client(raise_request_exception=False).post("/crash/value/", {"name": NAME})

    (number,) = re.findall(r"请求编号：<code>(\w+)</code>", response.content.decode())
    (line,) = [line for line in json_log.lines if "trace" in line]
    assert line["request_id"] == response["X-Request-ID"] == number
    assert (line["error"], line["status"], line["level"]) == ("ValueError", 500, "ERROR")
    assert line["trace"][-1] == "ValueError"


def test_forms_that_succeed_and_fail_leave_none_of_their_words(
    log: Log, clerk: User, unit: Unit, caplog: pytest.LogCaptureFixture
) -> None:
    told_of = {"complainant": NAME, "contact": PHONE, "content": WORDS, "p1_text": WORDS}
    with time_machine.travel(NOON, tick=False):
        desk = logged_in(clerk)
        made = desk.post("/complaints/new/", typed(unit, **told_of))
        wrong = desk.post("/complaints/new/", typed(unit, **told_of, received_at=NAME))
        other = desk.post("/complaints/new/", typed(unit, **told_of, form_key=PHONE))
        Client().post("/login/", {"username": NAME, "password": PHONE})
        Client(enforce_csrf_checks=True).post("/login/", {"username": NAME}, headers={"referer": f"/?{NAME}"})
        desk.get("/complaints/", {"q": NAME})
        desk.post(f"/complaints/new/?next={NAME}", "x" * 99, content_type=f"text/{WORDS}")

    complaint = Complaint.objects.get()
    assert (made.status_code, complaint.received_at) == (302, RECEIVED)
    assert 200 <= wrong.status_code < 500
    assert 200 <= other.status_code < 500
    assert len(log.text.splitlines()) >= 7
    assert log.leaks() == []


def test_a_constraint_met_in_a_race_is_told_by_its_name_alone(log: Log, clerk: User) -> None:
    Unit.objects.create(name=NAME)

    with pytest.raises(Exception, match="没有写入"):
        submit_once(post(clerk, str(uuid.uuid4())), lambda: Unit.objects.create(name=NAME), to=lambda _: "/")

    assert log.leaks() == []
    assert "IntegrityError" in log.text
    assert "units_unit" in log.text


@override_settings(ALLOWED_HOSTS=["kaohe.example.gov.cn"])
def test_a_wrong_host_name_is_told_by_its_kind(log: Log) -> None:
    response = Client().get("/login/", headers={"host": f"{WORDS}.example.gov.cn"})

    assert (response.status_code, "请求有误" in response.content.decode()) == (400, True)
    assert "DisallowedHost" in log.text
    assert log.leaks() == []


@pytest.mark.parametrize(
    ("message", "arguments", "expected"),
    [
        (
            "Error handling request %s %s",
            ("GET", f"/ledger/?q={NAME}&page=2"),
            "Error handling request GET /ledger/?…",
        ),
        (
            f"Invalid request from ip=10.0.0.8: Invalid HTTP Header: 'X-NAME: {NAME}'",
            (),
            "Invalid request from ip=10.0.0.8",
        ),
        (f"Invalid request from ip=fd00::8: /{NAME}", (), "Invalid request from ip=fd00::8"),
        ("Worker (pid:%s) was sent %s!", (7, "SIGKILL"), "Worker (pid:7) was sent SIGKILL!"),
    ],
)
def test_the_servers_own_lines_are_cut_too(
    json_log: Log, message: str, arguments: tuple[Any, ...], expected: str
) -> None:
    logger = logging.getLogger("gunicorn.error")
    logger.propagate = True
    logger.warning(message, *arguments)

    assert [line["message"] for line in json_log.lines] == [expected]


def test_what_other_libraries_repeat_of_people_is_not_written(log: Log) -> None:
    for name in ("axes", "axes.handlers.database", "weasyprint", "fontTools.subset", "gunicorn.access"):
        logging.getLogger(name).warning("New login failure by %s", NAME)

    assert log.text == ""


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ValueError(NAME), "ValueError"),
        (AttributeError("'NoneType' object has no attribute 'pk'"), "AttributeError: 'NoneType' object has"),
        (FileNotFoundError(2, "No such file", f"/x/{NAME}"), "FileNotFoundError: [Errno 2] No such file"),
        (
            IntegrityError(
                f'duplicate key value violates "units_name"\nDETAIL:  Key (name)=({NAME}) exists.'
            ),
            'django.db.utils.IntegrityError: duplicate key value violates "units_name"',
        ),
    ],
    ids=["data", "code", "machine", "database"],
)
def test_an_exception_says_no_more_than_may_be_written(error: Exception, expected: str) -> None:
    assert told(error).startswith(expected)
    assert NAME not in told(error)


def test_a_trace_names_files_as_the_project_does_and_causes_first() -> None:
    try:
        try:
            int(NAME)
        except ValueError as cause:
            raise RuntimeError(NAME) from cause
    except RuntimeError as error:
        lines = trace(error)

    assert [line for line in lines if ":" not in line] == ["ValueError", "RuntimeError"]
    assert all(line.startswith("tests/site/test_logs.py:") for line in lines if ":" in line)


def test_one_configuration_serves_the_site_and_its_server(capsys: pytest.CaptureFixture[str]) -> None:
    config = logging_config(format_name="json", level="warning", requests=True)
    assert config["handlers"]["console"]["class"] == "logging.StreamHandler"
    assert "mail_admins" not in str(config)
    before = {name: logging.getLogger(name).propagate for name in config["loggers"]}
    handlers, level = logging.getLogger().handlers[:], logging.getLogger().level
    try:
        dictConfig(config | {"handlers": config["handlers"] | {"console": config["handlers"]["nowhere"]}})
        assert logging.getLogger(REQUESTS).isEnabledFor(logging.INFO)
        assert not logging.getLogger("some.library").isEnabledFor(logging.INFO)
    finally:
        logging.getLogger().handlers[:] = handlers
        logging.getLogger().setLevel(level)
    assert before.keys() == config["loggers"].keys()


def test_the_log_speaks_of_now(json_log: Log) -> None:
    logging.getLogger("scoring").warning("x")

    (line,) = json_log.lines
    assert abs((timezone.now() - timezone.datetime.fromisoformat(line["time"])).total_seconds()) < 60
    assert line == {"time": line["time"], "level": "WARNING", "logger": "scoring", "message": "x"}
