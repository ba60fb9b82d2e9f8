"""The site behind nginx as docs/deploy has it: https, static files, limits, who is who; nothing else opens.

Skipped where nginx is not installed (apt-get install nginx-light).
"""

import http.client
import json
import shutil
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.drills.behind import NAME, Nginx, linked, program
from tests.drills.site import Site

MEGABYTE = 1024 * 1024
pytestmark = [
    pytest.mark.drill,
    pytest.mark.slow,
    pytest.mark.skipif(
        program() is None or shutil.which("openssl") is None, reason="nginx or openssl is not installed"
    ),
]


@pytest.fixture(scope="module")
def served(made: Site) -> Iterator[Site]:
    """The site as it is set when nginx stands before it."""
    made.more = {
        "YANLING_HTTPS": "1",
        "ALLOWED_HOSTS": NAME,
        "CSRF_TRUSTED_ORIGINS": f"https://{NAME}",
        "LOG_FORMAT": "json",
        "ACCESS_LOG": "1",
    }
    made.start()
    yield made
    made.kill()
    made.more = {}


@pytest.fixture(scope="module")
def nginx(served: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    front = Nginx(tmp_path_factory.mktemp("nginx"), served.folder, served.port)
    front.write()
    front.start()
    yield front
    front.stop()


def lines_of(site: Site, number: str) -> list[dict[str, Any]]:
    """What the site logged of one request."""
    text = site.log.read_text("utf-8", "replace").splitlines()
    lines = [json.loads(line) for line in text if line.startswith("{")]
    return [line for line in lines if line.get("request_id") == number]


def test_the_login_page_comes_over_https_and_plain_http_leads_there(nginx: Nginx) -> None:
    plain = http.client.HTTPConnection("127.0.0.1", nginx.plain)
    plain.request("GET", "/login/?next=/", headers={"Host": NAME})
    led = plain.getresponse()
    plain.close()
    status, headers, page = nginx.ask("/login/")

    assert (led.status, led.headers["Location"]) == (301, f"https://{NAME}/login/?next=/")
    assert (status, "<form" in page.decode()) == (200, True)
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "Secure" in headers["Set-Cookie"]
    assert headers["Server"] == "nginx"


def test_a_form_sent_over_https_is_taken_as_ours(nginx: Nginx) -> None:
    token = "d" * 32
    status, _, page = nginx.ask(
        "/login/",
        method="POST",
        body=f"csrfmiddlewaretoken={token}&username=nobody&password=nothing",
        Content_Type="application/x-www-form-urlencoded",
        Cookie=f"csrftoken={token}",
        Origin=f"https://{NAME}",
    )

    assert status == 200
    assert "nobody" in page.decode()


def test_static_files_come_from_nginx_compressed_and_are_kept_for_ever(nginx: Nginx, served: Site) -> None:
    style = linked(nginx.ask("/login/")[2], ".css")
    before = served.log.read_text("utf-8", "replace")
    started = time.perf_counter()
    answers = [nginx.ask(style, Accept_Encoding="gzip") for _ in range(20)]
    each = (time.perf_counter() - started) / 20 * 1000
    status, headers, content = answers[0]

    print(f"静态文件由 nginx 提供：{len(content)}字节（已压缩），每次连同握手{each:.1f}毫秒")
    assert (status, headers["Content-Encoding"], content[:2]) == (200, "gzip", b"\x1f\x8b")
    assert "max-age=315360000" in ",".join(headers.get_all("Cache-Control", []))
    assert served.log.read_text("utf-8", "replace") == before


def test_an_upload_beyond_the_limit_is_stopped_at_the_door(nginx: Nginx) -> None:
    status, _, _ = nginx.ask("/login/", method="POST", Content_Length=str(61 * MEGABYTE))

    assert status == 413


def test_the_browsers_own_address_and_the_requests_number_reach_the_log(nginx: Nginx, served: Site) -> None:
    status, headers, _ = nginx.ask(
        "/findings/?q=canary-words",
        source="127.0.0.2",
        Cookie=f"sessionid={served.clerks[0]}",
        X_Forwarded_For="10.9.9.9",
        X_Request_ID="given-by-the-browser",
    )
    number = headers["X-Request-ID"]
    front = nginx.told_of(number)
    told = [line for line in lines_of(served, number) if line["logger"] == "yanling.requests"]

    assert status in (200, 404)
    assert [line["address"] for line in told] == ["127.0.0.2"]
    assert number in front
    assert "given-by-the-browser" not in front + served.log.read_text("utf-8", "replace")
    assert "canary-words" not in front + served.log.read_text("utf-8", "replace")


@pytest.mark.parametrize(
    "path",
    [
        "/evidence/ab/secret",
        "/static/../evidence/ab/secret",
        "/static/..%2fevidence/ab/secret",
        "/static../evidence/ab/secret",
        "/static/%2e%2e/evidence/ab/secret",
        "/var/evidence/ab/secret",
        "/yanling.sqlite3",
        "/static../yanling.sqlite3",
        "/static../secret_key",
        "/.env",
    ],
)
def test_evidence_database_and_keys_cannot_be_had_as_files(nginx: Nginx, served: Site, path: str) -> None:
    secret = served.folder / "evidence" / "ab" / "secret"
    secret.parent.mkdir(parents=True, exist_ok=True)
    secret.write_text("secret words", "utf-8")

    status, _, content = nginx.ask(path, Cookie=f"sessionid={served.clerks[0]}")

    assert status in (301, 302, 400, 404)
    assert b"secret words" not in content
    assert b"SQLite format" not in content


def test_its_health_is_told_to_the_machine_itself_alone(nginx: Nginx) -> None:
    assert nginx.ask("/healthz")[::2] == (200, b'{"status": "ok"}')
    assert nginx.ask("/healthz", source="127.0.0.2")[0] == 403


def test_nginx_had_nothing_to_complain_of(nginx: Nginx) -> None:
    assert (nginx.folder / "error.log").read_text("utf-8", "replace") == ""
    assert (nginx.folder / "yanling-error.log").read_text("utf-8", "replace") == ""
