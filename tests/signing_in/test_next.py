"""After the login one goes on inside the site, whatever the link said."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.conftest import logged_in
from tests.signing_in.door import sign_in
from units.models import User

OUTSIDE = (
    *("//evil.example", "///evil.example", "////evil.example/x", "/\\evil.example", "\\\\evil.example"),
    *(
        "\\/evil.example",
        "/\\/evil.example",
        "https:evil.example",
        "https:/evil.example",
        "https:///evil.example",
    ),
    *("http:evil.example", "http://evil.example", "https://evil.example", "HTTPS://EVIL.EXAMPLE"),
    *(
        "https://testserver@evil.example",
        "https://testserver.evil.example",
        "https://evil.example/testserver",
    ),
    *(
        "https://testserver:pass@evil.example/",
        "https://evil.example#testserver",
        "https://evil.example?testserver",
    ),
    *("http://testserver:8000/", "http://testserver\\@evil.example", "https://testserver%40evil.example"),
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)"),
    *(
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "ftp://evil.example",
    ),
    *("blob:https://evil.example/1", "about:blank", "mailto:a@evil.example", "tel:110", "ws://evil.example"),
    *("\t//evil.example", "\n//evil.example", "\r//evil.example", " //evil.example", "\x00//evil.example"),
    *(
        "\x0b//evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r/evil.example",
        "//evil.example%2f..",
    ),
    *(
        "//[::1]",
        "http://[evil",
        "http:\\\\evil.example",
        "//evil。example",
        "///\\;@evil.example",
        "/%0d%0a//evil",
    ),
)


def inside(location: str) -> bool:
    """Whether a browser that reads this goes on at our own address."""
    as_read = location.replace("\\", "/").replace("\t", "").replace("\n", "").replace("\r", "").strip()
    parts = urlsplit(as_read)
    return as_read.startswith("/") and not as_read.startswith("//") and not parts.netloc and not parts.scheme


def test_there_are_fifty_odd_addresses() -> None:
    assert len(OUTSIDE) == len(set(OUTSIDE)) >= 50


@pytest.mark.django_db
def test_no_odd_address_leads_outside_after_the_login(clerk: User) -> None:
    led = {to: sign_in("clerk", to=to) for to in OUTSIDE}

    assert {answer.status_code for answer in led.values()} == {302}
    assert not [to for to, answer in led.items() if not inside(answer["Location"])]


@pytest.mark.django_db
def test_no_odd_address_leads_outside_when_already_logged_in(clerk: User) -> None:
    client = logged_in(clerk)

    led: dict[str, Any] = {to: client.get("/login/", {"next": to}) for to in OUTSIDE}

    assert not [to for to, answer in led.items() if not inside(answer["Location"])]


@pytest.mark.django_db
@pytest.mark.parametrize("to", ["/months/", "/months/?year=2026&q=%E7%A4%BE", "/events/7/#lines"])
def test_an_address_of_the_site_is_gone_to(clerk: User, to: str) -> None:
    assert sign_in("clerk", to=to)["Location"] == to
