"""The home page as tests read it: its words, its lines under their headings."""

import re
from datetime import date

import time_machine

from tests.access.page import PageReader
from tests.conftest import NOON, TODAY, actor, logged_in
from units.models import User
from yanling_assess.duties import Duty, desk


def page_of(user: User) -> str:
    """The words of the home page at noon, after its menu."""
    with time_machine.travel(NOON, tick=False):
        text = PageReader(logged_in(user).get("/").content.decode()).text
    return text.split("退出", 1)[1]


def lines_of(user: User) -> dict[str, list[str]]:
    """{heading: labels of its lines} as the page shows them."""
    with time_machine.travel(NOON, tick=False):
        html = logged_in(user).get("/").content.decode()
    return {
        heading: re.findall(r'<li class="duty"[^>]*>\s*<a href="[^"]+">([^<]+)</a>', section)
        for heading, section in re.findall(r"<h2[^>]*>([^<]+)</h2>(.*?)</section>", html, re.DOTALL)
    }


def line_of(user: User, label: str, on: date = TODAY) -> Duty:
    return next(duty for duty in desk(actor(user), on).duties if duty.label == label)
