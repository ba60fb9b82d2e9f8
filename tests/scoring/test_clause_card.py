"""A clause's number leads to its words: as a link, and as a card that browsers keep as long as they may."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from scoring.models import RuleEdition
from scoring.rulebook import load_edition, shipped_text
from scoring.services.months import close_month
from tests.conftest import NOON, logged_in
from tests.scoring.factories import shown
from units.models import Unit, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def in_force(from_month: date) -> None:
    """An edition in whose words 1.1 reads otherwise."""
    text = shipped_text().replace("迟到", "晚到")
    sha = load_edition(text, "新").sha256
    at = datetime(2026, 10, 1, tzinfo=NOON.tzinfo)
    state = RuleEdition.State.IN_FORCE
    RuleEdition.objects.create(
        name="新", text=text, sha256=sha, effective_from=from_month, state=state, created_at=at
    )


def card(user: User, address: str, **more: Any) -> Any:
    return logged_in(user).get(address, **more)


def test_the_card_holds_the_words_the_points_and_the_readings(clerk: User) -> None:
    text = card(clerk, "/rules/2026-10/2.9/").content.decode()

    for words in (
        "2.9",
        "投诉属实",
        "−5",
        "口径R",
        "看细则原文",
        "/rules/?month=2026-10#c-2.9",
        "细则2022版",
    ):
        assert words in text


def test_a_closed_month_keeps_the_words_that_it_was_scored_by(
    chief: User, unit: Unit, other_unit: Unit
) -> None:
    shown(date(2026, 9, 1))
    close_month(month=date(2026, 9, 1), by=chief, at=NOON, reason="都看过")
    in_force(date(2026, 9, 1))

    before, after = (card(chief, f"/rules/2026-{month}/1.1/") for month in ("09", "10"))

    assert "迟到" in before.content.decode()
    assert "晚到" in after.content.decode()
    assert before["Cache-Control"] == "private, max-age=3600"
    assert after["Cache-Control"] == "private, no-cache"
    page = logged_in(chief).get("/rules/?month=2026-09").content.decode()
    assert "晚到" not in page


def test_a_card_that_the_browser_has_is_not_sent_again(clerk: User) -> None:
    first = card(clerk, "/rules/2026-10/1.1/")

    again = card(clerk, "/rules/2026-10/1.1/", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_the_card_of_a_newer_edition_is_sent_whatever_the_browser_has(clerk: User) -> None:
    first = card(clerk, "/rules/1.1/")
    in_force(date(2026, 10, 1))

    again = card(clerk, "/rules/1.1/", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 200
    assert "晚到" in again.content.decode()


@pytest.mark.parametrize(
    "address", ["/rules/9.9/", "/rules/2026-10/1.99/", "/rules/2026-13/1.1/", "/rules/x/"]
)
def test_a_clause_that_is_not_there_is_not_found(clerk: User, address: str) -> None:
    assert card(clerk, address).status_code == 404


def test_a_card_costs_few_queries(clerk: User) -> None:
    client = logged_in(clerk)
    client.get("/rules/2026-10/1.1/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/rules/2026-10/1.1/")

    assert len(queries) <= 7


def rendered(text: str, **context: Any) -> str:
    return Template("{% load scoring %}" + text).render(Context(context))


def test_a_number_is_a_link_to_the_words_of_its_month() -> None:
    assert rendered("{% clause_link '1.1' month %}", month=date(2026, 9, 1)) == (
        '<a class="clause-link" href="/rules/?month=2026-09#c-1.1" data-clause="/rules/2026-09/1.1/">1.1</a>'
    )
    assert 'href="/rules/#c-4.10" data-clause="/rules/4.10/"' in rendered("{% clause_link '4.10' %}")


@pytest.mark.parametrize(
    ("label", "numbers"),
    [
        ("4.5 接打手机 2件、1.1 迟到 1件", ["4.5", "1.1"]),
        ("6.3 首次超限，扣3分；限期整改", ["6.3"]),
        ("扣2.5分，共1.5件", []),
        ("四（二）", []),
        ("12.1 和 1.234", []),
    ],
)
def test_the_numbers_of_a_label_are_links_and_points_are_not(label: str, numbers: list[str]) -> None:
    text = rendered("{{ label|with_clauses }}", label=label)

    assert [
        number for number in ("4.5", "1.1", "6.3", "2.5", "1.5", "2.1") if f">{number}</a>" in text
    ] == sorted(numbers, key=["4.5", "1.1", "6.3"].index)


def test_a_label_is_escaped_before_its_numbers_become_links() -> None:
    assert "<b>" not in rendered("{{ label|with_clauses }}", label="<b>1.1 迟到")
