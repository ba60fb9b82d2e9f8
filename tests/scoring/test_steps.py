"""录入 → 核对 → 定分 → 通报: one step at most is under way, and each says why it cannot start yet."""

from dataclasses import replace
from datetime import date

import pytest

from scoring.models import Month
from scoring.selectors.closing import OpenPoints
from scoring.selectors.month import Standing
from scoring.selectors.steps import steps

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 8)
DUE = date(2026, 10, 10)
OPEN = Standing(SEPTEMBER, Month.State.OPEN, SEPTEMBER, {}, True, None)
REVIEW = replace(OPEN, state=Month.State.REVIEW, review_until=date(2026, 10, 9))
PENDING = OpenPoints(pending=(1, 2))
NOTHING = OpenPoints()


@pytest.mark.parametrize(
    ("where", "points", "today", "states", "texts"),
    [
        (
            OPEN,
            PENDING,
            date(2026, 9, 20),
            "current waiting waiting waiting",
            ["10月1日起可以定分", "不能开始：本月还没有结束", "不能开始：本月还没有结束"],
        ),
        (
            OPEN,
            PENDING,
            OCTOBER,
            "done current waiting waiting",
            ["仍可补录", "可以转入核对，请各单位申诉", "现在定分须写明理由"],
        ),
        (
            OPEN,
            NOTHING,
            OCTOBER,
            "done current waiting waiting",
            ["仍可补录", "可以转入核对，请各单位申诉", "可以定分"],
        ),
        (
            replace(OPEN, start=date(2026, 8, 1)),
            NOTHING,
            OCTOBER,
            "done current waiting waiting",
            ["仍可补录", "可以转入核对，请各单位申诉", "不能开始：请先为2026年8月定分"],
        ),
        (
            REVIEW,
            PENDING,
            OCTOBER,
            "done current waiting waiting",
            ["仍可补录", "申诉截止10月9日", "现在定分须写明理由"],
        ),
        (
            REVIEW,
            NOTHING,
            OCTOBER,
            "done done current waiting",
            ["仍可补录", "申诉截止10月9日", "可以定分"],
        ),
        (
            replace(OPEN, state=Month.State.REOPENED),
            NOTHING,
            OCTOBER,
            "done current waiting waiting",
            ["仍可补录", "重新开放，改完后再定分", "可以定分"],
        ),
        (
            replace(OPEN, state=Month.State.CLOSED),
            NOTHING,
            OCTOBER,
            "done done done current",
            ["仍可补录", "", "只读"],
        ),
        (
            replace(OPEN, state=Month.State.PUBLISHED),
            NOTHING,
            OCTOBER,
            "done done done done",
            ["仍可补录", "", "只读"],
        ),
    ],
    ids=[
        "not over",
        "open",
        "nothing open",
        "an earlier month first",
        "review",
        "reviewed",
        "reopened",
        "closed",
        "published",
    ],
)
def test_one_step_at_most_is_under_way_and_the_others_say_why(
    where: Standing, points: OpenPoints, today: date, states: str, texts: list[str]
) -> None:
    found = steps(where, points, today=today, deadline=DUE)

    assert [step.name for step in found] == ["录入", "核对", "定分", "通报"]
    assert " ".join(step.state for step in found) == states
    assert [step.text for step in found[:3]] == texts
    assert [step.state_label for step in found].count("进行中") <= 1


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (Month.State.OPEN, "还没有定分，10月10日前印发"),
        (Month.State.CLOSED, "10月10日前印发"),
        (Month.State.PUBLISHED, ""),
    ],
)
def test_the_last_step_says_by_when_the_bulletin_is_due(state: str, text: str) -> None:
    assert steps(replace(OPEN, state=state), NOTHING, today=OCTOBER, deadline=DUE)[3].text == text
