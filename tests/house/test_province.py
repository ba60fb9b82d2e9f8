"""The benchmarks' simulated province: a small one is filled, scored, closed and replayed as any bureau is."""

import pytest
from django.db import connection
from django.utils import timezone

from benchmarks.pages import Browser
from benchmarks.province.rows import EVENTS_EACH, STAFF_EACH, Size, fill
from scoring.models import MonthResult, ScoreEvent, ScoreLine
from scoring.selectors.facts import month_score
from scoring.selectors.replay import replayed
from scoring.services.months import close_month
from units.models import StaffMember

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="it is filled by COPY"),
]


def test_a_small_province_is_filled_once_scored_closed_and_replayed() -> None:
    province = fill(Size(2))
    again = fill(Size(2))

    assert again == province
    assert (ScoreEvent.objects.count(), StaffMember.objects.count()) == (2 * EVENTS_EACH, 2 * STAFF_EACH)
    assert len(month_score(province.month).units) == 2
    close_month(month=province.month, by=province.chief, at=timezone.now(), reason="模拟省")
    assert replayed(MonthResult.objects.get()) == []
    assert (
        ScoreLine.objects.exclude(event=None).count()
        == ScoreEvent.objects.exclude(status="dismissed").count()
    )
    assert b"<main" in Browser(province.chief).get("/ledger/?page=2&unit=1")


def test_a_database_of_others_is_left_alone() -> None:
    fill(Size(2))

    with pytest.raises(SystemExit, match="别的数据"):
        fill(Size(3))
