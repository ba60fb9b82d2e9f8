"""The letter on its follow-up's page, and the pages on which it is composed and issued."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils.html import strip_tags

from notices.models import FollowUp, Notice
from tests.conftest import logged_in
from tests.notices.letters.conftest import a_letter
from units.models import User

OpenFollowUp = Callable[..., FollowUp]


def page(who: User, row: FollowUp) -> str:
    return logged_in(who).get(f"/follow-ups/{row.pk}/").content.decode()


def test_the_office_is_led_from_the_follow_up_to_its_letter(follow_up: OpenFollowUp, clerk: User) -> None:
    row = follow_up(kind="限期整改")

    link = page(clerk, row).partition(f'href="/papers/mend/{row.pk}/">')[2].partition("</a>")[0]

    assert strip_tags(link).strip() == "拟发限期整改通知书"


def test_a_unit_s_head_is_offered_no_letter(follow_up: OpenFollowUp, head: User) -> None:
    shown = page(head, follow_up(kind="限期整改"))

    assert "/papers/" not in shown
    assert "限期整改通知书" not in shown


@pytest.mark.parametrize(
    ("state", "words"), [("proposed", "经负责人确认后可以拟发。"), ("waiting", "申诉复核后可以拟发。")]
)
def test_the_page_says_what_the_letter_waits_for(
    state: str, words: str, follow_up: OpenFollowUp, clerk: User
) -> None:
    row = follow_up(kind="限期整改")
    FollowUp.objects.filter(pk=row.pk).update(state=state)

    shown = page(clerk, row)

    assert words in shown
    assert "/papers/mend/" not in shown


def test_an_issued_letter_is_shown_with_its_number_and_day(follow_up: OpenFollowUp, clerk: User) -> None:
    row = follow_up(kind="限期整改")
    letter = a_letter(row, clerk)

    shown = page(clerk, row)

    assert (
        f'<a href="/notices/{letter.pk}/">鄢人社函〔2026〕1号</a>　2026年10月9日签发，期限2026年10月21日'
        in shown
    )
    assert "另发一件替代" in shown


def test_a_follow_up_without_a_letter_says_nothing_of_one(follow_up: OpenFollowUp, clerk: User) -> None:
    assert "通知书" not in page(clerk, follow_up(kind="书面检查"))


def test_composing_shows_every_part_and_few_queries(
    follow_up: OpenFollowUp, clerk: User, django_assert_max_num_queries: Any
) -> None:
    row, client = follow_up(kind="限期整改"), logged_in(clerk)
    client.get("/")

    with django_assert_max_num_queries(24):
        shown = client.get(f"/papers/mend/{row.pk}/").content.decode()

    assert [label for label in ("导语", "整改要求", "结语") if label not in shown] == []
    assert Notice.Kind.MEND.label in shown
