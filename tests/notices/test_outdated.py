"""A paper whose month was opened again says that it is to be replaced, until the next one does so."""

from datetime import date, timedelta
from typing import Any

import pytest

from notices.models import Notice
from notices.services.issuing import issue_notice
from scoring.models import Month, MonthResult
from scoring.services.months import close_month
from scoring.services.reopening import reopen_month
from tests.conftest import NOON, logged_in
from tests.scoring.factories import shown
from units.models import User

TAG = '<span class="tag tag-pending">须替代</span>'
SEPTEMBER, TODAY = date(2026, 9, 1), date(2026, 10, 8)


@pytest.fixture(autouse=True)
def _in_october(time_machine: Any) -> None:
    time_machine.move_to(NOON, tick=True)


@pytest.fixture
def notice(september: MonthResult, chief: User) -> Notice:
    return issue_notice(result=september, by=chief, at=NOON, on=TODAY)


def reopened(chief: User) -> None:
    reopen_month(month=SEPTEMBER, by=chief, at=NOON, reason="漏记一项公假")


def closed_again(chief: User) -> MonthResult:
    shown(SEPTEMBER)
    return close_month(month=SEPTEMBER, by=chief, at=NOON + timedelta(hours=1))


def read(user: User, path: str) -> str:
    return logged_in(user).get(path).content.decode()


def test_a_paper_of_a_closed_month_stands(notice: Notice, chief: User) -> None:
    assert TAG not in read(chief, "/notices/")
    assert "须替代" not in read(chief, f"/notices/{notice.pk}/")


def test_whoever_reads_it_is_told_while_its_month_is_open_again(
    notice: Notice, chief: User, head: User
) -> None:
    reopened(chief)

    for user in (chief, head):
        assert TAG in read(user, "/notices/")
        page = read(user, f"/notices/{notice.pk}/")
        assert "2026年9月已重新开放，本件所载的结果待再次定分后确定" in page
        assert "/notices/compose/2026-09/" not in page
    assert "2026年9月已重新开放，得分以再次定分为准" in read(head, "/")


def test_the_next_paper_takes_its_place(notice: Notice, chief: User, head: User) -> None:
    reopened(chief)
    result = closed_again(chief)
    assert "本件所载的第1版结果不再有效" in read(head, f"/notices/{notice.pk}/")
    assert "/notices/compose/2026-09/" not in read(head, f"/notices/{notice.pk}/")
    assert "/notices/compose/2026-09/" in read(chief, f"/notices/{notice.pk}/")

    second = issue_notice(result=result, by=chief, at=NOON + timedelta(hours=2), on=TODAY)

    assert second.replaces == notice
    assert Month.objects.get(month=SEPTEMBER).state == Month.State.PUBLISHED
    assert TAG not in read(chief, "/notices/")
    page = read(chief, f"/notices/{notice.pk}/")
    assert "须替代" not in page
    assert f'本件已由 <a href="/notices/{second.pk}/">{second.number}</a> 替代' in page
