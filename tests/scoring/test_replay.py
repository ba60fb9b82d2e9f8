"""Replay: a closed month agrees with itself whatever happens to today's rows; tampering is named."""

import json
from datetime import date
from typing import Any

import pytest
from django.db import models

from scoring.models import MonthResult, ScoreEvent, ScoreLine, UnitScore
from scoring.selectors.replay import drift, replayed
from scoring.selectors.results import stored_lines, stored_unit
from scoring.services.months import close_month
from tests.conftest import NOON
from tests.scoring.commands import run
from tests.scoring.factories import recorded_event, shown
from units.models import StaffMember, Unit, User, Window

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unguarded")]
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)


@pytest.fixture
def seen(clerk: User, unit: Unit, person: StaffMember, window: Window) -> ScoreEvent:
    """接打手机 on 10 September, confirmed."""
    return recorded_event(clerk, unit, on=date(2026, 9, 10), person=person, window=window, verified=True)


def close(chief: User, reason: str = "") -> MonthResult:
    shown(SEPTEMBER)
    close_month(month=SEPTEMBER, by=chief, at=NOON, reason=reason)
    return MonthResult.objects.select_related("month").get(month__month=SEPTEMBER)


def changed_everything(seen: ScoreEvent, unit: Unit, person: StaffMember) -> None:
    """What no service would do, done to the rows behind a closed month."""
    ScoreEvent.objects.filter(pk=seen.pk).update(times=9, clause="2.3", behaviour="酒后上班")
    Unit.objects.filter(pk=unit.pk).update(name="改名中心")
    StaffMember.objects.filter(pk=person.pk).update(name="王改")
    seen.finding.fact = "改写"
    seen.finding.save()


def test_rows_changed_after_closing_change_nothing_of_it_and_drift_is_told(
    seen: ScoreEvent, unit: Unit, person: StaffMember, chief: User
) -> None:
    result = close(chief)
    before = [(stored_unit(score), stored_lines(score)) for score in result.scores.all()]

    changed_everything(seen, unit, person)

    assert [(stored_unit(score), stored_lines(score)) for score in result.scores.all()] == before
    assert replayed(result) == []
    assert drift(result) == [f"事项{seen.pk}：现在的条款、行为、次数与存档不同"]


def test_an_event_taken_out_and_one_put_in_are_told_as_drift(
    seen: ScoreEvent, clerk: User, chief: User, unit: Unit
) -> None:
    result = close(chief)
    added = recorded_event(clerk, unit)
    ScoreEvent.objects.filter(pk=added.pk).update(counts_in=SEPTEMBER)
    ScoreEvent.objects.filter(pk=seen.pk).update(counts_in=OCTOBER)

    assert drift(result) == [
        f"事项{seen.pk}：存档中有，现在已不计入该月",
        f"事项{added.pk}：存档中没有，现在计入该月",
    ]


def raw_update(model: type[models.Model], **values: Any) -> None:
    """Change stored rows past their manager, as raw SQL would."""
    models.QuerySet(model).update(**values)


@pytest.mark.parametrize(
    ("model", "values", "told"),
    [
        (UnitScore, {"total_halves": 200}, "社保中心：总分与存档不符"),
        (UnitScore, {"rank": 7}, "社保中心：名次与存档不符"),
        (UnitScore, {"follow_ups": [{"kind": "约谈"}]}, "社保中心：整改处理与存档不符"),
        (ScoreLine, {"counted_halves": 0}, "社保中心：第1条明细（4.5 接打手机）与存档不符"),
        (ScoreLine, {"why": "另有缘由"}, "社保中心：第1条明细（4.5 接打手机）与存档不符"),
        (MonthResult, {"history_after": {}}, "此后累计与存档不符"),
        (MonthResult, {"digest": "0" * 64}, "摘要与存档不符"),
        (MonthResult, {"reason": ""}, None),
    ],
    ids=["total", "rank", "follow-up", "points", "reason", "history", "digest", "remark"],
)
def test_replay_names_what_was_tampered_with(
    model: type[models.Model], values: dict[str, Any], told: str | None, seen: ScoreEvent, chief: User
) -> None:
    close(chief, "说明")
    raw_update(model, **values)

    result = MonthResult.objects.select_related("month").get()

    assert replayed(result) == ([told] if told else [])


def test_replay_finds_frozen_facts_that_were_tampered_with(seen: ScoreEvent, chief: User) -> None:
    result = close(chief)
    facts = json.loads(json.dumps(result.facts))
    facts[0][8] = 2
    raw_update(MonthResult, facts=facts)

    assert replayed(MonthResult.objects.select_related("month").get()) == [
        "社保中心：总分与存档不符",
        "社保中心：各类得分与存档不符",
        "社保中心：第1条明细（4.5 接打手机）与存档不符",
        "摘要与存档不符",
    ]


def test_the_replay_command_agrees_reports_drift_and_tells_tampering(
    seen: ScoreEvent, chief: User, capsys: Any
) -> None:
    assert run(capsys, "replay_month", "2026-09") == (2, "2026-09 还没有定分，没有可重算的结果。\n")
    close(chief)
    assert run(capsys, "replay_month") == (0, "2026年9月第1版：相符\n共重算1个定分结果，1个相符。\n")

    ScoreEvent.objects.filter(pk=seen.pk).update(times=2)
    code, text = run(capsys, "replay_month", "2026-09")
    assert (code, f"出入（不影响结果）：事项{seen.pk}：现在的次数与存档不同" in text) == (0, True)

    raw_update(ScoreLine, counted_halves=0)
    code, text = run(capsys, "replay_month")
    assert (code, "第1条明细（4.5 接打手机）与存档不符" in text) == (1, True)

    raw_update(MonthResult, names={})
    code, text = run(capsys, "replay_month")
    assert (code, "存档已损坏，无法重算" in text) == (1, True)
