"""close_month: in order, once, over open points only with a reason; and nothing written later changes it."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import models

from records.errors import Refusal
from records.models import Change
from scoring.models import Month, MonthResult, ScoreEvent, ScoreLine, UnitScore
from scoring.selectors.closing import open_points
from scoring.selectors.replay import replayed
from scoring.services.findings import record_finding
from scoring.services.months import close_month, publish_month
from scoring.services.settling import reopen_event
from tests.conftest import NOON
from tests.scoring.commands import run
from tests.scoring.factories import a_charge, a_finding, record, recorded_event, shown
from units.models import StaffMember, Unit, User, Window

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
ON = date(2026, 9, 10)
LATER = datetime(2026, 11, 6, 9, 0, tzinfo=NOON.tzinfo)


@pytest.fixture
def seen(clerk: User, unit: Unit, person: StaffMember, window: Window) -> ScoreEvent:
    """接打手机 on 10 September, confirmed."""
    return recorded_event(clerk, unit, on=ON, person=person, window=window, verified=True)


def close(chief: User, reason: str = "") -> MonthResult:
    shown(SEPTEMBER)
    close_month(month=SEPTEMBER, by=chief, at=NOON, reason=reason)
    return MonthResult.objects.select_related("month").get(month__month=SEPTEMBER)


def test_closing_stores_the_score_the_line_and_its_reason(
    seen: ScoreEvent, unit: Unit, person: StaffMember, chief: User
) -> None:
    result = close(chief)

    (line,) = ScoreLine.objects.filter(unit=unit)
    clause = "上班时间严禁上网聊天、玩游戏"
    assert (line.score.total_halves, line.score.rank, line.counted_halves) == (196, 1, -4)
    assert (line.person_name, line.window_name, line.fact) == ("王芳", "3号窗口", "低头看手机")
    assert line.clause_text.startswith(clause)
    assert (result.revision, result.edition_name, len(result.digest)) == (1, "2022", 64)
    assert result.units == [{"id": unit.pk, "name": "社保中心", "short_name": "社保", "order": 1}]
    assert [row[0] for row in result.facts] == [seen.pk]
    assert (result.month.state, result.closed_by, result.closed_at) == ("closed", chief, NOON)
    assert Change.objects.filter(action="定分", reason="").count() == 1


def test_a_month_of_more_events_than_one_result_can_hold_is_refused_and_stays_open(
    seen: ScoreEvent, chief: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scoring.services.months.MOST_FROZEN", 0)

    with pytest.raises(Refusal, match="计入1个事项，一次定分最多存档0个"):
        close(chief)

    assert (Month.objects.get(month=SEPTEMBER).state, MonthResult.objects.exists()) == ("review", False)


def test_facts_outside_every_clause_and_good_ones_are_kept_in_words(
    clerk: User, chief: User, unit: Unit
) -> None:
    good = record_finding(
        by=clerk, at=NOON, finding=a_finding(unit, happened_on=ON, fact="热情周到", is_good=True), charges=[]
    )

    result = close(chief)

    (row,) = result.narratives
    assert (row["finding"], row["fact"], row["is_good"], row["events"]) == (good.pk, "热情周到", True, [])
    assert [note["fact"] for note in UnitScore.objects.get(unit=unit).notes] == ["热情周到"]


def test_a_fact_recorded_after_its_month_was_closed_stands_in_the_next_result(
    clerk: User, chief: User, unit: Unit
) -> None:
    close(chief)
    late = a_finding(unit, happened_on=ON, fact="标识牌缺失")
    record_finding(by=clerk, at=LATER, finding=late, charges=[])

    result = close_month(month=OCTOBER, by=chief, at=LATER)

    assert [row["fact"] for row in result.narratives] == ["标识牌缺失"]


@pytest.mark.parametrize(
    ("charge", "told"),
    [
        ({"verified": False}, "待核实1项"),
        ({"clause": "1.1", "behaviour": "迟到", "verified": True}, "人员待查1项"),
    ],
    ids=["pending", "nobody named"],
)
def test_closing_over_open_points_wants_a_reason(
    charge: dict[str, Any], told: str, clerk: User, chief: User, unit: Unit
) -> None:
    record(clerk, unit, on=ON, **charge)

    with pytest.raises(Refusal, match=told) as refused:
        close_month(month=SEPTEMBER, by=chief, at=NOON, reason="  ")
    assert refused.value.field == "reason"
    assert not MonthResult.objects.exists()
    assert close(chief, "仍在调查").reason == "仍在调查"


def test_praise_that_lost_its_proof_is_an_open_point(clerk: User, unit: Unit) -> None:
    event = recorded_event(
        clerk, unit, on=ON, clause="2.7", behaviour="锦旗", proof="锦旗照片", verified=True
    )
    shown(SEPTEMBER)
    assert not open_points(SEPTEMBER, NOON.date())

    event.finding.proof = ""
    event.finding.save()

    assert open_points(SEPTEMBER, NOON.date()).unproved == (event.pk,)


def test_pending_events_move_on_as_late_entries_and_the_log_says_so(
    clerk: User, chief: User, unit: Unit
) -> None:
    event = recorded_event(clerk, unit, on=ON, verified=False)

    result = close(chief, "仍在调查")

    event.refresh_from_db()
    assert (event.counts_in, event.version, result.unsettled["pending"]) == (OCTOBER, 2, [event.pk])
    moved = Change.objects.get(action="移到下月补记")
    assert (moved.before, moved.after, moved.reason) == (
        {"计入月份": "2026年9月"},
        {"计入月份": "2026年10月"},
        "仍在调查",
    )
    assert UnitScore.objects.get(unit=unit).total_halves == 200


@pytest.mark.parametrize(
    ("month", "at", "told"),
    [
        (OCTOBER, LATER, "请先为2026年9月定分"),
        (OCTOBER, NOON, "请先为2026年9月定分"),
        (date(2026, 8, 1), NOON, "没有2026年8月"),
    ],
    ids=["out of order", "not over", "before the first"],
)
def test_a_month_out_of_its_turn_is_refused(
    month: date, at: datetime, told: str, unit: Unit, chief: User
) -> None:
    with pytest.raises(Refusal, match=told):
        close_month(month=month, by=chief, at=at)
    assert not MonthResult.objects.exists()


def test_a_month_is_closed_once(unit: Unit, chief: User) -> None:
    close(chief)
    with pytest.raises(Refusal, match="已经定分"):
        close(chief)


def test_a_month_that_is_not_over_is_not_closed(unit: Unit, chief: User) -> None:
    close(chief)
    with pytest.raises(Refusal, match="还没有结束，11月1日起才能定分"):
        close_month(month=OCTOBER, by=chief, at=NOON)


def test_a_month_without_units_is_not_closed(bureau: Any, chief: User) -> None:
    with pytest.raises(Refusal, match="没有在用的窗口单位"):
        close(chief)
    assert not Month.objects.filter(state="closed").exists()


def test_a_month_is_published_once_and_only_when_closed(unit: Unit, chief: User) -> None:
    month = Month.objects.create(month=SEPTEMBER)
    with pytest.raises(Refusal, match="还没有定分"):
        publish_month(month=month, by=chief, at=NOON)
    close(chief)
    publish_month(month=month, by=chief, at=NOON)
    with pytest.raises(Refusal, match="已经通报过"):
        publish_month(month=month, by=chief, at=NOON)


def test_services_refuse_to_write_into_a_closed_month(seen: ScoreEvent, clerk: User, chief: User) -> None:
    close(chief)
    with pytest.raises(Refusal, match="2026年9月已定分"):
        reopen_event(event=seen, expected_version=1, by=clerk, at=NOON)


@pytest.mark.parametrize("model", [MonthResult, UnitScore, ScoreLine])
def test_stored_rows_can_neither_be_changed_nor_deleted(
    model: type[models.Model], seen: ScoreEvent, chief: User
) -> None:
    close(chief)
    row = model._default_manager.get()
    with pytest.raises(TypeError, match="不得修改"):
        row.save()
    with pytest.raises(TypeError, match="不得删除"):
        row.delete()
    with pytest.raises(TypeError, match="不得修改或删除"):
        model._default_manager.all().delete()
    with pytest.raises(TypeError, match="不得修改或删除"):
        model._default_manager.update(pk=row.pk)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("2026-13", "--by", "chief"), 2, "月份“2026-13”无法识别"),
        (("2026-09", "--by", "nobody"), 2, "没有用户名为“nobody”的账号"),
        (("2026-09", "--by", "clerk"), 2, "没有定分的权限"),
        (("2026-09", "--by", "chief"), 1, "待核实1项"),
        (("2026-09", "--by", "chief", "--reason", "仍在调查"), 0, "1项待核实的事项移到2026-10补记"),
    ],
    ids=["no month", "no user", "not the chief", "open points", "with a reason"],
)
def test_the_command_closes_or_says_why_not(
    words: tuple[str, ...], code: int, told: str, clerk: User, chief: User, unit: Unit, capsys: Any
) -> None:
    record(clerk, unit, on=ON, verified=False)

    found, text = run(capsys, "close_month", *words)

    assert (found, told in text, len(text.strip().splitlines())) == (code, True, 1)


def test_two_charges_of_one_finding_stand_as_two_lines(
    clerk: User, chief: User, unit: Unit, other_unit: Unit
) -> None:
    """3.6: one case, two units."""
    first = a_charge(unit, clause="3.6", behaviour="推诿-首次接待单位", problem_title="跑三次", verified=True)
    other = a_charge(
        other_unit, clause="3.6", behaviour="推诿-其他单位", problem_title="跑三次", verified=True
    )
    record_finding(by=clerk, at=NOON, finding=a_finding(unit, happened_on=ON), charges=[first, other])

    result = close(chief)

    assert [(s.unit_name, s.total_halves, s.rank) for s in result.scores.order_by("rank")] == [
        ("公共就业服务中心", 194, 1),
        ("社保中心", 190, 2),
    ]
    assert (len(result.narratives), replayed(result)) == (1, [])
